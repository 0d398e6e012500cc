from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.risks import actions
from yntymak.apps.risks.actions.cases import units_to_hand_to
from yntymak.apps.risks.forms.cases import (
    CaseFilter,
    CaseNoteForm,
    CasePlaceForm,
    CloseCaseForm,
    HandForm,
    OpenCaseForm,
    PartyForm,
    ReturnForm,
)
from yntymak.apps.risks.forms.filters import chosen
from yntymak.apps.risks.models import Case, Signal
from yntymak.apps.risks.rules import (
    may_hold,
    may_import_cases,
    may_note,
    may_open_case,
    may_read_cases,
    may_take,
)
from yntymak.apps.risks.views.parts import PER_PAGE, done, form_page
from yntymak.apps.risks.views.signals import signal_of
from yntymak.ui.forms import Form
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

# Which action each form on the page of a case asks for, and with what beside its fields.
ACTIONS: dict[str, tuple[Any, dict[str, Any]]] = {
    "note": (actions.note_on_case, {}),
    "party": (actions.involve, {}),
    "place": (actions.add_place, {}),
    "hand": (actions.hand_on, {}),
    "accept": (actions.take, {"accepts": True}),
    "return": (actions.take, {"accepts": False}),
    "close": (actions.close_case, {}),
}


MAY = {"note": may_note, "accept": may_take, "return": may_take}  # the others: who holds it


@login_required
@require_safe
@never_cache
def cases(request: SignedInRequest) -> HttpResponse:
    if not may_read_cases(request.user):
        raise Http404
    filters = CaseFilter(request.GET)
    said = chosen(filters)
    mine = said.pop("mine", "")
    rows = Case.objects.visible_to(request.user).filter(**said)
    if mine == "held":
        rows = rows.held_by(request.user)
    elif mine == "asked":
        rows = rows.waiting_for(request.user)
    shown = Case.objects.in_short().with_reports().by_urgency()
    page = IndexPaginator(rows.by_urgency(), shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "filters": filters,
        "waiting": Case.objects.waiting_for(request.user).count(),
        "may_open": may_open_case(request.user, None),
        "may_import": may_import_cases(request.user, None),
    }
    return render(request, "risks/cases.html", context)


@login_required
@form_page
def open_case(request: SignedInRequest) -> HttpResponse:
    if not may_open_case(request.user, None):
        raise Http404
    source = signal_of(request, request.GET["signal"]) if request.GET.get("signal") else None
    initial = {"category": source.category, "occurred_on": source.occurred_on} if source else {}
    form = OpenCaseForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = done(form, actions.open_case, actor=request.user, signal=source, **form.said)
        if made:
            return redirect("risks:case", made.pk)
    return render(request, "risks/case_new.html", {"form": form, "signal": source})


@login_required
@require_safe
@never_cache
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    return _case_page(request, _case(request, pk))


@login_required
@require_POST
@never_cache
def act(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    found = _case(request, pk)
    is_over = what in ("accept", "return") and found.handed_to is None
    if not (is_over or MAY.get(what, may_hold)(request.user, found)):
        raise Http404
    form = _forms(request, found, what)[what]
    if form.is_valid():
        action, also = ACTIONS[what]
        fields = {**form.cleaned_data, **also}
        if what == "place":
            fields.pop("key")
        if done(form, action, actor=request.user, case=found, **fields):
            return redirect("risks:case", found.pk)
    return _case_page(request, found, {what: form})


def _case(request: SignedInRequest, pk: int) -> Case:
    rows = Case.objects.visible_to(request.user)
    found: Case | None = rows.select_related("holder", "handed_to", "risk").filter(pk=pk).first()
    if found is None:
        beyond = Case.objects.filter(pk=pk).first()
        if beyond is not None:
            actions.note_curiosity(actor=request.user, subject=beyond)
        raise Http404
    return found


def _forms(request: SignedInRequest, case: Case, bound: str = "") -> dict[str, Form]:
    """Each with names of its own; the one called `bound` holds what was sent."""

    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == bound else None, "prefix": name}

    now = {"severity": case.severity, "is_in_talks": case.status == Case.Status.TALKS}
    return {
        "note": CaseNoteForm(**sent("note"), initial=now),
        "party": PartyForm(**sent("party")),
        "place": CasePlaceForm(**sent("place")),
        "hand": HandForm(**sent("hand"), units=units_to_hand_to(case)),
        "accept": Form(**sent("accept")),
        "return": ReturnForm(**sent("return")),
        "close": CloseCaseForm(**sent("close")),
    }


def _case_page(
    request: SignedInRequest, case: Case, refused: dict[str, Form] | None = None
) -> HttpResponse:
    reports = Signal.objects.visible_to(request.user).filter(case=case).defer("sealed")
    holds, takes = (case.is_open and may(request.user, case) for may in (may_hold, may_take))
    offered = _offered(case, holds=holds, takes=takes)
    context = {
        "case": case,
        "places": case.places.all(),
        "parties": case.parties.all(),
        "steps": case.steps.select_related("by", "place"),
        "reports": list(reports.exclude(lane=Signal.Lane.PROTECTED)),
        "forms": _forms(request, case) | (refused or {}),
        "may_hold": holds,
        "may_take": takes,
        # Somebody else was quicker: what was typed comes back all the same.
        "late": [form for name, form in (refused or {}).items() if name not in offered],
    }
    return render(request, "risks/case.html", context)


def _offered(case: Case, *, holds: bool, takes: bool) -> set[str]:
    """Which forms the page shows."""
    offered = {"note"} if case.is_open else set()
    if holds:
        offered |= {"party", "place", "close"} | (set() if case.handed_to_id else {"hand"})
    return offered | ({"accept", "return"} if takes else set())
