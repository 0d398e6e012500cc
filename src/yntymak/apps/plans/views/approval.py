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
from yntymak.apps.plans.forms import ApprovalForm
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.overview import plans_with_parts
from yntymak.apps.plans.rules import may_print_resolution
from yntymak.apps.plans.versions import changes_between, sums_between
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
    stale = {}
    if request.method == "POST" and form.is_valid():
        opened_on = form.cleaned_data["revision"]
        try:
            approved = actions.approve_plan(
                actor=request.user,
                plan=found,
                revision=opened_on,
                resolution=form.resolution,
                total=form.cleaned_data["total"],
            )
        except actions.StalePlan as refusal:
            form.add_error(None, refusal)
            form.reopen_on(found.revision)
            stale = {"changes": changes_since(found, opened_on)}
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The plan is approved. Everyone can read it."))
            return redirect("plans:plan", approved.pk)
    return render(request, "plans/approve.html", {"form": form, "plan": found, "stale": stale})


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
    found = {each.number: each for each in plan.versions.all()}
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
