"""The page behind the lines of the desk: each piece of work with the link to where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.apps.consultations import waiting as work
from yntymak.apps.consultations.queries import RUNNERS
from yntymak.foundation.people.scope import scope_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

MOST_LISTED = 50


@login_required
@require_safe
@never_cache
def waiting(request: SignedInRequest) -> HttpResponse:
    """The oldest of each kind first."""
    user = request.user
    if not scope_of(user).has(*RUNNERS):
        raise Http404
    confirmations = work.confirmations(user).select_related("contribution__consultation")
    context: dict[str, Any] = {
        "minutes": work.minutes_to_approve(user)[:MOST_LISTED],
        "entries": work.entries_to_make(user)[:MOST_LISTED],
        "confirmations": confirmations.order_by("pk")[:MOST_LISTED],
        "over": work.rounds_over(user)[:MOST_LISTED],
        "ending": work.ending_soon(user)[:MOST_LISTED],
    }
    context["has_work"] = any(len(rows) for rows in context.values())
    return render(request, "consultations/waiting.html", context)
