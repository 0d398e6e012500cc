"""A meeting is planned, changed, cancelled, held."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import (
    locked,
    locked_meeting,
    require_manager,
    running_round,
)
from yntymak.apps.consultations.models import Meeting, MinutesText
from yntymak.apps.consultations.rules import may_run
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from yntymak.apps.consultations.models import Consultation
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class MeetingPlan:
    """Where and when people are invited, and to what."""

    held_on: dt.date
    starts_at: dt.time | None = None
    venue: str = ""
    agenda: str = ""


@transaction.atomic
def plan_meeting(
    *,
    actor: User | None,
    client_key: uuid.UUID,
    consultation: Consultation,
    place: Place,
    plan: MeetingPlan,
) -> Meeting:
    """Meetings are numbered from 1 within the consultation, whose row is locked meanwhile."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    said = {"consultation": consultation, "place": place, **asdict(plan)}
    standing, own_key = sent_before(Meeting, client_key, said)
    if standing is not None:
        return standing
    meeting = Meeting.objects.create(
        client_key=own_key,
        round=running_round(consultation),
        number=_next_number(consultation),
        state=Meeting.State.PLANNED,
        **said,
    )
    record(
        events.MEETING_PLANNED,
        meeting,
        actor=actor,
        place=place,
        number=meeting.number,
        held_on=str(plan.held_on),
    )
    return meeting


@transaction.atomic
def change_meeting(
    *, actor: User | None, meeting: Meeting, place: Place, plan: MeetingPlan
) -> Meeting:
    """Only while it is planned: where and when it was held is not rewritten."""
    meeting = locked_meeting(meeting)
    require_manager(actor, meeting.consultation)
    _still_planned(meeting)
    said = {"place": place, **asdict(plan)}
    changed = [name for name, value in said.items() if getattr(meeting, name) != value]
    if not changed:
        return meeting
    for name in changed:
        setattr(meeting, name, said[name])
    meeting.save(update_fields=changed)
    record(events.MEETING_CHANGED, meeting, actor=actor, place=place, fields=changed)
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: User | None, meeting: Meeting, reason: str) -> Meeting:
    """It stays in the list with the reason: people may have come."""
    meeting = locked_meeting(meeting)
    require_manager(actor, meeting.consultation)
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Write why the meeting is not held; everybody reads it."))
    if (meeting.state, meeting.cancelled_reason) == (Meeting.State.CANCELLED, reason):
        return meeting
    _still_planned(meeting)
    meeting.state, meeting.cancelled_reason = Meeting.State.CANCELLED, reason
    meeting.save(update_fields=["state", "cancelled_reason"])
    record(events.MEETING_CANCELLED, meeting, actor=actor, place=meeting.place, reason=reason)
    return meeting


@transaction.atomic
def hold_meeting(
    *,
    actor: User | None,
    client_key: uuid.UUID,
    consultation: Consultation,
    place: Place,
    held_on: dt.date,
    attended: int | None = None,
    minutes: str = "",
) -> Meeting:
    """A meeting that took place without having been planned here."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    said = {"consultation": consultation, "place": place, "held_on": held_on}
    first = {"attended": attended, "minutes": minutes}
    standing, own_key = sent_before(Meeting, client_key, said | first)
    if standing is not None:
        return standing
    meeting = Meeting.objects.create(
        client_key=own_key,
        round=running_round(consultation),
        number=_next_number(consultation),
        minutes_number=1 if minutes else 0,
        **said,
        **first,
    )
    if minutes:
        MinutesText.objects.create(meeting=meeting, number=1, text=minutes, written_by=actor)
    record(events.MEETING_HELD, meeting, actor=actor, place=place, number=meeting.number)
    return meeting


def opened_for_entry(actor: User | None, meeting: Meeting) -> Meeting:
    """The locked meeting, for one who may run it, in a round that still hears.

    Raises ValidationError for a day to come, a cancelled meeting, a closed round.
    """
    meeting = locked_meeting(meeting)
    if actor is not None:
        require(actor, may_run, meeting)
    running_round(meeting.consultation, meeting)
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError(_("This meeting was cancelled."))
    if meeting.held_on > timezone.localdate():
        raise ValidationError(_("The day of this meeting is still to come."))
    return meeting


def _still_planned(meeting: Meeting) -> None:
    if meeting.state != Meeting.State.PLANNED:
        raise ValidationError(_("Only a planned meeting can be changed or cancelled."))


def _next_number(consultation: Consultation) -> int:
    last: int | None = consultation.meetings.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
