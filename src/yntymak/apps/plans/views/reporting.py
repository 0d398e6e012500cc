"""What was done in a quarter: progress of measures with evidence, values of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yntymak.apps.plans import actions
from yntymak.apps.plans.forms.reporting import ProgressForm, ValueForm, indicators_of
from yntymak.apps.plans.models import Evidence, Measure, Plan
from yntymak.apps.plans.rules import may_keep_plan, may_see_report
from yntymak.apps.plans.views.attached import attached
from yntymak.apps.plans.views.moves import kept_plan

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(
        Measure.objects.visible_to(request.user).select_related("objective__plan__place"), pk=pk
    )
    plan = measure.objective.plan
    if not may_keep_plan(request.user, plan):
        raise PermissionDenied
    mark = actions.mark_of(actions.progress_of(measure))
    form = ProgressForm(
        request.POST or None, request.FILES or None, plan=plan, measure=measure, mark=mark
    )
    if request.method == "POST" and form.is_valid() and _entered(request, form, measure):
        messages.success(request, _("Saved."))
        return redirect(f"{plan.get_absolute_url()}#measure-{pk}")
    return render(
        request,
        "plans/progress.html",
        {
            "form": form,
            "plan": plan,
            "measure": measure,
            "entries": measure.progress.select_related("entered_by").prefetch_related(
                "spendings__line"
            ),
            "evidence": measure.evidence.all(),
        },
    )


def _entered(request: SignedInRequest, form: ProgressForm, measure: Measure) -> bool:
    said = form.cleaned_data
    try:
        actions.enter_progress(
            actor=request.user,
            measure=measure,
            key=said["key"],
            quarter=said["quarter"],
            content=form.content,
            opened_on=form.mark,
        )
        if said["file"]:
            actions.add_evidence(
                actor=request.user, measure=measure, quarter=said["quarter"], file=said["file"]
            )
    except actions.StalePlan as refusal:  # the page lists what has been entered
        form.add_error(None, refusal)
        form.reopen_on(actions.mark_of(actions.progress_of(measure)))
        return False
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@login_required
def values(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    mark = actions.mark_of(actions.values_of(plan))
    form = ValueForm(request.POST or None, plan=plan, mark=mark)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_value(
                actor=request.user,
                plan=plan,
                key=form.cleaned_data["key"],
                opened_on=form.mark,
                **form.said,
            )
        except actions.StalePlan as refusal:
            form.add_error(None, refusal)
            form.reopen_on(actions.mark_of(actions.values_of(plan)))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:values", pk)
    return render(
        request,
        "plans/values.html",
        {
            "form": form,
            "plan": plan,
            "indicators": indicators_of(plan),
            "values": plan.values.select_related("indicator"),
        },
    )


@login_required
def evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """For those who work on the plan: such files may name people."""
    found = get_object_or_404(
        Evidence.objects.select_related("measure__objective__plan__place"),
        pk=pk,
        measure__objective__plan__in=Plan.objects.visible_to(request.user).values("pk"),
    )
    if not may_see_report(request.user, found.measure.objective.plan):
        raise Http404
    return attached(found)
