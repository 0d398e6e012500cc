"""The national spreadsheet: made by a worker once for each state of the year, then fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yntymak.apps.plans.documents.resolution import LANGUAGES
from yntymak.apps.plans.jobs import make_nation_file, nation_file
from yntymak.foundation.jobs.actions import request_job
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.ui.documents.download import download

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@require_safe
@login_required
def spreadsheet(request: SignedInRequest, year: int) -> HttpResponse:
    if not scope_of(request.user).has(*OFFICERS):
        raise Http404
    language = get_language()
    language = language if language in LANGUAGES else LANGUAGES[0]
    path = nation_file(year, language)
    if path.exists():
        return download(path.read_bytes(), f"plandar-{year}-{language}.xlsx")
    # The day stands in the key: a file that somebody has cleared away is made anew.
    key = f"nation-file:{path.stem}:{timezone.localdate()}"
    request_job(make_nation_file, key, year=year, language=language)
    messages.info(request, _("The spreadsheet is being made. Come back to this link in a minute."))
    return redirect("portal:oversight")
