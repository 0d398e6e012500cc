"""Which places serve which goals of a programme, with what money; which goals nobody serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Count, F, Q, Sum
from django.db.models.functions import Coalesce, Substr

from yntymak.apps.plans.models import Alignment
from yntymak.apps.programmes.models import Goal
from yntymak.foundation.registry.models import PREFIX_LENGTH, Kind, Place

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.plans.models import Plan
    from yntymak.apps.programmes.models import Programme

OBLAST = PREFIX_LENGTH[Kind.OBLAST]
YEAR = "measure__objective__plan__year"
PLACE = "measure__objective__plan__place"


@dataclass(frozen=True)
class Cell:
    """Of one goal in one oblast. `money` is what its share of each measure's lines adds up to."""

    places: int
    measures: int
    confirmed: int
    money: int  # tyiyn, for the year


@dataclass
class GoalRow:
    goal: Goal
    by_oblast: dict[str, Cell] = field(default_factory=dict)  # by the oblast's first digits
    is_leaf: bool = True

    @property
    def is_served(self) -> bool:
        return bool(self.by_oblast)

    @property
    def total(self) -> Cell:
        cells = self.by_oblast.values()
        return Cell(
            places=sum(cell.places for cell in cells),
            measures=sum(cell.measures for cell in cells),
            confirmed=sum(cell.confirmed for cell in cells),
            money=sum(cell.money for cell in cells),
        )


@dataclass(frozen=True)
class Service:
    rows: list[GoalRow]
    oblasts: list[Place]

    @property
    def unserved(self) -> list[Goal]:
        """Goals at the ends of the tree: one above them is served through them."""
        return [row.goal for row in self.rows if row.is_leaf and not row.is_served]

    @property
    def columns(self) -> int:
        """Of the table: the goal, each oblast, places in all, money, agreed."""
        return len(self.oblasts) + 4

    def cells(self, row: GoalRow) -> list[tuple[Place, Cell | None, int]]:
        """(oblast, cell or None, shade of five) in the order of the columns."""
        most = max(
            (cell.places for each in self.rows for cell in each.by_oblast.values()), default=1
        )
        found = []
        for oblast in self.oblasts:
            cell = row.by_oblast.get(oblast.code[:OBLAST])
            shade = 1 + (cell.places * 4) // most if cell else 0
            found.append((oblast, cell, min(shade, 5)))
        return found

    @property
    def table(self) -> list[tuple[GoalRow, list[tuple[Place, Cell | None, int]]]]:
        return [(row, self.cells(row)) for row in self.rows]


def service_of(programme: Programme, year: int) -> Service:
    """Of approved plans alone. Four queries for the nation."""
    goals = list(programme.goals.all())
    above = {goal.parent_id for goal in goals}
    rows = {goal.pk: GoalRow(goal, is_leaf=goal.pk not in above) for goal in goals}
    aligned = _approved(year).filter(goal__programme=programme)
    money = _money(aligned)
    counted = (
        aligned.order_by()
        .annotate(oblast=Substr(f"{PLACE}__code", 1, OBLAST))
        .values_list("goal", "oblast")
        .annotate(
            places=Count(PLACE, distinct=True),
            measures=Count("measure", distinct=True),
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        )
    )
    for goal, oblast, places, measures, confirmed in counted:
        cell = Cell(places, measures, confirmed, money.get((goal, oblast), 0))
        rows[goal].by_oblast[oblast] = cell
    tops = Place.objects.current().filter(kind__in=(Kind.OBLAST, Kind.REPUBLICAN_CITY))
    return Service(list(rows.values()), list(tops.order_by("sort_key")))


def _money(aligned: QuerySet[Alignment]) -> dict[tuple[int, str], int]:
    weighted = (
        aligned.filter(measure__budget_lines__year=F(YEAR))
        .order_by()
        .annotate(oblast=Substr(f"{PLACE}__code", 1, OBLAST))
        .values_list("goal", "oblast")
        .annotate(
            weighted=Sum(
                F("measure__budget_lines__planned") * Coalesce(F("share"), 100),
                output_field=BigIntegerField(),
            )
        )
    )
    return {(goal, oblast): int(total) // 100 for goal, oblast, total in weighted}


def alignments_of(goal: Goal, year: int) -> QuerySet[Alignment]:
    """Who serves it, by place. One query with all that a line names."""
    found: QuerySet[Alignment] = (
        _approved(year)
        .filter(goal=goal)
        .select_related("measure__objective__plan__place__parent", "confirmed_by")
        .annotate(
            money=Sum(
                "measure__budget_lines__planned", filter=Q(measure__budget_lines__year=F(YEAR))
            )
        )
        .order_by(f"{PLACE}__sort_key", "pk")
    )
    return found


def _approved(year: int) -> QuerySet[Alignment]:
    found: QuerySet[Alignment] = Alignment.objects.filter(
        **{"measure__objective__plan__state": "approved", YEAR: year}
    )
    return found


def asked_of(plan: Plan) -> list[tuple[Goal, list[Alignment]]]:
    """The goals of programmes that run in the plan's year and area, with what serves each."""
    goals = (
        Goal.objects.filter(
            programme__is_published=True,
            programme__first_year__lte=plan.year,
            programme__last_year__gte=plan.year,
            children=None,
        )
        .filter(Q(programme__place=None) | Q(programme__place__code__in=plan.place.codes_around))
        .select_related("programme")
        .order_by("programme__level", "programme", "position")
    )
    served: dict[int, list[Alignment]] = {}
    for each in Alignment.objects.filter(measure__objective__plan=plan).select_related("measure"):
        served.setdefault(each.goal_id, []).append(each)
    return [(goal, served.get(goal.pk, [])) for goal in goals]
