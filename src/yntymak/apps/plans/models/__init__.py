"""The yearly plan of a municipality: objectives, measures for risks, and the money for them."""

from yntymak.apps.plans.models.approval import (
    Hearing,
    HearingComment,
    PlanTemplate,
    PlanVersion,
    ResolutionPaper,
)
from yntymak.apps.plans.models.measures import Alignment, Measure, Objective
from yntymak.apps.plans.models.money import BudgetLine, Classification
from yntymak.apps.plans.models.plan import Plan
from yntymak.apps.plans.models.reminders import Letter
from yntymak.apps.plans.models.reporting import (
    Evidence,
    HalfYearReport,
    IndicatorValue,
    PlanFigures,
    Progress,
    ReportStep,
    RollUp,
    Spending,
)

__all__ = [
    "Alignment",
    "BudgetLine",
    "Classification",
    "Evidence",
    "HalfYearReport",
    "Hearing",
    "HearingComment",
    "IndicatorValue",
    "Letter",
    "Measure",
    "Objective",
    "Plan",
    "PlanFigures",
    "PlanTemplate",
    "PlanVersion",
    "Progress",
    "ReportStep",
    "ResolutionPaper",
    "RollUp",
    "Spending",
]
