"""Somebody looks into a warning, says what stands behind it and closes it; else it goes up."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from weekly import CALM, MONDAY, SUNDAY, fill

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, AlertStep
from yntymak.apps.risks.warning.precision import measured, together
from yntymak.foundation.ledger.models import Event

DAY = dt.timedelta(days=1)
KEY = uuid.UUID(int=9)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def steps(alert) -> list[tuple[str, str]]:
    return list(alert.steps.values_list("kind", "text"))


def close(actor, alert, outcome="averted", text="Сүйлөштүк", key=None):
    return actions.close_alert(
        actor=actor, key=key or uuid.uuid4(), alert=alert, outcome=outcome, text=text
    )


def test_from_new_to_closed_with_an_outcome(surge, aigul, bakyt):
    actions.acknowledge(actor=aigul, key=uuid.uuid4(), alert=surge)
    actions.explain(actor=aigul, key=uuid.uuid4(), alert=surge, text="Канал бузулган")
    found = close(bakyt, surge)

    assert (found.state, found.outcome) == ("closed", "averted")
    assert steps(found) == [
        ("acknowledged", ""),
        ("explained", "Канал бузулган"),
        ("closed", "Сүйлөштүк"),
    ]
    verbs = Event.objects.about(found).values_list("verb", flat=True)
    assert list(verbs) == ["alert:raised", "alert:acknowledged", "alert:explained", "alert:closed"]
    assert "Канал" not in str(list(Event.objects.values_list("data", flat=True)))


def test_two_clicks_are_one_step(surge, aigul):
    for _ in range(2):
        actions.acknowledge(actor=aigul, key=KEY, alert=surge)
    for text in ("Канал", "Канал", "Канал бузулган", "Канал бузулган"):
        actions.explain(actor=aigul, key=KEY, alert=surge, text=text)
    for _ in range(2):
        close(aigul, surge, key=KEY)

    assert [kind for kind, _text in steps(surge)] == [
        *("acknowledged", "explained", "explained", "closed")
    ]


def test_what_is_closed_stays_closed(surge, aigul, bakyt):
    close(aigul, surge)
    for do in (
        lambda: close(bakyt, surge, outcome="false"),
        lambda: actions.acknowledge(actor=bakyt, key=uuid.uuid4(), alert=surge),
        lambda: actions.explain(actor=bakyt, key=uuid.uuid4(), alert=surge, text="Жок"),
    ):
        with pytest.raises(ValidationError, match="already closed"):
            do()


@pytest.mark.parametrize(("outcome", "text"), [("", "а"), ("perhaps", "а"), ("false", " ")])
def test_an_outcome_needs_a_choice_and_a_reason(surge, aigul, outcome, text):
    with pytest.raises(ValidationError):
        close(aigul, surge, outcome, text)
    surge.refresh_from_db()
    assert surge.state == "new"


def test_the_database_knows_no_closed_warning_without_an_outcome(surge):
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=surge.pk).update(state="closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=surge.pk).update(outcome="false")


def test_a_step_is_never_changed(surge, aigul):
    actions.acknowledge(actor=aigul, key=KEY, alert=surge)
    with pytest.raises(TypeError):
        AlertStep.objects.update(text="")
    with pytest.raises(TypeError):
        AlertStep.objects.get().delete()


@pytest.mark.parametrize("name", ["chynara", "gulzat", "nurbek", "saikal"])
def test_others_neither_see_nor_answer(surge, request, as_user, name):
    user = request.getfixturevalue(name)

    assert not Alert.objects.visible_to(user).exists()
    assert as_user(user).get(f"/ky/risks/warnings/{surge.pk}/").status_code == 404
    for do in ("acknowledge", "explain", "close"):
        answer = as_user(user).post(f"/ky/risks/warnings/{surge.pk}/{do}/", {"key": KEY})
        assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        close(user, surge)


@pytest.mark.parametrize("name", ["aigul", "bakyt", "daniyar", "elmira"])
def test_the_place_and_the_officers_above_it_answer(surge, request, as_user, name):
    user = request.getfixturevalue(name)
    address = f"/en/risks/warnings/{surge.pk}/"

    page = as_user(user).get(address).content.decode()
    assert "9 reports in a week in which" in page
    assert "I look into it" in page
    assert as_user(user).post(f"{address}acknowledge/", {}).url == address
    surge.refresh_from_db()
    assert surge.state == "acknowledged"


# Pages


def test_my_municipality_today_tells_what_stands(surge, aigul, as_user):
    page = as_user(aigul).get("/en/risks/warnings/").content.decode()

    assert "Early warning: Ak-Suu aiyl aimak" in page
    assert f"/en/risks/warnings/{surge.pk}/" in page
    assert "It does not say that a conflict will follow." in page


def test_a_neighbour_has_a_page_without_it(surge, chynara, as_user):
    page = as_user(chynara).get("/en/risks/warnings/").content.decode()

    assert "No warning stands" in page
    assert "Nothing was ever reported from here." in page


def test_whoever_has_no_place_has_no_page(surge, saikal, as_user, visitor):
    assert as_user(saikal).get("/ky/risks/warnings/").status_code == 404
    assert visitor.get("/ky/risks/warnings/").status_code == 302


def test_the_page_shows_the_series_as_a_drawing_and_as_a_table(surge, aigul, as_user):
    page = as_user(aigul).get(f"/en/risks/warnings/{surge.pk}/").content.decode()

    assert '<polyline class="told"' in page
    assert '<polygon class="band"' in page
    assert page.count('class="over"') == 1
    assert "<b>9</b>" in page


def test_a_refused_form_comes_back_filled(surge, aigul, as_user):
    address = f"/en/risks/warnings/{surge.pk}/close/"
    page = as_user(aigul).post(address, {"close-text": "Сүйлөштүк"}).content.decode()

    assert "Choose what it turned out to be." in page
    assert "Сүйлөштүк" in page


def test_a_protected_voice_is_seen_on_no_page_of_its_village(aimak, aigul, as_user):
    fill(aimak, [*CALM, 1])
    for _ in range(8):
        actions.report(
            key=uuid.uuid4(), text="Сыр", category="social", place=aimak, lane="protected"
        )
    actions.keep_watch()

    assert not Alert.objects.visible_to(aigul).exists()
    page = as_user(aigul).get("/en/risks/warnings/").content.decode()
    assert "Сыр" not in page
    assert ">8<" not in page


def test_the_oblast_sees_the_sum_with_protected_voices_and_no_words(aimak, daniyar, as_user):
    today = timezone.localdate()
    fill(aimak, [*CALM, 1], today=today)
    for _ in range(12):
        actions.report(
            key=uuid.uuid4(), text="Сыр", category="social", place=aimak, lane="protected"
        )
    actions.keep_watch(today=today)

    alert = Alert.objects.get()
    assert (alert.place.kind, alert.observed) == ("oblast", 13)
    assert "Сыр" not in str(alert.evidence)
    page = as_user(daniyar).get(f"/en/risks/warnings/{alert.pk}/").content.decode()
    assert "Сыр" not in page


# The clock


def test_what_nobody_answers_goes_up_step_by_step(surge, daniyar, elmira):
    assert (surge.asked, surge.due_on) == (0, SUNDAY + 3 * DAY)
    assert actions.hand_up(today=surge.due_on) == 0

    assert actions.hand_up(today=SUNDAY + 4 * DAY) == 1
    surge.refresh_from_db()
    # The raion has no officer: it is passed over.
    assert (surge.asked, surge.due_on) == (2, SUNDAY + 7 * DAY)
    assert list(Alert.objects.asked_of(daniyar)) == [surge]
    assert not Alert.objects.asked_of(elmira).exists()
    assert actions.hand_up(today=SUNDAY + 4 * DAY) == 0

    actions.hand_up(today=SUNDAY + 8 * DAY)
    assert list(Alert.objects.asked_of(elmira)) == [surge]
    assert actions.hand_up(today=SUNDAY + 99 * DAY) == 0
    assert [kind for kind, _text in steps(surge)] == ["escalated"] * 2
    assert Event.objects.filter(verb="alert:handed_up").count() == 2


def test_an_answer_stops_the_clock(surge, aigul):
    actions.acknowledge(actor=aigul, key=KEY, alert=surge)

    assert actions.hand_up(today=SUNDAY + 30 * DAY) == 0


def test_a_place_without_staff_is_not_asked(aimak, daniyar):
    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)

    assert Alert.objects.get().asked == 2


def test_the_desk_tells_whose_turn_it_is(surge, aigul, chynara, daniyar, as_user):
    def waiting(user):
        return "1 warning waits for you." in as_user(user).get("/en/desk/").content.decode()

    assert [waiting(user) for user in (aigul, chynara, daniyar)] == [True, False, False]
    actions.hand_up(today=SUNDAY + 4 * DAY)
    assert [waiting(user) for user in (aigul, chynara, daniyar)] == [False, False, True]


def test_the_days_to_answer_are_settings(aimak, aigul):
    actions.issue_detector(actor=None, in_force_from=MONDAY, changes={"answer_days": [20, 10]})
    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)

    assert Alert.objects.get().due_on == SUNDAY + 10 * DAY


@pytest.mark.parametrize(
    "changes",
    [
        *({"budget": -1}, {"alpha": 0}, {"alpha": 2}, {"answer_days": [1]}, {"no_such": 1}),
        *({"answer_days": [0, 1]}, {"replicates": 0}, {"budget": "many"}),
    ],
)
def test_settings_that_make_no_sense_are_refused(db, changes):
    with pytest.raises(ValueError, match=r"\w"):
        actions.issue_detector(actor=None, in_force_from=MONDAY, changes=changes)


# How often they were right


def test_precision_is_measured_from_outcomes(aimak, aigul, elmira, as_user):
    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)
    first = Alert.objects.get()
    for n, outcome in enumerate(("confirmed", "averted", "false", "known_event"), 1):
        close(aigul, copied(first, weeks_before=n), outcome)
    rows = measured()
    (row,) = rows

    assert (row.closed, row.right, row.share, row.still_open) == (4, 2, 0.5, 1)
    assert [round(bound, 3) for bound in row.bounds] == [0.15, 0.85]
    assert together(rows).closed == 4
    page = as_user(elmira).get("/en/risks/warnings/precision/").content.decode()
    assert "4 closed; between 15" in page


def copied(alert: Alert, *, weeks_before: int) -> Alert:
    fields = {f.name: getattr(alert, f.name) for f in Alert._meta.concrete_fields if f.name != "id"}
    return Alert.objects.create(**{**fields, "week": MONDAY - weeks_before * 7 * DAY})


def test_only_the_agency_reads_the_precision(surge, daniyar, aigul, as_user):
    for user in (daniyar, aigul):
        assert as_user(user).get("/ky/risks/warnings/precision/").status_code == 404


# The map


def test_the_map_keeps_silence_apart_from_calm(raion, aimak, neighbour, elmira, as_user):
    fill(aimak, [*CALM, 9])
    fill(neighbour, [*CALM, 0, 0, 0, 0, 0, 0, 0])
    actions.keep_watch(today=SUNDAY)

    page = as_user(elmira).get("/en/warnings/map/").content.decode()

    assert 'Ak-Suu aiyl aimak: high warning</title><rect x="0" y="0" width="18"' in page
    assert "Teploklyuchenka: reports have stopped" in page
    assert page.count('fill="url(#crossed)"') == 1
    assert page.count('class="t-high"') == 1


def test_an_officer_sees_the_tiles_of_the_own_raion_alone(aimak, neighbour, raion, as_user, surge):
    officer = make_user("raion", "Район", ("raion_officer", raion))
    stranger = make_user("other", "Башка", ("raion_officer", aimak.parent.parent.parent))

    assert as_user(officer).get("/ky/warnings/map/").content.decode().count("<rect") == 2
    assert as_user(stranger).get("/ky/warnings/map/").status_code == 200
