"""What a plan still lacks before it can do what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yntymak.apps.risks.models import Risk

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan


@dataclass(frozen=True)
class Gap:
    kind: str  # red_risk, money, goal, risk
    text: str
    measure: int | None = None  # its id


def gaps_of(plan: Plan, *, with_risks: bool = True) -> list[Gap]:
    """One query for the red risks; measures come from the plan's prefetched rows.

    `with_risks` False leaves out what would name the register's risks.
    """
    found = untreated_red_risks(plan) if with_risks else []
    for objective in plan.objectives.all():
        for measure in objective.measures.all():
            title = measure.title
            if not measure.budget_lines.all():
                found.append(
                    Gap(
                        "money",
                        _("No money is named for: %(title)s") % {"title": title},
                        measure.pk,
                    )
                )
            if not measure.goals.all():
                found.append(
                    Gap(
                        "goal",
                        _("Serves no goal of a programme: %(title)s") % {"title": title},
                        measure.pk,
                    )
                )
            if with_risks and not measure.risks.all():
                found.append(
                    Gap("risk", _("Treats no risk: %(title)s") % {"title": title}, measure.pk)
                )
    return found


def untreated_red_risks(plan: Plan) -> list[Gap]:
    red = (
        Risk.objects.open()
        .red()
        .filter(place__code__range=plan.place.code_range)
        .exclude(measures__objective__plan=plan)
    )
    return [
        Gap("red_risk", _("A red risk has no measure: %(title)s") % {"title": risk.title})
        for risk in red
    ]
