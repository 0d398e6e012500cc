"""The words of a worry and of what followed, opened for whoever may read them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yntymak.apps.risks.models import SignalNote
from yntymak.foundation.sealing import SealError, unseal

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.risks.models import Signal


@dataclass(frozen=True, repr=False)
class Said:
    """`words` None: no key opens them any more, or they were erased."""

    at: dt.datetime
    is_of_sender: bool
    words: str | None
    is_erased: bool


def said_in(signal: Signal, *, opened: bool, side: str = "") -> list[Said]:
    """One query. Sealed words are opened only where `opened` says that the opening is recorded,
    or that the sender asks for what was written to them.
    """
    notes = signal.notes.filter(side=side) if side else signal.notes.all()
    return [
        Said(
            note.at,
            note.side == SignalNote.Side.SENDER,
            _words(note, opened=opened),
            note.erased_at is not None,
        )
        for note in notes
    ]


def _words(note: SignalNote, *, opened: bool) -> str | None:
    if note.erased_at is not None or (note.sealed and not opened):
        return None
    if not note.sealed:
        return note.text
    try:
        return unseal(note.sealed)
    except SealError:
        return None
