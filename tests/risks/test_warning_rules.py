"""The rules between what a night sees and what it tells, each by a case that only it decides."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import numpy as np
import pytest
from cast import make_place, make_user
from django.utils import timezone
from reforms import merged
from weekly import CALM, SUNDAY, calm, fill, more_places

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, Signal, Standing
from yntymak.apps.risks.warning import answering, night, public
from yntymak.apps.risks.warning.clusters import find_clusters
from yntymak.apps.risks.warning.detector import Settings
from yntymak.apps.risks.warning.judging import Table, _strong
from yntymak.apps.risks.warning.precision import measured
from yntymak.apps.risks.warning.series import completeness_of, load
from yntymak.apps.risks.warning.units import NONE, units_of_today
from yntymak.foundation.registry.models import Neighbourhood, Place
from yntymak.methods.surveillance.detection import detection

DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
FEW = 99  # replicates


def issue(**changes) -> None:
    since = dt.date(2026, 1, 1)
    actions.issue_detector(actor=None, in_force_from=since, changes={"replicates": FEW, **changes})


@pytest.fixture
def other_raion(oblast) -> Place:
    names = ("Тоң району", "Тонский район", "Ton raion")
    return make_place("41702225000000", "raion", names, oblast)


@pytest.fixture
def far_away(other_raion) -> list[Place]:
    return [
        make_place(f"417022258{10 + i}000", "aiyl_aimak", (f"Тоң {i}", f"Тон {i}", f"T{i}"), raion)
        for i, raion in enumerate([other_raion] * 10)
    ]


@pytest.fixture
def six(raion, far_away) -> list[Place]:
    """They adjoin and rise together, while those of the other raion do not."""
    near = more_places(raion, 6)
    for place in near[1:]:
        Neighbourhood.objects.create(a=near[0], b=place, kind="border")
    for shift, place in enumerate(far_away):
        fill(place, [*calm(shift), 1, 0, 1, 1])
    return near


def rise(places: list[Place], lane="public") -> None:
    for shift, place in enumerate(places):
        fill(place, [*calm(shift), 1, 1, 1, 1])
        fill(place, [2, 1, 2, 2], lane="officials" if lane == "public" else lane)


def clusters(**changes):
    units = units_of_today()
    given = Settings(replicates=FEW, **changes)
    return find_clusters(load(units, SUNDAY).shown, units, given, set())


# What is told once


def test_the_highest_level_of_28_days_counts_and_of_equal_ones_the_last(surge):
    def told() -> tuple[int, int]:
        ((day, level),) = night.last_told(SUNDAY, units_of_today()).values()
        return SUNDAY.toordinal() - day, level

    def raised(days_ago: int, level: int) -> None:
        named = {f.name: getattr(surge, f.name) for f in Alert._meta.concrete_fields}
        named |= {"id": None, "level": level, "raised_on": SUNDAY - days_ago * DAY}
        Alert.objects.create(**{**named, "week": SUNDAY - days_ago * WEEK})

    Alert.objects.filter(pk=surge.pk).update(raised_on=SUNDAY - 20 * DAY)
    raised(3, level=1)
    assert told() == (20, 2)
    raised(10, level=2)
    assert told() == (10, 2)


def test_the_budget_is_that_of_the_whole_week(aimak, neighbour):
    issue(budget=1)
    fill(aimak, [*CALM, 9])
    assert actions.keep_watch(today=SUNDAY - DAY).raised == 1
    fill(neighbour, [*CALM, 12])

    assert actions.keep_watch(today=SUNDAY).raised == 0


def test_a_place_that_does_not_stand_out_among_all_explains_nothing_away():
    """Of a hundred series one has p = .005 by chance: its raion, whose p is small, still warns."""
    p, observed = np.ones((100, 1)), np.ones((100, 1))
    p[:2, 0], observed[:2, 0] = [0.005, 1e-5], [6, 20]
    expected, threshold = np.full((100, 1), 1.0), np.full((100, 1), 5.0)
    expected[1], threshold[1] = 10, 17
    level, parent = np.zeros(100, dtype=np.int64), np.full(100, NONE)
    level[1], parent[0] = Alert.Asked.RAION, 1
    some = np.zeros(100, dtype=np.int64)
    found = detection(
        *("ladder", "1", 0.01, np.array([0])),
        observed=observed,
        expected=expected,
        threshold=threshold,
        p=p,
    )

    def strong(rate: float) -> list[bool]:
        table = Table(observed, level, some, some, parent, [], [])
        return _strong(table, found, rate, np.zeros(100, dtype=bool))[:2].tolist()

    assert strong(0.1) == [False, True]
    assert strong(0.5) == [True, False]


# Clusters


def test_a_cluster_beyond_the_budget_is_held_back_and_named(six, raion):
    issue(budget=0, alpha=1e-9)
    rise(six)

    watch = actions.keep_watch(today=SUNDAY)

    assert not Alert.objects.exists()
    assert (raion.pk, "social") in {(h["place"], h["category"]) for h in watch.held_back}


def test_a_cluster_that_goes_on_is_not_told_again_next_week(six):
    issue(alpha=1e-9)
    rise(six)
    actions.keep_watch(today=SUNDAY)
    for place in six:
        fill(place, [3], today=SUNDAY + WEEK)
    actions.keep_watch(today=SUNDAY + WEEK)

    assert Alert.objects.get().reason == "cluster"


@pytest.mark.parametrize(("times", "level"), [(40, 1), (60, 2)])
def test_a_cluster_is_high_where_it_is_fifty_times_less_likely_than_asked(six, times, level):
    rise(six)
    p = clusters()[0].p_tail
    given = night.read_input(SUNDAY, 1, Settings(alpha=1e-9, replicates=FEW))
    given = replace(given, settings=replace(given.settings, cluster_p=times * p))

    (found,) = (new for new in night.find(given, {}, 20).alerts if new.reason == "cluster")

    assert found.level == level


def test_protected_voices_make_no_cluster(six):
    issue(alpha=1e-9)
    rise(six, lane="protected")

    actions.keep_watch(today=SUNDAY)

    assert not Alert.objects.filter(reason="cluster").exists()


def test_two_reports_are_no_cluster_however_little_is_asked(aimak, neighbour, far_away):
    for place in (aimak, neighbour, *far_away):
        fill(place, [*[1, 0] * 30, 0, 0, 0, 2 if place in (aimak, far_away[0]) else 0])

    assert clusters(cluster_p=0.99) == []


def test_a_rise_of_the_whole_country_is_no_cluster(aimak, neighbour, far_away):
    for shift, place in enumerate((aimak, neighbour, *far_away)):
        fill(place, [*calm(shift), 1, 1, 1, 6])

    assert clusters() == []


def test_neighbours_are_those_of_the_register_else_of_the_raion(
    aimak, neighbour, far_away, oblast, raion
):
    cities = [
        make_place(f"4170242{n}000000", "city", (f"Ш{n}", f"Г{n}", f"C{n}"), oblast) for n in (0, 1)
    ]
    Neighbourhood.objects.create(a=far_away[0], b=far_away[1], kind="border")
    Neighbourhood.objects.create(a=aimak.parent, b=far_away[0], kind="border")  # no municipality
    units = units_of_today()

    def near(place: Place) -> list[Place]:
        return [units.municipalities[row] for row in units.neighbours[units.row[place.pk]]]

    assert near(far_away[0]) == [far_away[1]]
    assert near(aimak) == [neighbour]
    assert [near(city) for city in cities] == [[], []]


def test_the_smallest_unit_around_some_places(aimak, neighbour, far_away, oblast, country, raion):
    city = make_place("41702420000000", "city", ("Каракол", "Каракол", "Karakol"), oblast)
    names = ("Бишкек шаары", "город Бишкек", "Bishkek city")
    capital = make_place("41711000000000", "republican_city", names, country)
    Place.objects.filter(pk=capital.pk).update(is_municipality=True)
    units = units_of_today()

    def around(*places: Place) -> Place | None:
        return units.around([units.row[place.pk] for place in places])

    assert around(aimak) == aimak
    assert around(aimak, neighbour) == raion
    assert around(aimak, far_away[0]) == around(aimak, city) == oblast
    assert around(city, city) == city
    assert around(aimak, capital) == around(aimak, neighbour, capital) == country
    assert replace(units, above=np.full(len(units.every), NONE)).around([0, 1]) is None


# Silence and lateness


def test_how_sure_a_silence_must_be_is_a_setting(aimak):
    fill(aimak, [*[1] * 60, 0, 0, 0])  # two full weeks: exp(-2) = .135
    actions.keep_watch(today=SUNDAY)
    assert Standing.objects.get().state == "heard"
    issue(silence=0.2)

    actions.keep_watch(today=SUNDAY)

    assert Standing.objects.get().state == "silent"


def told_late(place: Place, n: int) -> list[Signal]:
    """Of the reports of a week every second one comes a week later."""
    moment = timezone.make_aware(dt.datetime.combine(SUNDAY - 20 * WEEK, dt.time(12)))
    common = {"place": place, "lane": "public", "category": "other", "text": "Суу"}
    return Signal.objects.bulk_create(
        Signal(
            receipt=f"R{k}",
            occurred_on=SUNDAY - (20 + k % 2) * WEEK,
            received_at=moment,
            client_key=uuid.uuid4(),
            **common,
        )
        for k in range(n)
    )


def test_the_last_full_week_is_judged_at_its_own_age(aimak):
    """All of it is known by now: nine where four are usual are no surge."""
    told_late(aimak, 10)
    usual = [4, 3, 5, 4, 4, 3, 4, 5, 3, 4] * 6
    fill(aimak, [*usual, 9, 2])
    assert actions.keep_watch(today=SUNDAY).raised == 0

    fill(aimak, [*usual, 2, 9], category="economic")
    actions.keep_watch(today=SUNDAY)

    assert [a.category for a in Alert.objects.all()] == ["economic"]


def test_what_was_set_aside_says_nothing_of_lateness(aimak):
    for worry in told_late(aimak, 10)[1::2]:
        Signal.objects.filter(pk=worry.pk).update(state="dropped", dropped_reason="Кайталанды")

    assert completeness_of(SUNDAY).share[0] == 1.0


# Clocks


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, 2),  # sooner than the seven of a raised level
        ({"sentinel_days": 9}, 7),  # never later than without
        ({"sentinel_days": 5, "answer_days": [4, 3]}, 4),
    ],
)
def test_a_sentinel_is_answered_the_sooner(aimak, aigul, changes, days):
    issue(**changes)
    fill(aimak, [*CALM, 1], category="intercultural")
    actions.keep_watch(today=SUNDAY)
    alert = Alert.objects.get()
    assert (alert.reason, alert.level, alert.due_on) == ("sentinel", 1, SUNDAY + days * DAY)

    late = alert.due_on + DAY
    assert actions.hand_up(today=late) == 1
    alert.refresh_from_db()
    assert alert.due_on == late + days * DAY


def test_the_clock_stays_that_of_the_settings_under_which_it_began(aimak, aigul):
    issue(answer_days=[20, 10])
    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)
    issue(answer_days=[2, 1])

    actions.hand_up(today=SUNDAY + 11 * DAY)

    assert Alert.objects.get().due_on == SUNDAY + 21 * DAY


def test_who_carries_a_merged_place_on_is_asked_about_its_warnings(raion, aimak, neighbour):
    new = merged(raion, [aimak, neighbour], SUNDAY)
    make_user("head", "Баш", ("head", new))
    holders = answering.holders()

    assert answering.first_asked(aimak, holders) == Alert.Asked.MUNICIPALITY
    assert answering.first_asked(new, holders) == Alert.Asked.MUNICIPALITY
    assert answering.first_asked(raion, holders) == Alert.Asked.NATION


# What everybody may know


def test_a_week_belongs_to_the_quarter_in_which_it_begins(aimak, monkeypatch):
    """The one from 29 June 2026 lies in both; a quarter of 2029 ends on the day before a Monday."""
    for monday, n in ((dt.date(2026, 6, 29), 20), (dt.date(2026, 7, 6), 30)):
        fill(aimak, [n], today=monday)
    for monday, n in ((dt.date(2029, 9, 24), 40), (dt.date(2029, 10, 1), 50)):
        fill(aimak, [n], today=monday)

    # Before anything is withheld.
    monkeypatch.setattr(public, "published", lambda _oblasts, counts: sum(counts.values()))
    told = public.table_of_quarter

    assert told(dt.date(2026, 7, 1), dt.date(2026, 10, 1)) == 30
    assert told(dt.date(2029, 7, 1), dt.date(2029, 10, 1)) == 40  # the next begins on a Monday
    assert told(dt.date(2029, 10, 1), dt.date(2030, 1, 1)) == 50


def test_the_open_ones_of_a_level_and_category_are_added_up(surge):
    named = {f.name: getattr(surge, f.name) for f in Alert._meta.concrete_fields}
    named |= {"id": None, "state": "explained", "week": surge.week - WEEK}
    Alert.objects.create(**named)

    (row,) = measured()

    assert (row.still_open, row.closed, row.share, row.bounds) == (2, 0, None, None)
