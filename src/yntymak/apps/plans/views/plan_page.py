"""The page of one plan. Its body is rendered once for all who see the same, and never behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.overview import overview_of, read_parts
from yntymak.apps.plans.views.heads import MINUTES_5, head_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Body:
    steps: SafeString
    content: SafeString
    has_measures: bool
    has_hearing: bool  # an amendment needs none


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One query for a visitor and two for an office, when the body is there."""
    head = head_of(request.user, pk)
    if head is None:
        return _led_on(request, pk)
    body = cache.get(head.key)
    context: dict[str, Any] = {
        "plan": head.plan,
        "may_keep": head.may_keep,
        "may_edit": head.may_keep and head.plan.is_editable,
        "may_print": head.may_print,
        "key": uuid4(),
    }
    if body is None:
        found = read_parts(head.plan, request.user)
        context["overview"] = overview_of(found, request.user)
        body = _render(context["overview"])
        cache.set(head.key, body, MINUTES_5)
    return render(request, "plans/plan.html", {**context, "body": body})


def _led_on(request: HttpRequest, pk: int) -> HttpResponse:
    """From an amendment that the kenesh has resolved to the plan that it amended."""
    amended = Plan.objects.visible_to(request.user).that_took_over(pk).first()
    if amended is None:
        raise Http404
    return redirect("plans:plan", amended.pk)


def _render(overview: Any) -> Body:
    context = {"overview": overview, "plan": overview.plan}
    return Body(
        steps=render_to_string("plans/_steps.html", context),
        content=render_to_string("plans/_body.html", context),
        has_measures=bool(overview.measures),
        has_hearing=overview.plan.is_amendment or bool(overview.plan.hearings.all()),
    )
