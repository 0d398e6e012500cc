"""One goal of a programme: who answers for it and how it is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.programmes import actions
from yntymak.apps.programmes.forms import IndicatorForm, ResponsibleForm
from yntymak.apps.programmes.models import Goal, Indicator, Programme
from yntymak.apps.programmes.rules import may_change_programme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


def goal(request: HttpRequest, code: str, number: str) -> HttpResponse:
    found = _seen(request, code, number)
    return _page(request, found)


@login_required
def assign(request: SignedInRequest, code: str, number: str) -> HttpResponse:
    found = _kept(request, code, number)
    form = ResponsibleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.assign_goal(actor=request.user, goal=found, responsible=form.responsible)
        messages.success(request, _("Saved."))
        return redirect("programmes:goal", code, number)
    return _page(request, found, responsible_form=form)


@login_required
def add_indicator(request: SignedInRequest, code: str, number: str) -> HttpResponse:
    found = _kept(request, code, number)
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_indicator(
            actor=request.user, goal=found, key=form.cleaned_data["key"], content=form.content
        )
        messages.success(request, _("Saved."))
        return redirect("programmes:goal", code, number)
    return _page(request, found, indicator_form=form)


@require_POST
@login_required
def delete_indicator(request: SignedInRequest, code: str, number: str, pk: int) -> HttpResponse:
    found = _kept(request, code, number)
    indicator = get_object_or_404(Indicator, goal=found, pk=pk)
    try:
        actions.delete_indicator(actor=request.user, indicator=indicator)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Deleted."))
    return redirect("programmes:goal", code, number)


@require_POST
@login_required
def delete(request: SignedInRequest, code: str, number: str) -> HttpResponse:
    found = _kept(request, code, number)
    try:
        actions.delete_goal(actor=request.user, goal=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("programmes:goal", code, number)
    messages.success(request, _("Deleted."))
    return redirect("programmes:detail", code)


def _page(
    request: HttpRequest,
    found: Goal,
    *,
    responsible_form: ResponsibleForm | None = None,
    indicator_form: IndicatorForm | None = None,
) -> HttpResponse:
    stands = {
        "responsible_ky": found.responsible_ky or "",
        "responsible_ru": found.responsible_ru or "",
    }
    return render(
        request,
        "programmes/goal.html",
        {
            "goal": found,
            "programme": found.programme,
            "indicators": found.indicators.all(),
            "may_change": may_change_programme(request.user, found.programme),
            "responsible_form": responsible_form or ResponsibleForm(initial=stands),
            "indicator_form": indicator_form or IndicatorForm(),
        },
    )


def _seen(request: HttpRequest, code: str, number: str) -> Goal:
    programmes = Programme.objects.visible_to(request.user).filter(code=code)
    return get_object_or_404(
        Goal.objects.select_related("programme__place"), programme__in=programmes, number=number
    )


def _kept(request: SignedInRequest, code: str, number: str) -> Goal:
    found = _seen(request, code, number)
    if not may_change_programme(request.user, found.programme):
        raise PermissionDenied
    return found
