"""Every write to a consultation, its meetings, what people say in it and what is answered."""

from yntymak.apps.consultations.actions.announcing import (
    Announcement,
    change_consultation,
    create_consultation,
    hold_meeting,
    publish_consultation,
)
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
    "Voice",
    "change_consultation",
    "contribute",
    "create_consultation",
    "decide",
    "enter_contribution",
    "hide_contribution",
    "hold_meeting",
    "publish_consultation",
    "publish_contribution",
]
