"""Some hundreds of synthetic participants on statements about the law, in two polls."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from django.utils import timezone

from yntymak.apps.opinions.actions import make_report
from yntymak.apps.opinions.models import Channel, Participant, Poll, Vote
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo import texts
from yntymak.portal.demo.law import OPEN_POLL, PAST_POLL
from yntymak.portal.demo.synthetic import MISSING, ballots

if TYPE_CHECKING:
    from typing import Any

CROWDS = {PAST_POLL: (760, 2023), OPEN_POLL: (480, 2026)}
BATCH = 5000


def load() -> None:
    statements = texts.read("statements.toml")["statement"]
    oblasts = list(Place.objects.current().filter(kind="oblast").order_by("code"))
    for code, (people, seed) in CROWDS.items():
        poll = Poll.objects.get(code=code)
        if not poll.participants.exists():
            _vote(poll, statements, people, seed, oblasts)
            make_report(poll=poll)


def _vote(
    poll: Poll, statements: list[dict[str, Any]], people: int, seed: int, oblasts: list[Place]
) -> None:
    ballot = ballots([s["axis"] for s in statements], [s["lean"] for s in statements], people, seed)
    began = poll.opens_at or timezone.now()
    participants = Participant.objects.bulk_create(
        (
            Participant(
                poll=poll,
                token_hash=hashlib.sha256(f"{poll.code}/{number}".encode()).hexdigest(),
                channel=(Channel.MEETING, Channel.PAPER, Channel.ONLINE)[number % 3],
                place=oblasts[number % len(oblasts)],
                joined_at=began,
            )
            for number in range(people)
        ),
        batch_size=BATCH,
    )
    rows = list(poll.statements.order_by("number"))
    Vote.objects.bulk_create(
        (
            Vote(
                participant=participant,
                statement=rows[column],
                value=int(value),
                at=began + dt.timedelta(minutes=number + column),
            )
            for number, participant in enumerate(participants)
            for column, value in enumerate(ballot.votes[number])
            if value != MISSING
        ),
        batch_size=BATCH,
    )
