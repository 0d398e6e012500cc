"""Every write of this app."""

from yntymak.apps.risks.actions.alerts import acknowledge, close_alert, explain
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
from yntymak.apps.risks.actions.watching import (
    hand_up,
    issue_detector,
    keep_watch,
    publish_quarter,
)

__all__ = [
    "acknowledge",
    "assess",
    "check",
    "close",
    "close_alert",
    "enter",
    "explain",
    "hand_up",
    "issue_detector",
    "keep_watch",
    "link",
    "open_text",
    "publish_quarter",
    "register",
    "report",
    "reseal_all",
    "set_aside",
]
