from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from yntymak.apps.plans.models import Measure
from yntymak.foundation.registry.queries import in_each_language

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from yntymak.apps.risks.models import Risk

SHOWN = ("objective__plan__year", *in_each_language("title"))


def measures_for(request: HttpRequest, risk: Risk) -> list[tuple[str, str]]:
    """Title and address of each measure that serves the risk and that this person may read."""
    measures = Measure.objects.visible_to(request.user).filter(risks=risk)
    return [
        (f"{measure.title} ({measure.objective.plan.year})", reverse("plans:plan", args=[plan_pk]))
        for measure in measures.select_related("objective__plan").only(*SHOWN)
        for plan_pk in [measure.objective.plan_id]
    ]


def treated() -> QuerySet[Measure, Any]:
    """The keys of the risks that a measure of any plan serves."""
    # An empty key among them would make "not one of these" true of nothing.
    return Measure.objects.order_by().filter(risks__isnull=False).values("risks")
