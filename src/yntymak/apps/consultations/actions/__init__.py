"""Every write to a consultation, its meetings, what people say in it and what is answered."""

from yntymak.apps.consultations.actions.announcing import (
    Announcement,
    change_consultation,
    create_consultation,
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
from yntymak.apps.consultations.actions.figures import enter_figures, release_figures
from yntymak.apps.consultations.actions.folding import fold, request_folding
from yntymak.apps.consultations.actions.meetings import (
    MeetingPlan,
    cancel_meeting,
    change_meeting,
    hold_meeting,
    plan_meeting,
)
from yntymak.apps.consultations.actions.minutes import (
    Signature,
    add_to_minutes,
    approve_minutes,
    lock_minutes,
    read_out_minutes,
    write_minutes,
)
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
from yntymak.apps.consultations.actions.rounds import (
    Demand,
    RoundPlan,
    archive_consultation,
    close_round,
    open_round,
    plan_round,
    speak_on_position,
    write_position,
)
from yntymak.apps.consultations.actions.scans import keep_scan
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
    "Demand",
    "Letterhead",
    "MeetingPlan",
    "RoundPlan",
    "Signature",
    "Voice",
    "add_to_minutes",
    "answering_rules",
    "apply_code",
    "approve_minutes",
    "archive_consultation",
    "cancel_meeting",
    "change_consultation",
    "change_meeting",
    "close_round",
    "confirm_decision",
    "contribute",
    "create_consultation",
    "decide",
    "decide_together",
    "enter_contribution",
    "enter_figures",
    "fold",
    "hide_contribution",
    "hold_meeting",
    "keep_scan",
    "lock_minutes",
    "make_code",
    "make_paper",
    "make_results",
    "merge_codes",
    "open_protected",
    "open_round",
    "plan_meeting",
    "plan_round",
    "publish_answers",
    "publish_consultation",
    "publish_contribution",
    "read_out_minutes",
    "release_figures",
    "request_folding",
    "request_paper",
    "request_results",
    "set_answering",
    "speak_on_position",
    "state_effect",
    "take_code",
    "translate",
    "withdraw_consent",
    "withdraw_effect",
    "write_minutes",
    "write_position",
]
