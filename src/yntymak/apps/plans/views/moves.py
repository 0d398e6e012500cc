"""The steps of a plan that ask nothing but the revision that the page showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.plans import actions
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rules import may_keep_plan
from yntymak.ui.forms import KeyField

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@require_POST
@login_required
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.submit_plan, _("The plan is before the kenesh."))


@require_POST
@login_required
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.take_back_plan, _("The plan is a draft again."))


@require_POST
@login_required
def amend(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    key = KeyField().to_python(request.POST.get("key"))
    try:
        amendment = actions.begin_amendment(actor=request.user, plan=plan, key=key)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plans:plan", pk)
    messages.success(
        request, _("This is a copy. The plan in force stays until the kenesh amends it.")
    )
    return redirect("plans:plan", amendment.pk)


@require_POST
@login_required
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop an amendment."""
    return _move(
        request,
        pk,
        lambda *, actor, plan, revision: actions.drop_amendment(
            actor=actor, amendment=plan, revision=revision
        ),
        _("The amendment is dropped. The plan in force is as it was."),
    )


def _move(request: HttpRequest, pk: int, act: Callable[..., Plan], success: str) -> HttpResponse:
    found = kept_plan(request, pk)
    try:
        opened_on = int(request.POST.get("revision", ""))
    except ValueError:
        opened_on = 0  # older than any: the page is shown again
    moved = found
    try:
        moved = act(actor=request.user, plan=found, revision=opened_on)
    except actions.StalePlan:
        messages.warning(
            request,
            _("The plan has changed since you opened this page. Look at it and press again."),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, success)
    return redirect("plans:plan", moved.pk)


def kept_plan(request: HttpRequest, pk: int) -> Plan:
    found: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("place", "amends"), pk=pk
    )
    if not may_keep_plan(request.user, found):
        raise PermissionDenied
    return found
