"""The estimate of expenses of a plan as a spreadsheet: each line with its code, sums by source."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import override, pgettext

from yntymak.apps.plans.documents.wording import mark_of
from yntymak.apps.plans.overview import totals_of
from yntymak.ui.documents.sheets import Band, Column, Row, Sheet, to_xlsx
from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.plans.models import Measure, Plan

SUM = "#,##0.0####"


def estimate_xlsx(plan: Plan, language: str) -> bytes:
    """`plan` comes from plans_with_parts. Sums are numbers in thousand som, exact to the tyiyn."""
    with override(language):
        title = pgettext("estimate", "Estimate of expenses of the plan for %(year)s") % {
            "year": plan.year
        }
        sheet = Sheet(
            name=pgettext("estimate", "Estimate"),
            columns=_columns(),
            rows=list(_rows(plan)),
            lines=(title, str(plan.place), pgettext("estimate", "Thousand som")),
            mark=mark_of(plan),
        )
        return to_xlsx([sheet], title=title)


def _columns() -> list[Column]:
    return [
        Column("№", 6),
        Column(pgettext("estimate", "Measure"), 46),
        Column(pgettext("estimate", "Source of money"), 22),
        Column(pgettext("estimate", "Code"), 9),
        Column(pgettext("estimate", "Economic classification"), 30),
        Column(pgettext("estimate", "Year"), 8, "0"),
        Column(pgettext("estimate", "Planned"), 15, SUM),
        Column(pgettext("estimate", "Approved"), 15, SUM),
        Column(pgettext("estimate", "Spent"), 15, SUM),
    ]


def _rows(plan: Plan) -> Iterator[Row | Band]:
    for number, objective in enumerate(plan.objectives.all(), start=1):
        yield Band(f"{number}. {objective.title}")
        for at, measure in enumerate(objective.measures.all(), start=1):
            yield from _measure(f"{number}.{at}", measure)
    totals = totals_of(plan)
    for year, planned in totals.by_year.items():
        in_all = pgettext("estimate", "In all")
        sums = [exact(planned), *_executed(plan, year)]
        yield Row(["", in_all, "", "", "", year, *sums], is_strong=True)
        for row in totals.rows:
            if row.by_year[year]:
                sums = [exact(row.by_year[year]), *_executed(plan, year, row.label)]
                yield Row(["", "", capfirst(row.label), "", "", year, *sums])


def _executed(plan: Plan, year: int, source: str = "") -> list[Decimal | None]:
    """Approved and spent; nothing where it is known of no line."""
    lines = [
        line
        for objective in plan.objectives.all()
        for measure in objective.measures.all()
        for line in measure.budget_lines.all()
        if line.year == year and source in {"", str(line.get_source_display())}
    ]
    columns = ([line.approved for line in lines], [line.spent for line in lines])
    known = ([sum_ for sum_ in column if sum_ is not None] for column in columns)
    return [exact(sum(column)) if column else None for column in known]


def _measure(number: str, measure: Measure) -> Iterator[Row]:
    for line in measure.budget_lines.all():
        code = line.classification
        yield Row(
            [
                number,
                measure.title,
                capfirst(str(line.get_source_display())),
                code.code if code else "",
                code.title if code else "",
                line.year,
                exact(line.planned),
                exact(line.approved),
                exact(line.spent),
            ]
        )


def exact(tyiyn: int | None) -> Decimal | None:
    return None if tyiyn is None else Decimal(tyiyn) / TYIYN_PER_THOUSAND_SOM
