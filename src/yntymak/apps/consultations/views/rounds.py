"""The pages of a round: what it asks, what it hands on, how it is closed, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.closing import conditions
from yntymak.apps.consultations.coverage import coverage_of, held_in, planned_places
from yntymak.apps.consultations.models import Consultation, Meeting, Position, Round
from yntymak.apps.consultations.public_counts import counts_of_round
from yntymak.apps.consultations.round_forms import (
    AreasForm,
    CloseForm,
    NextRoundForm,
    PositionForm,
    write_numbers,
)
from yntymak.apps.consultations.rules import may_manage
from yntymak.apps.consultations.support import with_support

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@require_safe
def round_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    visible = Consultation.objects.visible_to(request.user)
    asked = _round(visible, code, number)
    meetings = list(asked.meetings.select_related("place"))
    places = planned_places(asked)
    running = [each for each in meetings if each.state != Meeting.State.CANCELLED]
    context = {
        "consultation": asked.consultation,
        "round": asked,
        "meetings": meetings,
        "places": [(place, held_in(place, running)) for place in places],
        "asks": with_support(asked.carried.all()),
        "hands_on": with_support(asked.positions.all()),
        "counts": counts_of_round(asked),
        "manages": may_manage(request.user, asked.consultation),
    }
    return render(request, "consultations/round.html", context)


@login_required
def close(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Each condition with what is missing, the list of those not heard yet, and the button."""
    asked = _round(Consultation.objects.managed_by(request.user), code, number)
    coverage = coverage_of(asked)
    form = CloseForm(request.POST or None, initial={"coverage": coverage.digest})
    if form.is_bound and form.is_valid():
        try:
            actions.close_round(
                actor=request.user,
                asked=asked,
                coverage_seen=form.cleaned_data["coverage"],
                override_reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            form.data = {**form.data.dict(), "coverage": coverage.digest}  # type: ignore[attr-defined]
        else:
            messages.success(request, _("Round %d is closed.") % number)
            return redirect("consultations:round", code, number)
    checks = conditions(asked)
    context = {
        "consultation": asked.consultation,
        "round": asked,
        "conditions": checks,
        "is_ready": all(each.is_met for each in checks),
        "coverage": coverage,
        "form": form,
    }
    return render(request, "consultations/round_close.html", context)


@login_required
def areas(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    asked = _round(Consultation.objects.managed_by(request.user), code, number)
    form = AreasForm(
        request.POST or None, initial={"kind": asked.kind, "areas": planned_places(asked)}
    )
    if form.is_bound and form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("kind", "areas")}
            actions.plan_round(actor=request.user, asked=asked, **said)
        except ValidationError as error:
            form.add_error("areas", error)
        else:
            messages.success(request, _("Saved."))
            return redirect("consultations:round", code, number)
    context = {"consultation": asked.consultation, "round": asked, "form": form}
    return render(request, "consultations/round_areas.html", context)


@login_required
def open_next(request: SignedInRequest, code: str) -> HttpResponse:
    managed = Consultation.objects.managed_by(request.user).select_related("document__act", "place")
    consultation: Consultation = get_object_or_404(managed, code=code)
    before = consultation.current_round
    initial = {
        "document": consultation.document_id,
        "bill_version": consultation.bill_version_id,
        "kind": _next_kind(before),
    }
    form = NextRoundForm(request.POST or None, act_id=consultation.document.act_id, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            asked = actions.open_round(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                plan=form.plan(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Round %d is open to everybody.") % asked.number)
            return redirect("consultations:round", code, asked.number)
    context = {
        "consultation": consultation,
        "before": before,
        "positions": with_support(before.positions.filter(carried_to=None)),
        "form": form,
    }
    return render(request, "consultations/round_next.html", context)


def _next_kind(before: Round) -> str:
    following = {
        Round.Kind.LOCAL: Round.Kind.NATIONAL,
        Round.Kind.NATIONAL: Round.Kind.PARLIAMENTARY,
    }
    return following.get(Round.Kind(before.kind), Round.Kind.PARLIAMENTARY)


@login_required
def position(request: SignedInRequest, code: str, number: int, at: int = 0) -> HttpResponse:
    """A new position of the round, or the one numbered `at` while no round is asked about it."""
    asked = _round(Consultation.objects.managed_by(request.user), code, number)
    standing = get_object_or_404(asked.positions, number=at) if at else None
    if standing is not None and standing.carried_to_id is not None:
        raise Http404
    form = PositionForm(request.POST or None, asked=asked, initial=_as_written(standing))
    if form.is_bound and form.is_valid():
        try:
            actions.write_position(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                asked=asked,
                demand=form.demand,
                contributions=form.contributions,
                position=standing,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The position is stored."))
            return redirect("consultations:round", code, number)
    context = {"consultation": asked.consultation, "round": asked, "form": form}
    return render(request, "consultations/position_edit.html", {**context, "position": standing})


def _as_written(standing: Position | None) -> dict[str, Any]:
    if standing is None:
        return {}
    names = ("title_ky", "title_ru", "text_ky", "text_ru")
    numbers = list(standing.contributions.values_list("number", flat=True))
    return {n: getattr(standing, n) for n in names} | {"numbers": write_numbers(numbers)}


@login_required
@require_POST
def archive(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = get_object_or_404(Consultation.objects.managed_by(request.user), code=code)
    try:
        actions.archive_consultation(actor=request.user, consultation=consultation)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The consultation is archived: all stays readable."))
    return redirect("consultations:detail", code)


def _round(consultations: QuerySet[Consultation], code: str, number: int) -> Round:
    rows = Round.objects.filter(consultation__in=consultations, consultation__code=code)
    related = rows.select_related("consultation__place", "document__act", "closed_by")
    found: Round = get_object_or_404(related, number=number)
    return found
