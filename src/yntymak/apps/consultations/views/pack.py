"""The pack of a meeting, to print from the page or to change in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.consultations.models import Meeting
from yntymak.apps.consultations.pack import Pack, pack_of
from yntymak.apps.consultations.pack_docx import file_name, pack_as_docx
from yntymak.apps.consultations.pack_words import MINUTES_PARTS, intro_of

if TYPE_CHECKING:
    from yntymak.foundation.people.requests import SignedInRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_safe
def pack(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    made = _pack(request, code, number)
    context = {
        "consultation": made.consultation,
        "meeting": made.meeting,
        "pack": made,
        "intro": intro_of(made.meeting),
        "parts": [(name, range(lines)) for name, lines in MINUTES_PARTS],
    }
    return render(request, "consultations/pack.html", context)


@login_required
@require_safe
def pack_file(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    made = _pack(request, code, number)
    response = HttpResponse(pack_as_docx(made, get_language() or "ky"), content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{file_name(made)}"'
    return response


def _pack(request: SignedInRequest, code: str, number: int) -> Pack:
    rows = Meeting.objects.run_by(request.user).select_related(
        "consultation", "place", "round__document__act"
    )
    meeting = get_object_or_404(rows, consultation__code=code, number=number)
    return pack_of(meeting, get_language() or "ky")
