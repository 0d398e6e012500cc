from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.apps.risks import matrix, overview
from yntymak.apps.risks.consistency import inconsistencies
from yntymak.apps.risks.models import Risk
from yntymak.apps.risks.rules import may_read_register

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
@require_safe
@never_cache
def picture(request: SignedInRequest) -> HttpResponse:
    """All risks of one's area on the matrix, with the table beside it."""
    if not may_read_register(request.user):
        raise Http404
    risks = Risk.objects.visible_to(request.user)
    context = {
        "rows": overview.cells(risks, matrix.in_force()),
        "comparison": overview.since_last_year(risks, timezone.localdate()),
    }
    return render(request, "risks/picture.html", context)


@login_required
@require_safe
@never_cache
def consistency(request: SignedInRequest) -> HttpResponse:
    if not may_read_register(request.user):
        raise Http404
    risks = Risk.objects.visible_to(request.user)
    found = inconsistencies(risks, timezone.localdate())
    return render(request, "risks/consistency.html", {"findings": found})
