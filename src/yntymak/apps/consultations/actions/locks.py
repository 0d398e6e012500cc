"""Rows are locked before they are decided upon: no gap in the numbers, no answer overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yntymak.apps.consultations.models import Consultation, Contribution, Meeting
from yntymak.apps.consultations.rules import may_manage
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Round
    from yntymak.foundation.people.models import User


def require_manager(actor: User | None, consultation: Consultation) -> None:
    if actor is not None:
        require(actor, may_manage, consultation)


def locked(consultation: Consultation) -> Consultation:
    """Locked for a write. Raises ValidationError where it is archived."""
    mine = Consultation.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    return _writable(mine.get(pk=consultation.pk))


def locked_contribution(contribution: Contribution, *, also_archived: bool = False) -> Contribution:
    """`also_archived`: what must be possible for ever, as taking a name from the public is."""
    rows: QuerySet[Contribution] = Contribution.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("consultation__place").get(pk=contribution.pk)
    if not also_archived:
        _writable(found.consultation)
    return found


def locked_meeting(meeting: Meeting) -> Meeting:
    """The consultation first, as everywhere, so that no two writers wait in a ring."""
    consultation = locked(meeting.consultation)
    rows: QuerySet[Meeting] = Meeting.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("place", "round").get(pk=meeting.pk)
    found.consultation = consultation
    return found


def _writable(consultation: Consultation) -> Consultation:
    if consultation.archived_at is not None:
        raise ValidationError(
            _("This consultation is archived. It can be read, and no longer changed."), "archived"
        )
    return consultation


def running_round(consultation: Consultation, meeting: Meeting | None = None) -> Round:
    """The round that takes what is said: that of the meeting, else the newest.

    Call with the consultation locked. A closed round takes nothing more.
    """
    found = meeting.round if meeting is not None else consultation.current_round
    if found.is_closed:
        raise ValidationError(
            _("Round %d is closed. What it heard stays as it is.") % found.number, "round_closed"
        )
    return found
