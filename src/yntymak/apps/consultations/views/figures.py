"""The counts of a meeting: typed in by two people, and released where one of them is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.actions.figures import newest_sheets, turn_of
from yntymak.apps.consultations.figures import Figures, differences
from yntymak.apps.consultations.meeting_forms import FiguresForm, ReleaseForm, initial_of
from yntymak.apps.consultations.rules import may_release
from yntymak.apps.consultations.views.meetings import run_by
from yntymak.apps.opinions.models import Statement

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.apps.consultations.models import Consultation, FigureSheet, Meeting
    from yntymak.foundation.people.requests import SignedInRequest


@login_required
@never_cache
def figures(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """The second person sees nothing of the first's counts until both are typed in."""
    meeting = run_by(request, code, number)
    form = FiguresForm(request.POST or None, statements=statements_of(meeting.consultation))
    if form.is_bound and form.is_valid():
        try:
            actions.enter_figures(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                meeting=meeting,
                figures=form.figures,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("consultations:figures", code, number)
    return _show(request, meeting, form=form)


@login_required
@require_POST
def release(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    meeting = run_by(request, code, number)
    if not may_release(request.user, meeting):
        raise Http404
    form = ReleaseForm(request.POST, meeting=meeting, sheets=newest_sheets(meeting).values())
    if form.is_valid():
        try:
            actions.release_figures(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                sheet=form.cleaned_data["sheet"],
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The entry counts no more. Somebody else types it in."))
            return redirect("consultations:figures", code, number)
    return _show(request, run_by(request, code, number), release_form=form)


def _show(
    request: SignedInRequest,
    meeting: Meeting,
    *,
    form: FiguresForm | None = None,
    release_form: ReleaseForm | None = None,
) -> HttpResponse:
    sheets = newest_sheets(meeting)
    own = next((s for s in sheets.values() if s.entered_by_id == request.user.pk), None)
    if form is None:
        form = FiguresForm(statements=statements_of(meeting.consultation))
    if own and not form.is_bound:
        form.initial = initial_of(Figures.from_json(own.figures))
    both = [Figures.from_json(sheets[turn].figures) for turn in (1, 2) if turn in sheets]
    context = {
        "consultation": meeting.consultation,
        "meeting": meeting,
        "form": form,
        "sheets": sheets,
        "own": own,
        "turn": turn_of(request.user, sheets),
        "differences": differences(*both) if len(both) == 2 else [],
        "release_form": release_form or _release_form(request, meeting, sheets),
        "releases": meeting.releases.select_related("released_by"),
    }
    return render(request, "consultations/figures.html", context)


def _release_form(
    request: SignedInRequest, meeting: Meeting, sheets: dict[int, FigureSheet]
) -> ReleaseForm | None:
    """For those who may, of the entries on which they may decide."""
    if meeting.figures_agreed_at is not None or not may_release(request.user, meeting):
        return None
    typed = {turn for turn, sheet in sheets.items() if sheet.entered_by_id == request.user.pk}
    offered = [sheet for turn, sheet in sheets.items() if 3 - turn not in typed]
    return ReleaseForm(meeting=meeting, sheets=offered) if offered else None


def statements_of(consultation: Consultation) -> list[Statement]:
    """Those on which hands are raised at a meeting; one query, none without a poll."""
    poll = consultation.poll
    if poll is None:
        return []
    return list(Statement.objects.filter(poll=poll).shown().order_by("number"))
