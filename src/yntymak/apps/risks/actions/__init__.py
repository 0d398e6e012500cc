"""Every write of this app."""

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

__all__ = [
    "assess",
    "check",
    "close",
    "enter",
    "link",
    "open_text",
    "register",
    "report",
    "reseal_all",
    "set_aside",
]
