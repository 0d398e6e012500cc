"""What lies before the deputies: the plan with its money, what people said, what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from yntymak.apps.plans.kenesh import papers_of
from yntymak.apps.plans.overview import overview_of, read_parts
from yntymak.apps.plans.views.heads import MINUTES_5, head_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from yntymak.apps.plans.models import Plan
    from yntymak.foundation.people.requests import SignedInRequest


@require_safe
@login_required
def kenesh(request: SignedInRequest, pk: int) -> HttpResponse:
    """For deputies, staff and officers above; two queries when it was rendered before."""
    head = head_of(request.user, pk)
    if head is None or not head.may_print:
        raise Http404
    key = f"kenesh-{head.key}"
    content = cache.get(key)
    if content is None:
        content = _content(request, head.plan)
        cache.set(key, content, MINUTES_5)
    return render(request, "plans/kenesh.html", {"plan": head.plan, "content": content})


def _content(request: SignedInRequest, plan: Plan) -> SafeString:
    found = read_parts(plan, request.user)
    overview = overview_of(found, request.user)
    context = {"overview": overview, "plan": found, "papers": papers_of(found)}
    return render_to_string("plans/_kenesh.html", context)
