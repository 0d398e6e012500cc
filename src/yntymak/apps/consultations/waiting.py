"""What waits for one person in consultations, and not for every officer above them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from yntymak.apps.consultations.models import (
    APPROVED_MINUTES,
    Consultation,
    Decision,
    FigureSheet,
    Meeting,
    Round,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

ENDS_SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Counts:
    minutes: int
    entries: int
    confirmations: int
    over: int
    ending: int


def counts_for(user: Any) -> Counts:
    """Three queries, whatever there is."""
    told = _meetings(user).aggregate(
        minutes=Count("pk", filter=Q(lacks_minutes=True)),
        entries=Count("pk", filter=Q(waits_for_entry=True)),
    )
    days = _consultations(user).aggregate(
        over=Count("pk", filter=Q(is_over=True)), ending=Count("pk", filter=Q(ends_soon=True))
    )
    return Counts(**told, **days, confirmations=confirmations(user).count())


def minutes_to_approve(user: Any) -> QuerySet[Meeting]:
    return _with_places(_meetings(user).filter(lacks_minutes=True))


def entries_to_make(user: Any) -> QuerySet[Meeting]:
    """The second entry of counts, or one that differs from the colleague's."""
    return _with_places(_meetings(user).filter(waits_for_entry=True))


def confirmations(user: Any) -> QuerySet[Decision]:
    """Rejections that a colleague proposed and nobody has answered otherwise."""
    newer = Decision.objects.filter(contribution=OuterRef("contribution"), pk__gt=OuterRef("pk"))
    rows = Decision.objects.filter(standing=Decision.Standing.PROPOSED).filter(~Exists(newer))
    # The condition of the index once more, in its own letters: SQLite sees no value of a parameter,
    # and would read every decision there is.
    told: QuerySet[Decision] = rows.extra(
        where=["NOT (consultations_decision.standing = 'public')"]
    )
    mine = Consultation.objects.asked_of(user).values("pk")
    open_lanes = told.exclude(contribution__lane="protected").exclude(decided_by=user)
    return open_lanes.filter(contribution__consultation__in=mine)


def rounds_over(user: Any) -> QuerySet[Consultation]:
    """Their last day has passed, and nobody has closed the round."""
    """Each with the number of that round as `asked`."""
    over: QuerySet[Consultation] = _consultations(user).filter(is_over=True)
    return over.annotate(asked=Max("rounds__number")).order_by("closes_on", "pk")


def ending_soon(user: Any) -> QuerySet[Consultation]:
    return _consultations(user).filter(ends_soon=True).order_by("closes_on", "pk")


def _with_places(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("place", "consultation").order_by("held_on", "pk")


def _meetings(user: Any) -> QuerySet[Any]:
    sheets = FigureSheet.objects.filter(meeting=OuterRef("pk"), release=None)
    first, second = Exists(sheets.filter(turn=1)), Exists(sheets.filter(turn=2))
    mine = Exists(sheets.filter(entered_by=user))
    alone = (Q(first) & ~Q(second)) | (~Q(first) & Q(second))
    waits = Q(figures_agreed_at=None) & ((alone & ~Q(mine)) | (Q(first) & Q(second) & Q(mine)))
    return Meeting.objects.asked_of(user).annotate(
        lacks_minutes=~Q(minutes_state__in=APPROVED_MINUTES), waits_for_entry=waits
    )


def _consultations(user: Any) -> QuerySet[Any]:
    today = timezone.localdate()
    runs = Exists(Round.objects.filter(consultation=OuterRef("pk"), closed_at=None))
    found: QuerySet[Any] = Consultation.objects.asked_of(user).annotate(
        is_over=Q(closes_on__lt=today) & Q(runs),
        ends_soon=Q(opens_on__lte=today, closes_on__range=(today, today + ENDS_SOON)) & Q(runs),
    )
    return found
