"""The pages on which a draft plan is written: one view for each verb, whatever the kind of part."""

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
from yntymak.apps.plans.forms import PartForm, RevisedForm
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rules import may_keep_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model
    from django.http import HttpResponse
    from django.utils.functional import Promise

    from yntymak.apps.plans.views.parts import Kind
    from yntymak.foundation.people.requests import SignedInRequest


@dataclass
class Editing:
    """One form over one part of a plan."""

    plan: Plan
    heading: str | Promise
    form: RevisedForm
    write: Callable[[Any], object]  # given the valid form
    as_stored: Callable[[], RevisedForm] | None = None  # the part as it stands, for comparing
    about: str = ""
    needs_draft: bool = True
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

    def respond(self, request: SignedInRequest, measure: int | None = None) -> HttpResponse:
        if request.method != "POST" and self.needs_draft and not self.plan.is_editable:
            messages.error(request, _("Only a draft is changed."))
            return redirect("plans:plan", self.plan.pk)
        if request.method == "POST" and self.attempt():
            messages.success(request, _("Saved."))
            anchor = f"#measure-{measure}" if measure else ""
            return redirect(f"{self.plan.get_absolute_url()}{anchor}")
        return render(request, "plans/edit.html", {"editing": self, "plan": self.plan})


@login_required
def add(request: SignedInRequest, pk: int, kind: Kind) -> HttpResponse:
    parent = _found(request, kind.parent, kind.parent_to_plan, pk)
    plan = kept(request, kind.plan_of_parent(parent))
    return Editing(
        plan=plan,
        heading=kind.heading_new,
        about="" if parent == plan else str(parent),
        form=kind.form(request.POST or None, plan=plan, actor=request.user),
        write=lambda form: kind.add(request.user, parent, form.cleaned_data["key"], form.content),
    ).respond(request, kind.anchor(kind.model(**{kind.to_parent: parent})))


@login_required
def change(request: SignedInRequest, pk: int, kind: Kind) -> HttpResponse:
    part = _found(request, kind.model, kind.to_plan, pk)
    plan = kept(request, kind.plan_of(part))

    def form_over(*data: Any) -> PartForm:
        return kind.form(*data, plan=plan, actor=request.user, part=part)

    parent = getattr(part, kind.to_parent)
    return Editing(
        plan=plan,
        heading=kind.heading_change,
        about="" if parent == plan else str(parent),
        form=form_over(request.POST or None),
        as_stored=form_over,
        write=lambda form: kind.change(
            request.user, part, form.cleaned_data["revision"], form.content
        ),
    ).respond(request, kind.anchor(part))


@login_required
def delete(request: SignedInRequest, pk: int, kind: Kind) -> HttpResponse:
    """Asks once, then deletes."""
    part = _found(request, kind.model, kind.to_plan, pk)
    plan = kept(request, kind.plan_of(part))
    editing = Editing(
        plan=plan,
        heading=_("Delete this?"),
        about=kind.title(part),
        form=RevisedForm(request.POST or None, plan=plan),
        write=lambda sent: kind.delete(request.user, part, sent.cleaned_data["revision"]),
    )
    if request.method == "POST" and editing.attempt():
        messages.success(request, _("Deleted."))
        return redirect("plans:plan", plan.pk)
    return render(request, "plans/delete.html", {"editing": editing, "plan": plan})


def _found(request: SignedInRequest, model: type[Model], to_plan: str, pk: int) -> Any:
    """The row, if its plan is one that this person sees."""
    plans = Plan.objects.visible_to(request.user)
    path = f"{to_plan}__" if to_plan else ""
    rows = model._default_manager.select_related(f"{path}place")  # noqa: SLF001 - public by its docs
    return get_object_or_404(rows, pk=pk, **{f"{path}pk__in": plans.values("pk")})


def kept(request: SignedInRequest, plan: Plan) -> Plan:
    if not may_keep_plan(request.user, plan):
        raise PermissionDenied
    return plan
