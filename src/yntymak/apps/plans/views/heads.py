"""What tells, in one query, whether a page of a plan that was rendered before still holds.

What changes a plan counts its revision up, except what stands outside it: the risks it treats, last
year's plan, indicators of its goals. Those go into the key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import get_language

from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rules import may_keep_plan, may_print_resolution
from yntymak.apps.programmes.models import Indicator
from yntymak.apps.risks.models import Risk
from yntymak.apps.risks.queries import RED

MINUTES_5 = 300  # seconds: names of goals and places may be corrected meanwhile


@dataclass(frozen=True)
class Head:
    plan: Plan
    may_keep: bool
    may_print: bool
    key: str  # another one as soon as this person would read something else


def head_of(user: Any, pk: int) -> Head | None:
    """One query for a visitor and two for an office."""
    plan = _heads(user).filter(pk=pk).first()
    if plan is None:
        return None
    may_keep, may_print = may_keep_plan(user, plan), may_print_resolution(user, plan)
    return Head(plan, may_keep, may_print, _key(plan, user, may_keep=may_keep, may_print=may_print))


def _heads(user: Any) -> Any:
    """Plans with what tells whether a body that was rendered still holds."""
    before = (
        Plan.objects.visible_to(user)
        .in_their_own_right()
        .filter(place__code=OuterRef("place__code"), year=OuterRef("year") - 1)
    )
    measured = (
        Indicator.objects.filter(goal__measures__objective__plan=OuterRef("pk"))
        .order_by()
        .values("goal__measures__objective__plan")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Plan.objects.visible_to(user)
        .select_related("place", "amends", "amendment")
        .annotate(
            previous_revision=Subquery(before.values("revision")[:1]),
            measured=Subquery(measured[:1]),
        )
    )


def _key(head: Any, user: Any, *, may_keep: bool, may_print: bool) -> str:
    parts = (
        head.pk,
        head.revision,
        head.state,
        head.previous_revision,
        head.measured,
        may_keep,
        may_print,
        _risks(head, user) if may_print else (),
        get_language(),
    )
    return "plan:" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _risks(head: Plan, user: Any) -> tuple[Any, ...]:
    """The risks that the page names, as they stand now."""
    near = Q(place__code__range=head.place.code_range, state="open", level__gte=RED)
    named = Q(measures__objective__plan=head)
    rows = Risk.objects.visible_to(user).filter(near | named).order_by("pk").distinct()
    return tuple(rows.values_list("pk", "level", "state", "title_ky", "title_ru"))
