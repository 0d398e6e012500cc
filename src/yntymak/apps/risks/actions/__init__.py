"""Every write of this app."""

from yntymak.apps.risks.actions.alerts import acknowledge, close_alert, explain
from yntymak.apps.risks.actions.answering import (
    acknowledge_signal,
    add_words,
    answer,
    erase,
    publish_signal,
)
from yntymak.apps.risks.actions.cases import (
    add_place,
    close_case,
    hand_on,
    involve,
    link_to_case,
    note_on_case,
    open_case,
    take,
)
from yntymak.apps.risks.actions.curiosity import note_curiosity
from yntymak.apps.risks.actions.describing import accept, add_cause, describe
from yntymak.apps.risks.actions.importing import import_cases
from yntymak.apps.risks.actions.register import assess, close, register
from yntymak.apps.risks.actions.signals import (
    check,
    enter,
    link,
    open_text,
    report,
    reseal_all,
    set_aside,
)
from yntymak.apps.risks.actions.terms import set_holidays, set_term
from yntymak.apps.risks.actions.watching import (
    hand_up,
    issue_detector,
    keep_watch,
    publish_quarter,
)

__all__ = [
    "accept",
    "acknowledge",
    "acknowledge_signal",
    "add_cause",
    "add_place",
    "add_words",
    "answer",
    "assess",
    "check",
    "close",
    "close_alert",
    "close_case",
    "describe",
    "enter",
    "erase",
    "explain",
    "hand_on",
    "hand_up",
    "import_cases",
    "involve",
    "issue_detector",
    "keep_watch",
    "link",
    "link_to_case",
    "note_curiosity",
    "note_on_case",
    "open_case",
    "open_text",
    "publish_quarter",
    "publish_signal",
    "register",
    "report",
    "reseal_all",
    "set_aside",
    "set_holidays",
    "set_term",
    "take",
]
