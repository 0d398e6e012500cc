"""The pages on which a draft plan is written: objectives, measures, budget lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yntymak.apps.plans import actions
from yntymak.apps.plans.comparison import changes_since, differences
from yntymak.apps.plans.forms import LineForm, MeasureForm, ObjectiveForm, RevisedForm
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan
from yntymak.apps.plans.rules import may_keep_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@dataclass
class Editing:
    """One form over one part of a plan."""

    plan: Plan
    heading: str
    form: RevisedForm
    write: Callable[[Any], object]  # given the valid form
    as_stored: Callable[[], RevisedForm] | None = None  # the part as it stands, for comparing
    about: str = ""
    stale: dict[str, Any] = field(default_factory=dict)

    def attempt(self) -> bool:
        """Whether it was written; if not, the form says why and keeps what was typed."""
        if not self.form.is_valid():
            return False
        opened_on = self.form.cleaned_data["revision"]
        try:
            self.write(self.form)
        except actions.StalePlan as refusal:
            self.form.add_error(None, refusal)
            self.form.reopen_on(self.plan.revision)
            self.stale = {
                "changes": changes_since(self.plan, opened_on),
                "differences": differences(self.form, self.as_stored()) if self.as_stored else [],
            }
        except ValidationError as refusal:
            self.form.add_error(None, refusal)
        else:
            return True
        return False

    def respond(self, request: SignedInRequest, anchor: str = "") -> HttpResponse:
        if request.method != "POST" and not self.plan.is_draft:
            messages.error(request, _("Only a draft is changed."))
            return redirect("plans:plan", self.plan.pk)
        if request.method == "POST" and self.attempt():
            messages.success(request, _("Saved."))
            return redirect(f"{self.plan.get_absolute_url()}{anchor}")
        return render(request, "plans/edit.html", {"editing": self, "plan": self.plan})


@login_required
def add_objective(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = _kept(request, get_object_or_404(_plans(request), pk=pk))
    return Editing(
        plan=plan,
        heading=_("New objective"),
        form=ObjectiveForm(request.POST or None, plan=plan),
        write=lambda form: actions.add_objective(
            actor=request.user, plan=plan, key=form.cleaned_data["key"], **form.titles
        ),
    ).respond(request)


@login_required
def change_objective(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = get_object_or_404(_objectives(request), pk=pk)
    plan = _kept(request, objective.plan)
    return Editing(
        plan=plan,
        heading=_("Change the objective"),
        form=ObjectiveForm(request.POST or None, plan=plan, objective=objective),
        as_stored=lambda: ObjectiveForm(plan=plan, objective=objective),
        write=lambda form: actions.change_objective(
            actor=request.user,
            objective=objective,
            revision=form.cleaned_data["revision"],
            **form.titles,
        ),
    ).respond(request)


@login_required
def delete_objective(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = get_object_or_404(_objectives(request), pk=pk)
    plan = _kept(request, objective.plan)
    return _deletion(
        request,
        plan,
        objective.title,
        lambda revision: actions.delete_objective(
            actor=request.user, objective=objective, revision=revision
        ),
    )


@login_required
def add_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = get_object_or_404(_objectives(request), pk=pk)
    plan = _kept(request, objective.plan)
    return Editing(
        plan=plan,
        heading=_("New measure"),
        about=objective.title,
        form=MeasureForm(request.POST or None, plan=plan, actor=request.user),
        write=lambda form: actions.add_measure(
            actor=request.user,
            objective=objective,
            key=form.cleaned_data["key"],
            content=form.content,
        ),
    ).respond(request)


@login_required
def change_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(_measures(request), pk=pk)
    plan = _kept(request, measure.objective.plan)

    def form_over(*data: Any) -> MeasureForm:
        return MeasureForm(*data, plan=plan, actor=request.user, measure=measure)

    return Editing(
        plan=plan,
        heading=_("Change the measure"),
        about=measure.objective.title,
        form=form_over(request.POST or None),
        as_stored=form_over,
        write=lambda form: actions.change_measure(
            actor=request.user,
            measure=measure,
            revision=form.cleaned_data["revision"],
            content=form.content,
        ),
    ).respond(request, f"#measure-{pk}")


@login_required
def delete_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(_measures(request), pk=pk)
    plan = _kept(request, measure.objective.plan)
    return _deletion(
        request,
        plan,
        measure.title,
        lambda revision: actions.delete_measure(
            actor=request.user, measure=measure, revision=revision
        ),
    )


@login_required
def add_line(request: SignedInRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(_measures(request), pk=pk)
    plan = _kept(request, measure.objective.plan)
    return Editing(
        plan=plan,
        heading=_("Money for the measure"),
        about=measure.title,
        form=LineForm(request.POST or None, plan=plan),
        write=lambda form: actions.add_line(
            actor=request.user,
            measure=measure,
            key=form.cleaned_data["key"],
            content=form.content,
        ),
    ).respond(request, f"#measure-{pk}")


@login_required
def change_line(request: SignedInRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(_lines(request), pk=pk)
    plan = _kept(request, line.measure.objective.plan)
    return Editing(
        plan=plan,
        heading=_("Change the budget line"),
        about=line.measure.title,
        form=LineForm(request.POST or None, plan=plan, line=line),
        as_stored=lambda: LineForm(plan=plan, line=line),
        write=lambda form: actions.change_line(
            actor=request.user,
            line=line,
            revision=form.cleaned_data["revision"],
            content=form.content,
        ),
    ).respond(request, f"#measure-{line.measure_id}")


@login_required
def delete_line(request: SignedInRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(_lines(request), pk=pk)
    plan = _kept(request, line.measure.objective.plan)
    title = f"{line.measure.title}: {line.get_source_display()}, {line.year}"
    return _deletion(
        request,
        plan,
        title,
        lambda revision: actions.delete_line(actor=request.user, line=line, revision=revision),
    )


def _deletion(
    request: SignedInRequest, plan: Plan, title: str, delete: Callable[[int], None]
) -> HttpResponse:
    """Asks once, then deletes."""
    form = RevisedForm(request.POST or None, plan=plan)
    editing = Editing(
        plan=plan,
        heading=_("Delete this?"),
        about=title,
        form=form,
        write=lambda sent: delete(sent.cleaned_data["revision"]),
    )
    if request.method == "POST" and editing.attempt():
        messages.success(request, _("Deleted."))
        return redirect("plans:plan", plan.pk)
    return render(request, "plans/delete.html", {"editing": editing, "plan": plan})


def _plans(request: SignedInRequest) -> Any:
    return Plan.objects.visible_to(request.user).select_related("place")


def _objectives(request: SignedInRequest) -> Any:
    return Objective.objects.filter(plan__in=_plans(request)).select_related("plan__place")


def _measures(request: SignedInRequest) -> Any:
    return Measure.objects.visible_to(request.user).select_related("objective__plan__place")


def _lines(request: SignedInRequest) -> Any:
    return BudgetLine.objects.filter(measure__in=_measures(request)).select_related(
        "measure__objective__plan__place"
    )


def _kept(request: SignedInRequest, plan: Plan) -> Plan:
    if not may_keep_plan(request.user, plan):
        raise PermissionDenied
    return plan
