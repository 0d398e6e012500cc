"""The yearly plan of a municipality: objectives, measures for risks, and the money for them."""

from yntymak.apps.plans.models.measures import Alignment, Measure, Objective
from yntymak.apps.plans.models.money import BudgetLine
from yntymak.apps.plans.models.plan import Plan

__all__ = ["Alignment", "BudgetLine", "Measure", "Objective", "Plan"]
