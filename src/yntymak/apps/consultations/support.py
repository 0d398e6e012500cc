from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Position


def with_support(positions: QuerySet[Position]) -> QuerySet[Position]:
    """Each with how many proposals it stands for and how many spoke on it since. One query."""
    return positions.select_related("round", "carried_to").annotate(
        support=Count("contributions", distinct=True), spoken=Count("voices", distinct=True)
    )
