from __future__ import annotations

from dataclasses import dataclass

from yntymak.foundation.ledger.models import Event, Head


@dataclass(frozen=True)
class Verification:
    """`broken_at` is the number of the first event that does not fit, None where all do."""

    checked: int
    broken_at: int | None
    reason: str
    last_hash: str


def verify_chain() -> Verification:
    previous, expected = "0" * 64, 1
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        reason = _fault(event, expected, previous)
        if reason:
            return Verification(expected - 1, expected, reason, previous)
        previous, expected = event.hash, expected + 1
    head = Head.objects.filter(pk=Head.THE_ONE).first()
    if head is not None and (head.seq, head.hash) != (expected - 1, previous):
        return Verification(expected - 1, expected, "events are missing at the end", previous)
    return Verification(expected - 1, None, "", previous)


def _fault(event: Event, expected: int, previous: str) -> str:
    if event.seq != expected:
        return "an event is missing"
    if event.previous != previous:
        return "it does not continue the event before it"
    if event.hash != event.computed_hash():
        return "its content was changed"
    return ""
