"""With which consultation the public hearing of a plan is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.forms import JoinForm
from yntymak.apps.coordination.models import HeardIn
from yntymak.apps.coordination.rules import may_ask_for
from yntymak.apps.plans.models import Hearing, Plan

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def join(request: SignedInRequest, pk: int) -> HttpResponse:
    hearing = get_object_or_404(
        Hearing.objects.select_related("plan__place"),
        pk=pk,
        plan__in=Plan.objects.visible_to(request.user).values("pk"),
    )
    if not may_ask_for(request.user, hearing.plan):
        raise PermissionDenied
    known = HeardIn.objects.filter(hearing=hearing).first()
    form = JoinForm(
        request.POST or None,
        hearing=hearing,
        actor=request.user,
        initial={"consultation": known.consultation_id if known else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.join_hearing(
                actor=request.user,
                hearing=hearing,
                consultation=form.cleaned_data["consultation"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:hearing", pk)
    return render(request, "coordination/join.html", {"form": form, "hearing": hearing})
