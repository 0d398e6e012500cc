from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from yntymak.foundation.registry.forms import SearchForm
from yntymak.foundation.registry.models import Kind, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

MOST_FOUND = 200


@dataclass
class Raion:
    """A raion with the places found in it; None for what lies in the oblast directly."""

    place: Place | None
    places: list[Place] = field(default_factory=list)


@dataclass
class Oblast:
    place: Place
    raions: list[Raion] = field(default_factory=list)
    count: int = 0


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """All oblasts with their counts; one oblast; or what a search found, by oblast and raion."""
    form = SearchForm(request.GET)
    found = form.found()
    context = {"form": form, "is_search": form.is_search}
    if found is None:
        return render(request, "registry/list.html", context | {"oblasts": overview()})
    page = list(found[: MOST_FOUND + 1])
    place_within(page)
    groups = grouped(page[:MOST_FOUND])
    context |= {"groups": groups, "is_cut": len(page) > MOST_FOUND, "count": len(page)}
    return render(request, "registry/list.html", context | {"most": MOST_FOUND})


def place_within(places: list[Place]) -> None:
    """Set each place's parent and the parent's parent. One query for the fifty units that contain
    others, which is cheaper than reading them anew with each of two hundred places.
    """
    kinds = (Kind.COUNTRY, Kind.OBLAST, Kind.RAION)
    units = Place.objects.filter(kind__in=kinds).order_by().in_bulk()
    for place in [*units.values(), *places]:
        if place.parent_id in units:
            place.parent = units[place.parent_id]


def overview() -> list[Oblast]:
    """The units of oblast level, each with the number of municipalities inside. Two queries."""
    places = Place.objects.current()
    level = places.filter(kind__in=(Kind.OBLAST, Kind.REPUBLICAN_CITY))
    oblasts = [Oblast(place) for place in level]
    codes = list(places.municipalities().order_by().values_list("code", flat=True))
    for oblast in oblasts:
        first, last = oblast.place.code_range
        oblast.count = sum(first <= code <= last for code in codes)
    return oblasts


def grouped(places: Iterable[Place]) -> list[Oblast]:
    """By oblast and raion, each in Kyrgyz order; what lies in no raion stands first."""
    oblasts: dict[int, Oblast] = {}
    raions: dict[tuple[int, int | None], Raion] = {}
    for place in places:
        raion, oblast = _around(place)
        group = oblasts.setdefault(oblast.pk, Oblast(oblast))
        key = (oblast.pk, raion.pk if raion else None)
        if key not in raions:
            raions[key] = Raion(raion)
            group.raions.append(raions[key])
        if place != raion:
            raions[key].places.append(place)
        group.count += 1
    for group in oblasts.values():
        group.raions.sort(key=lambda raion: raion.place.sort_key if raion.place else "")
    return sorted(oblasts.values(), key=lambda group: group.place.sort_key)


def _around(place: Place) -> tuple[Place | None, Place]:
    """The raion, if any, and the unit of oblast level in which `place` is listed.

    A raion is listed as the heading of itself.
    """
    parent = place.parent
    if parent is None or parent.kind == Kind.COUNTRY:
        return None, place
    if place.kind == Kind.RAION:
        return place, parent
    if parent.kind == Kind.RAION and parent.parent is not None:
        return parent, parent.parent
    return None, parent
