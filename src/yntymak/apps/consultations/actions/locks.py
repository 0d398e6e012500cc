"""Rows are locked before they are decided upon: no gap in the numbers, no answer overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.rules import may_manage
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Meeting, Round
    from yntymak.foundation.people.models import User


def require_manager(actor: User | None, consultation: Consultation) -> None:
    if actor is not None:
        require(actor, may_manage, consultation)


def locked(consultation: Consultation) -> Consultation:
    mine = Consultation.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    return mine.get(pk=consultation.pk)


def locked_contribution(contribution: Contribution) -> Contribution:
    mine: QuerySet[Contribution] = Contribution.objects.select_for_update(no_key=True, of=("self",))
    return mine.select_related("consultation__place").get(pk=contribution.pk)


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
