"""The pages on which everybody reads what a bill would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yntymak.apps.laws.bills import article as articles
from yntymak.apps.laws.bills import lines
from yntymak.apps.laws.bills.shelf import BillShelf, Places, both
from yntymak.apps.laws.bills.steps import steps_of
from yntymak.apps.laws.rules import may_write

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
VIEWS = ("marked", "inforce", "proposed")


@require_safe
def bill(request: HttpRequest, code: str) -> HttpResponse:
    shelf = BillShelf(request, code)
    language = shelf.language()
    places = Places(shelf.version, shelf.acts)
    told, dropped = lines.lines(shelf, language)
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    shown = {act.pk: [line for line in page if line.act == act] for act in shelf.acts}
    closing, closing_language = both(shelf.version, "closing", language)
    context = {
        "shelf": shelf,
        "bill": shelf.bill,
        "version": shelf.version,
        "language": language,
        "keep": shelf.query,
        "page": page,
        "may_write": may_write(request.user, shelf.bill),
        "acts": [
            (act, shown[act.pk], places.of_base(base), places.of_proposal(base), places.newer(base))
            for act in shelf.acts
            for base in (act.base,)
        ],
        "dropped": dropped,
        "steps": steps_of(shelf.bill),
        "closing": closing.splitlines(),
        "closing_language": closing_language,
    }
    return render(request, "bills/read/bill.html", context)


@require_safe
def article(request: HttpRequest, code: str, act: str, unit: str) -> HttpResponse:
    found = articles.find(request, code, act, unit)
    base, version = found.act.base, found.act.version
    places = Places(version, [found.act])
    asked = request.GET.get("view", "")
    context = {
        "article": found,
        "shelf": found,
        "bill": version.bill,
        "version": version,
        "act": base.act,
        "amended": found.act,
        "language": found.language,
        "keep": found.query,
        "note": both(found.amendment, "note", found.language),
        "rationale": both(found.amendment, "rationale", found.language),
        "in_force": places.of_base(base),
        "proposed": places.of_proposal(base),
        "newer": places.newer(base),
        "enacted": places.enacted(base),
        "view": asked if asked in VIEWS else VIEWS[0],
    }
    return render(request, "bills/read/article.html", context)
