"""Words that stand on paper and on the page that is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yntymak.ui.dates import day

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Meeting

# Each part of the minutes and how many lines it gets on paper.
MINUTES_PARTS = (
    (gettext_lazy("Opened by, and what was explained"), 3),
    (gettext_lazy("What was said: article, proposal, why"), 14),
    (gettext_lazy("What those present agreed on"), 5),
    (gettext_lazy("What remained disputed"), 3),
)


def intro_of(meeting: Meeting) -> str:
    when = day(meeting.held_on)
    if meeting.starts_at is not None:
        when += ", " + time_format(meeting.starts_at, "H:i")
    where = ", ".join(part for part in (meeting.venue, str(meeting.place)) if part)
    return _("Meeting No. %(number)d · %(where)s · %(when)s") % {
        "number": meeting.number,
        "where": where,
        "when": when,
    }
