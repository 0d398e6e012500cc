from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from yntymak.apps.plans.models import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from yntymak.apps.risks.models import Risk


def measures_for(request: HttpRequest, risk: Risk) -> list[tuple[str, str]]:
    """Title and address of each measure that serves the risk and that this person may read."""
    measures = Measure.objects.visible_to(request.user).filter(risks=risk)
    return [
        (f"{measure.title} ({measure.objective.plan.year})", reverse("plans:plan", args=[plan_pk]))
        for measure in measures.select_related("objective__plan")
        for plan_pk in [measure.objective.plan_id]
    ]


def treated(keys: Iterable[int]) -> Iterable[int]:
    """Those of these risks that a measure of any plan serves."""
    rows = Measure.objects.filter(risks__in=list(keys)).values_list("risks", flat=True)
    return set(rows) & set(keys)
