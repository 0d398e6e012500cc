from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yntymak.foundation.ledger.models import Event, Head

if TYPE_CHECKING:
    from django.db.models import Model


def record(
    verb: str,
    subject: Model,
    *,
    actor: Any = None,
    place: Any = None,
    **data: Any,
) -> Event:
    """Append one event. Call it last in an action, inside its transaction.

    The lock on the head is held until the transaction ends, so all writers queue here; whatever
    can be done before this call should be. `data` is JSON and never holds a protected text.
    Raises TypeError or ValueError where it is no JSON that both databases give back unchanged.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in the transaction of what it records.")
    head, _made = Head.objects.select_for_update(no_key=True).get_or_create(pk=Head.THE_ONE)
    event = Event(
        seq=head.seq + 1,
        at=timezone.now(),
        actor_id=actor.pk if getattr(actor, "is_authenticated", False) else None,
        verb=verb,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 - Django's documented interface
        subject_id=str(subject.pk),
        place=place,
        data=canonical(data),
        previous=head.hash,
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    head.seq, head.hash = event.seq, event.hash
    head.save(update_fields=["seq", "hash"])
    return event


def canonical(value: Any) -> Any:
    """`value` in the one form that reads back alike from both databases, so that its hash holds.

    PostgreSQL keeps 1e+16 and 10000000000000000 as the same number; SQLite keeps the spelling.
    """
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("A number in an event must be finite.")
        return int(value) if value.is_integer() else value
    if isinstance(value, str) and "\0" in value:
        raise ValueError("A text in an event holds no NUL character.")
    return value
