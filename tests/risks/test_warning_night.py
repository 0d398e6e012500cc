"""The nightly run: what it finds, and what it must not find."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_place
from django.utils import timezone
from reforms import merged, split
from weekly import CALM, MONDAY, SUNDAY, calm, fill, more_places

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, Detector, Signal, Standing, Watch, WeeklyCount
from yntymak.apps.risks.warning.clusters import find_clusters
from yntymak.apps.risks.warning.detector import Settings
from yntymak.apps.risks.warning.series import CATEGORIES, load
from yntymak.apps.risks.warning.units import units_of_today
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.registry.models import Neighbourhood, Place

WEEK = dt.timedelta(days=7)


def settings(**changes) -> Detector:
    return actions.issue_detector(actor=None, in_force_from=MONDAY, changes=changes)


def alerts() -> list[tuple[str, str, str]]:
    found = Alert.objects.order_by("pk").select_related("place")
    return [(a.place.code, a.category, a.reason) for a in found]


def test_a_surge_is_told_once_with_all_that_it_was_made_from(surge, aimak):
    assert (surge.place, surge.category, surge.week) == (aimak, "social", MONDAY)
    assert (surge.observed, surge.level, surge.state) == (9, 2, "new")
    assert surge.expected < 2 < surge.threshold < 9
    assert surge.p < 0.001
    kept = surge.evidence
    assert kept["counts"][-3:] == [2, 1, 9]
    assert kept["first_week"] == (MONDAY - 60 * WEEK).isoformat()
    assert len(kept["expected"]) == len(kept["threshold"]) == 52
    assert kept["threshold"][-1] == round(surge.threshold, 3)
    assert surge.detector.version == 1
    event = Event.objects.get(verb="alert:raised")
    assert (event.place, event.data["category"]) == (aimak, "social")


def test_the_same_night_again_adds_nothing(surge):
    again = actions.keep_watch(today=SUNDAY)

    assert again == surge.watch
    assert (Watch.objects.count(), Alert.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="warning:watched").count() == 1


def test_a_run_that_is_killed_has_written_nothing_and_the_next_does_all(aimak, monkeypatch):
    fill(aimak, [*CALM, 9])
    with monkeypatch.context() as broken:
        broken.setattr("yntymak.apps.risks.actions.watching.record", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.keep_watch(today=SUNDAY)
    assert not Watch.objects.exists()
    assert not Alert.objects.exists()
    assert not Standing.objects.exists()

    actions.keep_watch(today=SUNDAY)

    assert Alert.objects.count() == 1


def test_a_country_without_any_report_is_watched_too(aimak):
    watch = actions.keep_watch(today=SUNDAY)

    assert (watch.judged, watch.raised) == (0, 0)
    assert Standing.objects.get().state == "unheard"


def test_a_calm_week_alerts_nobody(aimak):
    fill(aimak, [*CALM, 2])

    assert actions.keep_watch(today=SUNDAY).raised == 0


def test_one_report_is_never_a_surge(aimak):
    fill(aimak, [0] * 59 + [1])
    fill(aimak, [1] + [0] * 59, category="economic")

    assert actions.keep_watch(today=SUNDAY).raised == 0


def test_one_report_of_a_sentinel_category_is_enough_and_is_told_of_its_place_alone(aimak):
    fill(aimak, [*CALM, 1], category="intercultural")
    fill(aimak, [0] * 40 + [1], category="economic")
    fill(aimak, [1, *[0] * 39, 1], category="other")
    settings(sentinels=["other"])

    actions.keep_watch(today=SUNDAY)

    assert alerts() == [(aimak.code, "other", "sentinel")]


def test_the_same_level_is_not_repeated_within_28_days(surge, aimak):
    for weeks, count in ((1, 9), (3, 9), (4, 30)):
        fill(aimak, [count], today=SUNDAY + weeks * WEEK)
        actions.keep_watch(today=SUNDAY + weeks * WEEK)
    raised = Alert.objects.order_by("pk").values_list("raised_on", "level")

    assert list(raised) == [(SUNDAY, 2), (SUNDAY + 4 * WEEK, 2)]


def test_a_higher_level_is_told_at_once(aimak):
    # In the detector of this length four reports are raised, nine are high.
    fill(aimak, [*CALM, 5])
    actions.keep_watch(today=SUNDAY)
    fill(aimak, [20], today=SUNDAY + WEEK)
    actions.keep_watch(today=SUNDAY + WEEK)

    assert list(Alert.objects.order_by("pk").values_list("level", flat=True)) == [1, 2]


def test_the_budget_holds_back_the_more_likely_and_says_so(aimak, neighbour):
    settings(budget=1)
    fill(aimak, [*CALM, 9])
    fill(neighbour, [*CALM, 12])

    watch = actions.keep_watch(today=SUNDAY)

    assert alerts() == [(neighbour.code, "social", "surge")]
    assert [held["place"] for held in watch.held_back] == [aimak.pk]
    fill(aimak, [8], category="economic")  # another run of the same week has nothing left
    assert actions.keep_watch(today=SUNDAY).raised == 0


def test_a_sentinel_is_never_cut_by_the_budget(aimak, neighbour):
    settings(budget=1)
    fill(aimak, [*CALM, 20])
    fill(neighbour, [*CALM, 1], category="intercultural")

    actions.keep_watch(today=SUNDAY)

    assert alerts() == [(neighbour.code, "intercultural", "sentinel")]


def test_one_surge_is_one_alert_not_one_for_each_unit_around_it(aimak, neighbour):
    fill(aimak, [*CALM, 12])
    fill(neighbour, [*CALM, 1])

    actions.keep_watch(today=SUNDAY)

    assert alerts() == [(aimak.code, "social", "surge")]


def test_a_rise_in_many_places_is_told_of_the_unit_around_them(raion, aimak):
    for shift, place in enumerate((aimak, *more_places(raion, 9))):
        fill(place, [*calm(shift), 3])  # three are no surge in any of them

    actions.keep_watch(today=SUNDAY)

    assert ("41702205000000", "social", "surge") in alerts()
    assert all(code.endswith("000000") for code, _category, _reason in alerts())


def test_adjoining_places_that_rise_together_are_found_by_the_scan(raion, aimak):
    six, others = more_places(raion, 12)[:6], more_places_of_another_raion(raion, 12)
    for near in six[1:]:
        Neighbourhood.objects.create(a=six[0], b=near, kind="border")
    for shift, place in enumerate(others):
        fill(place, [*calm(shift), 1, 0, 1, 1])
    for shift, place in enumerate(six):
        fill(place, [*calm(shift), 3, 2, 3, 3])
    settings(budget=50, alpha=0.0001)  # the weekly detectors see nothing: the scan alone

    actions.keep_watch(today=SUNDAY)

    (alert,) = Alert.objects.filter(reason="cluster")
    assert alert.place == raion
    assert set(alert.evidence["cluster"]["places"]) <= {place.pk for place in six}
    assert alert.observed > 1.5 * alert.expected


def more_places_of_another_raion(raion, n) -> list[Place]:
    names = ("Тоң району", "Тонский район", "Ton raion")
    other = make_place("41702225000000", "raion", names, raion.parent)
    return [
        make_place(f"417022258{10 + i}000", "aiyl_aimak", (f"Тоң {i}", f"Тон {i}", f"T{i}"), other)
        for i in range(n)
    ]


def test_the_week_that_still_runs_is_judged_too(aimak):
    monday = SUNDAY + dt.timedelta(days=1)
    fill(aimak, [*CALM, 1, 9], today=monday)

    actions.keep_watch(today=monday)

    assert Alert.objects.get().week == monday


def test_a_count_that_falls_takes_no_alert_back(surge, aimak):
    WeeklyCount.objects.filter(place=aimak, week=MONDAY).update(count=1)
    actions.keep_watch(today=SUNDAY)

    surge.refresh_from_db()
    assert (surge.observed, Alert.objects.count()) == (9, 1)


def test_counts_of_the_future_are_left_out(aimak):
    fill(aimak, [*CALM, 1, 50], today=SUNDAY + WEEK)

    assert actions.keep_watch(today=SUNDAY).raised == 0


def test_a_young_week_is_compared_with_weeks_as_they_were_known_at_its_age(aimak):
    """Half of what happens is told a week later, so six now are as many as twelve in the end."""
    moment = timezone.make_aware(dt.datetime.combine(SUNDAY - 20 * WEEK, dt.time(12)))
    Signal.objects.bulk_create(
        Signal(
            receipt=f"R{n}",
            text="Суу",
            lane="public",
            category="other",
            place=aimak,
            occurred_on=SUNDAY - (20 + n % 2) * WEEK,
            received_at=moment,
            client_key=uuid.uuid4(),
        )
        for n in range(10)
    )
    fill(aimak, [4, 3, 5, 4, 4, 3, 4, 5, 3, 4] * 6 + [4, 8])

    actions.keep_watch(today=SUNDAY)

    alert = Alert.objects.get()
    assert (alert.week, alert.observed) == (MONDAY, 8)
    assert alert.expected < 3
    assert alert.evidence["completeness"] == 0.5


def test_a_surge_of_one_place_is_not_told_again_as_a_cluster_around_it(raion, aimak, aigul):
    places = [aimak, *more_places(raion, 3), *more_places_of_another_raion(raion, 8)]
    for shift, place in enumerate(places):
        fill(place, [*calm(shift), 1, 25 if place == aimak else 2 if shift < 4 else 1])

    actions.keep_watch(today=SUNDAY)

    assert alerts() == [(aimak.code, "social", "surge")]


def test_a_cluster_is_dropped_where_one_place_tells_most_of_it_already(raion, aimak):
    places = [aimak, *more_places(raion, 3), *more_places_of_another_raion(raion, 8)]
    for shift, place in enumerate(places):
        fill(place, [*calm(shift), 1, 25 if place == aimak else 1])
    units = units_of_today()
    shown = load(units, SUNDAY).shown
    alone = {(units.row[aimak.pk], CATEGORIES.index("social"))}

    def found(strong):
        return find_clusters(shown, units, Settings(replicates=99), strong)

    assert units.row[aimak.pk] in found(set())[0].rows
    assert found(alone) == []


# Silence


def test_a_place_that_falls_silent_is_silent_and_not_calm(aimak, neighbour):
    fill(aimak, [*CALM, 0, 0, 0, 0, 0, 0, 0], today=SUNDAY)
    fill(neighbour, [*CALM, 1])

    actions.keep_watch(today=SUNDAY)

    found = {s.place_id: s for s in Standing.objects.all()}
    assert (found[aimak.pk].state, found[aimak.pk].silent_weeks) == ("silent", 6)
    assert found[neighbour.pk].state == "heard"
    assert not Alert.objects.exists()


def test_a_seldom_heard_place_is_not_called_silent_too_soon(aimak):
    fill(aimak, [1, *[0] * 30, 1, *[0] * 20])

    actions.keep_watch(today=SUNDAY)

    assert Standing.objects.get().state == "heard"


# Reforms


def test_the_series_of_merged_places_go_on_as_one(raion, aimak, neighbour):
    fill(aimak, [3] * 60)
    fill(neighbour, [3] * 60)
    new = merged(raion, [aimak, neighbour], SUNDAY)
    fill(new, [7])  # what both told together is usual

    actions.keep_watch(today=SUNDAY)

    assert not Alert.objects.exists()
    assert Standing.objects.get().place == new


def test_the_past_of_a_split_place_is_that_of_no_part_but_of_the_raion(raion, aimak):
    fill(aimak, [*CALM, 9])
    split(aimak, more_places(raion, 2), SUNDAY)

    actions.keep_watch(today=SUNDAY)

    assert set(Standing.objects.values_list("state", flat=True)) == {"unheard"}
    assert alerts() == [(raion.code, "social", "surge")]


def test_an_alert_of_before_a_merger_is_not_repeated_after_it(surge, raion, aimak, neighbour):
    new = merged(raion, [aimak, neighbour], SUNDAY)
    fill(new, [9], today=SUNDAY + WEEK)

    assert actions.keep_watch(today=SUNDAY + WEEK).raised == 0
