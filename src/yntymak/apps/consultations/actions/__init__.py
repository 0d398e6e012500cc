"""Every write to a consultation, its meetings, what people say in it and what is answered."""

from yntymak.apps.consultations.actions.announcing import (
    Announcement,
    change_consultation,
    create_consultation,
    hold_meeting,
    publish_consultation,
)
from yntymak.apps.consultations.actions.answers import (
    Answer,
    answering_rules,
    confirm_decision,
    decide,
    decide_together,
    publish_answers,
    set_answering,
)
from yntymak.apps.consultations.actions.codes import apply_code, make_code, merge_codes, take_code
from yntymak.apps.consultations.actions.effects import state_effect, withdraw_effect
from yntymak.apps.consultations.actions.folding import fold, request_folding
from yntymak.apps.consultations.actions.moderation import (
    hide_contribution,
    publish_contribution,
    translate,
    withdraw_consent,
)
from yntymak.apps.consultations.actions.papers import (
    PAPER_LANGUAGES,
    make_paper,
    make_results,
    request_paper,
    request_results,
)
from yntymak.apps.consultations.actions.voices import (
    Letterhead,
    Voice,
    contribute,
    enter_contribution,
    open_protected,
)

__all__ = [
    "PAPER_LANGUAGES",
    "Announcement",
    "Answer",
    "Letterhead",
    "Voice",
    "answering_rules",
    "apply_code",
    "change_consultation",
    "confirm_decision",
    "contribute",
    "create_consultation",
    "decide",
    "decide_together",
    "enter_contribution",
    "fold",
    "hide_contribution",
    "hold_meeting",
    "make_code",
    "make_paper",
    "make_results",
    "merge_codes",
    "open_protected",
    "publish_answers",
    "publish_consultation",
    "publish_contribution",
    "request_folding",
    "request_paper",
    "request_results",
    "set_answering",
    "state_effect",
    "take_code",
    "translate",
    "withdraw_consent",
    "withdraw_effect",
]
