"""The public hearing of a plan and what was said there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from yntymak.apps.plans import actions
from yntymak.apps.plans.comparison import differences
from yntymak.apps.plans.forms import AnswerForm, AttendanceForm, CommentForm, HearingForm
from yntymak.apps.plans.models import Hearing, HearingComment, Plan
from yntymak.apps.plans.rules import may_keep_plan
from yntymak.apps.plans.views.editing import Editing
from yntymak.apps.plans.views.moves import kept_plan

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def announce(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    return Editing(
        plan=plan,
        heading=_("Announce a public hearing"),
        about=_("From then on everybody can read the draft."),
        form=HearingForm(request.POST or None, plan=plan),
        write=lambda form: actions.announce_hearing(
            actor=request.user,
            plan=plan,
            key=form.cleaned_data["key"],
            revision=form.cleaned_data["revision"],
            **form.said,
        ),
    ).respond(request)


def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by everybody who reads the plan; written by those who keep it."""
    found = _seen(request, pk)
    return _page(request, found, CommentForm(), _attendance_form(found))


@login_required
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_comment(
                actor=request.user, hearing=found, key=said["key"], text=said["text"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. Answer it before you submit the plan."))
            return redirect("plans:hearing", pk)
    return _page(request, found, form, _attendance_form(found))


@login_required
def attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = _attendance_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_attendance(
                actor=request.user,
                hearing=found,
                attended=form.cleaned_data["attended"],
                opened_on=form.mark,
            )
        except actions.StalePlan as refusal:  # the page's head says how many
            form.add_error(None, refusal)
            form.reopen_on(actions.mark_of(found.attended))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:hearing", pk)
    return _page(request, found, CommentForm(), form)


@login_required
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        HearingComment.objects.select_related("hearing__plan__place"),
        pk=pk,
        hearing__plan__in=Plan.objects.visible_to(request.user).values("pk"),
    )
    if not may_keep_plan(request.user, found.hearing.plan):
        raise PermissionDenied
    stale: dict[str, Any] = {}
    form = _answer_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_comment(
                actor=request.user, comment=found, answer=form.answer, opened_on=form.mark
            )
        except actions.StalePlan as refusal:
            form.add_error(None, refusal)
            stored = _answer_form(found)
            form.reopen_on(stored.initial["opened_on"])
            stale = {"differences": differences(form, stored)}
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:hearing", found.hearing_id)
    said = {"form": form, "comment": found, "stale": stale}
    return render(request, "plans/answer.html", said)


def _page(
    request: HttpRequest, found: Hearing, comment_form: CommentForm, attendance_form: AttendanceForm
) -> HttpResponse:
    may_keep = may_keep_plan(request.user, found.plan)
    return render(
        request,
        "plans/hearing.html",
        {
            "hearing": found,
            "plan": found.plan,
            "comments": found.comments.all(),
            "may_keep": may_keep,
            "may_write": may_keep and found.plan.is_editable,
            "heard_with": _heard_with(found, request.user),
            "is_over": found.held_on <= timezone.localdate(),
            "comment_form": comment_form,
            "attendance_form": attendance_form,
        },
    )


def _heard_with(hearing: Hearing, user: Any) -> Any:
    """Meetings that are told from above: YNTYMAK_HEARD_WITH = "dotted.path.of.a(hearing, user)"."""
    dotted = getattr(settings, "YNTYMAK_HEARD_WITH", None)
    return import_string(dotted)(hearing, user) if dotted else None


def _attendance_form(hearing: Hearing, data: QueryDict | None = None) -> AttendanceForm:
    mark = actions.mark_of(hearing.attended)
    return AttendanceForm(data, initial={"attended": hearing.attended}, mark=mark)


def _answer_form(comment: HearingComment, data: QueryDict | None = None) -> AnswerForm:
    mark = actions.mark_of(comment.outcome, comment.reason)
    return AnswerForm(data, comment=comment, mark=mark)


def _seen(request: HttpRequest, pk: int) -> Hearing:
    return get_object_or_404(
        Hearing.objects.select_related("plan__place"),
        pk=pk,
        plan__in=Plan.objects.visible_to(request.user).values("pk"),
    )


def _kept(request: SignedInRequest, pk: int) -> Hearing:
    found = _seen(request, pk)
    if not may_keep_plan(request.user, found.plan):
        raise PermissionDenied
    return found
