"""Two redactions of an act side by side; the bills on an act side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.laws.acts import standing
from yntymak.apps.laws.acts.redaction_differences import differences, marked
from yntymak.apps.laws.acts.redactions import Shelf, span_of
from yntymak.apps.laws.bills import alternatives
from yntymak.apps.laws.models import Act
from yntymak.apps.laws.pages import language_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.laws.models import ActVersion

PER_PAGE = 15


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Without a choice the redaction in force and the one before it."""
    shelf = Shelf(request, code)
    old, new = _pair(request, shelf)
    shared = [each for each in new.sources if each in old.sources]
    language = language_for(shared, request.GET.get("text"), get_language())
    found = differences(old, new, language) if old != new else []
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **shelf.context(),
        "old": old,
        "new": new,
        "standings": [
            (each, standing.of_redaction(span_of(each, shelf.redactions, shelf.today)))
            for each in (old, new)
        ],
        "language": language,
        "page": page,
        "counts": {s: sum(each.status == s for each in found) for s in _STATUSES},
        "articles": marked(old, new, language, list(page)) if found else [],
    }
    return render(request, "laws/compare.html", context)


_STATUSES = ("changed", "added", "removed")


def _pair(request: HttpRequest, shelf: Shelf) -> tuple[ActVersion, ActVersion]:
    asked = [request.GET.get(name) for name in ("old", "new")]
    named = [shelf.numbered(each) for each in asked]
    if any(each is not None and found is None for each, found in zip(asked, named, strict=True)):
        raise Http404
    new = named[1] or shelf.today_s
    earlier = [each for each in shelf.redactions if each.number < new.number]
    old = named[0] or next(iter(earlier), new)
    return old, new


@require_safe
def bills(request: HttpRequest, code: str) -> HttpResponse:
    found = alternatives.bills_on(code)
    act: Act = (
        found[0].base.act
        if found
        else get_object_or_404(Act.objects.visible_to(request.user), code=code)
    )
    languages = {language for each in found for language in each.base.sources}
    language = language_for(languages, get_language())
    context = {
        "act": act,
        "language": language,
        "bills": found,
        "meetings": alternatives.meetings(found, language),
    }
    return render(request, "laws/bills.html", context)
