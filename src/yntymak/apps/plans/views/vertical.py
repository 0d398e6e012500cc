"""Programmes and plans seen together: from the goal to its places, from a plan to the goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.plans import actions
from yntymak.apps.plans.models import Alignment, Plan
from yntymak.apps.plans.service import alignments_of, asked_of, service_of
from yntymak.apps.programmes.models import Programme
from yntymak.apps.programmes.rules import may_change_programme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

PER_PAGE = 50


def programme(request: HttpRequest, code: str) -> HttpResponse:
    """?year=2026, and ?goal=1.1 for the places that serve one goal."""
    seen = Programme.objects.visible_to(request.user).filter(is_published=True)
    found = get_object_or_404(seen.select_related("place", "issuer"), code=code)
    years = range(found.first_year, found.last_year + 1)
    year = _year(request, years)
    goal = found.goals.filter(number=request.GET.get("goal", "")[:20]).first()
    page = Paginator(alignments_of(goal, year), PER_PAGE) if goal else None
    return render(
        request,
        "plans/programme.html",
        {
            "programme": found,
            "years": years,
            "year": year,
            "service": service_of(found, year),
            "goal": goal,
            "page_obj": page.get_page(request.GET.get("page")) if page else None,
            "may_confirm": may_change_programme(request.user, found),
        },
    )


@require_POST
@login_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    alignment = get_object_or_404(
        Alignment.objects.visible_to(request.user).select_related(
            "goal__programme__place", "measure__objective__plan"
        ),
        pk=pk,
    )
    if not may_change_programme(request.user, alignment.goal.programme):
        raise PermissionDenied
    try:
        actions.confirm_alignment(actor=request.user, alignment=alignment)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Both sides have confirmed: it is agreed."))
    year = alignment.measure.objective.plan.year
    address = redirect("plans:programme", alignment.goal.programme.code)
    address["Location"] += f"?year={year}&goal={alignment.goal.number}#goal"
    return address


def goals(request: HttpRequest, pk: int) -> HttpResponse:
    """What programmes ask of the place of a plan, and what its plan does about it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("place"), pk=pk)
    asked = asked_of(plan)
    return render(
        request,
        "plans/goals.html",
        {
            "plan": plan,
            "asked": asked,
            "served": sum(1 for _goal, alignments in asked if alignments),
        },
    )


def _year(request: HttpRequest, years: range) -> int:
    typed = request.GET.get("year", "")
    this = timezone.localdate().year
    chosen = next((year for year in years if str(year) == typed), this)
    return min(max(chosen, years[0]), years[-1])
