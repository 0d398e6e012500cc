"""Minutes: written, read out to those present, approved, signed and locked, then only added to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked_meeting
from yntymak.apps.consultations.actions.meetings import opened_for_entry
from yntymak.apps.consultations.models import Meeting, MinutesAddition, MinutesText, Signatory
from yntymak.apps.consultations.rules import may_run
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Sequence

    from yntymak.foundation.people.models import User

State = Meeting.Minutes
# The chair and whoever took the minutes.
LEAST_SIGNATORIES = 2


@dataclass(frozen=True)
class Signature:
    name: str
    role: str
    signed_on: dt.date


@transaction.atomic
def write_minutes(
    *, actor: User | None, client_key: uuid.UUID, meeting: Meeting, text: str, seen: int
) -> MinutesText:
    """`seen` is the number of the text that the writer had before their eyes; 0: none.

    Raises ValidationError with code "another_text" where a colleague's came between, so that the
    page can show the difference. Minutes that were read out must be read out again.
    """
    meeting = opened_for_entry(actor, meeting)
    text = text.strip()
    if not text:
        raise ValidationError(_("Write what was said and agreed."))
    standing, own_key = sent_before(MinutesText, client_key, {"meeting": meeting, "text": text})
    if standing is not None:
        return standing
    if meeting.has_approved_minutes:
        raise ValidationError(_("These minutes are approved. Add a correction under them instead."))
    if meeting.minutes_number and text == meeting.minutes:
        return meeting.texts.get(number=meeting.minutes_number)
    # Own texts that came between are no surprise: a phone may not have heard that they arrived.
    if meeting.texts.filter(number__gt=seen).exclude(written_by=actor).exists():
        raise ValidationError(
            _("A colleague has changed these minutes meanwhile. Compare both texts, then save."),
            "another_text",
        )
    meeting.minutes, meeting.minutes_number = text, meeting.minutes_number + 1
    meeting.minutes_state, meeting.read_out_on = State.DRAFT, None
    meeting.state = Meeting.State.HELD
    meeting.save()
    written = MinutesText.objects.create(
        client_key=own_key,
        meeting=meeting,
        number=meeting.minutes_number,
        text=text,
        written_by=actor,
    )
    record(
        events.MINUTES_WRITTEN,
        meeting,
        actor=actor,
        place=meeting.place,
        number=written.number,
        sha256=_sha256(text),
    )
    return written


@transaction.atomic
def read_out_minutes(*, actor: User | None, meeting: Meeting, on: dt.date, seen: int) -> Meeting:
    meeting = _at(actor, meeting, seen, State.DRAFT, State.READ_OUT)
    if meeting.minutes_state == State.READ_OUT and meeting.read_out_on == on:
        return meeting
    _not_before_meeting(meeting, on)
    meeting.minutes_state, meeting.read_out_on = State.READ_OUT, on
    meeting.save(update_fields=["minutes_state", "read_out_on"])
    record(events.MINUTES_READ_OUT, meeting, actor=actor, place=meeting.place, on=str(on))
    return meeting


@transaction.atomic
def approve_minutes(*, actor: User | None, meeting: Meeting, on: dt.date, seen: int) -> Meeting:
    meeting = _at(actor, meeting, seen, State.READ_OUT, State.APPROVED)
    if meeting.minutes_state == State.APPROVED:
        return meeting
    if meeting.read_out_on and on < meeting.read_out_on:
        raise ValidationError(_("Minutes are read out first and approved then. Check the dates."))
    _not_before_meeting(meeting, on)
    meeting.minutes_state, meeting.approved_on = State.APPROVED, on
    meeting.save(update_fields=["minutes_state", "approved_on"])
    record(
        events.MINUTES_APPROVED,
        meeting,
        actor=actor,
        place=meeting.place,
        on=str(on),
        sha256=_sha256(meeting.minutes),
    )
    return meeting


@transaction.atomic
def lock_minutes(
    *, actor: User | None, meeting: Meeting, signatures: Sequence[Signature]
) -> Meeting:
    """From now on nothing of them changes. Repeated with the same names: nothing."""
    meeting = locked_meeting(meeting)
    if actor is not None:
        require(actor, may_run, meeting)
    if meeting.is_locked:
        standing = {(each.name, each.role) for each in meeting.signatories.all()}
        if standing == {(each.name, each.role) for each in signatures}:
            return meeting
        raise ValidationError(_("These minutes are signed already. Add a correction under them."))
    if meeting.minutes_state != State.APPROVED:
        raise ValidationError(_("Minutes are read out and approved before they are signed."))
    if len({each.name.casefold() for each in signatures}) < LEAST_SIGNATORIES:
        raise ValidationError(
            _("Write at least two who signed: who led the meeting and who took the minutes.")
        )
    for each in signatures:
        _not_before_meeting(meeting, each.signed_on)
    Signatory.objects.bulk_create(
        Signatory(meeting=meeting, name=each.name, role=each.role, signed_on=each.signed_on)
        for each in signatures
    )
    meeting.minutes_state, meeting.locked_at = State.LOCKED, timezone.now()
    meeting.save(update_fields=["minutes_state", "locked_at"])
    record(
        events.MINUTES_LOCKED,
        meeting,
        actor=actor,
        place=meeting.place,
        sha256=_sha256(meeting.minutes),
        signatories=len(signatures),
    )
    return meeting


@transaction.atomic
def add_to_minutes(
    *, actor: User | None, client_key: uuid.UUID, meeting: Meeting, text: str
) -> MinutesAddition:
    """What was wrong or missing in approved minutes; also after the round was closed."""
    meeting = locked_meeting(meeting)
    if actor is not None:
        require(actor, may_run, meeting)
    text = text.strip()
    if not text:
        raise ValidationError(_("Write what must be added or corrected."))
    if not meeting.has_approved_minutes:
        raise ValidationError(_("These minutes are not approved yet: change the text itself."))
    said = {"meeting": meeting, "text": text}
    standing, own_key = sent_before(MinutesAddition, client_key, said)
    if standing is not None:
        return standing
    number = meeting.additions.count() + 1
    addition = MinutesAddition.objects.create(
        client_key=own_key, number=number, added_by=actor, **said
    )
    record(
        events.MINUTES_ADDED,
        meeting,
        actor=actor,
        place=meeting.place,
        number=number,
        sha256=_sha256(text),
    )
    return addition


def _at(actor: User | None, meeting: Meeting, seen: int, before: str, after: str) -> Meeting:
    meeting = opened_for_entry(actor, meeting)
    if not meeting.minutes:
        raise ValidationError(_("Write the minutes first."))
    if meeting.minutes_number != seen:
        raise ValidationError(
            _("A colleague has changed these minutes meanwhile. Read them again first."),
            "another_text",
        )
    if meeting.minutes_state not in (before, after):
        raise ValidationError(
            _("The minutes are now: %s. Read the page again.") % meeting.get_minutes_state_display()
        )
    return meeting


def _not_before_meeting(meeting: Meeting, on: dt.date) -> None:
    if on < meeting.held_on:
        raise ValidationError(_("This day is before the meeting. Check the date."))
    if on > timezone.localdate():
        raise ValidationError(_("This day is still to come. Check the date."))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
