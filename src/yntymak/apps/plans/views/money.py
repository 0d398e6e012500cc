"""Money beside the lines: what was set aside, what contracts promise, what serves which goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from yntymak.apps.plans import actions
from yntymak.apps.plans.forms import AsideForm, CommittedForm, SharesForm
from yntymak.apps.plans.models import BudgetLine, Measure, Plan
from yntymak.apps.plans.views.editing import Editing, kept
from yntymak.apps.plans.views.moves import kept_plan

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    return Editing(
        plan=plan,
        heading=_("Money set aside for the plan"),
        form=AsideForm(request.POST or None, plan=plan, initial={"amount": plan.set_aside}),
        as_stored=lambda: AsideForm(plan=plan, initial={"amount": plan.set_aside}),
        write=lambda form: actions.set_money_aside(
            actor=request.user,
            plan=plan,
            revision=form.cleaned_data["revision"],
            amount=form.cleaned_data["amount"],
        ),
    ).respond(request)


@login_required
def commit(request: SignedInRequest, pk: int) -> HttpResponse:
    plans = Plan.objects.visible_to(request.user).values("pk")
    line = get_object_or_404(
        BudgetLine.objects.select_related("measure__objective__plan__place"),
        pk=pk,
        measure__objective__plan__in=plans,
    )
    plan = kept(request, line.measure.objective.plan)

    def form_over(*data: Any) -> CommittedForm:
        stands = {"committed": line.committed}
        return CommittedForm(*data, line=line, plan=plan, initial=stands)

    return Editing(
        plan=plan,
        heading=_("Contracts"),
        about=f"{line.measure}: {line.get_source_display()}, {line.year}",
        form=form_over(request.POST or None),
        as_stored=form_over,
        write=lambda form: actions.commit_money(
            actor=request.user,
            line=line,
            revision=form.cleaned_data["revision"],
            committed=form.cleaned_data["committed"],
        ),
        needs_draft=False,
    ).respond(request, line.measure_id)


@login_required
def shares(request: SignedInRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(
        Measure.objects.visible_to(request.user).select_related("objective__plan__place"), pk=pk
    )
    plan = kept(request, measure.objective.plan)
    return Editing(
        plan=plan,
        heading=_("Which part of the money serves which goal?"),
        about=measure.title,
        form=SharesForm(request.POST or None, plan=plan, measure=measure),
        as_stored=lambda: SharesForm(plan=plan, measure=measure),
        write=lambda form: actions.share_out(
            actor=request.user,
            measure=measure,
            revision=form.cleaned_data["revision"],
            shares=form.shares,
        ),
    ).respond(request, measure.pk)
