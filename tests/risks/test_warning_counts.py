"""Each worry moves the count of its week; what everybody may know is a table made of them once."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_place
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weekly import fill

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Category, PublicQuarter, Signal, WeeklyCount
from yntymak.apps.risks.queries import counts_for_public
from yntymak.apps.risks.warning import public
from yntymak.apps.risks.warning.series import completeness_of, load
from yntymak.apps.risks.warning.units import units_of_today
from yntymak.apps.risks.warning.weeks import OLDEST, week_of, week_told
from yntymak.methods.disclosure import Sum, feasible_intervals

DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
NOON = dt.datetime(2026, 11, 25, 6, tzinfo=dt.UTC)  # a Wednesday noon in Bishkek


def tell(place, **changes) -> Signal:
    fields = {"text": "Суу жок", "category": "social", "place": place, "lane": "public", **changes}
    return actions.report(key=fields.pop("key", uuid.uuid4()), **fields)


def counts() -> list[tuple[str, dt.date, int]]:
    return list(WeeklyCount.objects.order_by("week", "lane").values_list("lane", "week", "count"))


def test_ten_people_who_tell_of_one_event_are_ten_reports(aimak):
    for _ in range(10):
        tell(aimak)

    assert counts() == [("public", week_of(timezone.localdate()), 10)]


def test_a_second_click_counts_once(aimak):
    key = uuid.uuid4()
    for _ in range(2):
        tell(aimak, key=key)

    assert [count for _lane, _week, count in counts()] == [1]


def test_what_is_set_aside_leaves_the_count_once(aigul, aimak):
    worry = tell(aimak)
    tell(aimak)
    for _ in range(2):
        actions.set_aside(actor=aigul, signal=worry, reason="Кайталанды")

    assert [count for _lane, _week, count in counts()] == [1]


def test_a_count_that_was_corrected_to_nothing_does_not_fall_below_it(aigul, aimak):
    worry = tell(aimak)
    WeeklyCount.objects.update(count=0)

    actions.set_aside(actor=aigul, signal=worry, reason="Кайталанды")

    assert [count for _lane, _week, count in counts()] == [0]


def test_what_happened_last_week_counts_there(aimak):
    today = timezone.localdate()
    tell(aimak, occurred_on=today - 7 * DAY)

    assert counts() == [("public", week_of(today) - WEEK, 1)]


@pytest.mark.parametrize(
    ("occurred_on", "week", "age"),
    [
        (None, dt.date(2026, 11, 23), 0),
        (dt.date(2026, 11, 25), dt.date(2026, 11, 23), 0),
        (dt.date(2026, 11, 22), dt.date(2026, 11, 16), 1),
        (dt.date(2026, 11, 23) - OLDEST * WEEK, dt.date(2026, 11, 23) - OLDEST * WEEK, OLDEST),
        # Told so late, it is news of the day on which it is told.
        (dt.date(2026, 11, 22) - OLDEST * WEEK, dt.date(2026, 11, 23), 0),
        # A day that has not come is a slip.
        (dt.date(2026, 11, 26), dt.date(2026, 11, 23), 0),
        (dt.date(2062, 1, 1), dt.date(2026, 11, 23), 0),
    ],
)
def test_the_week_of_a_worry(occurred_on, week, age):
    assert week_told(occurred_on, NOON) == (week, age)


def test_a_week_begins_at_midnight_of_the_place():
    sunday_evening_in_london = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)

    assert week_told(None, sunday_evening_in_london)[0] == dt.date(2026, 11, 23)


def test_a_protected_voice_counts_in_the_oblast_and_not_in_the_village(aimak):
    for _ in range(3):
        tell(aimak, lane="protected")
    tell(aimak)

    found = load(units_of_today(), timezone.localdate())

    social = list(Category.values).index("social")
    assert (found.shown[0, social, -1], found.whole[0, social, -1]) == (1, 4)


def test_what_is_told_late_tells_how_much_of_a_week_is_known(aimak):
    today = dt.date(2026, 11, 22)
    moment = timezone.make_aware(dt.datetime.combine(today - 20 * WEEK, dt.time(12)))
    common = {"place": aimak, "lane": "public", "category": "social", "text": "Суу"}
    Signal.objects.bulk_create(
        Signal(
            receipt=f"R{n}",
            occurred_on=today - (20 + n % 2) * WEEK,
            received_at=moment,
            client_key=uuid.uuid4(),
            **common,
        )
        for n in range(10)
    )

    # What will be told late of last week is not known yet: it says nothing of lateness.
    last_week = timezone.make_aware(dt.datetime.combine(today - WEEK, dt.time(12)))
    Signal.objects.bulk_create(
        Signal(receipt=f"L{n}", received_at=last_week, client_key=uuid.uuid4(), **common)
        for n in range(10)
    )

    # Five were told in their week, five a week later.
    assert completeness_of(today).share[:3].tolist() == [0.5, 1.0, 1.0]


# What everybody may know


@pytest.fixture
def two_oblasts(country, oblast, aimak):
    names = ("Нарын облусу", "Нарынская область", "Naryn oblast")
    other = make_place("41704000000000", "oblast", names, country)
    town = make_place("41704400000000", "city", ("Нарын", "Нарын", "Naryn"), other)
    return aimak, town


TODAY = dt.date(2026, 10, 20)  # the quarter of July to September is over, and two weeks more
IN_QUARTER = dt.date(2026, 8, 9)


def published():
    actions.publish_quarter(today=TODAY)
    return PublicQuarter.objects.get()


def test_a_quarter_is_published_two_weeks_after_its_end_and_once(two_oblasts):
    fill(two_oblasts[0], [9], today=IN_QUARTER)
    assert actions.publish_quarter(today=dt.date(2026, 10, 14)).first_day == dt.date(2026, 4, 1)

    first = actions.publish_quarter(today=TODAY)
    before = first.table
    fill(two_oblasts[0], [9], category="other", today=IN_QUARTER)

    assert (first.first_day, actions.publish_quarter(today=TODAY)) == (dt.date(2026, 7, 1), None)
    first.refresh_from_db()
    assert first.table == before


def test_only_the_public_lane_is_published_and_no_cell_under_five(two_oblasts, country, oblast):
    here, there = two_oblasts
    for place, category, n, lane in (
        (here, "economic", 20, "public"),
        (here, "economic", 30, "officials"),
        (here, "economic", 40, "protected"),
        (here, "social", 4, "public"),
        (there, "economic", 9, "public"),
        (there, "social", 12, "public"),
        (there, "other", 3, "public"),
    ):
        fill(place, [n], category=category, lane=lane, today=IN_QUARTER)

    table = published().table

    told = {n for row in table["cells"] for n in row} - {None}
    assert told <= {20, 9, 12}
    assert table["total"] == 20 + 9 + 12 + 4 + 3
    economic = [c.count for c in counts_for_public(oblast) if c.category == "economic"]
    assert economic in ([20], [])
    assert counts_for_public(here) == []
    assert all(row.count >= 5 for row in counts_for_public(country))


cells = st.lists(st.integers(0, 12), min_size=21, max_size=21)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells)
def test_no_withheld_number_can_be_worked_out(numbers):
    oblasts = ["a", "b", "c"]
    given_counts = {
        (o, c): numbers[7 * i + j]
        for i, o in enumerate(oblasts)
        for j, c in enumerate(Category.values)
    }
    table = public.published(oblasts, given_counts)

    shown = {
        (o, c): n
        for o, row in zip(oblasts, table["cells"], strict=True)
        for c, n in zip(table["categories"], row, strict=True)
    }
    shown |= dict(zip(oblasts, table["sums"], strict=True))
    shown |= dict(zip(table["categories"], table["of_categories"], strict=True))
    shown["total"] = table["total"]
    sums = [Sum(o, tuple((o, c) for c in Category.values)) for o in oblasts]
    sums += [Sum(c, tuple((o, c) for o in oblasts)) for c in Category.values]
    sums += [Sum("total", tuple(oblasts)), Sum("total", tuple(Category.values))]
    for key, (low, high) in feasible_intervals(shown, sums).items():
        assert high is None or high - low >= 5, key
    assert all(n is None or n >= 5 for n in shown.values())


def test_the_public_page_shows_the_table_and_no_warning(visitor, two_oblasts, surge):
    fill(two_oblasts[0], [20], category="economic", today=IN_QUARTER)
    published()

    page = visitor.get("/en/risks/warnings/quarters/").content.decode()

    assert "Issyk-Kul oblast" in page
    assert str(surge.place.name_en) not in page
