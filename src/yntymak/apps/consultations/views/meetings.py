"""The pages of a meeting: what everybody reads, and what those who hold it do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.actions.scans import LARGEST_SCAN, MEGABYTE
from yntymak.apps.consultations.attendance import AXES, AXIS_NAMES
from yntymak.apps.consultations.meeting_forms import CancelForm, PlanForm, ScanForm
from yntymak.apps.consultations.models import Consultation, Meeting
from yntymak.apps.consultations.rules import may_manage, may_run

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yntymak.foundation.people.requests import SignedInRequest


@require_safe
def meeting_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What everybody may know of it; minutes once they are approved."""
    meeting = _visible(request, code, number)
    runs = may_run(request.user, meeting)
    context = {
        "consultation": meeting.consultation,
        "meeting": meeting,
        "runs": runs,
        "manages": may_manage(request.user, meeting.consultation),
        "shows_minutes": runs or meeting.has_approved_minutes,
        "additions": meeting.additions.all(),
        "signatories": meeting.signatories.all() if meeting.is_locked else [],
        "counts": public_counts_of(meeting),
        "releases": meeting.releases.all(),
    }
    return render(request, "consultations/meeting_page.html", context)


def public_counts_of(meeting: Meeting) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """By axis: each group and its count, None where withheld. Empty until the round is closed."""
    if not meeting.round.is_closed:
        return []
    stored = {(c.axis, c.group): c.count for c in meeting.public_counts.all()}
    return [
        (
            str(AXIS_NAMES[axis]),
            [(str(name), stored[axis, g]) for g, name in groups.items() if (axis, g) in stored],
        )
        for axis, groups in AXES.items()
        if any(a == axis for a, _g in stored)
    ]


@login_required
def plan_meeting(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    form = PlanForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            meeting = actions.plan_meeting(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                place=form.cleaned_data["place"],
                plan=form.plan(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Meeting No. %d is planned.") % meeting.number)
            return redirect("consultations:meeting_page", code, meeting.number)
    context = {"form": form, "consultation": consultation}
    return render(request, "consultations/meeting_plan.html", context)


@login_required
def change_meeting(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    meeting = _of_managed(request, code, number)
    names = ("held_on", "starts_at", "venue", "agenda")
    initial: dict[str, Any] = {name: getattr(meeting, name) for name in names}
    form = PlanForm(request.POST or None, initial={"place": meeting.place, **initial})
    if form.is_bound and form.is_valid():
        try:
            actions.change_meeting(
                actor=request.user,
                meeting=meeting,
                place=form.cleaned_data["place"],
                plan=form.plan(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("consultations:meeting_page", code, number)
    context = {"form": form, "consultation": meeting.consultation, "meeting": meeting}
    return render(request, "consultations/meeting_plan.html", {**context, "cancel": CancelForm()})


@login_required
@require_POST
def cancel_meeting(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    meeting = _of_managed(request, code, number)
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_meeting(
                actor=request.user, meeting=meeting, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The meeting is cancelled; the reason stands on its page."))
            return redirect("consultations:meeting_page", code, number)
    initial = {name: getattr(meeting, name) for name in ("held_on", "starts_at", "venue", "agenda")}
    context = {
        "form": PlanForm(initial={"place": meeting.place, **initial}),
        "consultation": meeting.consultation,
        "meeting": meeting,
        "cancel": form,
    }
    return render(request, "consultations/meeting_plan.html", context)


@login_required
@never_cache
def scans(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    meeting = run_by(request, code, number)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and getattr(request, "upload_too_large", False):
        form.errors.pop("file", None)  # it came, and was too large to be taken
        form.add_error(
            "file",
            _("The file is far too large; at most %d MB are kept. Photograph with less detail.")
            % (LARGEST_SCAN // MEGABYTE),
        )
    elif form.is_bound and form.is_valid():
        try:
            actions.keep_scan(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                meeting=meeting,
                kind=form.cleaned_data["kind"],
                file=form.cleaned_data["file"],
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("The file is kept."))
            return redirect("consultations:scans", code, number)
    context = {
        "consultation": meeting.consultation,
        "meeting": meeting,
        "form": form,
        "scans": meeting.scans.select_related("added_by"),
    }
    return render(request, "consultations/scans.html", context)


@login_required
@require_safe
@never_cache
def scan(request: SignedInRequest, code: str, number: int, sha256: str) -> HttpResponse:
    """Downloaded, not shown: what came from a phone never runs in the page of this site."""
    meeting = run_by(request, code, number)
    found = get_object_or_404(meeting.scans, sha256=sha256)
    if not default_storage.exists(found.stored_as):
        raise Http404
    with default_storage.open(found.stored_as) as file:
        response = HttpResponse(file.read(), content_type=found.media_type)
    name = found.stored_as.rsplit("/", 1)[1]
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _visible(request: HttpRequest, code: str, number: int) -> Meeting:
    return _found(Meeting.objects.visible_to(request.user), code, number)


def run_by(request: SignedInRequest, code: str, number: int) -> Meeting:
    return _found(Meeting.objects.run_by(request.user), code, number)


def _of_managed(request: SignedInRequest, code: str, number: int) -> Meeting:
    mine = Consultation.objects.managed_by(request.user)
    return _found(Meeting.objects.filter(consultation__in=mine), code, number)


def _found(rows: Any, code: str, number: int) -> Meeting:
    related = rows.select_related("consultation__place", "consultation__poll", "place", "round")
    meeting: Meeting = get_object_or_404(related, consultation__code=code, number=number)
    return meeting


def _managed(request: SignedInRequest, code: str) -> Consultation:
    found: Consultation = get_object_or_404(
        Consultation.objects.managed_by(request.user).select_related("place"), code=code
    )
    return found
