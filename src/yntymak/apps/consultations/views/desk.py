"""The pages of the office that holds a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.desk_forms import (
    AnnouncementForm,
    EntryForm,
    MeetingForm,
)
from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.queries import MANAGERS
from yntymak.apps.consultations.requirements import is_too_short, required_of
from yntymak.apps.laws.pages import contents, language_for
from yntymak.foundation.people.scope import scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

ROWS_ON_A_PAGE = 25


@login_required
def create(request: SignedInRequest) -> HttpResponse:
    if not scope_of(request.user).has(*MANAGERS):
        raise Http404
    form = AnnouncementForm(request.POST or None, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            consultation = actions.create_consultation(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                announcement=form.announcement(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say_saved(request, consultation)
            return redirect("consultations:detail", consultation.code)
    return render(request, "consultations/edit.html", {"form": form})


@login_required
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    names = ("kind", "title_ky", "title_ru", "summary_ky", "summary_ru", "opens_on", "closes_on")
    initial: dict[str, Any] = {name: getattr(consultation, name) for name in names}
    initial |= {
        "document": consultation.document_id,
        "bill_version": consultation.bill_version_id,
        "organiser": consultation.organiser_id,
        "poll": consultation.poll_id,
    }
    form = AnnouncementForm(
        request.POST or None, user=request.user, standing=consultation, initial=initial
    )
    if form.is_bound and form.is_valid():
        try:
            consultation = actions.change_consultation(
                actor=request.user, consultation=consultation, announcement=form.announcement()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say_saved(request, consultation)
            return redirect("consultations:detail", consultation.code)
    return render(request, "consultations/edit.html", {"form": form, "consultation": consultation})


def _say_saved(request: HttpRequest, consultation: Consultation) -> None:
    messages.success(request, _("Saved."))
    kind = consultation.kind
    if is_too_short(kind, consultation.opens_on, consultation.closes_on):
        messages.warning(
            request,
            _(
                "The period is shorter than %(days)d days, the usual one for such a text. "
                "Check whether the law allows it."
            )
            % {"days": required_of(kind, consultation.opens_on).days},
        )


@login_required
@require_POST
def publish(request: SignedInRequest, code: str) -> HttpResponse:
    try:
        actions.publish_consultation(actor=request.user, consultation=_managed(request, code))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Published. Everybody can read it now."))
    return redirect("consultations:detail", code)


@login_required
@sensitive_post_parameters("text", "place")
def enter(request: SignedInRequest, code: str) -> HttpResponse:
    """One after the other: after each the form comes back with the same meeting and place."""
    found = Consultation.objects.open_to_entry_by(request.user).select_related("document")
    consultation = get_object_or_404(found, code=code)
    language = language_for(consultation.document.sources, get_language())
    entries = contents(consultation.document, language)
    initial = {name: request.GET[name] for name in ("meeting", "channel") if name in request.GET}
    initial = {"language": language, **initial}
    sent = request.POST or None
    form = EntryForm(sent, consultation=consultation, entries=entries, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            contribution = actions.enter_contribution(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                voice=form.voice,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = {"number": contribution.number, "receipt": contribution.receipt}
            messages.success(
                request,
                _("Entered as No. %(number)d. Receipt for the person: %(receipt)s.") % said,
            )
            return redirect(_enter_next(code, contribution))
    return render(request, "consultations/enter.html", {"form": form, "consultation": consultation})


def _enter_next(code: str, contribution: Contribution) -> str:
    kept = {"channel": contribution.channel}
    if contribution.meeting_id:
        kept["meeting"] = str(contribution.meeting_id)
    return f"{reverse('consultations:enter', args=[code])}?{urlencode(kept)}"


@login_required
def meeting(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    form = MeetingForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("held_on", "attended", "minutes")}
        try:
            held = actions.hold_meeting(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                place=form.cleaned_data["place"],
                **said,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Meeting No. %d is entered.") % held.number)
            return redirect("consultations:detail", code)
    meetings = consultation.meetings.select_related("place")
    context = {"form": form, "consultation": consultation, "meetings": meetings}
    return render(request, "consultations/meeting.html", context)


def _managed(request: HttpRequest, code: str) -> Consultation:
    mine = Consultation.objects.managed_by(request.user)
    related = mine.select_related("document__act", "place", "organiser", "poll")
    found: Consultation = get_object_or_404(related, code=code)
    return found
