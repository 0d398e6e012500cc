"""Requests upward: asked beside the plan, answered by the level above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.forms import AnswerForm, AskForm
from yntymak.apps.coordination.models import Request
from yntymak.apps.coordination.rules import may_answer_request, may_ask_for
from yntymak.apps.plans.models import Plan
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

PER_PAGE = 30


@login_required
def requests(request: SignedInRequest) -> HttpResponse:
    """Those that wait first, the oldest term first."""
    scope = scope_of(request.user)
    if not scope.has(*STAFF, *OFFICERS, Kind.DEPUTY):
        raise Http404
    seen = Request.objects.visible_to(request.user).select_related("plan__place", "answered_by")
    page = Paginator(seen.order_by("outcome", "due_on", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(each, may_answer_request(request.user, each)) for each in page]
    return render(request, "coordination/requests.html", {"rows": rows, "page_obj": page})


@login_required
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("place"), pk=pk)
    if not may_ask_for(request.user, plan):
        raise PermissionDenied
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_upward(
                actor=request.user, key=form.cleaned_data["key"], plan=plan, asked=form.asked
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            day = f"{made.due_on:%d.%m.%Y}"
            messages.success(request, _("Sent. An answer is due by %(day)s.") % {"day": day})
            return redirect("coordination:requests")
    return render(request, "coordination/ask.html", {"form": form, "plan": plan})


@login_required
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Request.objects.visible_to(request.user).select_related("plan__place"), pk=pk
    )
    if not may_answer_request(request.user, found):
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_request(
                actor=request.user,
                request=found,
                outcome=form.cleaned_data["outcome"],
                answer=form.cleaned_data["answer"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Answered. The municipality reads it here."))
            return redirect("coordination:requests")
    return render(request, "coordination/answer.html", {"form": form, "asked": found})
