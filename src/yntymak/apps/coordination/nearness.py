"""Which municipalities lie near one: entered neighbours, and those of the same raion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from yntymak.foundation.registry.models import Neighbourhood, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def around(place: Place) -> QuerySet[Place]:
    pairs = Neighbourhood.objects.filter(Q(a=place) | Q(b=place)).values_list("a", "b")
    near = {pk for pair in pairs for pk in pair} - {place.pk}
    found = Q(pk__in=near)
    if place.parent is not None:
        found |= Q(code__range=place.parent.code_range)
    places: QuerySet[Place] = (
        Place.objects.current().municipalities().filter(found).exclude(pk=place.pk)
    )
    return places.order_by("sort_key")


def near_any(places: Iterable[Place], field: str = "place") -> Q:
    """The rows whose `field`, a path to a place, lies near one of `places`; one query at most."""
    places = list(places)
    found = Q(pk__in=())
    if not places:
        return found
    parents = Place.objects.in_bulk({place.parent_id for place in places if place.parent_id})
    in_force = Q(**{f"{field}__valid_to": None, f"{field}__is_municipality": True})
    for place in places:
        beside = Neighbourhood.objects.order_by()
        near = Q(**{f"{field}__in": beside.filter(a=place).values("b")})
        near |= Q(**{f"{field}__in": beside.filter(b=place).values("a")})
        if place.parent_id is not None:
            near |= Q(**{f"{field}__code__range": parents[place.parent_id].code_range})
        found |= near & in_force & ~Q(**{field: place.pk})
    return found
