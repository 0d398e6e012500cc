"""The votes of a poll as arrays, and the version of what goes into a report."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Min, Q

from yntymak.apps.opinions.models import (
    LANGUAGES,
    Channel,
    Participant,
    Statement,
    Vote,
    VoteSheet,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yntymak.apps.opinions.models import Poll
    from yntymak.methods.opinion.votes import Votes

_ROW = np.dtype([("id", "i8"), ("participant", "i8"), ("statement", "i8"), ("value", "i1")])


@dataclass(frozen=True)
class Tally:
    """`statements`, `moderated` and `meta` stand in the order of `votes.statements`."""

    votes: Votes
    statements: list[Statement]
    moderated: NDArray[np.int64]
    meta: NDArray[np.int64]
    place_of: dict[int, str]
    """participant → code of the place, where known"""
    channel_of: dict[int, str]
    first_vote: NDArray[np.float64]
    """of each participant, when they began, in seconds; nan but for who voted online"""
    last_vote: int
    version: str


def read_tally(poll: Poll) -> Tally:
    """Five queries. The latest vote of each pair is found here and not in SQL: all votes of the
    poll are needed anyway, and one sort of an array is the same on every database.
    """
    from yntymak.methods.opinion.votes import Votes  # noqa: PLC0415 - scipy comes with it

    statements = list(poll.statements.order_by("number"))
    rows = _vote_rows(poll)
    last_vote = int(rows["id"].max()) if len(rows) else 0
    number_of = {s.pk: s.number for s in statements}
    ids, inverse = np.unique(rows["statement"], return_inverse=True)
    numbers = np.array([number_of[int(pk)] for pk in ids], dtype=np.int64)
    votes = Votes.from_arrays(
        rows["participant"],
        numbers[inverse] if len(rows) else np.empty(0, dtype=np.int64),
        rows["value"],
        all_statements=[s.number for s in statements],
    )
    people = list(Participant.objects.filter(poll=poll).values_list("pk", "place__code", "channel"))
    place_of = {pk: place for pk, place, _channel in people if place}
    return Tally(
        votes=votes,
        statements=statements,
        moderated=np.array([s.moderation for s in statements], dtype=np.int64),
        meta=np.array([s.is_meta for s in statements], dtype=np.int64),
        place_of=place_of,
        channel_of={pk: channel for pk, _place, channel in people},
        first_vote=_first_votes(poll, votes),
        last_vote=last_vote,
        version=_version(votes, statements, place_of, last_vote),
    )


def statements_version(statements: list[Statement]) -> str:
    """Changes with each word and flag that a report shows."""
    described = [
        (s.number, s.moderation, s.is_meta, *(getattr(s, f"text_{code}") for code in LANGUAGES))
        for s in statements
    ]
    return hashlib.sha256(json.dumps(described, ensure_ascii=False).encode()).hexdigest()


def _vote_rows(poll: Poll) -> NDArray[np.void]:
    counted = Vote.objects.filter(statement__poll=poll)
    withdrawn = list(
        VoteSheet.objects.filter(poll=poll, withdrawn_at__isnull=False).values_list("pk", flat=True)
    )
    if withdrawn:
        counted = counted.filter(Q(participant__sheet=None) | ~Q(participant__sheet__in=withdrawn))
    rows = counted.order_by("pk").values_list("pk", "participant_id", "statement_id", "value")
    return np.fromiter(rows.iterator(chunk_size=20_000), dtype=_ROW)


def _first_votes(poll: Poll, votes: Votes) -> NDArray[np.float64]:
    """Ballots of a meeting or on paper are typed in at one time, whenever they were given."""
    online = Vote.objects.filter(participant__poll=poll, participant__channel=Channel.ONLINE)
    began = dict(online.values_list("participant").annotate(began=Min("at")).order_by())
    return np.array(
        [
            began[int(name)].timestamp() if int(name) in began else np.nan
            for name in votes.participants
        ]
    )


def _version(
    votes: Votes, statements: list[Statement], place_of: dict[int, str], last_vote: int
) -> str:
    digest = hashlib.sha256(statements_version(statements).encode())
    digest.update(json.dumps([last_vote, sorted(place_of.items())]).encode())
    for array in (votes.indptr, votes.columns, votes.values):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update("\n".join(votes.participants.tolist()).encode())
    return digest.hexdigest()
