"""The one door to a plan. Each change counts its revision up and says in the ledger what it was."""

from yntymak.apps.plans.actions.afterwards import enter_approved_plan
from yntymak.apps.plans.actions.aligning import confirm_alignment
from yntymak.apps.plans.actions.amending import begin_amendment, drop_amendment
from yntymak.apps.plans.actions.approval import approve_plan, submit_plan, take_back_plan
from yntymak.apps.plans.actions.beginning import create_plan, offer_template, set_money_aside
from yntymak.apps.plans.actions.figures import renew_figures, roll_up_year
from yntymak.apps.plans.actions.guarding import StalePlan, mark_of
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
from yntymak.apps.plans.actions.reporting import (
    add_evidence,
    enter_progress,
    enter_value,
    is_locked,
    progress_of,
    values_of,
)
from yntymak.apps.plans.actions.reports import (
    accept_report,
    return_report,
    send_report,
    write_report,
)

__all__ = [
    "StalePlan",
    "accept_report",
    "add_comment",
    "add_evidence",
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
    "enter_approved_plan",
    "enter_attendance",
    "enter_progress",
    "enter_value",
    "is_locked",
    "mark_of",
    "offer_template",
    "progress_of",
    "renew_figures",
    "return_report",
    "roll_up_year",
    "send_report",
    "set_money_aside",
    "share_out",
    "submit_plan",
    "take_back_plan",
    "values_of",
    "write_report",
]
