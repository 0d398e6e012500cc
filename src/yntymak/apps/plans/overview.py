"""A plan as its page and its annex show it, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils.text import capfirst

from yntymak.apps.plans.consistency import Gap, gaps_of
from yntymak.apps.plans.models import BudgetLine, Measure, Plan
from yntymak.apps.plans.rules import may_keep_plan, may_print_resolution
from yntymak.apps.programmes.models import Goal, Indicator
from yntymak.apps.risks.models import Risk
from yntymak.ui.dates import day

if TYPE_CHECKING:
    from django.db.models import QuerySet

State = Plan.State
LAST_STEP = 3


@dataclass(frozen=True)
class SourceRow:
    label: str
    by_year: dict[int, int]
    last_year: int | None  # None: there is no plan of last year to see

    @property
    def cells(self) -> list[tuple[int, int]]:
        return list(self.by_year.items())


@dataclass(frozen=True)
class Totals:
    rows: list[SourceRow]
    by_year: dict[int, int]  # the plan's year, and later ones for which there is money
    last_year: int | None

    @property
    def years(self) -> list[int]:
        return list(self.by_year)

    @property
    def cells(self) -> list[tuple[int, int]]:
        return list(self.by_year.items())


@dataclass(frozen=True)
class Execution:
    """Sums of lines in tyiyn; None: of no line is it known."""

    approved: int | None
    committed: int | None
    spent: int | None


@dataclass(frozen=True)
class Overview:
    plan: Plan
    totals: Totals
    gaps: list[Gap]
    previous: Plan | None
    may_keep: bool
    may_print: bool

    @property
    def may_edit(self) -> bool:
        return self.may_keep and self.plan.is_editable

    @property
    def money(self) -> Execution | None:
        """For the plan's own year, once the kenesh has approved it."""
        if not self.plan.is_approved:
            return None
        lines = [
            line
            for measure in self.measures
            for line in measure.budget_lines.all()
            if line.year == self.plan.year
        ]
        return Execution(
            approved=_known([line.approved for line in lines]),
            committed=_known([line.committed for line in lines]),
            spent=_known([line.spent for line in lines]),
        )

    @property
    def steps(self) -> list[dict[str, str]]:
        """The way of the plan, for the row of steps on its page."""
        plan = self.plan
        hearings = list(plan.hearings.all())
        order = [State.DRAFT, State.HEARING, State.SUBMITTED, State.APPROVED]
        at = order.index(State(plan.state))
        notes = {
            State.HEARING: ", ".join(day(each.held_on) for each in hearings),
            State.SUBMITTED: day(plan.submitted_at) if plan.submitted_at else "",
            State.APPROVED: day(plan.resolution_date) if plan.resolution_date else "",
        }
        shown = [s for s in order if s != State.HEARING or hearings or at <= 1]
        if plan.entered_afterwards_at:  # it went its way to the kenesh on paper
            shown.remove(State.SUBMITTED)
        return [
            {
                "title": capfirst(str(state.label)),
                "note": notes.get(state, ""),
                "state": _where(order.index(state), at),
            }
            for state in shown
        ]

    @property
    def measures(self) -> list[Measure]:
        return [m for objective in self.plan.objectives.all() for m in objective.measures.all()]

    @property
    def with_money(self) -> list[tuple[Measure, int | None]]:
        """Each measure with what its lines of the plan's year add up to; None: none is named."""
        year = self.plan.year
        found = []
        for measure in self.measures:
            planned = [line.planned for line in measure.budget_lines.all() if line.year == year]
            found.append((measure, _known(list(planned))))
        return found


def plans_with_parts(user: Any) -> QuerySet[Plan]:
    """Six queries for the parts, however many there are; risks only as far as `user` sees them."""
    return (
        Plan.objects.visible_to(user)
        .select_related("place", "amends__place")
        .prefetch_related(*_parts(user))
    )


def read_parts(plan: Plan, user: Any) -> Plan:
    """The same six, of a plan that is at hand with its place."""
    prefetch_related_objects([plan], *_parts(user))
    return plan


def _parts(user: Any) -> tuple[str | Prefetch[Any], ...]:
    return (
        "hearings",
        "objectives",
        Prefetch("objectives__measures", Measure.objects.all()),
        Prefetch(
            "objectives__measures__budget_lines",
            BudgetLine.objects.select_related("classification"),
        ),
        Prefetch("objectives__measures__risks", Risk.objects.visible_to(user)),
        Prefetch("objectives__measures__goals", _goals()),
    )


def _goals() -> QuerySet[Goal]:
    has_one = Exists(Indicator.objects.filter(goal=OuterRef("pk")))
    return Goal.objects.select_related("programme").annotate(measured=has_one)


def overview_of(plan: Plan, user: Any) -> Overview:
    """`plan` is read with its parts. Two queries, three if there is a plan of last year."""
    may_print = may_print_resolution(user, plan)
    previous = (
        Plan.objects.visible_to(user)
        .in_their_own_right()
        .filter(place__code=plan.place.code, year=plan.year - 1)
        .select_related("place")
        .first()
    )
    return Overview(
        plan=plan,
        totals=totals_of(plan, previous),
        gaps=gaps_of(plan) if may_print else [],
        previous=previous,
        may_keep=may_keep_plan(user, plan),
        may_print=may_print,
    )


def totals_of(plan: Plan, previous: Plan | None = None) -> Totals:
    lines = [
        line
        for objective in plan.objectives.all()
        for measure in objective.measures.all()
        for line in measure.budget_lines.all()
    ]
    before = _first_year_of(previous) if previous else None
    years = [year for year in plan.budget_years if year == plan.year or _sum(lines, year=year)]
    rows = [
        SourceRow(
            label=str(label),
            by_year={year: _sum(lines, source=source, year=year) for year in years},
            last_year=None if before is None else before.get(source, 0),
        )
        for source, label in BudgetLine.Source.choices
        if _sum(lines, source=source) or (before and source in before)
    ]
    return Totals(
        rows=rows,
        by_year={year: _sum(lines, year=year) for year in years},
        last_year=None if before is None else sum(before.values()),
    )


def _known(sums: list[int | None]) -> int | None:
    known = [each for each in sums if each is not None]
    return sum(known) if known else None


def _where(step: int, now: int) -> str:
    if step < now or now == LAST_STEP:
        return "done"
    return "now" if step == now else "next"


def _first_year_of(plan: Plan) -> dict[str, int]:
    totals = Plan.objects.filter(pk=plan.pk).totals()
    return {source: planned for (_, source, year), planned in totals.items() if year == plan.year}


def _sum(lines: list[BudgetLine], **same: object) -> int:
    return sum(
        line.planned
        for line in lines
        if all(getattr(line, name) == value for name, value in same.items())
    )
