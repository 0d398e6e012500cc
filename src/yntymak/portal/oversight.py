"""Who of all bodies has an approved plan, money and a report: rows for the table and the map."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.models import BudgetLine, Plan
from yntymak.apps.plans.nation import Nation, nation_of
from yntymak.apps.plans.queries import red_risks_without_measure
from yntymak.apps.plans.terms import HALVES
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from yntymak.apps.plans.rollup import Sum as Added
    from yntymak.foundation.people.scope import Scope

SOURCES = list(BudgetLine.Source)
APPROVED, UNDER_WAY, NOT_REPORTED = "approved", "under_way", "not_reported"
STATE_LABELS = {
    APPROVED: _("approved"),
    UNDER_WAY: _("in preparation"),
    NOT_REPORTED: _("not reported"),
}
COUNTRY = "41700000000000"
IS_APPROVED = Q(state=Plan.State.APPROVED)


@dataclass
class Row:
    """One municipality, or what its municipalities add up to in an oblast or the nation.

    `red_risks` is None where the reader may not know it: the register is an internal paper.
    """

    place: Place
    added: Added
    states: Counter[str] = field(default_factory=Counter)
    red_risks: int | None = None

    @property
    def expected(self) -> int:
        return self.added.expected

    @property
    def approved(self) -> int:
        return self.added.cell("approved").part

    @property
    def state(self) -> str:
        """Of a single municipality."""
        return next((state for state in STATE_LABELS if self.states[state]), NOT_REPORTED)

    @property
    def state_label(self) -> Any:
        return STATE_LABELS[self.state]

    @property
    def total(self) -> int | None:
        # Nothing approved is "not known", not a zero.
        return self.added.cell("planned").value

    @property
    def spent(self) -> int | None:
        return self.added.cell("spent").value

    @property
    def reports(self) -> list[tuple[int, int]]:
        """(half-year, how many have reported on it)."""
        return [(half, self.added.cell(f"report.{half}").part) for half in HALVES]

    @property
    def newest(self) -> dt.date | None:
        days = [cell.newest for cell in self.added.cells.values() if cell.newest]
        return dt.date.fromisoformat(max(days)) if days else None

    def sums(self) -> list[tuple[Any, int | None]]:
        known = self.total is not None
        return [(s.label, self.added.cell(f"planned.{s}").part if known else None) for s in SOURCES]


@dataclass
class Oversight:
    year: int
    nation: Row
    oblasts: list[Row]
    municipalities: dict[int, list[Row]]  # by the id of the oblast-level place
    knows_risks: bool


def version_for(year: int, user: Any) -> tuple[object, ...]:
    """Another one as soon as the plans of the year changed that this person sees. One query.

    Officers see what is being prepared in their own places, and the risks there: a new risk shows
    with the next rendering.
    """
    scope, plans = scope_of(user), Plan.objects.filter(year=year)
    if not scope.has(*OFFICERS):
        plans = plans.filter(state=Plan.State.APPROVED)
    told = plans.aggregate(Count("pk"), Sum("revision"), approved=Count("pk", filter=IS_APPROVED))
    own = sorted(place.code for place in scope.places(*OFFICERS))
    return (*told.values(), *own)


def oversight_of(year: int, user: Any) -> Oversight:
    """Six queries for the whole country."""
    scope = scope_of(user)
    nation = nation_of(year)
    knows_risks = scope.has(*OFFICERS)
    red = red_risks_without_measure(year) if knows_risks else {}
    by_code = {place.code: place for place in nation.places}
    oblasts = {
        place.pk: Row(place, nation.sum_of(place))
        for place in nation.places
        if place.kind in ("oblast", "republican_city")
    }
    rows: dict[int, list[Row]] = {pk: [] for pk in oblasts}
    for place in nation.places:
        top = by_code.get(place.code[:5].ljust(14, "0"))
        if not place.is_municipality or top is None or top.pk not in oblasts:
            continue
        row = _row(place, nation, scope)
        if knows_risks and scope.covers(place, *OFFICERS):
            row.red_risks = red.get(place.pk, 0)
        rows[top.pk].append(row)
        _count_in(oblasts[top.pk], row)
    country = by_code.get(COUNTRY) or Place(code=COUNTRY, kind="country")
    whole = Row(country, nation.sum_of(country))
    for oblast in oblasts.values():
        _count_in(whole, oblast)
    return Oversight(year, whole, list(oblasts.values()), rows, knows_risks)


def _count_in(target: Row, row: Row) -> None:
    target.states += row.states
    if row.red_risks is not None:
        target.red_risks = (target.red_risks or 0) + row.red_risks


def _row(place: Place, nation: Nation, scope: Scope) -> Row:
    row = Row(place, nation.sum_of(place))
    approved, prepared = row.approved, row.added.cell("prepared").part
    # What is being prepared is known to the officers above, not to everybody.
    known = prepared if scope.covers(place, *OFFICERS) else 0
    row.states[APPROVED] = approved
    row.states[UNDER_WAY] = known
    row.states[NOT_REPORTED] = max(row.expected - approved - known, 0)
    row.states = +row.states
    return row
