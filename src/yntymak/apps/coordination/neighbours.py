"""Plans of the municipalities around one: what they do about the same kinds of risk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from yntymak.apps.coordination.models import JointPart
from yntymak.apps.coordination.nearness import around
from yntymak.apps.plans.models import Measure, Plan
from yntymak.apps.risks.models import Category

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place


@dataclass
class Neighbour:
    place: Place
    plan: Plan | None  # approved
    measures: int = 0
    planned: int | None = None  # tyiyn, for the year
    shared: list[str] = field(default_factory=list)  # kinds of risk that both treat


@dataclass(frozen=True)
class Beside:
    rows: list[Neighbour]
    alone: list[str]  # kinds of risk that neighbours treat too, and no measure is joint


def beside(plan: Plan) -> Beside:
    """Six queries. Which risks a neighbour has is not told: only the kinds its plan treats."""
    places = list(around(plan.place))
    plans = {
        each.place_id: each
        for each in Plan.objects.filter(year=plan.year, state="approved", place__in=places)
    }
    counted = dict(
        Measure.objects.filter(objective__plan__in=[p.pk for p in plans.values()])
        .order_by()
        .values_list("objective__plan")
        .annotate(measures=Count("pk"))
    )
    money = dict(
        Plan.objects.filter(pk__in=[p.pk for p in plans.values()])
        .order_by()
        .values_list("pk")
        .annotate(
            planned=Sum(
                "objectives__measures__budget_lines__planned",
                filter=Q(objectives__measures__budget_lines__year=F("year")),
            )
        )
    )
    kinds = _kinds([plan.pk, *(p.pk for p in plans.values())])
    own = kinds[plan.pk]
    rows = [
        _row(place, plans.get(place.pk), counted=counted, money=money, own=own, kinds=kinds)
        for place in places
    ]
    shared = {kind for row in rows for kind in row.shared}
    joint = {
        str(Category(category).label)
        for category in JointPart.objects.filter(measure__objective__plan=plan)
        .agreed()
        .values_list("measure__risks__category", flat=True)
        if category
    }
    return Beside(rows, sorted(shared - joint))


def _row(
    place: Place,
    plan: Plan | None,
    *,
    counted: dict[int, int],
    money: dict[int, int | None],
    own: set[str],
    kinds: dict[int, set[str]],
) -> Neighbour:
    if plan is None:
        return Neighbour(place, None)
    planned = money.get(plan.pk)
    return Neighbour(
        place,
        plan,
        measures=counted.get(plan.pk, 0),
        planned=None if planned is None else int(planned),
        shared=sorted(own & kinds[plan.pk]),
    )


def _kinds(plans: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Measure.objects.filter(objective__plan__in=plans, risks__isnull=False)
    for plan, category in rows.values_list("objective__plan", "risks__category").distinct():
        found[plan].add(str(Category(category).label))
    return found
