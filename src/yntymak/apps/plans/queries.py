from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum

from yntymak.apps.risks.models import Risk
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Approved plans are public, and drafts from their first hearing on; before that staff,
        deputies of the place and officers above.

        A submitted plan opens to members of organisations: partners find their part before the
        kenesh decides.
        """
        return self.filter(_open_to(user, ""))

    def totals(self) -> dict[tuple[int, str, int], int]:
        """(plan id, source, year of the money) → tyiyn, in one query."""
        rows = (
            apps.get_model("plans", "BudgetLine")
            .objects.filter(measure__objective__plan__in=self.order_by().values("pk"))
            .order_by()
            .values_list("measure__objective__plan", "source", "year")
            .annotate(planned=Sum("planned"))
        )
        return {(plan, source, year): planned for plan, source, year, planned in rows}

    def that_took_over(self, amendment: int) -> Self:
        """The plan that an amendment was carried over to; its own row is gone."""
        return self.filter(versions__written_on=amendment)

    def in_their_own_right(self) -> Self:
        """Without amendments, whose content counts once they are resolved."""
        return self.filter(amends=None)


class MeasureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_open_to(user, "objective__plan__"))

    def open_for_partners(self) -> Self:
        """Of plans that are before the kenesh or approved by it."""
        return self.filter(
            objective__plan__state__in=("submitted", "approved"), objective__plan__amends=None
        )


class AlignmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_open_to(user, "measure__objective__plan__"))

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class ClassificationQuerySet(models.QuerySet[Any]):
    def in_force(self, year: int) -> Self:
        """At some day of the year."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=first), valid_from__lte=last)


def _open_to(user: Any, path: str) -> Q:
    """`path` leads from the filtered model to its plan."""
    scope = scope_of(user)
    states = ["approved", "submitted"] if scope.has(Kind.MEMBER) else ["approved"]
    mine = scope.where(*STAFF, *OFFICERS, Kind.DEPUTY, field=f"{path}place")
    public = Q(**{f"{path}state__in": states}) | Q(**{f"{path}is_public": True})
    return public | mine


@dataclass(frozen=True)
class PlanStatus:
    """Where a body stands with its plan of a year; sums are tyiyn for that year alone."""

    state: str
    planned_by_source: dict[str, int] = field(default_factory=dict)
    measures: int = 0


def plan_status_by_place(year: int) -> dict[int, PlanStatus]:
    """place id → status, three queries for the nation. A place without a plan has no entry."""
    plans = apps.get_model("plans", "Plan").objects.filter(year=year, amends=None).order_by()
    measures = dict(plans.values_list("pk").annotate(Count("objectives__measures")))
    sums: dict[int, dict[str, int]] = {}
    for (plan, source, money_year), planned in plans.totals().items():
        if money_year == year:
            sums.setdefault(plan, {})[source] = planned
    return {
        place: PlanStatus(state, sums.get(pk, {}), measures[pk])
        for pk, place, state in plans.values_list("pk", "place", "state")
    }


def red_risks_without_measure(year: int) -> dict[int, int]:
    """place id → open red risks that no measure of that year's plans treats; one query.

    A place where each red risk is treated has no entry.
    """
    treated = apps.get_model("plans", "Measure").objects.filter(
        risks=OuterRef("pk"), objective__plan__year=year, objective__plan__amends=None
    )
    untreated = Risk.objects.open().red().filter(~Exists(treated))
    return dict(untreated.order_by().values_list("place").annotate(Count("pk")))
