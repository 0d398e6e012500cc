"""The yearly plan of a municipality: objectives, measures for risks, and the money for them."""

from yntymak.apps.plans.models.approval import Hearing, HearingComment, PlanTemplate, PlanVersion
from yntymak.apps.plans.models.measures import Alignment, Measure, Objective
from yntymak.apps.plans.models.money import BudgetLine, Classification
from yntymak.apps.plans.models.plan import Plan

__all__ = [
    "Alignment",
    "BudgetLine",
    "Classification",
    "Hearing",
    "HearingComment",
    "Measure",
    "Objective",
    "Plan",
    "PlanTemplate",
    "PlanVersion",
]
