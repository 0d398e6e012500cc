"""The kenesh's resolution, as it is entered and as it is printed; the versions of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yntymak.apps.plans import actions
from yntymak.apps.plans.comparison import changes_since
from yntymak.apps.plans.documents.estimate import estimate_xlsx
from yntymak.apps.plans.documents.resolution import LANGUAGES, resolution_docx, resolution_pdf
from yntymak.apps.plans.forms import ApprovalForm, ApprovedBeforeForm
from yntymak.apps.plans.models import Plan, ResolutionPaper
from yntymak.apps.plans.overview import plans_with_parts
from yntymak.apps.plans.rules import may_print_resolution
from yntymak.apps.plans.versions import changes_between, sums_between
from yntymak.apps.plans.views.attached import attached
from yntymak.apps.plans.views.moves import kept_plan
from yntymak.ui.documents.download import download

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.plans.models import PlanVersion
    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    amended = Plan.objects.visible_to(request.user).that_took_over(pk).first()
    if amended is not None:  # the resolution on an amendment, sent twice
        return redirect("plans:plan", amended.pk)
    found = kept_plan(request, pk)
    form = ApprovalForm(request.POST or None, plan=found)
    return _resolve(
        request,
        form,
        "plans/approve.html",
        lambda: actions.approve_plan(
            actor=request.user,
            plan=found,
            revision=form.cleaned_data["revision"],
            resolution=form.resolution,
            total=form.cleaned_data["total"],
        ),
    )


@login_required
def approved_before(request: SignedInRequest, pk: int) -> HttpResponse:
    """A plan that the kenesh had approved before it was entered here."""
    amended = Plan.objects.visible_to(request.user).that_took_over(pk).first()
    if amended is not None:
        return redirect("plans:plan", amended.pk)
    found = kept_plan(request, pk)
    form = ApprovedBeforeForm(request.POST or None, request.FILES or None, plan=found)
    return _resolve(
        request,
        form,
        "plans/approved_before.html",
        lambda: actions.enter_approved_plan(
            actor=request.user,
            plan=found,
            key=form.cleaned_data["key"],
            revision=form.cleaned_data["revision"],
            resolution=form.resolution,
            paper=form.cleaned_data["file"],
            heard=form.heard,
            total=form.cleaned_data["total"],
        ),
    )


def _resolve(
    request: SignedInRequest, form: ApprovalForm, page: str, act: Callable[[], Plan]
) -> HttpResponse:
    stale = {}
    if request.method == "POST" and form.is_valid():
        try:
            approved = act()
        except actions.StalePlan as refusal:
            form.add_error(None, refusal)
            stale = {"changes": changes_since(form.plan, form.cleaned_data["revision"])}
            form.reopen_on(form.plan.revision)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The plan is approved. Everyone can read it."))
            return redirect("plans:plan", approved.pk)
    return render(request, page, {"form": form, "plan": form.plan, "stale": stale})


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The resolution of a version, as the office added it; read by whoever reads the plan."""
    plans = Plan.objects.visible_to(request.user).values("pk")
    found = get_object_or_404(ResolutionPaper, version=pk, version__plan__in=plans)
    return attached(found)


@login_required
def resolution(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """As DOCX or PDF; ?language=ru for the Russian one."""
    make = resolution_pdf if ending == "pdf" else resolution_docx
    return _paper(request, pk, make, "toktom", ending)


@login_required
def estimate(request: SignedInRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, estimate_xlsx, "smeta", "xlsx")


def _paper(
    request: SignedInRequest, pk: int, make: Callable[[Plan, str], bytes], stem: str, ending: str
) -> HttpResponse:
    found = get_object_or_404(plans_with_parts(request.user), pk=pk)
    if not may_print_resolution(request.user, found):
        raise Http404
    language = request.GET.get("language") or get_language()
    language = language if language in LANGUAGES else LANGUAGES[0]
    name = f"{stem}-{found.place.code}-{found.year}-{language}.{ending}"
    return download(make(found, language), name)


def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """?from=1&to=2 compares two of them; without it the newest with the one before."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("place"), pk=pk)
    found = {each.number: each for each in plan.versions.select_related("paper")}
    newest = found.get(_number(request, "to", found) or max(found, default=0))
    before = found.get(_number(request, "from", found) or (newest.number - 1 if newest else 0))
    return render(
        request,
        "plans/versions.html",
        {
            "plan": plan,
            "versions": found.values(),
            "newest": newest,
            "before": before,
            **_difference(before, newest),
        },
    )


def _number(request: HttpRequest, name: str, found: dict[int, PlanVersion]) -> int | None:
    typed = request.GET.get(name, "")
    return next((number for number in found if str(number) == typed), None)


def _difference(before: PlanVersion | None, newest: PlanVersion | None) -> dict[str, Any]:
    if before is None or newest is None:
        return {"changes": None, "sums": []}
    return {
        "changes": changes_between(before.content, newest.content),
        "sums": sums_between(before.content, newest.content),
    }
