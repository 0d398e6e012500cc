"""Half-year reports: written, sent, taken up the tree; and who still owes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.plans import actions, terms
from yntymak.apps.plans.comparison import differences
from yntymak.apps.plans.documents.report import report_docx
from yntymak.apps.plans.documents.resolution import LANGUAGES
from yntymak.apps.plans.forms.reporting import ReportForm, ReturnForm
from yntymak.apps.plans.models import HalfYearReport, Plan
from yntymak.apps.plans.owing import owing_in
from yntymak.apps.plans.reporting import account_of
from yntymak.apps.plans.rules import level_of, may_keep_plan, may_see_report
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.ui.documents.download import download

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from yntymak.foundation.people.requests import SignedInRequest

OWING_ON_A_PAGE = 50


def report(request: HttpRequest, pk: int, half: int) -> HttpResponse:
    """A report that was sent is public; before that it is a paper of the office."""
    plan = _seen(request, pk, half)
    found = HalfYearReport.objects.filter(plan=plan, half=half).first()
    return _page(request, plan, half, found)


@login_required
def write(request: SignedInRequest, pk: int, half: int) -> HttpResponse:
    plan = _kept(request, pk, half)
    found = HalfYearReport.objects.filter(plan=plan, half=half).first()
    form = _report_form(found, request.POST or None)
    stale: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_report(
                actor=request.user,
                plan=plan,
                half=half,
                done=form.cleaned_data["done"],
                difficulties=form.cleaned_data["difficulties"],
                opened_on=form.mark,
            )
        except actions.StalePlan as refusal:
            form.add_error(None, refusal)
            stored = _report_form(HalfYearReport.objects.get(plan=plan, half=half))
            form.reopen_on(stored.initial["opened_on"])
            stale = {"differences": differences(form, stored)}
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. Read it through and send it."))
            return redirect("plans:report", pk, half)
    return _page(request, plan, half, found, form=form, stale=stale)


@require_POST
@login_required
def send(request: SignedInRequest, pk: int, half: int) -> HttpResponse:
    found = get_object_or_404(HalfYearReport, plan=_kept(request, pk, half), half=half)
    return _act(request, found, actions.send_report, _("The report is sent."))


@require_POST
@login_required
def accept(request: SignedInRequest, pk: int, half: int) -> HttpResponse:
    found = _taken(request, pk, half)
    return _act(request, found, actions.accept_report, _("The report is accepted."))


@login_required
def give_back(request: SignedInRequest, pk: int, half: int) -> HttpResponse:
    found = _taken(request, pk, half)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_report(
                actor=request.user, report=found, remark=form.cleaned_data["remark"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The report goes back to the municipality."))
            return redirect("plans:report", pk, half)
    return _page(request, found.plan, half, found, return_form=form)


@login_required
def document(request: SignedInRequest, pk: int, half: int) -> HttpResponse:
    plan = _seen(request, pk, half)
    if not may_see_report(request.user, plan):
        raise Http404
    found = get_object_or_404(HalfYearReport, plan=plan, half=half)
    language = request.GET.get("language") or get_language()
    language = language if language in LANGUAGES else LANGUAGES[0]
    name = f"otchet-{plan.place.code}-{plan.year}-{half}-{language}.docx"
    return download(report_docx(found, language), name)


@login_required
def owing(request: SignedInRequest) -> HttpResponse:
    """Who of the officer's area has reported on the last half-year, and who has not."""
    if not scope_of(request.user).has(*OFFICERS):
        raise Http404
    halves = terms.halves_due(timezone.localdate())
    typed = request.GET.get("half", "")
    year, half = next((h for h in halves if f"{h[0]}-{h[1]}" == typed), halves[-1])
    rows = owing_in(request.user, year, half)
    return render(
        request,
        "plans/owing.html",
        {
            "page_obj": Paginator(rows, OWING_ON_A_PAGE).get_page(request.GET.get("page")),
            "sent": sum(row.is_sent for row in rows),
            "halves": halves,
            "year": year,
            "half": half,
            "due_on": terms.due_on(year, half),
            "is_overdue": terms.due_on(year, half) < timezone.localdate(),
        },
    )


def _page(
    request: HttpRequest,
    plan: Plan,
    half: int,
    found: HalfYearReport | None,
    *,
    form: ReportForm | None = None,
    return_form: ReturnForm | None = None,
    stale: dict[str, Any] | None = None,
) -> HttpResponse:
    may_write = may_keep_plan(request.user, plan) and (found is None or found.is_open)
    level = level_of(request.user, plan.place) if request.user.is_authenticated else ""
    return render(
        request,
        "plans/report.html",
        {
            "plan": plan,
            "half": half,
            "report": found,
            "tally": account_of(plan, half),
            "due_on": terms.due_on(plan.year, half),
            "is_overdue": terms.due_on(plan.year, half) < timezone.localdate(),
            "may_write": may_write,
            "may_take": bool(level) and found is not None and found.is_sent,
            "may_see": may_see_report(request.user, plan),
            "form": form or _report_form(found),
            "stale": stale,
            "return_form": return_form or ReturnForm(),
        },
    )


def _report_form(found: HalfYearReport | None, data: QueryDict | None = None) -> ReportForm:
    stands = (found.done, found.difficulties) if found else ("", "")
    initial = dict(zip(("done", "difficulties"), stands, strict=True))
    return ReportForm(data, initial=initial, mark=actions.mark_of(*stands))


def _act(
    request: SignedInRequest,
    found: HalfYearReport,
    act: Callable[..., Any],
    success: str,
) -> HttpResponse:
    try:
        act(actor=request.user, report=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, success)
    return redirect("plans:report", found.plan_id, found.half)


def _seen(request: HttpRequest, pk: int, half: int) -> Plan:
    if half not in terms.HALVES:
        raise Http404
    plan: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("place"), pk=pk, state="approved"
    )
    is_sent = HalfYearReport.objects.filter(plan=plan, half=half, state__in=("sent", "accepted"))
    if not may_see_report(request.user, plan) and not is_sent.exists():
        raise Http404
    return plan


def _kept(request: SignedInRequest, pk: int, half: int) -> Plan:
    plan = _seen(request, pk, half)
    if not may_keep_plan(request.user, plan):
        raise PermissionDenied
    return plan


def _taken(request: SignedInRequest, pk: int, half: int) -> HalfYearReport:
    plan = _seen(request, pk, half)
    if not level_of(request.user, plan.place):
        raise PermissionDenied
    return get_object_or_404(
        HalfYearReport.objects.select_related("plan__place"), plan=plan, half=half
    )
