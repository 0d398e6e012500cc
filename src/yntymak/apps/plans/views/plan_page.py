"""The page of one plan. Its body is rendered once for all who see the same, and never behind it.

What changes it counts the plan's revision up, except what stands outside the plan: the risks it
treats, last year's plan, indicators of its goals. Those go into the key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.overview import overview_of, plans_with_parts
from yntymak.apps.plans.rules import may_keep_plan, may_print_resolution
from yntymak.apps.programmes.models import Indicator
from yntymak.apps.risks.models import Risk
from yntymak.apps.risks.queries import RED

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

MINUTES_5 = 300  # seconds: names of goals and places may be corrected meanwhile


@dataclass(frozen=True)
class Body:
    steps: SafeString
    content: SafeString
    has_measures: bool


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One query for a visitor and two for an office, when the body is there."""
    head = _heads(request.user).filter(pk=pk).first()
    if head is None:
        raise Http404
    may_keep = may_keep_plan(request.user, head)
    may_print = may_print_resolution(request.user, head)
    key = _key(head, request.user, may_keep=may_keep, may_print=may_print)
    body = cache.get(key)
    context: dict[str, Any] = {
        "plan": head,
        "may_keep": may_keep,
        "may_edit": may_keep and head.is_editable,
        "may_print": may_print,
        "key": uuid4(),
    }
    if body is None:
        found = plans_with_parts(request.user).get(pk=pk)
        context["overview"] = overview_of(found, request.user)
        body = _render(context["overview"])
        cache.set(key, body, MINUTES_5)
    return render(request, "plans/plan.html", {**context, "body": body})


def _render(overview: Any) -> Body:
    context = {"overview": overview, "plan": overview.plan}
    return Body(
        steps=render_to_string("plans/_steps.html", context),
        content=render_to_string("plans/_body.html", context),
        has_measures=bool(overview.measures),
    )


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
