"""Parts of other municipalities in a measure, and neighbours' plans beside one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.forms import PartForm, ReasonForm
from yntymak.apps.coordination.models import JointPart
from yntymak.apps.coordination.neighbours import beside
from yntymak.apps.coordination.rules import is_of_municipality, is_of_part, may_ask_for
from yntymak.apps.plans.models import Measure, Plan

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(
        Measure.objects.visible_to(request.user).select_related("objective__plan__place"), pk=pk
    )
    if not is_of_municipality(request.user, measure):
        raise PermissionDenied
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_part(
                actor=request.user,
                key=form.cleaned_data["key"],
                measure=measure,
                place=form.cleaned_data["place"],
                part=form.part,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Recorded. It counts when the other side confirms it."))
            return redirect("coordination:measure", pk)
    return render(request, "coordination/part.html", {"form": form, "measure": measure})


@require_POST
@login_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    part = _own(request, pk)
    try:
        actions.confirm_part(actor=request.user, part=part)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Both sides have confirmed: it is agreed."))
    return redirect("coordination:list")


@login_required
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    part = _own(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline_part(actor=request.user, part=part, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Declined. The reason stays beside it."))
            return redirect("coordination:list")
    return render(request, "coordination/decline.html", {"form": form, "part": part})


@login_required
def neighbours(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plans of the year around the place of one's own plan."""
    plan: Any = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("place__parent"), pk=pk
    )
    if not may_ask_for(request.user, plan):
        raise PermissionDenied
    return render(request, "coordination/neighbours.html", {"plan": plan, "found": beside(plan)})


def _own(request: SignedInRequest, pk: int) -> JointPart:
    seen = JointPart.objects.visible_to(request.user).with_parts()
    part: JointPart = get_object_or_404(seen, pk=pk)
    if not is_of_part(request.user, part):
        raise PermissionDenied
    return part
