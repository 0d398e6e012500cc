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
from yntymak.apps.plans.forms import AnswerForm, AttendanceForm, CommentForm, HearingForm
from yntymak.apps.plans.models import Hearing, HearingComment, Plan
from yntymak.apps.plans.rules import may_keep_plan
from yntymak.apps.plans.views.editing import Editing
from yntymak.apps.plans.views.moves import kept_plan

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

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
    return _page(request, found, CommentForm(), AttendanceForm(initial=_attendance(found)))


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
    return _page(request, found, form, AttendanceForm(initial=_attendance(found)))


@login_required
def attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = AttendanceForm(request.POST or None, initial=_attendance(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_attendance(
                actor=request.user, hearing=found, attended=form.cleaned_data["attended"]
            )
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
    form = AnswerForm(request.POST or None, comment=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_comment(actor=request.user, comment=found, answer=form.answer)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:hearing", found.hearing_id)
    return render(request, "plans/answer.html", {"form": form, "comment": found})


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


def _attendance(hearing: Hearing) -> dict[str, Any]:
    return {"attended": hearing.attended}


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
