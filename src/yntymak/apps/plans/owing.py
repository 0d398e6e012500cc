"""Which municipalities have reported on a half-year, and which still owe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yntymak.apps.plans.models import HalfYearReport, Letter, Plan
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Owing:
    place: Place
    plan: Plan | None  # approved; without one there is nothing to report on
    report: HalfYearReport | None
    letter: Letter | None = None  # the newest reminder

    @property
    def is_sent(self) -> bool:
        return self.report is not None and self.report.is_sent


def owing_in(user: Any, year: int, half: int) -> list[Owing]:
    """Four queries. Those that owe come first."""
    places = (
        Place.objects.current()
        .municipalities()
        .filter(_own(user))
        .select_related("parent")
        .order_by("sort_key")
    )
    plans = {
        plan.place_id: plan
        for plan in Plan.objects.filter(year=year, state="approved", place__in=places)
    }
    reports = {
        report.plan_id: report
        for report in HalfYearReport.objects.filter(plan__in=plans.values(), half=half)
    }
    letters = {
        letter.plan_id: letter
        for letter in Letter.objects.filter(plan__in=plans.values(), half=half)
    }  # in order of their days: the newest one stays
    rows = []
    for place in places:
        plan = plans.get(place.pk)
        pk = plan.pk if plan else 0
        rows.append(Owing(place, plan, reports.get(pk), letters.get(pk)))
    return sorted(rows, key=lambda row: (row.is_sent, row.plan is None))


def without_report(year: int, half: int) -> QuerySet[Plan]:
    """Approved plans of which no report was sent."""
    sent = HalfYearReport.objects.filter(half=half, state__in=("sent", "accepted"))
    found: QuerySet[Plan] = (
        Plan.objects.filter(year=year, state="approved")
        .exclude(pk__in=sent.values("plan"))
        .select_related("place")
    )
    return found


def _own(user: Any) -> Any:
    """The places themselves are asked for, so the path to the place is empty."""
    found = Q(pk__in=())
    for role_place in scope_of(user).places(*OFFICERS):
        found |= Q(code__range=role_place.code_range)
    return found
