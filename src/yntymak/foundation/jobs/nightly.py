"""What is done once each day, without a clock of its own: a worker that beats asks for it.

Any number of workers may ask: the day stands in the key of the job, so it is done once. Days on
which no worker ran are not made up for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from yntymak.foundation.jobs.actions import request_job

if TYPE_CHECKING:
    import datetime as dt

HOUR = 2  # of the place: the day before is over, and nobody is at work yet


class Nightly:
    """Asks the database once a day only: a beat comes every five seconds."""

    def __init__(self) -> None:
        self.asked_for: dt.date | None = None

    def ask(self, now: dt.datetime | None = None) -> int:
        """How many jobs were asked for. A day that began before HOUR waits until then."""
        local = timezone.localtime(now)
        if local.hour < HOUR or self.asked_for == local.date():
            return 0
        for dotted in settings.YNTYMAK_NIGHTLY:
            day = local.date().isoformat()
            request_job(import_string(dotted), f"{dotted}:{day}", day=day)
        self.asked_for = local.date()
        return len(settings.YNTYMAK_NIGHTLY)
