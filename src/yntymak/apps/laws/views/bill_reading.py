"""The pages on which everybody reads what a bill would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.laws import bill_reading
from yntymak.apps.laws.bill_reading import BillShelf, Places, both
from yntymak.apps.laws.bill_steps import steps_of
from yntymak.apps.laws.pages import language_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

VIEWS = ("marked", "inforce", "proposed")


@require_safe
def bill(request: HttpRequest, code: str) -> HttpResponse:
    shelf = BillShelf(request, code)
    language = shelf.language()
    places = Places(shelf.version, shelf.acts)
    listed, dropped = bill_reading.lines(shelf, language)
    closing, closing_language = both(shelf.version, "closing", language)
    context = {
        **_about(shelf, language),
        "acts": [
            (
                act,
                told,
                places.of_base(act.base),
                places.of_proposal(act.base),
                places.newer(act.base),
            )
            for act, told in listed
        ],
        "dropped": dropped,
        "steps": steps_of(shelf.bill),
        "closing": closing.splitlines(),
        "closing_language": closing_language,
    }
    return render(request, "bills/read/bill.html", context)


@require_safe
def article(request: HttpRequest, code: str, act: str, unit: str) -> HttpResponse:
    shelf = BillShelf(request, code)
    amended = next((each for each in shelf.acts if each.base.act.code == act), None)
    if amended is None:
        raise Http404
    base = amended.base
    language = language_for(base.sources, request.GET.get("text"), get_language())
    places = Places(shelf.version, [amended])
    found = bill_reading.article(amended, unit, language)
    asked = request.GET.get("view", "")
    context = {
        **_about(shelf, language),
        "amended": amended,
        "act": base.act,
        "article": found,
        "title": found.title,
        "note": both(found.amendment, "note", language),
        "rationale": both(found.amendment, "rationale", language),
        "in_force": places.of_base(base),
        "proposed": places.of_proposal(base),
        "newer": places.newer(base),
        "enacted": places.enacted(base),
        "view": asked if asked in VIEWS else VIEWS[0],
    }
    return render(request, "bills/read/article.html", context)


def _about(shelf: BillShelf, language: str) -> dict[str, Any]:
    return {
        "shelf": shelf,
        "bill": shelf.bill,
        "version": shelf.version,
        "language": language,
        "keep": shelf.query,
    }
