"""Nights that overtake each other, clocks that go wrong, curious officials, senseless settings."""

from __future__ import annotations

import datetime as dt

import pytest
from cast import make_place, make_user
from django.utils import timezone
from reforms import ended
from weekly import CALM, MONDAY, SUNDAY, fill

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, Detector, Standing, Watch
from yntymak.apps.risks.warning import night
from yntymak.foundation.ledger.models import Event

DAY = dt.timedelta(days=1)
WEEK = 7 * DAY


def issue(**changes) -> Detector:
    return actions.issue_detector(actor=None, in_force_from=MONDAY, changes=changes)


def overtaken(monkeypatch, by) -> None:
    """While the first run judges, `by` happens."""
    find = night.find

    def slowly(*given):
        found = find(*given)
        monkeypatch.setattr(night, "find", find)
        by()
        return found

    monkeypatch.setattr(night, "find", slowly)


def test_two_runs_share_the_budget_of_one_week(aimak, neighbour, monkeypatch):
    issue(budget=1)
    fill(aimak, [*CALM, 9])

    def another() -> None:
        fill(neighbour, [*CALM, 12])
        actions.keep_watch(today=SUNDAY)

    overtaken(monkeypatch, another)
    watch = actions.keep_watch(today=SUNDAY)

    assert [a.place for a in Alert.objects.all()] == [neighbour]
    assert Watch.objects.get() == watch


def test_a_run_that_was_overtaken_judges_again_and_tells_what_is_new(aimak, monkeypatch):
    fill(aimak, [*CALM, 9])
    overtaken(monkeypatch, lambda: actions.keep_watch(today=SUNDAY - DAY))

    watch = actions.keep_watch(today=SUNDAY)

    assert (watch.on, Watch.objects.count()) == (SUNDAY, 2)
    assert Alert.objects.get().raised_on == SUNDAY - DAY


def test_a_job_that_waited_until_a_later_night_was_done_changes_nothing(aimak):
    today = timezone.localdate()
    fill(aimak, [*CALM, 1], today=today)
    tonight = actions.keep_watch(today=today)
    fill(aimak, [9], category="economic", today=today - WEEK)

    assert actions.keep_watch(today=today - WEEK) == tonight
    assert not Alert.objects.exists()
    assert Standing.objects.get().week == today - today.weekday() * DAY


def test_a_night_with_a_wrong_clock_silences_no_later_one(aimak):
    wrong = dt.date(2099, 7, 5)
    fill(aimak, [*CALM, 9], today=wrong)
    actions.keep_watch(today=wrong)
    assert Alert.objects.get().raised_on == wrong

    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)

    assert [a.raised_on for a in Alert.objects.order_by("pk")] == [wrong, SUNDAY]
    assert Standing.objects.get().week == MONDAY


def test_a_place_that_ends_between_two_nights_has_no_standing_any_more(aimak, neighbour):
    fill(aimak, [*CALM, 1])
    fill(neighbour, [*CALM, 1])
    actions.keep_watch(today=SUNDAY)
    ended([neighbour], SUNDAY)

    actions.keep_watch(today=SUNDAY + DAY)

    assert [s.place for s in Standing.objects.all()] == [aimak]


def test_an_officer_of_another_oblast_learns_nothing_and_the_ledger_has_a_line(
    surge, country, as_user
):
    names = ("Нарын облусу", "Нарынская область", "Naryn oblast")
    other = make_place("41704000000000", "oblast", names, country)
    officer = make_user("naryn", "Нарын", ("oblast_officer", other))
    client, address = as_user(officer), f"/ky/risks/warnings/{surge.pk}/"

    assert client.get(address).status_code == 404
    for do in ("acknowledge", "explain", "close"):
        assert client.post(f"{address}{do}/", {}).status_code == 404
    assert f"/warnings/{surge.pk}/" not in client.get("/ky/risks/warnings/").content.decode()
    assert Event.objects.filter(actor=officer).exists()
    surge.refresh_from_db()
    assert surge.state == "new"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"budget": 2.5}, "budget must be a whole number from 0 to 1000"),
        ({"budget": -1}, "budget must be a whole number"),
        ({"budget": True}, "budget must be a whole number"),
        ({"replicates": 10**9}, "replicates must be a whole number"),
        ({"replicates": 99.0}, "replicates must be a whole number"),
        ({"sentinel_days": 0}, "sentinel_days must be a whole number from 1"),
        ({"answer_days": 5}, "answer_days must be two whole numbers"),
        ({"answer_days": [7, -3]}, "answer_days must be two whole numbers"),
        ({"answer_days": [10**9, 3]}, "answer_days must be two whole numbers"),
        (
            {"sentinels": ["intercultral"]},
            "sentinels must be a list of categories: social, economic",
        ),
        ({"sentinels": "other"}, "sentinels must be a list of categories"),
        ({"sentinels": [["other"]]}, "cannot be read"),
        ({"alpha": "small"}, "alpha must lie between 0 and 1"),
        ({"alpha": float("nan")}, "alpha must lie between 0 and 1"),
    ],
)
def test_settings_that_would_stop_the_night_are_refused_with_a_sentence(db, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        issue(**changes)
    assert not Detector.objects.filter(version__gt=1).exists()


def test_without_a_budget_only_sentinels_are_told_and_the_rest_is_held_back(aimak, neighbour):
    issue(budget=0)
    fill(aimak, [*CALM, 20])
    fill(neighbour, [*CALM, 1], category="intercultural")

    watch = actions.keep_watch(today=SUNDAY)

    assert [a.reason for a in Alert.objects.all()] == ["sentinel"]
    assert {held["place"] for held in watch.held_back} == {aimak.pk}
