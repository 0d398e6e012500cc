from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.risks import actions
from yntymak.apps.risks.forms.filters import SignalFilter, chosen
from yntymak.apps.risks.forms.signals import EnterForm, LinkForm, ReportForm, SetAsideForm
from yntymak.apps.risks.models import Risk, Signal
from yntymak.apps.risks.rules import may_enter, may_open, may_register, may_triage
from yntymak.apps.risks.views.parts import PER_PAGE, done, form_page
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.registry.models import Place
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.risks.queries import RiskQuerySet
    from yntymak.foundation.people.requests import SignedInRequest

# What is typed here stays out of error reports, caches and the browser's history of answers.
with_words = sensitive_post_parameters("text")


@form_page
@never_cache
@with_words
@sensitive_variables("form")
def report(request: HttpRequest) -> HttpResponse:
    """Anyone may write; whoever is signed in is forgotten here on purpose."""
    places = Place.objects.current().municipalities().select_related("parent")
    here = places.filter(code=request.GET.get("place", "")).first()
    form = ReportForm(request.POST or None, initial={"place": here})
    if request.method == "POST" and form.is_valid():
        made = actions.report(actor=None, **form.cleaned_data)
        return redirect("risks:sent", made.receipt)
    return render(request, "risks/report.html", {"form": form})


@require_safe
@never_cache
def sent(request: HttpRequest, receipt: str) -> HttpResponse:
    found = get_object_or_404(Signal, receipt=read_receipt(receipt))
    context = {"receipt": found.receipt, "may_enter": may_enter(request.user, None)}
    return render(request, "risks/sent.html", context)


@require_safe
@never_cache
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What became of it, for whoever holds the number. The words are not even fetched."""
    rows = Signal.objects.defer("text", "sealed").select_related("place")
    found = get_object_or_404(rows, receipt=read_receipt(receipt))
    return render(request, "risks/receipt.html", {"signal": found})


@login_required
@form_page
@never_cache
@with_words
@sensitive_variables("form")
def enter(request: SignedInRequest) -> HttpResponse:
    if not may_enter(request.user, None):
        raise Http404
    form = EnterForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = actions.enter(actor=request.user, **form.cleaned_data)
        return redirect("risks:sent", made.receipt)
    return render(request, "risks/enter.html", {"form": form})


@login_required
@require_safe
@never_cache
def signals(request: SignedInRequest) -> HttpResponse:
    if not may_enter(request.user, None):
        raise Http404
    filters = SignalFilter(request.GET)
    rows = Signal.objects.visible_to(request.user).filter(**chosen(filters))
    shown = Signal.objects.defer("sealed").select_related("place")
    page = IndexPaginator(rows, shown, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "risks/signals.html", {"page_obj": page, "filters": filters})


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
    words = actions.open_text(actor=request.user, signal=found)
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
def link(request: SignedInRequest, receipt: str) -> HttpResponse:
    found = signal_of(request, receipt)
    form = LinkForm(request.POST, prefix="link", risks=_linkable(request, found))
    if form.is_valid():
        chosen_risk = form.cleaned_data["risk"]
        if done(form, actions.link, actor=request.user, signal=found, risk=chosen_risk):
            return redirect("risks:signal", found.receipt)
    return _signal_page(request, found, link_form=form)


@login_required
@require_POST
@never_cache
def set_aside(request: SignedInRequest, receipt: str) -> HttpResponse:
    found = signal_of(request, receipt)
    form = SetAsideForm(request.POST, prefix="aside")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, actions.set_aside, actor=request.user, signal=found, reason=reason):
            return redirect("risks:signal", found.receipt)
    return _signal_page(request, found, aside_form=form)


def signal_of(request: SignedInRequest, receipt: str) -> Signal:
    rows = Signal.objects.visible_to(request.user).select_related("place", "risk")
    return get_object_or_404(rows, receipt=read_receipt(receipt))


def _linkable(request: SignedInRequest, signal: Signal) -> RiskQuerySet:
    risks: RiskQuerySet = Risk.objects.visible_to(request.user).open().near(signal.place)
    return risks


@sensitive_variables("words")
def _signal_page(
    request: SignedInRequest,
    signal: Signal,
    *,
    words: str | None = None,
    link_form: LinkForm | None = None,
    aside_form: SetAsideForm | None = None,
) -> HttpResponse:
    # A form that was refused is shown also where somebody else has decided meanwhile: it says so.
    undecided = signal.is_undecided or link_form or aside_form
    risks = _linkable(request, signal)
    context = {
        "signal": signal,
        "words": words,
        "may_open": may_open(request.user, signal),
        "may_triage": undecided and may_triage(request.user, signal),
        "may_register": signal.is_undecided and may_register(request.user, signal.place),
        "linkable": link_form or (signal.is_undecided and risks.exists()),
        "link_form": link_form or LinkForm(prefix="link", risks=risks),
        "aside_form": aside_form or SetAsideForm(prefix="aside"),
    }
    return render(request, "risks/signal.html", context)
