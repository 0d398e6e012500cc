"""The register: who keeps it, who reads it, how a risk gets its level."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Assessment, Risk, Signal
from yntymak.apps.risks.queries import open_red_risks_by_place
from yntymak.apps.risks.queries.register import Line
from yntymak.foundation.ledger.models import Event


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def registered(actor, place, **changes) -> Risk:
    fields = {
        "key": uuid.uuid4(),
        "category": "infrastructural",
        "title": "Сугат суу",
        "cause": "Арык бузулган",
        "event": "Суу тосулат",
        "consequence": "Эки айыл чырдашат",
        **changes,
    }
    return actions.register(actor=actor, place=place, **fields)


def assessed(actor, risk, likelihood, impact, **changes) -> Assessment:
    fields = {"key": uuid.uuid4(), "confidence": "medium", "reason": "Былтыр болгон", **changes}
    return actions.assess(actor=actor, risk=risk, likelihood=likelihood, impact=impact, **fields)


def risk_form(place, **changes):
    return {
        "key": str(uuid.uuid4()),
        "title": "Сугат суу",
        "cause": "Арык бузулган",
        "event": "Суу тосулат",
        "consequence": "Эки айыл чырдашат",
        "category": "infrastructural",
        "place": place.code,
        **changes,
    }


def assess_form(**changes):
    return {
        "key": str(uuid.uuid4()),
        "stage": "current",
        "likelihood": "4",
        "impact": "4",
        "confidence": "high",
        "reason": "Үч жай катары менен болду",
        **changes,
    }


@pytest.fixture
def water(aigul, aimak) -> Risk:
    return registered(aigul, aimak)


def test_the_specialist_registers_and_assesses_in_two_forms(as_user, aigul, aimak):
    staff = as_user(aigul)

    answer = staff.post(reverse("risks:create"), risk_form(aimak))
    risk = Risk.objects.get()
    assert answer.url == reverse("risks:assess", args=[risk.pk])
    answer = staff.post(answer.url, assess_form())

    risk.refresh_from_db()
    assert answer.url == reverse("risks:risk", args=[risk.pk])
    assert (risk.number, risk.level, risk.owner) == (1, 4, aigul)
    page = staff.get(answer.url).content.decode()
    assert "Үч жай катары менен болду" in page
    assert 'aria-current="true">4' in page
    assert Event.objects.filter(verb__in=["risk:registered", "risk:assessed"]).count() == 2


def test_the_form_offers_the_own_municipality_only(as_user, aigul, aimak, neighbour):
    answer = as_user(aigul).post(reverse("risks:create"), risk_form(neighbour))

    assert "Choose a place from the list." in answer.content.decode()
    assert not Risk.objects.exists()


def test_a_refused_risk_comes_back_filled(as_user, aigul, aimak):
    answer = as_user(aigul).post(reverse("risks:create"), risk_form(aimak, event=""))

    page = answer.content.decode()
    assert "Write what may happen." in page
    assert "Арык бузулган" in page


def test_a_second_click_registers_and_assesses_once(as_user, aigul, aimak):
    staff, form, judgement = as_user(aigul), risk_form(aimak), assess_form()
    for _ in range(2):
        staff.post(reverse("risks:create"), form)
    risk = Risk.objects.get()
    for _ in range(2):
        staff.post(reverse("risks:assess", args=[risk.pk]), judgement)

    assert risk.assessments.count() == 1
    assert Event.objects.filter(verb="risk:assessed").count() == 1


def test_each_place_counts_its_risks_from_one(aigul, chynara, aimak, neighbour):
    numbers = [registered(aigul, aimak).number for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert registered(chynara, neighbour).number == 1


def test_two_risks_of_a_place_never_share_a_number(water, aimak):
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.create(place=aimak, number=water.number, category="other", title="т")


@pytest.mark.django_db(transaction=True)
def test_two_people_register_at_the_same_moment(aigul, bakyt, aimak):
    if connection.vendor == "sqlite":
        pytest.skip("a SQLite database in memory has no second writer")
    start = threading.Barrier(2)
    failed: list[Exception] = []

    def register(actor):
        try:
            start.wait(5)
            registered(actor, aimak)
        except Exception as error:  # noqa: BLE001 - carried to the main thread
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=[actor]) for actor in (aigul, bakyt)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert failed == []
    assert sorted(Risk.objects.values_list("number", flat=True)) == [1, 2]


def test_the_current_assessment_alone_sets_the_level(aigul, water):
    assessed(aigul, water, 5, 5, stage="inherent")
    water.refresh_from_db()
    assert water.level is None

    assessed(aigul, water, 3, 3)
    assessed(aigul, water, 5, 5, stage="residual")
    water.refresh_from_db()
    assert water.level == 3


def test_a_newer_assessment_follows_and_the_older_stays(aigul, bakyt, water):
    assessed(aigul, water, 4, 5)
    assessed(bakyt, water, 2, 2)

    water.refresh_from_db()
    assert water.level == 1
    assert [a.level for a in water.assessments.all()] == [1, 5]


def test_an_assessment_is_neither_changed_nor_deleted(aigul, water):
    judgement = assessed(aigul, water, 3, 3)
    judgement.level = 1

    with pytest.raises(TypeError):
        judgement.save()
    with pytest.raises(TypeError):
        judgement.delete()
    with pytest.raises(TypeError):
        Assessment.objects.all().update(level=1)
    with pytest.raises(TypeError):
        Assessment.objects.all().delete()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("likelihood", "", "Choose how likely it is."),
        ("impact", "6", "not one of the available choices"),
        ("confidence", "", "Choose how sure you are."),
        ("reason", "  ", "Write what you base this on."),
        ("stage", "", "Choose what you judge."),
    ],
)
def test_an_incomplete_assessment_is_refused(as_user, water, field, value, sentence):
    page = reverse("risks:assess", args=[water.pk])

    answer = as_user(water.owner).post(page, assess_form(**{field: value}))

    assert sentence in answer.content.decode()
    assert not water.assessments.exists()


def test_the_anchors_stand_beside_the_choices(as_user, aigul, water):
    page = as_user(aigul).get(reverse("risks:assess", args=[water.pk])).content.decode()

    assert "4. Grave: roads are blocked" in page
    assert page.count('name="likelihood"') == page.count('name="impact"') == 5


def test_a_risk_is_closed_with_a_reason(as_user, aigul, water):
    staff, page = as_user(aigul), reverse("risks:close", args=[water.pk])
    assert "Write why the risk is closed." in staff.post(page, {"reason": ""}).content.decode()

    staff.post(page, {"reason": "Арык оңдолду"})

    water.refresh_from_db()
    assert (water.state, water.closed_reason) == ("closed", "Арык оңдолду")
    assert Event.objects.get(verb="risk:closed").data["reason"] == "Арык оңдолду"
    answer = staff.post(reverse("risks:assess", args=[water.pk]), assess_form())
    assert "This risk is closed." in answer.content.decode()


def test_closing_twice_is_one_event(aigul, water):
    for _ in range(2):
        actions.close(actor=aigul, risk=water, reason="Арык оңдолду")

    assert Event.objects.filter(verb="risk:closed").count() == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("aigul", 200),
        ("bakyt", 200),
        ("daniyar", 200),
        ("elmira", 200),
        ("gulzat", 200),
        ("chynara", 404),
        ("saikal", 404),
    ],
)
def test_the_register_is_read_by_its_own_people(as_user, request, water, name, status):
    page = reverse("risks:risk", args=[water.pk])

    assert as_user(request.getfixturevalue(name)).get(page).status_code == status


def test_a_visitor_sees_no_risk(visitor, water):
    answer = visitor.get(reverse("risks:risk", args=[water.pk]))

    assert answer.status_code == 302
    assert not Risk.objects.visible_to(None).exists()


def test_a_deputy_sees_the_risk_but_not_the_worries_behind_it(as_user, aigul, gulzat, aimak, water):
    worry = actions.report(
        key=uuid.uuid4(), text="Суу жок", category="social", place=aimak, lane="officials"
    )
    actions.link(actor=aigul, signal=worry, risk=water)
    page = reverse("risks:risk", args=[water.pk])

    assert worry.receipt in as_user(aigul).get(page).content.decode()
    seen = as_user(gulzat).get(page).content.decode()
    assert worry.receipt not in seen
    assert "Суу жок" not in seen
    assert not Signal.objects.visible_to(gulzat).exists()


@pytest.mark.parametrize("name", ["assess", "close"])
@pytest.mark.parametrize("who", ["gulzat", "daniyar", "chynara"])
def test_readers_do_not_write(as_user, request, water, who, name):
    client, page = as_user(request.getfixturevalue(who)), reverse(f"risks:{name}", args=[water.pk])

    assert client.get(page).status_code == 404
    assert client.post(page, assess_form()).status_code == 404
    water.refresh_from_db()
    assert water.state == "open"
    assert not water.assessments.exists()


@pytest.mark.parametrize("who", ["gulzat", "daniyar", "chynara"])
def test_the_actions_refuse_by_themselves(request, water, aimak, who):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        registered(user, aimak)
    with pytest.raises(PermissionDenied):
        assessed(user, water, 3, 3)
    with pytest.raises(PermissionDenied):
        actions.close(actor=user, risk=water, reason="—")


def test_an_officer_keeps_the_register_of_the_own_oblast(daniyar, oblast, aimak):
    assert registered(daniyar, oblast).number == 1


def test_an_action_refuses_an_empty_reason(aigul, water):
    with pytest.raises(ValidationError):
        assessed(aigul, water, 3, 3, reason=" ")
    with pytest.raises(ValidationError):
        actions.close(actor=aigul, risk=water, reason=" ")


def test_the_most_urgent_risk_stands_first(as_user, aigul, aimak):
    new, low, red, gone = (registered(aigul, aimak) for _ in range(4))
    assessed(aigul, low, 1, 1)
    assessed(aigul, red, 5, 5)
    assessed(aigul, gone, 5, 5)
    actions.close(actor=aigul, risk=gone, reason="Бүттү")
    staff = as_user(aigul)

    def shown(query):
        page = staff.get(reverse("risks:list") + query).context["page_obj"]
        return [Line.read(row).pk for row in page]

    all_of_them = [red.pk, low.pk, new.pk, gone.pk]
    assert shown("") == all_of_them
    assert shown("?level=5&state=open") == [red.pk]
    assert shown("?level=nine") == all_of_them


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_risk_written_in_one_language_is_read_in_each(as_user, aigul, aimak, language):
    with translation.override(language):
        risk = registered(aigul, aimak, title="Сугат")

    for other in ("ky", "ru", "en"):
        with translation.override(other):
            page = as_user(aigul).get(reverse("risks:risk", args=[risk.pk])).content.decode()
            register = as_user(aigul).get(reverse("risks:list")).content.decode()
        assert "Сугат" in page
        assert "Сугат" in register
        assert "Арык бузулган" in page


def test_a_line_of_the_register_speaks_the_language_of_the_page():
    row = (1, 7, None, "social", "open", "Сугат", "Полив", "", "Ак-Суу", "Ак-Су", None)
    said = {}
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            line = Line.read(row)
            said[language] = (line.title, line.place)
    assert said == {
        "ky": ("Сугат", "Ак-Суу"),
        "ru": ("Полив", "Ак-Су"),
        "en": ("Сугат", "Ак-Суу"),
    }


def test_red_risks_are_counted_for_places_that_have_assessed(
    aigul, chynara, aimak, neighbour, raion
):
    registered(chynara, neighbour)
    assessed(aigul, registered(aigul, aimak), 5, 5)
    assessed(aigul, registered(aigul, aimak), 3, 5)
    assessed(aigul, registered(aigul, aimak), 1, 1)
    closed = registered(aigul, aimak)
    assessed(aigul, closed, 5, 5)
    actions.close(actor=aigul, risk=closed, reason="Бүттү")

    assert open_red_risks_by_place([aimak, neighbour, raion]) == {aimak.pk: 2}


def test_a_place_without_red_risks_is_zero_and_not_absent(aigul, aimak):
    assessed(aigul, registered(aigul, aimak), 1, 1)

    assert open_red_risks_by_place([aimak]) == {aimak.pk: 0}


def test_plans_may_show_their_measures_on_the_page_of_a_risk(as_user, aigul, water, settings):
    page = reverse("risks:risk", args=[water.pk])
    del settings.YNTYMAK_RISK_MEASURES
    assert "Measures in the plan" not in as_user(aigul).get(page).content.decode()

    settings.YNTYMAK_RISK_MEASURES = f"{__name__}.measures_of"

    assert f'<a href="/m/{water.pk}/">Арык казуу</a>' in as_user(aigul).get(page).content.decode()


def measures_of(request, risk):
    return [("Арык казуу", f"/m/{risk.pk}/")]


def test_a_list_asks_the_database_the_same_for_two_risks_and_for_twenty(as_user, aigul, aimak):
    staff = as_user(aigul)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse("risks:list"))
        return len(queries)

    for _ in range(2):
        registered(aigul, aimak)
    few = cost()
    for _ in range(18):
        registered(aigul, aimak)
    assert cost() == few <= 6
