"""Adding up: equal to the simplest sum over every municipality, and honest about silence."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from cast import make_place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.models import BudgetLine, Plan, PlanFigures, RollUp
from yntymak.apps.plans.nation import _values, nation_of
from yntymak.apps.plans.rollup import MOST, Leaf, roll_up
from yntymak.apps.programmes.models import Indicator
from yntymak.foundation.registry.models import Place, Succession

# 0 the country; 1, 2 oblasts; 10 … 15 municipalities, the last one known to nobody.
ABOVE = {10: [10, 1, 0], 11: [11, 1, 0], 12: [12, 2, 0], 13: [13, 2, 0], 14: [1, 0]}
PLACES = st.sampled_from([10, 11, 12, 13, 14, 15])
MONEY = st.integers(min_value=0, max_value=10**15)
DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)


SHARE = st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)).map(
    lambda pair: (min(pair), max(pair))
)
SINGLE = st.tuples(MONEY, st.none())
VALUES = st.fixed_dictionaries(
    {}, optional={"planned": SINGLE, f"{MOST}.1": SINGLE, "indicator.2": SHARE}
)
LEAVES = st.lists(
    st.builds(Leaf, PLACES, VALUES, DAYS), max_size=6, unique_by=lambda leaf: leaf.place
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine
@given(LEAVES, st.lists(PLACES, unique=True))
def test_each_cell_is_the_sum_over_its_municipalities(told, expected):
    sums = roll_up(expected, told, ABOVE)

    for place in (0, 1, 2, 10, 11, 12, 13):
        inside = [leaf for leaf in told if place in ABOVE.get(leaf.place, ())]
        found = sums.get(place)
        wanted = sum(place in ABOVE.get(each, ()) for each in expected)
        assert (found.expected if found else 0) == wanted
        for key in ("planned", f"{MOST}.1", "indicator.2"):
            said = [leaf for leaf in inside if key in leaf.values]
            cell = found.cell(key) if found else None
            if not said:
                assert cell is None or cell.value is None
                continue
            parts = [leaf.values[key][0] for leaf in said]
            assert cell.reported == len(said)
            assert cell.value == (max(parts) if key.startswith(MOST) else sum(parts))
            assert type(cell.value) is int
            days = [leaf.newest for leaf in said if leaf.newest]
            assert cell.newest == max(days, default=None)
            if key == "indicator.2":
                assert cell.share == sum(parts) / sum(leaf.values[key][1] for leaf in said)


def test_a_share_is_that_of_parts_and_wholes_not_a_mean_of_shares():
    told = [
        Leaf(10, {"indicator.1": (1, 2)}),
        Leaf(11, {"indicator.1": (0, 98)}),
    ]

    assert roll_up([], told, ABOVE)[1].cell("indicator.1").share == pytest.approx(0.01)


def test_nothing_reported_is_not_zero():
    sums = roll_up([10, 11], [Leaf(10, {"planned": (0, None)})], ABOVE)

    assert sums[1].cell("planned").value == 0
    assert sums[1].cell("spent").value is None
    assert (sums[1].expected, sums[1].cell("planned").reported) == (2, 1)


def test_what_is_done_is_a_share_of_all_measures_and_not_of_those_that_were_reported():
    figures = {"planned": {}, "measures": 4, "states": {"done": 1, "under_way": 1}}

    assert _values("approved", figures, {})["done"] == (1, 4)
    assert "done" not in _values("approved", {**figures, "states": {}}, {})


def test_the_nation_counts_an_approved_plan_in_each_place_above_it(
    approved, aimak, neighbour, raion, oblast, country, year, django_assert_num_queries
):
    with django_assert_num_queries(4):
        nation = nation_of(year)

    for place, expected in ((aimak, 1), (raion, 2), (oblast, 2), (country, 2)):
        total = nation.sum_of(place)
        assert total.expected == expected
        assert total.cell("planned").value == 124_050_000
        assert total.cell("approved").value == 1
        assert total.cell("spent").value is None
    assert nation.sum_of(neighbour).cell("planned").value is None
    assert nation.plans == {aimak.pk: approved.pk}


def test_a_draft_is_known_as_prepared_and_its_money_is_not(submitted, aimak, year):
    total = nation_of(year).sum_of(aimak)

    assert total.cell("prepared").value == 1
    assert total.cell("planned").value is None


def test_figures_are_renewed_with_what_changes_them_and_a_job_finds_the_same(
    aigul, approved, line, year
):
    BudgetLine.objects.update(planned=77, approved=77)
    assert PlanFigures.objects.get().content["planned"] == {"local": 124_050_000}

    rolled = actions.roll_up_year(year)

    assert PlanFigures.objects.get().content["planned"] == {"local": 77}
    assert rolled.content[str(approved.place_id)]["cells"]["planned"]["part"] == 77
    actions.roll_up_year(year)
    assert RollUp.objects.count() == 1


def test_a_plan_that_came_past_the_actions_is_read_all_the_same(approved, aimak, year):
    PlanFigures.objects.all().delete()

    assert nation_of(year).sum_of(aimak).cell("planned").value == 124_050_000


def reform(old: list[Place], new: list[Place], on: dt.date) -> None:
    for place in old:
        place.valid_to = on
        place.save()
        for heir in new:
            Succession.objects.create(old=place, new=heir, on=on, kind="merge")


def made(raion, number, on) -> Place:
    names = (f"Жаңы {number}", f"Новый {number}", f"New {number}")
    place = make_place(f"4170220589{number}000", "aiyl_aimak", names, raion)
    place.valid_from = on
    place.save()
    return place


def plan_of(place, year, tyiyn) -> Plan:
    plan = Plan.objects.create(
        place=place,
        year=year,
        state="approved",
        kenesh_session="V",
        resolution_number="1",
        resolution_date=dt.date(year, 1, 1),
    )
    objective = plan.objectives.create(title_ky="Суу", position=1)
    measure = objective.measures.create(
        title_ky="Канал", position=1, starts_on=plan.first_day, ends_on=plan.last_day
    )
    measure.budget_lines.create(source="local", year=year, planned=tyiyn)
    return plan


def test_merged_places_count_in_the_one_that_carries_them_on(aimak, neighbour, raion):
    on = dt.date(2024, 8, 1)
    united = made(raion, 1, on)
    for place, tyiyn in ((aimak, 100), (neighbour, 30)):
        plan_of(place, 2024, tyiyn)
    reform([aimak, neighbour], [united], on)

    before, after = nation_of(2024), nation_of(2025)

    assert before.sum_of(united).expected == 2
    assert before.sum_of(united).cell("planned").value == 130
    assert before.sum_of(raion).cell("planned").value == 130
    assert (after.sum_of(united).expected, after.sum_of(united).cells) == (1, {})


def test_a_place_that_was_split_counts_only_in_what_lies_around_its_parts(aimak, raion, neighbour):
    on = dt.date(2024, 8, 1)
    parts = [made(raion, 1, on), made(raion, 2, on)]
    plan_of(aimak, 2024, 100)
    reform([aimak], parts, on)

    nation = nation_of(2024)

    assert nation.sum_of(raion).cell("planned").value == 100
    assert nation.sum_of(raion).expected == 2
    assert all(not nation.sum_of(part).cells for part in parts)


def test_who_is_expected_is_asked_on_the_first_day_of_the_year(aimak, neighbour, raion):
    first = dt.date(2025, 1, 1)
    united = made(raion, 1, first)
    reform([aimak, neighbour], [united], first)

    nation = nation_of(2025)

    assert (nation.sum_of(united).expected, nation.sum_of(raion).expected) == (1, 1)
    assert nation_of(2024).sum_of(raion).expected == 2


def test_money_of_the_outlook_is_in_no_roll_up(aigul, bakyt, submitted, line, year, resolution):
    plan = actions.take_back_plan(actor=aigul, plan=submitted, revision=submitted.revision)
    for later, source in ((1, "local"), (2, "donor")):
        actions.add_line(
            actor=aigul,
            measure=line.measure,
            key=uuid.uuid4(),
            content=LineContent(source, year + later, 700),
        )
    plan.refresh_from_db()
    plan = actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)
    plan = actions.approve_plan(
        actor=bakyt, plan=plan, revision=plan.revision, resolution=resolution
    )

    assert plan.figures.content["planned"] == {"local": 124_050_000}
    assert plan.figures.content["approved"] == 124_050_000


@pytest.mark.parametrize(
    ("state", "counted"), [("draft", None), ("returned", None), ("sent", 1), ("accepted", 1)]
)
def test_a_report_counts_from_the_day_it_was_sent(aimak, year, state, counted):
    plan_of(aimak, year, 100).reports.create(half=1, state=state)

    assert nation_of(year).sum_of(aimak).cell("report.1").value == counted


def test_money_of_several_sources_adds_up_to_one_figure(aimak, year):
    plan = plan_of(aimak, year, 100)
    measure = plan.objectives.get().measures.get()
    measure.budget_lines.update(approved=100, committed=30, spent=7)
    for source, approved, committed, spent in (("donor", 50, 20, None), ("private", 9, None, 2)):
        measure.budget_lines.create(
            source=source,
            year=year,
            planned=approved,
            approved=approved,
            committed=committed,
            spent=spent,
        )

    found = nation_of(year).sum_of(aimak)

    said = {key: (found.cell(key).value, found.cell(key).whole) for key in ("committed", "spent")}
    assert said == {"committed": (50, 159), "spent": (9, 159)}
    assert found.cell("planned").value == 159


@pytest.mark.parametrize(
    ("over_time", "over_places", "entered", "said"),
    [
        ("last", "sum", [(1, 3, None), (2, 5, None)], (5000, None)),
        ("sum", "sum", [(1, 3, None), (2, 5, None)], (8000, None)),
        ("mean", "sum", [(1, 3, None), (2, 6, None)], (4500, None)),
        ("last", "ratio", [(1, 1, 2), (2, 3, 4)], (3000, 4000)),
        ("sum", "ratio", [(1, 1, 2), (2, 3, 4)], (4000, 6000)),
        ("last", "sum", [(1, 3, None), (1, 4, None)], (4000, None)),
    ],
)
def test_values_of_a_year_add_up_as_the_indicator_says(
    aigul, approved, goal, aimak, year, monkeypatch, over_time, over_places, entered, said
):
    monkeypatch.setattr(
        "yntymak.apps.plans.actions.reporting.timezone.localdate", lambda: dt.date(year, 12, 31)
    )
    indicator = Indicator.objects.create(
        goal=goal,
        position=1,
        name_ky="Канал",
        unit_ky="км",
        over_time=over_time,
        over_places=over_places,
    )
    for quarter, part, whole in entered:
        actions.enter_value(
            actor=aigul,
            plan=approved,
            indicator=indicator,
            key=uuid.uuid4(),
            quarter=quarter,
            numerator=Decimal(part),
            denominator=whole and Decimal(whole),
        )

    cell = nation_of(year).sum_of(aimak).cell(f"indicator.{indicator.pk}")

    assert (cell.value, cell.whole) == said
