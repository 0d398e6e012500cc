"""A programme out of a spreadsheet: first it is read and shown, then it is written."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yntymak.apps.programmes import actions
from yntymak.apps.programmes.forms import ImportForm
from yntymak.apps.programmes.rules import may_begin_programme
from yntymak.apps.programmes.spreadsheet import Reading, read_spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.apps.programmes.models import Programme
    from yntymak.foundation.people.requests import SignedInRequest

LARGEST_FILE = 1024 * 1024
SALT = "programmes.import"


@login_required
def import_programme(request: SignedInRequest) -> HttpResponse:
    """Nothing is kept between the two steps: the page carries the file, signed."""
    if not may_begin_programme(request.user):
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.user)
    reading, carried = None, ""
    if request.method == "POST" and form.is_valid():
        data = _file(form)
        reading = read_spreadsheet(data) if data is not None else None
        if data is not None and reading and not reading.faults:
            carried = signing.dumps(base64.b64encode(data).decode(), salt=SALT, compress=True)
            if not form.cleaned_data.get("file"):
                programme = _write(request, form, reading)
                if programme is not None:
                    return redirect("programmes:detail", programme.code)
    if form.is_bound:
        form.carry(carried)
    return render(
        request,
        "programmes/import.html",
        {"form": form, "reading": reading, "carried": carried},
    )


def _file(form: ImportForm) -> bytes | None:
    """A file that was chosen wins over the one that the page carried."""
    file = form.cleaned_data.get("file")
    if file and file.size > LARGEST_FILE:
        form.add_error("file", _("A list of goals is smaller than 1 MB."))
        return None
    if file:
        content: bytes = file.read()
        return content
    try:
        return base64.b64decode(signing.loads(form.cleaned_data["reading"], salt=SALT))
    except (signing.BadSignature, ValueError):
        form.add_error("file", _("Choose the file again."))
        return None


def _write(request: SignedInRequest, form: ImportForm, reading: Reading) -> Programme | None:
    try:
        programme = actions.create_programme(
            actor=request.user,
            key=form.cleaned_data["key"],
            place=form.place,
            heading=form.heading,
            goals_ky=reading.goals_ky,
            goals_ru=reading.goals_ru,
            details=actions.Details(reading.responsible, reading.indicators),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    messages.success(request, _("The programme is saved. Read it through and publish it."))
    return programme
