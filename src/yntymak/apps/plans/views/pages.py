from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yntymak.apps.plans import actions, list_table
from yntymak.apps.plans.forms import PlanForm
from yntymak.apps.plans.models import Plan
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
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
    ordered = found.order_by("-year", "place__sort_key").only(*list_table.COLUMNS)
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    sums: dict[int, int] = {}
    shown = Plan.objects.filter(pk__in=[plan.pk for plan in rows])
    for (plan, _source, _year), planned in shown.totals().items():
        sums[plan] = sums.get(plan, 0) + planned
    return render(
        request,
        "plans/list.html",
        {
            "page_obj": page,
            "rows": list_table.written(rows, sums),
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
        same = Plan.objects.filter(place=said["place"], year=said["year"])
        known = same.in_their_own_right().exists()
        plan = actions.create_plan(
            actor=request.user,
            key=said["key"],
            place=said["place"],
            year=said["year"],
            begin_with=form.begins_with,
        )
        if known and plan.client_key != said["key"]:
            messages.info(request, _("There is a plan for this year already. This is it."))
        return redirect("plans:plan", plan.pk)
    return render(request, "plans/create.html", {"form": form})
