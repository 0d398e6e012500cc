from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.foundation.jobs.models import Job

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
def state(request: HttpRequest, key: str) -> HttpResponse:
    """The state of a job alone, for the page that waits for it. It tells nothing of the result.

    When the job has ended, htmx is told to load the whole page anew, which then shows the result.
    """
    job = get_object_or_404(Job.objects.select_related("task"), key=key)
    response = render(request, "jobs/_state.html", {"job": job})
    if not job.is_pending:
        response["HX-Refresh"] = "true"
    return response
