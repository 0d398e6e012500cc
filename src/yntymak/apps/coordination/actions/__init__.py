"""Who does what with whom; each promise counts once both sides have given their word."""

from yntymak.apps.coordination.actions.commitments import Promise, confirm, propose, withdraw
from yntymak.apps.coordination.actions.hearings import join_hearing
from yntymak.apps.coordination.actions.joint import (
    Part,
    confirm_part,
    decline_part,
    propose_part,
)
from yntymak.apps.coordination.actions.lending import (
    Offer,
    Wish,
    answer_loan,
    ask_for,
    offer_resource,
    withdraw_loan,
    withdraw_resource,
)
from yntymak.apps.coordination.actions.requests import Asked, answer_request, ask_upward

__all__ = [
    "Asked",
    "Offer",
    "Part",
    "Promise",
    "Wish",
    "answer_loan",
    "answer_request",
    "ask_for",
    "ask_upward",
    "confirm",
    "confirm_part",
    "decline_part",
    "join_hearing",
    "offer_resource",
    "propose",
    "propose_part",
    "withdraw",
    "withdraw_loan",
    "withdraw_resource",
]
