from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max

from yntymak.foundation.ledger.models import Event, Head


@dataclass(frozen=True)
class Verification:
    """`broken_at` is the number of the first event that does not fit, None where all do."""

    checked: int
    broken_at: int | None
    reason: str
    last_hash: str


def verify_chain() -> Verification:
    """Recompute every hash, in order. Writers need not wait: what they append meanwhile is left
    for the next time.
    """
    end = _end()
    previous, expected = "0" * 64, 1
    events = Event.objects.filter(seq__lte=end.seq).order_by("seq")
    for event in events.iterator(chunk_size=2000):
        reason = _fault(event, expected, previous)
        if reason:
            return Verification(expected - 1, expected, reason, previous)
        previous, expected = event.hash, expected + 1
    if (end.seq, end.hash) != (expected - 1, previous):
        return Verification(expected - 1, expected, "events are missing at the end", previous)
    # A writer moves the end in the transaction of its event: an event beyond a later reading of
    # the end was put there by other means.
    last = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    if last > end.seq and last > _end().seq:
        return Verification(expected - 1, expected, "it stands beyond the end", previous)
    return Verification(expected - 1, None, "", previous)


def _end() -> Head:
    return Head.objects.filter(pk=Head.THE_ONE).first() or Head()


def _fault(event: Event, expected: int, previous: str) -> str:
    if event.seq != expected:
        return "an event is missing"
    if event.previous != previous:
        return "it does not continue the event before it"
    if event.hash != event.computed_hash():
        return "its content was changed"
    return ""
