"""A file as an office added it, to be saved and never shown by the browser itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Evidence, ResolutionPaper


def attached(found: Evidence | ResolutionPaper) -> HttpResponse:
    with found.file.open() as kept:
        content = kept.read()
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, found.name) or ""},
    )
