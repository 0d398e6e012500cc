"""What everyone may know of one place, on one page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yntymak.apps.consultations.models import Consultation
from yntymak.apps.coordination.models import Commitment
from yntymak.apps.plans.models import BudgetLine, Measure, Plan
from yntymak.apps.risks.queries import counts_for_public
from yntymak.foundation.registry.models import Kind, Place, Succession

WITHOUT_UNITS_INSIDE = (Kind.CITY, Kind.AIYL_AIMAK)


def place_page(place: Place, user: Any) -> dict[str, Any]:
    plan = (
        Plan.objects.visible_to(user)
        .filter(place__code=place.code, state=Plan.State.APPROVED)
        .order_by("-year")
        .first()
    )
    measures = (
        Measure.objects.visible_to(user)
        .filter(objective__plan=plan)
        .order_by("objective__position", "position")
        if plan
        else Measure.objects.none()
    )
    return {
        "place": place,
        "ancestors": _ancestors(place),
        "children": Place.objects.current().filter(parent=place)
        if place.kind not in WITHOUT_UNITS_INSIDE
        else [],
        "successions": Succession.objects.filter(Q(old=place) | Q(new=place)).select_related(
            "old", "new"
        ),
        "plan": plan,
        "measures": measures,
        "money": _money_by_source(plan) if plan else [],
        "commitments": Commitment.objects.visible_to(user)
        .agreed()
        .filter(measure__objective__plan=plan)
        .select_related("organisation", "measure")
        if plan
        else [],
        "consultations": Consultation.objects.visible_to(user)
        .filter(Q(place=None) | Q(place__code=place.code), state="published")
        .order_by("-opens_on")[:5],
        "worries": counts_for_public(place),
        "today": timezone.localdate(),
    }


def _ancestors(place: Place) -> list[Place]:
    found: list[Place] = []
    above = place.parent
    while above is not None and above.kind != Kind.COUNTRY:
        found.insert(0, above)
        above = above.parent
    return found


def _money_by_source(plan: Plan) -> list[tuple[Any, int]]:
    lines = BudgetLine.objects.filter(measure__objective__plan=plan, year=plan.year)
    sums: Counter[str] = Counter()
    for source, planned in lines.values_list("source", "planned"):
        sums[source] += planned
    return [(source.label, sums[source]) for source in BudgetLine.Source if sums[source]]
