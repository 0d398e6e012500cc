"""What waits for one person in consultations, and not for every officer above them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
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
    """Four queries, whatever there is."""
    days = list(_running(user).values_list("opens_on", "closes_on"))
    today = timezone.localdate()
    return Counts(
        minutes=minutes_to_approve(user).count(),
        entries=entries_to_make(user).count(),
        confirmations=confirmations(user).count(),
        over=sum(closes < today for _opens, closes in days),
        ending=sum(opens <= today <= closes <= today + ENDS_SOON for opens, closes in days),
    )


def minutes_to_approve(user: Any) -> QuerySet[Meeting]:
    return _with_places(Meeting.objects.asked_of(user).exclude(minutes_state__in=APPROVED_MINUTES))


def entries_to_make(user: Any) -> QuerySet[Meeting]:
    """The second entry of counts, or one that differs from the colleague's."""
    sheets = FigureSheet.objects.filter(meeting=OuterRef("pk"), release=None).order_by()
    turns = sheets.values("meeting").annotate(n=Count("turn", distinct=True)).values("n")
    open_meetings = Meeting.objects.asked_of(user).filter(figures_agreed_at=None)
    entered = open_meetings.alias(
        turns=Subquery(turns), has_entered=Exists(sheets.filter(entered_by=user))
    )
    return _with_places(
        entered.filter(Q(turns=1, has_entered=False) | Q(turns=2, has_entered=True))
    )


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


def rounds_over(user: Any) -> QuerySet[Any]:
    """Their last day has passed, and nobody has closed the round, whose number is `asked`."""
    over: QuerySet[Any] = _running(user).filter(closes_on__lt=timezone.localdate())
    over = over.annotate(asked=Max("rounds__number"))
    return over.order_by("closes_on", "pk")


def ending_soon(user: Any) -> QuerySet[Any]:
    today = timezone.localdate()
    soon = _running(user).filter(opens_on__lte=today, closes_on__range=(today, today + ENDS_SOON))
    return soon.order_by("closes_on", "pk")


def _with_places(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("place", "consultation").order_by("held_on", "pk")


def _running(user: Any) -> QuerySet[Any]:
    """Those with a round that nobody has closed."""
    runs = Round.objects.filter(consultation=OuterRef("pk"), closed_at=None)
    mine: QuerySet[Any] = Consultation.objects.asked_of(user)
    return mine.filter(Exists(runs))
