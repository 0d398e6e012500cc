"""What several forms of this app offer, and how a list is narrowed to what a person answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yntymak.apps.risks.models import Category

if TYPE_CHECKING:
    from django import forms

    from yntymak.foundation.registry.models import Place

CATEGORY_CHOICES = [
    (Category.SOCIAL, _("Social: quarrels between neighbours, families, young people, schools")),
    (Category.ECONOMIC, _("Economic: work, prices, debts, land, pasture, the market")),
    (Category.INTERCULTURAL, _("Inter-cultural: language, customs, faith, insulting words")),
    (Category.INFRASTRUCTURAL, _("Infrastructural: water, roads, light, school, hospital")),
    (Category.ADMINISTRATIVE, _("Administrative: unfair decisions, bribes, queues, elections")),
    (Category.ENVIRONMENTAL, _("Environmental: rubbish, dirty water or air, mines, landslides")),
    (Category.OTHER, _("Other: anything else, or you are not sure")),
]


def inside(places: list[Place]) -> Q:
    """These places and all inside them, for a filter on Place."""
    found = Q(pk__in=())
    for place in places:
        found |= Q(code__range=place.code_range)
    return found


def offer(field: forms.Field, places: Any) -> None:
    """A choice among `places`; the only one stands there already."""
    field.queryset = places  # type: ignore[attr-defined]
    first_two = list(places[:2])
    if len(first_two) == 1:
        field.initial = first_two[0]
