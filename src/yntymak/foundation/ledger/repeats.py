"""Telling a second click from a second thought.

A form carries one key. Sent twice with the same words it is one thing; but the browser's Back
keeps the key too, and what is then sent with other words is another thing and must not be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid5

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.foundation.ledger.models import ClientKeyed

Row = TypeVar("Row", bound="ClientKeyed")


def sent_before(model: type[Row], key: UUID, said: dict[str, Any]) -> tuple[Row | None, UUID]:
    """The row that this form made with the same words, if any, and the key for a new one.

    The key of other words follows from the words, so that those too are written once.
    """
    words = repr(sorted((name, str(getattr(value, "pk", value))) for name, value in said.items()))
    derived = uuid5(key, words)
    rows = model._default_manager.filter(client_key__in=(key, derived))  # noqa: SLF001 - Django's public name
    # Asked in this order: a row that is committed in between is then found, not written again.
    is_taken = rows.exists()
    return rows.filter(**said).first(), derived if is_taken else key
