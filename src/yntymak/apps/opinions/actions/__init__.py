"""Every write to a poll: its statements, the votes, the sheets of paper, the reports."""

from yntymak.apps.opinions.actions.polls import (
    StatementDraft,
    add_statement,
    create_poll,
    moderate_statement,
    publish_poll,
    set_dates,
    word_statement,
)
from yntymak.apps.opinions.actions.reports import make_report, request_report
from yntymak.apps.opinions.actions.sheets import take_in_sheet, withdraw_sheet
from yntymak.apps.opinions.actions.votes import cast_vote, join, tell_place

__all__ = [
    "StatementDraft",
    "add_statement",
    "cast_vote",
    "create_poll",
    "join",
    "make_report",
    "moderate_statement",
    "publish_poll",
    "request_report",
    "set_dates",
    "take_in_sheet",
    "tell_place",
    "withdraw_sheet",
    "word_statement",
]
