from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yntymak.apps.risks import actions, matrix
from yntymak.apps.risks.forms import (
    AssessForm,
    CloseForm,
    EnterForm,
    LinkForm,
    ReportForm,
    RiskFilter,
    RiskForm,
    SetAsideForm,
    SignalFilter,
    chosen,
)
from yntymak.apps.risks.models import Assessment, Risk, Signal
from yntymak.apps.risks.rules import (
    may_assess,
    may_close,
    may_enter,
    may_open,
    may_read_register,
    may_register,
    may_triage,
)
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.registry.models import Place
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.risks.queries import RiskQuerySet
    from yntymak.foundation.people.requests import SignedInRequest


PER_PAGE = 25

form_page = require_http_methods(["GET", "HEAD", "POST"])
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
    return _signal_page(request, _signal(request, receipt))


@login_required
@require_POST
@never_cache
@sensitive_variables("words")
def open_text(request: SignedInRequest, receipt: str) -> HttpResponse:
    """The answer to the POST is the only place where the words stand: no redirect, no session."""
    found = _signal(request, receipt)
    words = actions.open_text(actor=request.user, signal=found)
    return _signal_page(request, found, words=words)


@login_required
@require_POST
def check(request: SignedInRequest, receipt: str) -> HttpResponse:
    found = _signal(request, receipt)
    try:
        actions.check(actor=request.user, signal=found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("risks:signal", found.receipt)


@login_required
@require_POST
@never_cache
def link(request: SignedInRequest, receipt: str) -> HttpResponse:
    found = _signal(request, receipt)
    form = LinkForm(request.POST, prefix="link", risks=_linkable(request, found))
    if form.is_valid():
        chosen_risk = form.cleaned_data["risk"]
        if _done(form, actions.link, actor=request.user, signal=found, risk=chosen_risk):
            return redirect("risks:signal", found.receipt)
    return _signal_page(request, found, link_form=form)


@login_required
@require_POST
@never_cache
def set_aside(request: SignedInRequest, receipt: str) -> HttpResponse:
    found = _signal(request, receipt)
    form = SetAsideForm(request.POST, prefix="aside")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(form, actions.set_aside, actor=request.user, signal=found, reason=reason):
            return redirect("risks:signal", found.receipt)
    return _signal_page(request, found, aside_form=form)


@login_required
@require_safe
@never_cache
def register(request: SignedInRequest) -> HttpResponse:
    """The risk register. A person without a role in any place has none: 404, not an empty list."""
    if not may_read_register(request.user):
        raise Http404
    filters = RiskFilter(request.GET)
    rows = Risk.objects.visible_to(request.user).filter(**chosen(filters))
    shown = Risk.objects.select_related("place").by_urgency()
    page = IndexPaginator(rows.by_urgency(), shown, PER_PAGE).get_page(request.GET.get("page"))
    may_add = may_register(request.user, None)
    context = {"page_obj": page, "filters": filters, "may_register": may_add}
    return render(request, "risks/list.html", context)


@login_required
@form_page
def create(request: SignedInRequest) -> HttpResponse:
    if not may_register(request.user, None):
        raise Http404
    source = _signal(request, request.GET["signal"]) if request.GET.get("signal") else None
    initial = {"category": source.category, "place": source.place} if source else {}
    form = RiskForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data, "signal": source}
        made = _done(form, actions.register, actor=request.user, **fields)
        if made:
            return redirect("risks:assess", made.pk)
    return render(request, "risks/create.html", {"form": form, "signal": source})


@login_required
@require_safe
@never_cache
def risk(request: SignedInRequest, pk: int) -> HttpResponse:
    history = Assessment.objects.select_related("assessed_by", "matrix")
    rows = Risk.objects.visible_to(request.user).select_related("place", "owner")
    found = get_object_or_404(rows.prefetch_related(Prefetch("assessments", history)), pk=pk)
    assessments = list(found.assessments.all())
    current = next((a for a in assessments if a.stage == Assessment.Stage.CURRENT), None)
    context = {
        "risk": found,
        "assessments": assessments,
        "current": current,
        "rows": matrix.picture(current.matrix, (current.likelihood, current.impact))
        if current
        else [],
        "signals": Signal.objects.visible_to(request.user).filter(risk=found).defer("sealed"),
        "measures": _measures(request, found),
        "may_assess": found.is_open and may_assess(request.user, found),
        "may_close": found.is_open and may_close(request.user, found),
    }
    return render(request, "risks/risk.html", context)


@login_required
@form_page
def assess(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _risk(request, pk)
    if not may_assess(request.user, found):
        raise Http404
    used = matrix.in_force()
    form = AssessForm(request.POST or None, matrix=used)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(form, actions.assess, actor=request.user, risk=found, **form.cleaned_data)
    ):
        return redirect("risks:risk", found.pk)
    context = {"risk": found, "form": form, "rows": matrix.picture(used)}
    return render(request, "risks/assess.html", context)


@login_required
@form_page
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _risk(request, pk)
    if not may_close(request.user, found):
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close(actor=request.user, risk=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("The risk is closed."))
        return redirect("risks:risk", found.pk)
    return render(request, "risks/close.html", {"risk": found, "form": form})


@require_safe
def matrix_page(request: HttpRequest) -> HttpResponse:
    """How risks are judged is no secret; which risks there are is."""
    used = matrix.in_force()
    context = {
        "matrix": used,
        "rows": matrix.picture(used),
        "likelihood": matrix.anchors(used.likelihood_anchors),
        "impact": matrix.anchors(used.impact_anchors),
    }
    return render(request, "risks/matrix.html", context)


def _signal(request: SignedInRequest, receipt: str) -> Signal:
    rows = Signal.objects.visible_to(request.user).select_related("place", "risk")
    return get_object_or_404(rows, receipt=read_receipt(receipt))


def _risk(request: SignedInRequest, pk: int) -> Risk:
    rows = Risk.objects.visible_to(request.user).select_related("place")
    found: Risk = get_object_or_404(rows, pk=pk)
    return found


def _measures(request: SignedInRequest, risk: Risk) -> list[tuple[str, str]] | None:
    """(title, address) of what is done about the risk; None where nobody was named who knows.

    Plans stand above this app, so the settings name them:
    YNTYMAK_RISK_MEASURES = "dotted.path.of.a(request, risk)".
    """
    dotted = getattr(settings, "YNTYMAK_RISK_MEASURES", None)
    return import_string(dotted)(request, risk) if dotted else None


def _linkable(request: SignedInRequest, signal: Signal) -> RiskQuerySet:
    risks: RiskQuerySet = Risk.objects.visible_to(request.user).open().near(signal.place)
    return risks


def _done(form: Form, action: Any, **fields: Any) -> Any:
    """What `action` made; where it refused, its sentence stands in the form and None comes back."""
    try:
        return action(**fields)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


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
