"""What stands, what is new and what is silent today, for the places that a person answers for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.utils import timezone

from yntymak.apps.risks.models import Category, Signal, Standing, Watch, WeeklyCount
from yntymak.apps.risks.warning.weeks import WEEK, week_of
from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.foundation.registry.models import Place

MOST_SILENT = 30  # rows on the page; the map shows them all
USUAL_WEEKS = 52


@dataclass(frozen=True)
class CategoryWeek:
    category: str
    now: int
    before: int
    usual: float  # a week, over the last year


@dataclass(frozen=True)
class Today:
    own: Place | None  # of whoever answers for one municipality
    categories: list[CategoryWeek]
    silent: list[Standing]
    n_silent: int
    n_unheard: int
    n_places: int
    watch: Watch | None
    week: dt.date

    @property
    def own_is_unheard(self) -> bool:
        """Nothing was ever reported, or the place is too new to have been watched."""
        return self.own is not None and self.n_unheard == self.n_places


def today_of(user: Any) -> Today:
    """Four queries at most, however many places a person answers for."""
    scope = scope_of(user)
    own = None if scope.has(*OFFICERS) else next(iter(scope.places(*STAFF)), None)
    mine = Standing.objects.filter(scope.where(*STAFF, *OFFICERS)).order_by()
    counts = dict(mine.values_list("state").annotate(n=Count("pk")))
    n_silent = counts.get(Standing.State.SILENT, 0)
    silent = mine.filter(state=Standing.State.SILENT).select_related("place")
    return Today(
        own,
        categories_of([own, *scope.absorbed.get(own.pk, ())]) if own else [],
        list(silent.order_by("-silent_weeks", "place_id")[:MOST_SILENT]) if n_silent else [],
        n_silent,
        counts.get(Standing.State.UNHEARD, 0),
        sum(counts.values()),
        Watch.objects.first(),
        week_of(timezone.localdate()),
    )


def categories_of(units: list[Place]) -> list[CategoryWeek]:
    """Of a municipality and the earlier units that live on in it, added up. Without the protected
    lane: whoever reads the others could subtract. One query.
    """
    this_week = week_of(timezone.localdate())
    since = this_week - USUAL_WEEKS * WEEK
    rows = (
        WeeklyCount.objects.filter(place__in=units, week__range=(since, this_week))
        .exclude(lane=Signal.Lane.PROTECTED)
        .order_by()
        .values_list("category", "week")
        .annotate(n=Sum("count"))
    )
    found = {(category, week): n for category, week, n in rows}
    heard = [week for (_category, week), n in found.items() if n and week < this_week]
    weeks = (this_week - min(heard)).days // 7 if heard else 1
    return [
        CategoryWeek(
            str(category.label),
            found.get((category, this_week), 0),
            found.get((category, this_week - WEEK), 0),
            sum(n for (c, w), n in found.items() if c == category and w < this_week) / weeks,
        )
        for category in Category
    ]
