"""The pages on which everybody reads the laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.laws.acts import contents_search, standing
from yntymak.apps.laws.acts.redactions import Shelf
from yntymak.apps.laws.forms import ContentsForm
from yntymak.apps.laws.models import Act, ActImport
from yntymak.apps.laws.pages import (
    contents,
    language_for,
    neighbours,
    passages,
    unit_of,
    whole,
)
from yntymak.apps.laws.rules import may_upload

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.laws.models import ActVersion


@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    waiting = ActImport.objects.visible_to(request.user).filter(state=ActImport.State.WAITING)
    context = {
        "acts": Act.objects.visible_to(request.user).with_current_version(),
        "waiting": waiting.defer("parsed", "problems", "corrections"),
        "may_upload": may_upload(request.user, None),
    }
    return render(request, "laws/list.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    shelf = Shelf(request, code)
    language = text_language(request, shelf.version)
    entries = contents(shelf.version, language)
    search = ContentsForm(request.GET if request.GET.get("q") else None)
    asked = search.cleaned_data["q"] if search.is_bound and search.is_valid() else ""
    context = {
        **shelf.context(),
        "standing": standing.of_redaction(shelf.span),
        "redactions": [(each, standing.of_redaction(span)) for each, span in shelf.spans],
        "language": language,
        "search": search,
        "asked": asked,
        "entries": contents_search.found(entries, asked) if asked else entries,
    }
    return render(request, "laws/detail.html", context)


@require_safe
def article(request: HttpRequest, code: str, key: str) -> HttpResponse:
    shelf = Shelf(request, code)
    language = text_language(request, shelf.version)
    found = passages(shelf.version, key, language)
    if not found:
        unit = unit_of(shelf.version, key)
        if unit is None:
            raise Http404
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{reverse('laws:article', args=[code, unit])}{query}#{key}")
    before, after = neighbours(shelf.version, key)
    context = {
        **shelf.context(),
        "standing": standing.of_redaction(shelf.span),
        "language": language,
        "passages": found,
        "permalink": f"?version={shelf.version.number}",
        "before": before,
        "after": after,
    }
    return render(request, "laws/article.html", context)


@require_safe
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """The whole act on one page, to be printed or searched."""
    shelf = Shelf(request, code)
    language = text_language(request, shelf.version)
    context = {
        **shelf.context(),
        "standing": standing.of_redaction(shelf.span),
        "language": language,
        "pages": whole(shelf.version, language),
    }
    return render(request, "laws/print.html", context)


def text_language(request: HttpRequest, version: ActVersion) -> str:
    return language_for(version.sources, request.GET.get("text"), get_language())
