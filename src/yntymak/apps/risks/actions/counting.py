"""The weekly counts, moved in the transaction of the worry that moves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from yntymak.apps.risks.models import WeeklyCount
from yntymak.apps.risks.warning.weeks import week_of_signal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.risks.models import Signal


def count_in(signal: Signal) -> None:
    if _row_of(signal).update(count=F("count") + 1):
        return
    # Two first worries of a week meet at the unique constraint: one makes the row, both count.
    WeeklyCount.objects.get_or_create(
        place=signal.place, lane=signal.lane, category=signal.category, week=week_of_signal(signal)
    )
    _row_of(signal).update(count=F("count") + 1)


def count_out(signal: Signal) -> None:
    """It was no matter for us: a count may fall. Alerts keep what was counted when they came."""
    _row_of(signal).filter(count__gt=0).update(count=F("count") - 1)


def _row_of(signal: Signal) -> QuerySet[WeeklyCount]:
    return WeeklyCount.objects.filter(
        place=signal.place, lane=signal.lane, category=signal.category, week=week_of_signal(signal)
    )
