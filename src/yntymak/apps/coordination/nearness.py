"""Which municipalities lie near one: entered neighbours, and those of the same raion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from yntymak.foundation.registry.models import Neighbourhood, Place

if TYPE_CHECKING:
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
