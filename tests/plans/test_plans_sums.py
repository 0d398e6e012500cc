"""What the page of a plan adds up and points at: money of the year alone, and what does not fit."""

from __future__ import annotations

import uuid

import pytest

from yntymak.apps.plans import actions
from yntymak.apps.plans.consistency import gaps_of
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.overview import overview_of, plans_with_parts, totals_of
from yntymak.apps.plans.owing import without_report
from yntymak.apps.plans.snapshots import snapshot_of
from yntymak.apps.plans.versions import sums_of


@pytest.fixture
def with_outlook(aigul, line, year):
    """1 240,5 thousand som this year, and seven tyiyn of the local budget in the next one."""
    return actions.add_line(
        actor=aigul,
        measure=line.measure,
        key=uuid.uuid4(),
        content=LineContent("local", year + 1, 7),
    )


def money_gaps(plan, user) -> list[str]:
    found = plans_with_parts(user).get(pk=plan.pk)
    return [gap.text for gap in gaps_of(found) if gap.kind == "set_aside"]


@pytest.mark.parametrize(
    ("aside", "said"),
    [(124_050_000, []), (124_150_000, ["1,0"]), (123_850_000, ["2,0"])],
)
def test_money_set_aside_is_held_against_the_lines_of_its_year(
    aigul, plan, with_outlook, aside, said
):
    Plan.objects.update(set_aside=aside)

    texts = money_gaps(plan, aigul)
    assert len(texts) == len(said)
    assert all(each in text for each, text in zip(said, texts, strict=True))


def test_too_much_and_too_little_are_told_apart(aigul, plan, line):
    texts = []
    for aside in (124_050_001, 124_049_999):
        Plan.objects.update(set_aside=aside)
        texts += money_gaps(plan, aigul)

    assert texts[0].startswith("Жергиликтүү бюджеттен бөлүнгөн")
    assert texts[1].startswith("Иш-чаралар")


def test_spending_up_to_the_last_tyiyn_is_not_over(line):
    for spent, over in ((None, False), (0, False), (10, False), (11, True)):
        line.approved, line.spent = 10, spent
        assert line.is_overspent is over


def test_versions_are_compared_by_money_of_the_year(plan, with_outlook):
    assert sums_of(snapshot_of(plan)) == {"local": 124_050_000}


def test_a_source_that_last_year_did_not_have_is_zero_there(aigul, plan, line, aimak, year):
    before = Plan.objects.create(place=aimak, year=year - 1)
    objective = before.objectives.create(title_ky="Суу", position=1)
    measure = objective.measures.create(
        title_ky="Канал", position=1, starts_on=before.first_day, ends_on=before.last_day
    )
    measure.budget_lines.create(source="donor", year=year - 1, planned=5)
    found = overview_of(plans_with_parts(aigul).get(pk=plan.pk), aigul)

    rows = {row.label: (row.by_year[year], row.last_year) for row in found.totals.rows}
    assert list(rows.values()) == [(124_050_000, 0), (0, 5)]
    assert found.totals.last_year == 5
    assert totals_of(found.plan).last_year is None


@pytest.mark.parametrize(
    ("state", "owes"), [("draft", True), ("returned", True), ("sent", False), ("accepted", False)]
)
def test_an_accepted_report_is_owed_no_more(approved, year, state, owes):
    approved.reports.create(half=1, state=state)

    assert without_report(year, 1).exists() is owes
    assert without_report(year, 2).exists()
