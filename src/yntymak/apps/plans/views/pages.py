from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.plans import actions
from yntymak.apps.plans.comparison import changes_since
from yntymak.apps.plans.documents.resolution import LANGUAGES, resolution_docx
from yntymak.apps.plans.forms import ApprovalForm, PlanForm
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.overview import overview_of, plans_with_parts
from yntymak.apps.plans.rules import may_keep_plan, may_print_resolution
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.documents.download import download

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from yntymak.foundation.people.requests import SignedInRequest

PER_PAGE = 50


def plans(request: HttpRequest) -> HttpResponse:
    scope = scope_of(request.user)
    mine = scope.has(*STAFF, *OFFICERS, Kind.DEPUTY) and "all" not in request.GET
    found = Plan.objects.visible_to(request.user).select_related("place")
    if mine:
        found = found.filter(scope.where(*STAFF, *OFFICERS, Kind.DEPUTY))
    words = request.GET.get("q", "").strip()
    if words:
        found = found.filter(place__in=Place.objects.named_like(words))
    page = Paginator(found.order_by("-year", "place__sort_key"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    sums: dict[int, int] = {}
    shown = Plan.objects.filter(pk__in=[plan.pk for plan in page])
    for (plan, _source, _year), planned in shown.totals().items():
        sums[plan] = sums.get(plan, 0) + planned
    return render(
        request,
        "plans/list.html",
        {
            "page_obj": page,
            "rows": [(plan, sums.get(plan.pk, 0)) for plan in page],
            "mine": mine,
            "words": words,
            "may_make": scope.has(*STAFF),
        },
    )


@login_required
def create(request: SignedInRequest) -> HttpResponse:
    if not scope_of(request.user).has(*STAFF):
        raise Http404
    form = PlanForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        known = Plan.objects.filter(place=said["place"], year=said["year"]).exists()
        plan = actions.create_plan(
            actor=request.user, key=said["key"], place=said["place"], year=said["year"]
        )
        if known and plan.client_key != said["key"]:
            messages.info(request, _("There is a plan for this year already. This is it."))
        return redirect("plans:plan", plan.pk)
    return render(request, "plans/create.html", {"form": form})


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(plans_with_parts(request.user), pk=pk)
    return render(request, "plans/plan.html", {"overview": overview_of(found, request.user)})


@require_POST
@login_required
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.submit_plan, _("The plan is before the kenesh."))


@require_POST
@login_required
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.take_back_plan, _("The plan is a draft again."))


@login_required
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _kept_plan(request, pk)
    form = ApprovalForm(request.POST or None, plan=found)
    stale = {}
    if request.method == "POST" and form.is_valid():
        opened_on = form.cleaned_data["revision"]
        try:
            actions.approve_plan(
                actor=request.user, plan=found, revision=opened_on, resolution=form.resolution
            )
        except actions.StalePlan as refusal:
            form.add_error(None, refusal)
            form.reopen_on(found.revision)
            stale = {"changes": changes_since(found, opened_on)}
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The plan is approved. Everyone can read it."))
            return redirect("plans:plan", pk)
    return render(request, "plans/approve.html", {"form": form, "plan": found, "stale": stale})


@login_required
def resolution(request: SignedInRequest, pk: int) -> HttpResponse:
    """The DOCX; ?language=ru for the Russian one."""
    found = get_object_or_404(plans_with_parts(request.user), pk=pk)
    if not may_print_resolution(request.user, found):
        raise Http404
    language = request.GET.get("language") or get_language()
    language = language if language in LANGUAGES else LANGUAGES[0]
    content = resolution_docx(found, language)
    name = f"toktom-{found.place.code}-{found.year}-{language}.docx"
    return download(content, name)


def _move(request: HttpRequest, pk: int, act: Callable[..., Plan], success: str) -> HttpResponse:
    """A step of the plan that asks nothing but the revision that the page showed."""
    found = _kept_plan(request, pk)
    try:
        opened_on = int(request.POST.get("revision", ""))
    except ValueError:
        opened_on = 0  # older than any: the page is shown again
    try:
        act(actor=request.user, plan=found, revision=opened_on)
    except actions.StalePlan:
        messages.warning(
            request,
            _("The plan has changed since you opened this page. Look at it and press again."),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, success)
    return redirect("plans:plan", pk)


def _kept_plan(request: HttpRequest, pk: int) -> Plan:
    found: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("place"), pk=pk
    )
    if not may_keep_plan(request.user, found):
        raise PermissionDenied
    return found
