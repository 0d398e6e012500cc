from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Signal  # noqa: F401 - in generics
    from yntymak.foundation.registry.models import Place

SMALLEST_PUBLIC_COUNT = 5  # fewer might point to a person


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: Any) -> Self:
        """Each lane opens to its own people: a protected voice to focal points only.

        Nobody sees a signal by being a visitor: a public one appears in counts, and its sender
        reaches it by the receipt.
        """
        scope = scope_of(user)
        open_lanes = scope.where(*STAFF, *OFFICERS) & ~Q(lane="protected")
        return self.filter(open_lanes | (scope.where(Kind.FOCAL_POINT) & Q(lane="protected")))

    def untriaged(self) -> Self:
        return self.filter(state="new")


@dataclass(frozen=True)
class CategoryCount:
    category: str
    label: str
    count: int


def counts_for_public(place: Place) -> list[CategoryCount]:
    """Worries of the public lane in `place` and inside it, by category, most first. One query.

    A category with fewer than five is absent, and no total is given from which it could be found.
    """
    signal = apps.get_model("risks", "Signal")
    rows = (
        signal.objects.filter(lane="public", place__code__range=place.code_range)
        .exclude(state="dropped")
        .order_by()
        .values_list("category")
        .annotate(count=Count("pk"))
        .filter(count__gte=SMALLEST_PUBLIC_COUNT)
        .order_by("-count", "category")
    )
    return [
        CategoryCount(code, str(signal(category=code).get_category_display()), count)
        for code, count in rows
    ]
