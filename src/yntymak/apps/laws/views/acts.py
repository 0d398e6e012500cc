"""The pages on which everybody reads the laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.laws.models import Act, ActImport, ActVersion
from yntymak.apps.laws.pages import contents, language_for, neighbours, passages, unit_of
from yntymak.apps.laws.rules import may_upload

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


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
    version, versions = _version(request, code)
    language = _text_language(request, version)
    context = {
        "act": version.act,
        "version": version,
        "versions": versions,
        "language": language,
        "entries": contents(version, language),
    }
    return render(request, "laws/detail.html", context)


@require_safe
def article(request: HttpRequest, code: str, key: str) -> HttpResponse:
    version, versions = _version(request, code)
    language = _text_language(request, version)
    found = passages(version, key, language)
    if not found:
        unit = unit_of(version, key)
        if unit is None:
            raise Http404
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{reverse('laws:article', args=[code, unit])}{query}#{key}")
    before, after = neighbours(version, key)
    context = {
        "act": version.act,
        "version": version,
        "is_newest": version == versions[0],
        "language": language,
        "passages": found,
        "before": before,
        "after": after,
    }
    return render(request, "laws/article.html", context)


def _version(request: HttpRequest, code: str) -> tuple[ActVersion, list[ActVersion]]:
    """The newest version, or the one that the address names, and all of them, newest first."""
    visible = Act.objects.visible_to(request.user).filter(code=code)
    versions = list(ActVersion.objects.filter(act__in=visible).select_related("act"))
    asked = request.GET.get("version")
    chosen = [each for each in versions if asked is None or str(each.number) == asked]
    if not chosen:
        raise Http404
    return chosen[0], versions


def _text_language(request: HttpRequest, version: ActVersion) -> str:
    return language_for(version.sources, request.GET.get("text"), get_language())
