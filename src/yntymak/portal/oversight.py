"""Who of all bodies has an approved plan, with what money: rows for the table and the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.models import BudgetLine, Plan
from yntymak.apps.plans.queries import plan_status_by_place, red_risks_without_measure
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from yntymak.foundation.people.scope import Scope

SOURCES = list(BudgetLine.Source)
APPROVED, UNDER_WAY, NOT_REPORTED = "approved", "under_way", "not_reported"
STATE_LABELS = {
    APPROVED: _("approved"),
    UNDER_WAY: _("in preparation"),
    NOT_REPORTED: _("not reported"),
}


@dataclass
class Row:
    """One municipality, or the sum over the municipalities of a raion or an oblast.

    `red_risks` is None where the reader may not know it: the register is an internal paper.
    """

    place: Place
    states: Counter[str] = field(default_factory=Counter)
    planned: Counter[str] = field(default_factory=Counter)  # by source, in tyiyn
    red_risks: int | None = None

    @property
    def expected(self) -> int:
        return self.states.total()

    @property
    def approved(self) -> int:
        return self.states[APPROVED]

    @property
    def state(self) -> str:
        """Of a single municipality."""
        return next(iter(self.states), NOT_REPORTED)

    @property
    def state_label(self) -> Any:
        return STATE_LABELS[self.state]

    @property
    def total(self) -> int | None:
        # Nothing approved is "not known", not a zero.
        return self.planned.total() if self.approved else None

    def sums(self) -> list[tuple[Any, int | None]]:
        return [(s.label, self.planned[s] if self.approved else None) for s in SOURCES]

    def add(self, other: Row) -> None:
        self.states += other.states
        self.planned += other.planned
        if other.red_risks is not None:
            self.red_risks = (self.red_risks or 0) + other.red_risks


@dataclass
class Oversight:
    year: int
    nation: Row
    oblasts: list[Row]
    municipalities: dict[int, list[Row]]  # by the id of the oblast-level place
    knows_risks: bool


def public_version(year: int, user: Any) -> tuple[int | None, ...] | None:
    """Other numbers as soon as what everybody may see of the year has changed. One query.

    None for officers: they see what is being prepared in their own places, and the risks there.
    """
    if scope_of(user).has(*OFFICERS):
        return None
    approved = Plan.objects.filter(year=year, state=Plan.State.APPROVED)
    return tuple(approved.aggregate(Count("pk"), Sum("revision")).values())


def oversight_of(year: int, user: Any) -> Oversight:
    """Five queries for the whole country."""
    scope = scope_of(user)
    plans = plan_status_by_place(year)
    knows_risks = scope.has(*OFFICERS)
    red = red_risks_without_measure(year) if knows_risks else {}
    places = list(Place.objects.current().order_by("sort_key"))
    by_code = {place.code: place for place in places}
    nation = Row(by_code["41700000000000"]) if "41700000000000" in by_code else None
    oblasts = {p.pk: Row(p) for p in places if p.kind in ("oblast", "republican_city")}
    rows: dict[int, list[Row]] = {pk: [] for pk in oblasts}
    for place in places:
        top = by_code.get(place.code[:5].ljust(14, "0"))
        if not place.is_municipality or top is None or top.pk not in oblasts:
            continue
        row = _row(place, plans.get(place.pk), scope)
        if knows_risks and scope.covers(place, *OFFICERS):
            row.red_risks = red.get(place.pk, 0)
        rows[top.pk].append(row)
        oblasts[top.pk].add(row)
    nation = nation or Row(Place(code="41700000000000", kind="country"))
    for row in oblasts.values():
        nation.add(row)
    return Oversight(year, nation, list(oblasts.values()), rows, knows_risks)


def _row(place: Place, status: Any, scope: Scope) -> Row:
    row = Row(place)
    if status is None:
        state = NOT_REPORTED
    elif status.state == Plan.State.APPROVED:
        state = APPROVED
        row.planned = Counter(status.planned_by_source)
    else:
        # What is being prepared is known to the officers above, not to everybody.
        state = UNDER_WAY if scope.covers(place, *OFFICERS) else NOT_REPORTED
    row.states[state] = 1
    return row
