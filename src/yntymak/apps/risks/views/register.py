from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.apps.risks import actions, matrix
from yntymak.apps.risks.forms.filters import RiskFilter, chosen
from yntymak.apps.risks.forms.register import (
    AcceptForm,
    AssessForm,
    CauseForm,
    CloseForm,
    DescribeForm,
    RiskForm,
)
from yntymak.apps.risks.models import Assessment, Risk
from yntymak.apps.risks.pointing import pointing_to
from yntymak.apps.risks.rules import (
    may_accept,
    may_assess,
    may_close,
    may_read_register,
    may_register,
)
from yntymak.apps.risks.views.parts import PER_PAGE, done, form_page
from yntymak.apps.risks.views.signals import signal_of
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest
    from yntymak.ui.forms import Form


@login_required
@require_safe
@never_cache
def register(request: SignedInRequest) -> HttpResponse:
    """The risk register. A person without a role in any place has none: 404, not an empty list."""
    if not may_read_register(request.user):
        raise Http404
    filters = RiskFilter(request.GET)
    rows = Risk.objects.visible_to(request.user).filter(**chosen(filters))
    shown = Risk.objects.by_urgency().as_lines()
    page = IndexPaginator(rows.by_urgency(), shown, PER_PAGE).get_page(request.GET.get("page"))
    may_add = may_register(request.user, None)
    query = request.GET.urlencode()
    context = {"page_obj": page, "filters": filters, "may_register": may_add, "query": query}
    return render(request, "risks/list.html", context)


@login_required
@form_page
def create(request: SignedInRequest) -> HttpResponse:
    if not may_register(request.user, None):
        raise Http404
    source = signal_of(request, request.GET["signal"]) if request.GET.get("signal") else None
    initial = {"category": source.category, "place": source.place} if source else {}
    form = RiskForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data, "signal": source}
        made = done(form, actions.register, actor=request.user, **fields)
        if made:
            return redirect("risks:assess", made.pk)
    return render(request, "risks/create.html", {"form": form, "signal": source})


@login_required
@require_safe
@never_cache
def risk(request: SignedInRequest, pk: int) -> HttpResponse:
    return _risk_page(request, _risk(request, pk))


@login_required
@form_page
@never_cache
def act(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    """What a risk is tied to, one page for each kind of tie."""
    found = _risk(request, pk)
    is_allowed = may_accept(request.user, found) if what == "accept" else None
    if not (may_register(request.user, found.place) if is_allowed is None else is_allowed):
        raise Http404
    form = _form(request, found, what)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if what == "describe":
            also = [said["also"]] if said["also"] else []
            places = [*found.other_places.all(), *also]
            fields = {"subtype": said["subtype"], "review_on": said["review_on"]}
            fields["other_places"] = places
        elif what == "cause":
            fields = {"cause": said["cause"]}
        else:
            fields = said
        if done(form, ACTIONS[what], actor=request.user, risk=found, **fields):
            return redirect("risks:risk", found.pk)
    return render(request, "risks/connect.html", {"risk": found, "form": form, "what": what})


ACTIONS: dict[str, Any] = {
    "describe": actions.describe,
    "cause": actions.add_cause,
    "accept": actions.accept,
}


def _form(request: SignedInRequest, risk: Risk, what: str) -> Form:
    sent = request.POST or None
    if what == "describe":
        now = {"subtype": risk.subtype, "review_on": risk.review_on}
        return DescribeForm(sent, initial=now)
    if what == "accept":
        return AcceptForm(sent)
    near = Risk.objects.visible_to(request.user).open().near(risk.place).exclude(pk=risk.pk)
    return CauseForm(sent, rows=near)


def _risk_page(request: SignedInRequest, found: Risk) -> HttpResponse:
    user = request.user
    may_keep = found.is_open and may_register(user, found.place)
    assessments = list(found.assessments.in_short())
    current = next((a for a in assessments if a.stage == Assessment.Stage.CURRENT), None)
    context = {
        "risk": found,
        "assessments": assessments,
        "current": current,
        "rows": matrix.picture(current.matrix, (current.likelihood, current.impact))
        if current
        else [],
        **pointing_to(user, found),
        "may_describe": may_keep,
        "may_accept": found.is_open and found.level and may_accept(user, found),
        "measures": _measures(request, found),
        "may_assess": found.is_open and may_assess(user, found),
        "may_close": found.is_open and may_close(user, found),
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
        and done(form, actions.assess, actor=request.user, risk=found, **form.cleaned_data)
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


def _risk(request: SignedInRequest, pk: int) -> Risk:
    rows = Risk.objects.visible_to(request.user).select_related("place", "owner", "subtype")
    found: Risk | None = rows.saying_what_there_is().filter(pk=pk).first()
    if found is None:
        beyond = Risk.objects.filter(pk=pk).first()
        if beyond is not None:
            actions.note_curiosity(actor=request.user, subject=beyond)
        raise Http404
    return found


def _measures(request: SignedInRequest, risk: Risk) -> list[tuple[str, str]] | None:
    """(title, address) of what is done about the risk; None where nobody was named who knows.

    Plans stand above this app, so the settings name them:
    YNTYMAK_RISK_MEASURES = "dotted.path.of.a(request, risk)".
    """
    dotted = getattr(settings, "YNTYMAK_RISK_MEASURES", None)
    return import_string(dotted)(request, risk) if dotted else None
