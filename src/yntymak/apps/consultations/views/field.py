"""Writing at a meeting without a connection: the page stays on the phone, what is written waits in
its outbox and is delivered once however often it is sent. Without JavaScript the same forms are
sent as any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.field_forms import FieldVoiceForm
from yntymak.apps.consultations.meeting_forms import FiguresForm, MinutesForm
from yntymak.apps.consultations.views.figures import statements_of
from yntymak.apps.consultations.views.meetings import run_by
from yntymak.apps.laws.pages import contents, language_for
from yntymak.foundation.sealing.browser import public_key

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from yntymak.apps.consultations.models import Meeting
    from yntymak.foundation.people.requests import SignedInRequest


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Served from here and not with the static files: its address decides which pages it serves."""
    script = render_to_string("ui/offline_worker.js")
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_required
@never_cache
@sensitive_post_parameters("text", "place", "sealed")
def field(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    meeting = run_by(request, code, number)
    forms = _forms(meeting)
    if request.method != "POST":
        return _show(request, meeting, forms)
    what = request.POST.get("what", "")
    if what not in WRITES:
        what = "voice"
    forms[what] = form = _forms(meeting, request.POST)[what]
    said = ""
    answer: dict[str, Any] = {}
    if form.is_valid():
        try:
            said, answer = WRITES[what](request, meeting, form)
        except ValidationError as error:
            form.add_error(None, error)
        except PermissionDenied:
            form.add_error(None, _("You may not write to this meeting."))
    # What came sealed never goes back to the phone in the clear, not even refused.
    if request.headers.get("Accept") == "application/json" or request.POST.get("sealed"):
        return _answer(meeting, form, said, answer)
    if form.errors:
        return _show(request, meeting, forms)
    messages.success(request, said)
    return redirect(f"{request.path}#{what}")


def _answer(meeting: Meeting, form: forms.Form, said: str, answer: dict[str, Any]) -> JsonResponse:
    if not form.errors:
        return JsonResponse({"state": "stored", "said": said, **answer})
    errors = [message for found in form.errors.values() for message in found]
    if form.has_error("place", "several"):  # no list to choose from stands in the outbox
        errors = [_("Several places are called so. Add the name of the raion.")]
    refused: dict[str, Any] = {"state": "refused", "errors": errors}
    if form.has_error(NON_FIELD_ERRORS, "another_text"):
        # The colleague's text comes along: the next press is given knowing it.
        meeting.refresh_from_db(fields=["minutes", "minutes_number"])
        refused |= {"theirs": meeting.minutes, "seen": meeting.minutes_number}
    return JsonResponse(refused, status=422)


def _voice(request: SignedInRequest, meeting: Meeting, form: Any) -> tuple[str, dict[str, Any]]:
    made = actions.enter_contribution(
        actor=request.user,
        client_key=form.cleaned_data["key"],
        consultation=meeting.consultation,
        voice=form.voice,
    )
    said = {"number": made.number, "receipt": made.receipt}
    return _("Entered as No. %(number)d. Receipt for the person: %(receipt)s.") % said, {}


def _minutes(request: SignedInRequest, meeting: Meeting, form: Any) -> tuple[str, dict[str, Any]]:
    written = actions.write_minutes(
        actor=request.user,
        client_key=form.cleaned_data["key"],
        meeting=meeting,
        text=form.cleaned_data["text"],
        seen=form.cleaned_data["seen"],
    )
    return _("The minutes are stored."), {"seen": written.number}


def _figures(request: SignedInRequest, meeting: Meeting, form: Any) -> tuple[str, dict[str, Any]]:
    actions.enter_figures(
        actor=request.user,
        client_key=form.cleaned_data["key"],
        meeting=meeting,
        figures=form.figures,
    )
    return _("Your counts are stored."), {}


WRITES = {"voice": _voice, "minutes": _minutes, "counts": _figures}


def _forms(meeting: Meeting, sent: Any = None) -> dict[str, forms.Form]:
    """Each with the ids of its own; `sent` is bound to all, and one of them is used."""
    version = meeting.round.document
    language = language_for(version.sources, get_language())
    minutes = {"text": meeting.minutes, "seen": meeting.minutes_number}
    return {
        "voice": FieldVoiceForm(
            sent,
            meeting=meeting,
            entries=contents(version, language),
            initial={"language": language},
            auto_id="voice_%s",
        ),
        "minutes": MinutesForm(sent, initial=minutes, auto_id="minutes_%s"),
        "counts": FiguresForm(
            sent, statements=statements_of(meeting.consultation), auto_id="counts_%s"
        ),
    }


def _show(request: SignedInRequest, meeting: Meeting, forms: dict[str, Any]) -> HttpResponse:
    context = {
        "consultation": meeting.consultation,
        "meeting": meeting,
        "voice_form": forms["voice"],
        "minutes_form": forms["minutes"],
        "counts_form": forms["counts"],
        "words": {
            "waits": _("waits for a connection"),
            "refused": _("was not accepted:"),
            "again": _("Take it back into the form"),
            "voice": _("Proposal"),
            "minutes": _("Minutes"),
            "counts": _("Counts"),
            "sign_in": _("Sign in again; nothing is lost."),
            "other": _("was written by another account: sign in as %s to send it"),
            "sealed": _("Protected text, sealed"),
            "no_seal": _(
                "This phone cannot seal a protected text. Write it on paper, or send it when there "
                "is a connection."
            ),
            "written": _("It is written down"),
            "drop": _("Delete it"),
            "sure": _("It was not sent. Delete it all the same?"),
            "take_off_sure": _(
                "Receipt numbers and drafts on this phone are deleted; then you can sign out. "
                "Go on?"
            ),
            "ready": _("This page works without a connection now."),
            "online": _("Connected."),
            "offline": _("No connection. What you write is kept on this phone and sent later."),
        },
        "sealing_key": public_key(),
        "login_url": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "consultations/field.html", context)
