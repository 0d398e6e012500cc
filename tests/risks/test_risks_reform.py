"""Two municipalities become one: what they left goes to whoever carries them on."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_user
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation
from reforms import merged, split
from weekly import CALM, SUNDAY, fill, more_places

from yntymak.apps.risks import actions
from yntymak.apps.risks.actions.cases import units_to_hand_to
from yntymak.apps.risks.models import Alert, Case, Risk, Signal
from yntymak.apps.risks.warning.today import today_of
from yntymak.foundation.registry.models import Place, Succession

YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def left(aimak, aigul) -> tuple[Signal, Case, Risk]:
    """A worry, a case and a risk of the time before."""
    words = {"title": "Суу", "cause": "Канал", "event": "Чыр", "consequence": "Түшүм"}
    fields = {"actor": aigul, "category": "social"}
    worry = actions.report(
        key=uuid.uuid4(), text="Суу жок", category="social", place=aimak, lane="officials"
    )
    risk = actions.register(key=uuid.uuid4(), place=aimak, **fields, **words)
    case = actions.open_case(
        key=uuid.uuid4(), holder=aimak, title="Шлюз", text="Кезек", severity=2, **fields
    )
    return worry, case, risk


@pytest.fixture
def heir(left, raion, aimak, neighbour):
    """The specialist of the unit that both were merged into."""
    new = merged(raion, [aimak, neighbour], YESTERDAY)
    return make_user("heir", "Жаңы адис", ("specialist", new))


def test_the_heir_finds_worry_case_and_risk(as_user, heir, left):
    worry, case, risk = left
    client = as_user(heir)

    for name, key in (("signal", worry.receipt), ("case", case.pk), ("risk", risk.pk)):
        assert client.get(reverse(f"risks:{name}", args=[key])).status_code == 200, name
    for name in ("signals", "cases", "list"):
        assert len(client.get(reverse(f"risks:{name}")).context["page_obj"]) == 1, name


def test_the_heir_works_on_them(heir, left):
    worry, case, risk = left
    new = heir.roles.get().place

    actions.check(actor=heir, signal=worry)
    actions.note_on_case(actor=heir, key=uuid.uuid4(), case=case, text="Келдик", severity=3)
    case.refresh_from_db()
    assert case.severity == 3
    words = {"title": "Суу", "cause": "Канал", "event": "Чыр", "consequence": "Түшүм"}
    again = actions.register(actor=heir, key=uuid.uuid4(), place=new, category="social", **words)
    actions.link(actor=heir, signal=worry, risk=again)
    actions.close(actor=heir, risk=risk, reason="Жаңы аймактын реестринде")

    worry.refresh_from_db()
    assert worry.risk == again


def test_a_risk_of_before_can_be_pointed_to_by_a_worry_of_today(heir, left):
    new = heir.roles.get().place
    told = actions.report(
        key=uuid.uuid4(), text="Суу дагы жок", category="social", place=new, lane="officials"
    )

    actions.link(actor=heir, signal=told, risk=left[2])

    assert Signal.objects.get(pk=told.pk).state == "linked"


def test_a_case_of_before_is_handed_up_and_down_to_the_heir(heir, left, raion):
    case = left[1]
    officer = make_user("raion", "Район", ("raion_officer", raion))
    actions.hand_on(actor=heir, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек.")
    actions.take(actor=officer, key=uuid.uuid4(), case=case, accepts=True)
    case.refresh_from_db()
    new = heir.roles.get().place

    assert new in units_to_hand_to(case)
    assert left[0].place not in units_to_hand_to(case)
    actions.hand_on(actor=officer, key=uuid.uuid4(), case=case, to=new, text="Өзүңөр көргүлө.")
    actions.take(actor=heir, key=uuid.uuid4(), case=case, accepts=True)
    assert Case.objects.get().holder == new


def test_the_counts_of_the_week_go_on(heir, aimak, neighbour):
    fill(aimak, [3, 0], today=timezone.localdate())
    fill(neighbour, [4, 0], today=timezone.localdate())
    fill(heir.roles.get().place, [2], today=timezone.localdate())

    social = next(row for row in today_of(heir).categories if row.before)

    assert (social.now, social.before) == (2 + 1, 7)  # one was told in the time before


def test_a_warning_of_before_is_answered_by_the_heir(raion, aimak, neighbour):
    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)
    new = merged(raion, [aimak, neighbour], SUNDAY)
    heir = make_user("heir", "Жаңы адис", ("specialist", new))
    alert = Alert.objects.get()
    Alert.objects.update(asked=0)

    assert list(Alert.objects.asked_of(heir)) == [alert]
    actions.acknowledge(actor=heir, key=uuid.uuid4(), alert=alert)
    assert Alert.objects.get().state == "acknowledged"


def test_through_two_reforms_and_not_to_a_stranger(heir, left, raion, chynara):
    new = heir.roles.get().place
    place = more_places(raion, 2)
    Place.objects.filter(pk=new.pk).update(valid_to=timezone.localdate())
    Succession.objects.create(old=new, new=place[0], on=timezone.localdate(), kind="rename")
    later, stranger = (make_user(f"s{n}", "Адис", ("specialist", place[n])) for n in range(2))

    for person, seen in ((later, 1), (stranger, 0), (chynara, 0)):
        for model in (Signal, Case, Risk):
            assert model.objects.visible_to(person).count() == seen, (person, model)
    with pytest.raises(PermissionDenied):
        actions.check(actor=stranger, signal=left[0])


def test_what_a_split_unit_left_is_for_the_raion_alone(left, raion, aimak):
    parts = more_places(raion, 2)
    split(aimak, parts, YESTERDAY)
    heirs = [make_user(f"s{n}", "Адис", ("specialist", part)) for n, part in enumerate(parts)]
    officer = make_user("raion", "Район", ("raion_officer", raion))

    assert [Signal.objects.visible_to(person).count() for person in (*heirs, officer)] == [0, 0, 1]


def test_a_code_that_another_unit_gets_later_opens_nothing_new(heir, left, raion, aimak):
    again = Place(
        code=aimak.code,
        kind="aiyl_aimak",
        parent=raion,
        name_ky="Башка",
        is_municipality=True,
        valid_from=timezone.localdate(),
    )
    again.save()
    told = actions.report(
        key=uuid.uuid4(), text="Башка иш", category="social", place=again, lane="officials"
    )

    assert not Signal.objects.visible_to(heir).filter(pk=told.pk).exists()
    with pytest.raises(PermissionDenied):
        actions.check(actor=heir, signal=told)


def test_who_has_no_reform_behind_asks_nothing_more(aigul, django_assert_num_queries):
    from yntymak.foundation.people.models import User
    from yntymak.foundation.people.scope import scope_of

    user = User.objects.get(pk=aigul.pk)
    with django_assert_num_queries(1):
        scope_of(user)
