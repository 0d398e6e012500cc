"""Plans added up for an area, and municipalities side by side. Both are public."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.plans.models import Plan
from yntymak.foundation.registry.models import Kind, Place
from yntymak.portal.area import area_of
from yntymak.portal.comparison import FIELDS, ComparisonForm, comparison_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

FIRST_YEAR = 2024
MINUTES_5 = 300  # seconds: a reform or another name of a place shows after these
AREAS = (Kind.COUNTRY, Kind.OBLAST, Kind.REPUBLICAN_CITY, Kind.RAION)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Of a place that holds municipalities: /oversight/41702205000000/?year=2026."""
    found = get_object_or_404(Place.objects.current(), code=code, kind__in=AREAS)
    year = chosen_year(request)
    content = _rendered_once(
        f"area:{code}", year, lambda: render_to_string("portal/_area.html", _area(found, year))
    )
    return render(request, "portal/area.html", {"place": found, "year": year, "content": content})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """?place1=…&place2=…&year=2026; without anything typed the empty form."""
    typed = any(request.GET.get(name) for name in FIELDS)
    asked = {**request.GET.dict(), "year": str(chosen_year(request))} if typed else None
    form = ComparisonForm(asked, years=years(), initial={"year": chosen_year(request)})
    content = ""
    if form.is_valid():
        year, places = form.cleaned_data["year"], form.places
        codes = "-".join(place.code for place in places)
        content = _rendered_once(
            f"compare:{codes}",
            year,
            lambda: render_to_string(
                "portal/_comparison.html",
                {"found": comparison_of(places, year), "year": year},
            ),
        )
    return render(request, "portal/compare.html", {"form": form, "content": content})


def chosen_year(request: HttpRequest) -> int:
    typed = request.GET.get("year", "")
    # Four digits and no more: Python refuses to read a number of thousands of them.
    return int(typed) if re.fullmatch(r"20\d\d", typed) else timezone.localdate().year


def years() -> range:
    return range(FIRST_YEAR, timezone.localdate().year + 2)


def _area(found: Place, year: int) -> dict[str, Any]:
    return {"area": area_of(found, year), "year": year, "years": years(), "areas": AREAS}


def _rendered_once(name: str, year: int, render_it: Callable[[], str]) -> str:
    """For all readers of one language, until an approved plan of the year changes. One query."""
    approved = Plan.objects.filter(year=year, state=Plan.State.APPROVED)
    version = tuple(approved.aggregate(Count("pk"), Sum("revision")).values())
    parts = (name, year, version, get_language(), timezone.localdate())
    key = "sums:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    content: str | None = cache.get(key)
    if content is None:
        content = render_it()
        cache.set(key, content, MINUTES_5)
    return content
