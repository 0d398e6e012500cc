from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.risks import actions
from yntymak.apps.risks.forms.filters import SignalFilter, chosen
from yntymak.apps.risks.forms.signals import (
    AnswerForm,
    CaseLinkForm,
    EnterForm,
    LinkForm,
    PublishForm,
    SetAsideForm,
)
from yntymak.apps.risks.models import Case, Risk, Signal
from yntymak.apps.risks.rules import (
    may_enter,
    may_open,
    may_open_case,
    may_publish,
    may_read_cases,
    may_register,
    may_triage,
)
from yntymak.apps.risks.views.parts import PER_PAGE, done, form_page
from yntymak.apps.risks.wording import said_in
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.sealing import SealError
from yntymak.ui.forms import Form
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

# What is typed here stays out of error reports, caches and the browser's history of answers.
REMEMBERED = "risks.entering"  # where and how the last worry was heard, in the session
with_words = sensitive_post_parameters("text", "answer-text")


@login_required
@form_page
@never_cache
@with_words
@sensitive_variables("form")
def enter(request: SignedInRequest) -> HttpResponse:
    if not may_enter(request.user, None):
        raise Http404
    remembered = request.session.get(REMEMBERED, {})
    form = EnterForm(request.POST or None, user=request.user, initial=dict(remembered))
    if request.method == "POST" and form.is_valid():
        made = actions.enter(actor=request.user, **form.cleaned_data)
        request.session[REMEMBERED] = {"place": made.place_id, "channel": made.channel}
        if "next" not in request.POST:
            return redirect("risks:sent", made.receipt)
        said = _("Saved. The receipt number for the person: %(number)s. Enter the next one.")
        messages.success(request, said % {"number": made.receipt})
        return redirect("risks:enter")
    return render(request, "risks/enter.html", {"form": form})


@login_required
@require_safe
@never_cache
def signals(request: SignedInRequest) -> HttpResponse:
    if not may_enter(request.user, None):
        raise Http404
    filters = SignalFilter(request.GET)
    said = chosen(filters)
    late = said.pop("late", None)
    rows = Signal.objects.visible_to(request.user).filter(**said)
    if late:
        rows = rows.late(timezone.localdate())
    shown = Signal.objects.in_short()
    page = IndexPaginator(rows, shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "filters": filters, "may_read_cases": may_read_cases(request.user)}
    return render(request, "risks/signals.html", context)


@login_required
@require_safe
@never_cache
def signal(request: SignedInRequest, receipt: str) -> HttpResponse:
    return _signal_page(request, signal_of(request, receipt))


@login_required
@require_POST
@never_cache
@sensitive_variables("words")
def open_text(request: SignedInRequest, receipt: str) -> HttpResponse:
    """The answer to the POST is the only place where the words stand: no redirect, no session."""
    found = signal_of(request, receipt)
    try:
        words = actions.open_text(actor=request.user, signal=found)
    except SealError:
        return _signal_page(request, found, lost=True)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("risks:signal", found.receipt)
    return _signal_page(request, found, words=words)


@login_required
@require_POST
def check(request: SignedInRequest, receipt: str) -> HttpResponse:
    found = signal_of(request, receipt)
    try:
        actions.check(actor=request.user, signal=found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("risks:signal", found.receipt)


@login_required
@require_POST
@never_cache
@with_words
@sensitive_variables("form", "fields")
def act(request: SignedInRequest, receipt: str, what: str) -> HttpResponse:
    """Each of the small forms on the page of a worry; a refused one comes back on it, filled."""
    found = signal_of(request, receipt)
    if not (may_publish if what == "publish" else may_triage)(request.user, found):
        raise Http404
    form = forms_of(request, found, what)[what]
    if form.is_valid():
        fields = {k: v for k, v in form.cleaned_data.items() if k in TAKES[what]}
        if done(form, ACTIONS[what], actor=request.user, signal=found, **fields):
            return redirect("risks:signal", found.receipt)
    return _signal_page(request, found, refused={what: form})


# What each form hands to its action.
ACTIONS: dict[str, Any] = {
    "link": actions.link,
    "aside": actions.set_aside,
    "case": actions.link_to_case,
    "answer": actions.answer,
    "publish": actions.publish_signal,
    "acknowledge": actions.acknowledge_signal,
    "erase": actions.erase,
}
TAKES = {
    "link": ("risk",),
    "aside": ("reason",),
    "case": ("case",),
    "answer": ("key", "text"),
    "publish": ("text",),
    "acknowledge": (),
    "erase": (),
}


def signal_of(request: SignedInRequest, receipt: str) -> Signal:
    rows = Signal.objects.visible_to(request.user).select_related("place", "risk", "case")
    found = rows.filter(receipt=read_receipt(receipt)).first()
    if found is None:
        beyond = Signal.objects.filter(receipt=read_receipt(receipt)).first()
        if beyond is not None:
            actions.note_curiosity(actor=request.user, subject=beyond)
        raise Http404
    return found


def forms_of(request: SignedInRequest, signal: Signal, bound: str = "") -> dict[str, Any]:
    """Each with names of its own; the one called `bound` holds what was sent."""

    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == bound else None, "prefix": name}

    risks = Risk.objects.visible_to(request.user).open().near(signal.place)
    cases = Case.objects.visible_to(request.user).open().near(signal.place)
    return {
        "link": LinkForm(**sent("link"), rows=risks),
        "aside": SetAsideForm(**sent("aside")),
        "case": CaseLinkForm(**sent("case"), rows=cases),
        "answer": AnswerForm(**sent("answer")),
        "publish": PublishForm(**sent("publish"), initial={"text": signal.public_text}),
        "acknowledge": Form(**sent("acknowledge")),
        "erase": Form(**sent("erase")),
    }


@sensitive_variables("words", "notes")
def _signal_page(
    request: SignedInRequest,
    signal: Signal,
    *,
    words: str | None = None,
    lost: bool = False,
    refused: dict[str, Form] | None = None,
) -> HttpResponse:
    user = request.user
    forms = forms_of(request, signal) | (refused or {})
    # A form that was refused is shown also where somebody else has decided meanwhile: it says so.
    decides = may_triage(user, signal)
    refused_here = set(refused or {}) & {"link", "aside", "case"}
    may_decide = decides and bool(signal.is_undecided or refused_here)
    notes = said_in(signal, opened=words is not None) if words or not signal.is_protected else []
    context = {
        "signal": signal,
        "words": words,
        "lost": lost,
        "notes": notes,
        "forms": forms,
        "may_open": may_open(user, signal),
        "may_answer": decides and not signal.is_erased,
        "may_publish": may_publish(user, signal),
        "may_triage": may_decide,
        "may_register": signal.is_undecided and may_register(user, signal.place),
        "may_open_case": signal.is_undecided and may_open_case(user, None),
        "linkable": may_decide and ("link" in refused_here or forms["link"].offers),
        "cases": may_decide and ("case" in refused_here or forms["case"].offers),
    }
    return render(request, "risks/signal.html", context)
