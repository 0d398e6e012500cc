"""Minutes are written, and go their steps; two who write at once are shown the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.meeting_forms import (
    AdditionForm,
    MinutesForm,
    SignaturesForm,
    StepForm,
)
from yntymak.apps.consultations.minutes_difference import Change, difference
from yntymak.apps.consultations.views.meetings import run_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django import forms
    from django.http import HttpResponse, QueryDict

    from yntymak.apps.consultations.models import Meeting
    from yntymak.foundation.people.requests import SignedInRequest


@login_required
@never_cache
def minutes(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    meeting = run_by(request, code, number)
    form = MinutesForm(
        request.POST or None, initial={"text": meeting.minutes, "seen": meeting.minutes_number}
    )
    changes: list[Change] = []
    if form.is_bound and form.is_valid():
        try:
            actions.write_minutes(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                meeting=meeting,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            if getattr(error, "code", "") == "another_text":
                meeting = run_by(request, code, number)
                changes = difference(meeting.minutes, form.cleaned_data["text"])
                # The colleague's text is on the page now: the next press is given knowing it.
                sent = cast("QueryDict", form.data)
                form.data = {**sent.dict(), "seen": meeting.minutes_number}
        else:
            messages.success(request, _("The minutes are stored."))
            return redirect("consultations:minutes", code, number)
    return _show(request, meeting, form=form, changes=changes)


@login_required
@require_POST
def step(request: SignedInRequest, code: str, number: int, name: str) -> HttpResponse:
    """read-out, approve, sign or add."""
    meeting = run_by(request, code, number)
    if name not in STEPS:
        raise Http404
    form = FORMS[name](request.POST)
    if form.is_valid():
        try:
            said = STEPS[name](request, meeting, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("consultations:minutes", code, number)
    return _show(request, run_by(request, code, number), step=(name, form))


def _read_out(request: SignedInRequest, meeting: Meeting, form: Any) -> str:
    said = form.cleaned_data
    actions.read_out_minutes(actor=request.user, meeting=meeting, on=said["on"], seen=said["seen"])
    return _("Noted: the minutes were read out.")


def _approve(request: SignedInRequest, meeting: Meeting, form: Any) -> str:
    said = form.cleaned_data
    actions.approve_minutes(actor=request.user, meeting=meeting, on=said["on"], seen=said["seen"])
    return _("The minutes are approved. Everybody can read them now.")


def _sign(request: SignedInRequest, meeting: Meeting, form: Any) -> str:
    actions.lock_minutes(actor=request.user, meeting=meeting, signatures=form.signatures)
    return _("The minutes are locked with their signatures.")


def _add(request: SignedInRequest, meeting: Meeting, form: Any) -> str:
    said = form.cleaned_data
    actions.add_to_minutes(
        actor=request.user, client_key=said["key"], meeting=meeting, text=said["text"]
    )
    return _("The correction stands under the minutes.")


STEPS: dict[str, Callable[[SignedInRequest, Meeting, Any], str]] = {
    "read-out": _read_out,
    "approve": _approve,
    "sign": _sign,
    "add": _add,
}
FORMS: dict[str, type[forms.Form]] = {
    "read-out": StepForm,
    "approve": StepForm,
    "sign": SignaturesForm,
    "add": AdditionForm,
}


def _show(
    request: SignedInRequest,
    meeting: Meeting,
    *,
    form: MinutesForm | None = None,
    changes: Sequence[Change] = (),
    step: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    """`step`: the refused form of one, filled."""
    today = timezone.localdate()
    seen = {"text": meeting.minutes, "seen": meeting.minutes_number}
    step_forms: dict[str, forms.Form] = {
        "read-out": StepForm(initial={**seen, "on": today}, auto_id="read_%s"),
        "approve": StepForm(initial={**seen, "on": today}, auto_id="approve_%s"),
        "sign": SignaturesForm(initial={"signed_on": today}, auto_id="sign_%s"),
        "add": AdditionForm(auto_id="add_%s"),
    }
    if step is not None:
        step_forms[step[0]] = step[1]
    context = {
        "consultation": meeting.consultation,
        "meeting": meeting,
        "form": form or MinutesForm(initial=seen),
        "changes": changes,
        "read_out_form": step_forms["read-out"],
        "approve_form": step_forms["approve"],
        "sign_form": step_forms["sign"],
        "add_form": step_forms["add"],
        "texts": meeting.texts.select_related("written_by").order_by("-number"),
        "additions": meeting.additions.select_related("added_by"),
        "signatories": meeting.signatories.all(),
        "releases": meeting.releases.select_related("released_by"),
        "steps": _steps(meeting),
    }
    return render(request, "consultations/minutes.html", context)


def _steps(meeting: Meeting) -> list[dict[str, str]]:
    names = {
        "draft": _("written"),
        "read_out": _("read out"),
        "approved": pgettext("minutes", "approved"),
        "locked": _("signed"),
    }
    order = list(names)
    reached = order.index(meeting.minutes_state) + 1 if meeting.minutes else 0
    states = ["done" if i < reached else "now" if i == reached else "next" for i in range(4)]
    return [{"title": names[n], "state": s} for n, s in zip(order, states, strict=True)]
