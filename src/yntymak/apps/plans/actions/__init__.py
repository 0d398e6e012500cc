"""The one door to a plan. Each change counts its revision up and says in the ledger what it was."""

from yntymak.apps.plans.actions.approval import approve_plan, submit_plan, take_back_plan
from yntymak.apps.plans.actions.beginning import create_plan
from yntymak.apps.plans.actions.guarding import StalePlan
from yntymak.apps.plans.actions.parts import (
    add_line,
    add_measure,
    add_objective,
    change_line,
    change_measure,
    change_objective,
    delete_line,
    delete_measure,
    delete_objective,
)

__all__ = [
    "StalePlan",
    "add_line",
    "add_measure",
    "add_objective",
    "approve_plan",
    "change_line",
    "change_measure",
    "change_objective",
    "create_plan",
    "delete_line",
    "delete_measure",
    "delete_objective",
    "submit_plan",
    "take_back_plan",
]
