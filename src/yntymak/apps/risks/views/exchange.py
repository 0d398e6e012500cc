"""Tables in, tables out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.apps.risks import actions, exports
from yntymak.apps.risks.forms.exchange import ImportForm
from yntymak.apps.risks.forms.filters import RiskFilter, chosen
from yntymak.apps.risks.incidents import OPTIONAL, REQUIRED, Line, Reader
from yntymak.apps.risks.models import Risk
from yntymak.apps.risks.rules import may_import_cases, may_read_register
from yntymak.apps.risks.views.parts import form_page
from yntymak.foundation.registry.tables import Row, TableError, read_table

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

SALT = "risks.import"
MOST_LINES = 2_000
AN_HOUR = 3600


@login_required
@form_page
@never_cache
def import_cases(request: SignedInRequest) -> HttpResponse:
    """First what would be written, then the writing: the rows travel signed in between."""
    if not may_import_cases(request.user, None):
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and request.POST.get("rows"):
        lines = _read(request, _unpacked(request.POST["rows"]))
        made = len(actions.import_cases(actor=request.user, lines=lines))
        said = ngettext("%d event was taken in.", "%d events were taken in.", made) % made
        messages.success(request, said)
        return redirect("risks:cases")
    context: dict[str, Any] = {"form": form, "required": REQUIRED, "optional": OPTIONAL}
    if request.method == "POST" and form.is_valid():
        try:
            rows = _rows(form.cleaned_data["file"])
        except TableError as error:
            form.add_error("file", _("The file cannot be read: %s") % error)
        else:
            context |= _dry_run(_read(request, rows), rows)
    return render(request, "risks/import.html", context)


def _rows(file: UploadedFile[Any]) -> list[Row]:
    suffix = Path(file.name or "").suffix.lower()
    with tempfile.NamedTemporaryFile(suffix=suffix if suffix == ".xlsx" else ".csv") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        rows = read_table(Path(copy.name), REQUIRED, OPTIONAL)
    if len(rows) > MOST_LINES:
        raise TableError(f"more than {MOST_LINES} rows")
    return rows


def _read(request: SignedInRequest, rows: list[Row]) -> list[Line]:
    return Reader(request.user).read(rows)


def _dry_run(lines: list[Line], rows: list[Row]) -> dict[str, Any]:
    packed = [[row.number, row.cells] for row in rows]
    return {
        "lines": lines,
        "good": sum(not line.faults and not line.is_known for line in lines),
        "known": sum(line.is_known for line in lines),
        "bad": sum(bool(line.faults) for line in lines),
        "rows": signing.dumps(packed, salt=SALT, compress=True),
    }


def _unpacked(packed: str) -> list[Row]:
    try:
        found = signing.loads(packed, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return []
    return [Row(number, cells) for number, cells in found]


@login_required
@require_safe
@never_cache
def register_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """What this person may read, with the filters of the list."""
    if not may_read_register(request.user):
        raise Http404
    rows = Risk.objects.visible_to(request.user).filter(**chosen(RiskFilter(request.GET)))
    answer = StreamingHttpResponse(exports.register_lines(rows), content_type="text/csv")
    name = f"register-{timezone.localdate().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def services(_request: HttpRequest) -> JsonResponse:
    return _json(exports.services())


@require_safe
def requests(request: HttpRequest) -> JsonResponse:
    """Only what officials published of the public lane."""
    place, category = request.GET.get("jurisdiction_id", ""), request.GET.get("service_code", "")
    return _json(exports.requests(place, category))


def _json(rows: list[dict[str, Any]]) -> JsonResponse:
    return JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})
