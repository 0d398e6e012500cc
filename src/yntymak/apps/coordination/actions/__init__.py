"""Who does what with whom; each promise counts once both sides have given their word."""

from yntymak.apps.coordination.actions.commitments import Promise, confirm, propose, withdraw
from yntymak.apps.coordination.actions.joint import (
    Part,
    confirm_part,
    decline_part,
    propose_part,
)
from yntymak.apps.coordination.actions.requests import Asked, answer_request, ask_upward

__all__ = [
    "Asked",
    "Part",
    "Promise",
    "answer_request",
    "ask_upward",
    "confirm",
    "confirm_part",
    "decline_part",
    "propose",
    "propose_part",
    "withdraw",
]
