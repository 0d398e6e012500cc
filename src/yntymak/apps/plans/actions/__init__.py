"""The one door to a plan. Each change counts its revision up and says in the ledger what it was."""

from yntymak.apps.plans.actions.aligning import confirm_alignment
from yntymak.apps.plans.actions.amending import begin_amendment, drop_amendment
from yntymak.apps.plans.actions.approval import approve_plan, submit_plan, take_back_plan
from yntymak.apps.plans.actions.beginning import create_plan, offer_template, set_money_aside
from yntymak.apps.plans.actions.guarding import StalePlan
from yntymak.apps.plans.actions.hearing import (
    add_comment,
    announce_hearing,
    answer_comment,
    enter_attendance,
)
from yntymak.apps.plans.actions.money import commit_money
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
    share_out,
)

__all__ = [
    "StalePlan",
    "add_comment",
    "add_line",
    "add_measure",
    "add_objective",
    "announce_hearing",
    "answer_comment",
    "approve_plan",
    "begin_amendment",
    "change_line",
    "change_measure",
    "change_objective",
    "commit_money",
    "confirm_alignment",
    "create_plan",
    "delete_line",
    "delete_measure",
    "delete_objective",
    "drop_amendment",
    "enter_attendance",
    "offer_template",
    "set_money_aside",
    "share_out",
    "submit_plan",
    "take_back_plan",
]
