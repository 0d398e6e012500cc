"""A half-year of a plan as its report shows it: each measure with its newest entry, its money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yntymak.apps.plans import terms
from yntymak.apps.plans.models import Measure, Progress

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan


@dataclass(frozen=True)
class MeasureAccount:
    number: str  # 1.2, as in the plan
    measure: Measure
    newest: Progress | None
    approved: int  # tyiyn, for the year
    spent: int | None  # in the half-year; None: not reported
    corrections: int


@dataclass(frozen=True)
class Account:
    rows: list[MeasureAccount]

    @property
    def approved(self) -> int:
        return sum(row.approved for row in self.rows)

    @property
    def spent(self) -> int | None:
        known = [row.spent for row in self.rows if row.spent is not None]
        return sum(known) if known else None

    @property
    def done(self) -> int:
        return sum(
            row.newest is not None and row.newest.state == Progress.State.DONE for row in self.rows
        )

    @property
    def reported(self) -> int:
        return sum(row.newest is not None for row in self.rows)


def account_of(plan: Plan, half: int) -> Account:
    """Five queries."""
    objectives = plan.objectives.prefetch_related(
        "measures__budget_lines", "measures__progress__spendings"
    )
    return Account(
        [
            _account(f"{number}.{at}", measure, plan.year, half)
            for number, objective in enumerate(objectives, start=1)
            for at, measure in enumerate(objective.measures.all(), start=1)
        ]
    )


def _account(number: str, measure: Measure, year: int, half: int) -> MeasureAccount:
    entries = [e for e in measure.progress.all() if e.quarter in terms.quarters_of(half)]
    counting = {entry.quarter: entry for entry in entries}  # ordered: the last version wins
    spendings = [s.spent for entry in counting.values() for s in entry.spendings.all()]
    return MeasureAccount(
        number=number,
        measure=measure,
        newest=counting[max(counting)] if counting else None,
        approved=sum(
            line.approved or 0 for line in measure.budget_lines.all() if line.year == year
        ),
        spent=sum(spendings) if spendings else None,
        corrections=len(entries) - len(counting),
    )
