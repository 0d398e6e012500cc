"""An official who opens what is not theirs gets a 404, and the ledger a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yntymak.apps.risks.events import Event
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.models import Event as LedgerEvent
from yntymak.foundation.people.scope import scope_of

if TYPE_CHECKING:
    from django.db.models import Model

    from yntymak.foundation.people.models import User


@transaction.atomic
def note_curiosity(*, actor: User, subject: Model) -> None:
    """Once a day for each person and thing; the line names neither place nor content."""
    if not scope_of(actor).is_official:
        return
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    before = LedgerEvent.objects.about(subject).filter(actor=actor, verb=Event.REFUSED)
    if not before.filter(at__gte=morning).exists():
        record(Event.REFUSED, subject, actor=actor)
