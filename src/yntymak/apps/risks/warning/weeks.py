"""ISO weeks of the place, named by their Monday, and the week to which a worry belongs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Signal

WEEK = dt.timedelta(days=7)
OLDEST = 8  # weeks: what is told later is news of the week in which it is told


def week_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def week_told(occurred_on: dt.date | None, received_at: dt.datetime) -> tuple[dt.date, int]:
    """The week of a worry, and how many weeks later it was told.

    A day that had not come when it was told is a slip: the worry counts when it was told.
    """
    received = timezone.localtime(received_at).date()
    told = week_of(received)
    if occurred_on is None or occurred_on > received:
        return told, 0
    age = (told - week_of(occurred_on)).days // 7
    return (told - age * WEEK, age) if age <= OLDEST else (told, 0)


def week_of_signal(signal: Signal) -> dt.date:
    return week_told(signal.occurred_on, signal.received_at)[0]


def quarter_of(day: dt.date) -> dt.date:
    """Its first day."""
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)
