"""Every write to a consultation, its meetings, what people say in it and what is answered."""

from yntymak.apps.consultations.actions.announcing import (
    Announcement,
    change_consultation,
    create_consultation,
    publish_consultation,
)
from yntymak.apps.consultations.actions.figures import enter_figures
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
    Voice,
    contribute,
    decide,
    enter_contribution,
    hide_contribution,
    publish_contribution,
)

__all__ = [
    "Announcement",
    "Demand",
    "MeetingPlan",
    "RoundPlan",
    "Signature",
    "Voice",
    "add_to_minutes",
    "approve_minutes",
    "archive_consultation",
    "cancel_meeting",
    "change_consultation",
    "change_meeting",
    "close_round",
    "contribute",
    "create_consultation",
    "decide",
    "enter_contribution",
    "enter_figures",
    "hide_contribution",
    "hold_meeting",
    "keep_scan",
    "lock_minutes",
    "open_round",
    "plan_meeting",
    "plan_round",
    "publish_consultation",
    "publish_contribution",
    "read_out_minutes",
    "speak_on_position",
    "write_minutes",
    "write_position",
]
