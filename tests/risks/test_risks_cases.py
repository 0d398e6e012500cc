"""One event, one case: reports add up, units hand it up and down, it ends with an outcome."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Case, CaseStep, Signal
from yntymak.apps.risks.neutral import names_descent
from yntymak.foundation.ledger.models import Event


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def case(aimak, neighbour, aigul) -> Case:
    return opened(aigul, aimak, places=[aimak, neighbour])


@pytest.fixture
def timur(raion):
    return make_user("timur", "Тимур Бапов", ("raion_officer", raion))


def opened(actor, holder, **changes) -> Case:
    fields = {"title": "Төмөнкү каналдын шлюзу", "text": "Кезек талашылды.", "severity": 2}
    fields |= {"category": "infrastructural", "holder": holder, "key": uuid.uuid4(), **changes}
    return actions.open_case(actor=actor, **fields)


def told(place, lane="officials", text="Шлюз жабылды") -> Signal:
    fields = {"category": "infrastructural", "place": place, "lane": lane}
    return actions.report(key=uuid.uuid4(), text=text, **fields)


def test_ten_reports_of_one_event_are_ten_reports_and_one_event(as_user, aigul, aimak, case):
    client = as_user(aigul)
    for n in range(10):
        signal = told(aimak, text=f"Шлюз жабылды {n}")
        client.post(reverse("risks:signal_case", args=[signal.receipt]), {"case-case": case.pk})

    page = client.get(reverse("risks:case", args=[case.pk])).content.decode()
    assert "10 reports, one event." in page
    assert Case.objects.count() == 1
    assert Case.objects.with_reports().get().reports == 10
    assert set(Signal.objects.values_list("state", flat=True)) == {"linked"}
    assert case.steps.filter(kind="linked").count() == 10


def test_a_protected_report_is_linked_without_a_trace_in_the_case(
    as_user, aigul, nurbek, aimak, case
):
    voice = told(aimak, "protected")
    make_user("focal", "Фокал", ("focal_point", aimak), ("specialist", aimak))
    from yntymak.foundation.people.models import User

    focal = User.objects.get(username="focal")
    actions.link_to_case(actor=focal, signal=voice, case=case)

    page = as_user(aigul).get(reverse("risks:case", args=[case.pk])).content.decode()
    assert voice.receipt not in page
    assert not case.steps.filter(kind="linked").exists()
    event = Event.objects.get(verb="case:linked")
    assert (event.place, event.data) == (None, {})
    assert Case.objects.with_reports().get().reports == 0


def test_a_case_is_opened_from_a_worry(as_user, aigul, aimak):
    signal = told(aimak)
    url = f"{reverse('risks:open_case')}?signal={signal.receipt}"
    data = {"key": str(uuid.uuid4()), "title": "Шлюз", "text": "Кезек", "severity": "2"}
    data |= {"category": "infrastructural", "holder": aimak.code, "place": ""}
    client = as_user(aigul)
    assert signal.text in client.get(url).content.decode()

    for _ in range(2):
        client.post(url, data)

    found = Case.objects.get()
    assert list(found.signals.all()) == [signal]
    assert list(found.places.all()) == [aimak]
    receipt = client.get(reverse("risks:receipt", args=[signal.receipt])).content.decode()
    assert "Somebody is working on it" in receipt


def test_a_refused_case_comes_back_filled(as_user, aigul, aimak):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    data = {"title": "", "text": "Кезек талашылды", "occurred_on": f"{tomorrow:%d.%m.%Y}"}

    page = as_user(aigul).post(reverse("risks:open_case"), data).content.decode()

    assert "Give the case a short name." in page
    assert "This day has not come yet" in page
    assert "Кезек талашылды" in page


def test_handed_up_accepted_and_handed_down_again(as_user, aigul, timur, aimak, raion, case):
    data = {"hand-to": raion.code, "hand-text": "Эки аймак сүйлөшсүн."}
    as_user(aigul).post(reverse("risks:case_hand", args=[case.pk]), data)
    case.refresh_from_db()
    assert (case.holder, case.handed_to) == (aimak, raion)
    assert case.handed_by > timezone.localdate()

    officer = as_user(timur)
    assert "1 case waits for you" in officer.get(reverse("risks:cases")).content.decode()
    officer.post(reverse("risks:case_accept", args=[case.pk]), {})
    case.refresh_from_db()
    assert (case.holder, case.handed_to, case.handed_by) == (raion, None, None)
    with pytest.raises(PermissionDenied):
        actions.close_case(
            actor=aigul, key=uuid.uuid4(), case=case, outcome="talks", text="Макулдашты"
        )

    actions.hand_on(actor=timur, key=uuid.uuid4(), case=case, to=aimak, text="Өзүңөр көргүлө.")
    actions.take(actor=aigul, key=uuid.uuid4(), case=case, accepts=True)
    case.refresh_from_db()
    assert case.holder == aimak
    kinds = list(case.steps.values_list("kind", flat=True))
    assert kinds == ["opened", "handed", "accepted", "handed", "accepted"]


def test_returned_with_a_reason_it_stays_where_it_was(aigul, timur, aimak, raion, case):
    actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек.")
    with pytest.raises(ValidationError, match="why you return"):
        actions.take(actor=timur, key=uuid.uuid4(), case=case, text=" ", accepts=False)
    key = uuid.uuid4()
    for _ in range(2):
        actions.take(actor=timur, key=key, case=case, text="Бул аймактын иши.", accepts=False)

    case.refresh_from_db()
    assert (case.holder, case.handed_to) == (aimak, None)
    assert case.steps.filter(kind="returned").count() == 1


def test_it_is_not_handed_to_anybody_nor_twice(aigul, neighbour, raion, oblast, case):
    with pytest.raises(ValidationError, match="one of the units"):
        actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=neighbour, text="Алгыла")
    actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Алгыла")
    with pytest.raises(ValidationError, match="on its way"):
        actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=oblast, text="Алгыла")


def test_whoever_is_not_asked_cannot_take_it(aigul, daniyar, raion, case):
    actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек.")

    with pytest.raises(PermissionDenied):
        actions.take(actor=daniyar, key=uuid.uuid4(), case=case, accepts=True)


def test_it_ends_with_an_outcome_and_stays_closed(as_user, aigul, case):
    close = reverse("risks:case_close", args=[case.pk])
    client = as_user(aigul)
    assert "Choose how it ended." in client.post(close, {"close-text": "x"}).content.decode()
    client.post(close, {"close-outcome": "kenesh", "close-text": "№ 12 токтом"})

    case.refresh_from_db()
    assert (case.status, case.outcome) == ("closed", "kenesh")
    with pytest.raises(ValidationError, match="closed"):
        actions.note_on_case(actor=aigul, key=uuid.uuid4(), case=case, text="x", severity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.update(outcome="")


def test_the_neighbour_whom_it_touches_reads_and_tells_but_does_not_judge(
    as_user, chynara, neighbour, case
):
    client = as_user(chynara)
    note = {"note-text": "Биз жакта тынч.", "note-severity": "4"}
    client.post(reverse("risks:case_note", args=[case.pk]), note)

    case.refresh_from_db()
    assert case.severity == 2
    assert case.steps.filter(text="Биз жакта тынч.").exists()
    page = client.get(reverse("risks:case", args=[case.pk])).content.decode()
    assert "Close the case" not in page
    with pytest.raises(PermissionDenied):
        actions.involve(actor=chynara, key=uuid.uuid4(), case=case, kind="group", name="Жаштар")


def test_who_sees_a_case(aigul, chynara, daniyar, elmira, gulzat, saikal, aimak):
    own = opened(aigul, aimak, places=[aimak])

    for person, sees in (
        *((aigul, True), (daniyar, True), (elmira, True)),
        *((chynara, False), (gulzat, False), (saikal, False)),
    ):
        assert Case.objects.visible_to(person).filter(pk=own.pk).exists() is sees, person


def test_a_curious_official_gets_404_and_the_ledger_a_line(as_user, aigul, chynara, aimak):
    own = opened(aigul, aimak, places=[aimak])

    assert as_user(chynara).get(reverse("risks:case", args=[own.pk])).status_code == 404

    assert Event.objects.get(verb="risks:refused").actor == chynara


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Төмөнкү каналдын суу колдонуучулары", False),
        ("Жаңы көчөнүн тургундары", False),
        ("ӨЗБЕК жаштары", True),
        ("Местные узбеки", True),
        ("тажиктер", True),
        ("Dungan families", True),
        ("Орустар", True),
    ],
)
def test_a_group_is_not_named_by_descent(aigul, case, name, refused):
    assert names_descent(name) is refused
    fields = {"key": uuid.uuid4(), "case": case, "name": name}
    if refused:
        with pytest.raises(ValidationError, match="not by their descent"):
            actions.involve(actor=aigul, kind="group", **fields)
    else:
        actions.involve(actor=aigul, kind="group", **fields)
    actions.involve(actor=aigul, kind="organisation", **{**fields, "key": uuid.uuid4()})


def test_the_timeline_is_never_changed(case):
    step = case.steps.get()
    with pytest.raises(TypeError):
        step.save()
    with pytest.raises(TypeError):
        CaseStep.objects.all().delete()


def test_the_list_asks_few_questions(as_user, aigul, aimak, django_assert_max_num_queries):
    for n in range(12):
        opened(aigul, aimak, title=f"Иш {n}")
    client = as_user(aigul)
    client.get(reverse("risks:cases"))

    with django_assert_max_num_queries(8):  # two of them find the session and the account
        page = client.get(reverse("risks:cases")).content.decode()
    assert "Иш 11" in page
