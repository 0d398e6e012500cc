"""The documents of a bill: their list, the comparative table as a page, the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.laws.bills.comparison_page import ARTICLES_A_PAGE, ComparisonPage
from yntymak.apps.laws.exports.catalogue import BOTH, BY_NAME, Order, languages_of
from yntymak.apps.laws.exports.comparison import column_titles
from yntymak.apps.laws.exports.listing import Listing, remember_size
from yntymak.apps.laws.exports.papers import LANGUAGES, paper_of
from yntymak.apps.laws.models import BillVersion
from yntymak.methods.lawtext import AmendmentError
from yntymak.ui.documents.download import download

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yntymak.apps.laws.exports.catalogue import Document
    from yntymak.apps.laws.exports.papers import Paper


FORMATS = (("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"))


@require_safe
def documents(request: HttpRequest, code: str) -> HttpResponse:
    version, versions = _version(request, code)
    paper = paper_of(version, [_page_language()])
    context = {
        "bill": version.bill,
        "version": version,
        "versions": versions,
        "paper": paper,
        "listing": Listing(paper),
    }
    return render(request, "bills/documents.html", context)


@require_safe
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    version, _versions = _version(request, code)
    language = request.GET.get("language", "")
    language = language if language in {*LANGUAGES, BOTH} else _page_language()
    paper = paper_of(version, languages_of(language))
    places = paper.places
    is_whole = request.GET.get("all") == "yes"
    per_page = max(len(places), 1) if is_whole else ARTICLES_A_PAGE
    page = Paginator(places, per_page).get_page(request.GET.get("page"))
    context = {
        "bill": version.bill,
        "version": version,
        "paper": paper,
        "language": language,
        "is_whole": is_whole,
        "page_obj": page,
        "table": ComparisonPage(paper, page),
        "columns": column_titles(),
        "formats": FORMATS,
    }
    return render(request, "bills/comparison.html", context)


@require_safe
def document(request: HttpRequest, code: str, name: str, extension: str) -> HttpResponse:
    version, _versions = _version(request, code)
    found = BY_NAME.get(name)
    if found is None or extension not in found.formats:
        raise Http404
    language = request.GET.get("language") or _page_language()
    if language not in found.languages:
        raise Http404
    paper = paper_of(version, languages_of(language))
    order = Order(found, extension, language, _act(request, found, paper))
    try:
        content = order.make(paper)
    except AmendmentError:
        return render(request, "bills/unmakable.html", {"version": version}, status=409)
    remember_size(version, order, len(content))
    return download(content, order.file_name(paper))


def _act(request: HttpRequest, found: Document, paper: Paper) -> str:
    if not found.is_of_act:
        return ""
    codes = [each.base.act.code for each in paper.acts]
    asked = request.GET.get("act") or (codes[0] if codes else "")
    if asked not in codes:
        raise Http404
    return asked


def _page_language() -> str:
    language = get_language()
    return language if language in LANGUAGES else LANGUAGES[0]


def _version(request: HttpRequest, code: str) -> tuple[BillVersion, list[BillVersion]]:
    """The version that the address names, else the newest published one, else the one in work."""
    visible = BillVersion.objects.visible_to(request.user).filter(bill__code=code)
    versions = list(visible.select_related("bill__organisation").order_by("-number"))
    asked = request.GET.get("version")
    if asked is not None:
        chosen = [each for each in versions if str(each.number) == asked]
    else:
        chosen = [each for each in versions if each.is_published] or versions
    if not chosen:
        raise Http404
    return chosen[0], versions
