from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.coordination import actions, list_tables
from yntymak.apps.coordination.forms import CommitmentForm, WithdrawalForm
from yntymak.apps.coordination.models import Commitment, JointPart
from yntymak.apps.coordination.rules import (
    is_a_side,
    is_of_municipality,
    may_confirm,
    may_propose,
)
from yntymak.apps.plans.models import Measure
from yntymak.foundation.people.scope import STAFF, Kind, scope_of
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

PER_PAGE = 30
_LANGUAGES = ("ky", "ru", "en")
_SHOWN_OF_A_MEASURE = (
    *(f"title_{code}" for code in _LANGUAGES),
    *("starts_on", "ends_on", "objective__plan"),
    *(f"objective__plan__place__name_{code}" for code in _LANGUAGES),
)


def commitments(request: HttpRequest) -> HttpResponse:
    """Each side's own, those that wait for it first; then the measures that partners may join."""
    scope = scope_of(request.user)
    seen = Commitment.objects.visible_to(request.user).with_parts()
    if scope.has(*STAFF, Kind.MEMBER):
        own = scope.where(*STAFF, field="measure__objective__plan__place")
        own_organisations = seen.filter(organisation__in=scope.organisations())
        seen = seen.filter(own) | own_organisations
    else:
        seen = seen.agreed().order_by("-proposed_at")[:PER_PAGE]
    rows = [(commitment, may_confirm(request.user, commitment)) for commitment in seen]
    page = Paginator(_open_measures(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "coordination/list.html",
        {
            "rows": list_tables.commitments(sorted(rows, key=lambda row: not row[1])),
            "is_side": scope.has(*STAFF, Kind.MEMBER),
            "parts": _parts(request),
            "page_obj": page,
            "measures": list_tables.measures(page),
            "words": request.GET.get("q", ""),
        },
    )


def measure(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen_measure(request, pk)
    shown = Commitment.objects.visible_to(request.user).with_parts().filter(measure=found)
    rows = [
        (each, may_confirm(request.user, each), is_a_side(request.user, each)) for each in shown
    ]
    return render(
        request,
        "coordination/measure.html",
        {
            "measure": found,
            "plan": found.objective.plan,
            "rows": rows,
            "parts": JointPart.objects.visible_to(request.user).with_parts().filter(measure=found),
            "leads": is_of_municipality(request.user, found),
            "may_propose": not found.objective.plan.is_draft and may_propose(request.user, found),
        },
    )


@login_required
def commit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _seen_measure(request, pk)
    if not may_propose(request.user, found):
        raise PermissionDenied
    form = CommitmentForm(request.POST or None, actor=request.user, measure=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(
                actor=request.user,
                key=form.cleaned_data["key"],
                measure=found,
                organisation=form.cleaned_data["organisation"],
                promise=form.promise,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Recorded. It counts when the other side confirms it."))
            return redirect("coordination:measure", pk)
    return render(request, "coordination/commit.html", {"form": form, "measure": found})


@require_POST
@login_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    commitment = _own(request, pk)
    try:
        actions.confirm(actor=request.user, commitment=commitment)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Both sides have confirmed: it is agreed."))
    return redirect("coordination:measure", commitment.measure_id)


@login_required
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    commitment = _own(request, pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                actor=request.user, commitment=commitment, reason=form.cleaned_data["reason"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Withdrawn. The reason stays beside it."))
            return redirect("coordination:measure", commitment.measure_id)
    return render(request, "coordination/withdraw.html", {"form": form, "commitment": commitment})


def _parts(request: HttpRequest) -> list[JointPart]:
    """Parts that neighbours ask of one's own municipality and that wait for its word."""
    scope = scope_of(request.user)
    if not scope.has(*STAFF):
        return []
    return list(JointPart.objects.open().filter(scope.where(*STAFF)).with_parts())


def _open_measures(request: HttpRequest) -> Any:
    """Of plans for this year and later: what is over needs no partner. Staff see their own."""
    found = Measure.objects.visible_to(request.user).open_for_partners()
    scope = scope_of(request.user)
    if scope.has(*STAFF):
        found = found.filter(scope.where(*STAFF, field="objective__plan__place"))
    if words := request.GET.get("q", "").strip():
        found = found.filter(objective__plan__place__in=Place.objects.named_like(words))
    return (
        found.filter(objective__plan__year__gte=timezone.localdate().year)
        .select_related("objective__plan__place")
        .only(*_SHOWN_OF_A_MEASURE)
        .order_by("objective__plan__place__sort_key", "objective__plan__year", "pk")
    )


def _seen_measure(request: HttpRequest, pk: int) -> Measure:
    """Partners keep sight of what they promised, also while the plan is a draft again."""
    seen = Measure.objects.visible_to(request.user)
    promised = Commitment.objects.filter(organisation__in=scope_of(request.user).organisations())
    either = Q(pk__in=seen.values("pk")) | Q(pk__in=promised.values("measure"))
    found: Measure = get_object_or_404(
        Measure.objects.filter(either).select_related("objective__plan__place"), pk=pk
    )
    return found


def _own(request: HttpRequest, pk: int) -> Commitment:
    seen = Commitment.objects.visible_to(request.user).with_parts()
    commitment: Commitment = get_object_or_404(seen, pk=pk)
    if not is_a_side(request.user, commitment):
        raise PermissionDenied
    return commitment
