"""Votes of a poll as a compressed matrix of participants by statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yntymak.methods.opinion.last_votes import last_votes
from yntymak.methods.opinion.names import Codes, canonical_names

AGREE, PASS, DISAGREE = 1, 0, -1

_VOTES_AT_A_TIME = 1 << 21


@dataclass(frozen=True, slots=True)
class Votes:
    """One vote per (participant, statement), rows compressed.

    The votes of participant i are ``values[indptr[i]:indptr[i + 1]]``, each +1 agree, -1 disagree
    or 0 pass, on the statements ``columns[...]`` in ascending order. Resident cost: 3 bytes a vote
    up to 65,536 statements, else 5, and 8 bytes a participant beside its name.

    Names are text; rows and columns stand in the order of the names, by number where all are whole
    numbers, so that the same votes give the same matrix whatever order they arrived in.
    """

    participants: NDArray[np.str_]
    statements: NDArray[np.str_]
    indptr: NDArray[np.int64]
    columns: NDArray[np.uint16] | NDArray[np.uint32]
    values: NDArray[np.int8]

    @classmethod
    def from_arrays(
        cls,
        participants: ArrayLike,
        statements: ArrayLike,
        votes: ArrayLike,
        *,
        timestamps: ArrayLike | None = None,
        all_statements: Sequence[str | int] = (),
    ) -> Self:
        """Vote events as three (or four) parallel arrays → the last vote of each pair.

        The last is the one with the greatest timestamp; without timestamps, and among equal ones,
        the one that stands last. ``all_statements`` adds statements that nobody has voted on.

        Raises ValueError for arrays of unequal length and for a vote outside -1, 0, +1.
        """
        value = np.asarray(votes)
        if not _are_votes(value):
            raise ValueError("A vote is -1 (disagree), 0 (pass) or 1 (agree).")
        rows = canonical_names(participants)
        columns = canonical_names(statements, more=all_statements)
        if not len(rows[1]) == len(columns[1]) == len(value):
            raise ValueError("Participants, statements and votes must be equally many.")
        return cls.from_codes(rows, columns, value.astype(np.int8, copy=False), timestamps)

    @classmethod
    def from_codes(
        cls,
        participants: Codes,
        statements: Codes,
        values: NDArray[np.int8],
        timestamps: ArrayLike | None = None,
    ) -> Self:
        """As ``from_arrays``, of names already in canonical order and their places in it."""
        indptr, columns, values = last_votes(
            participants[1],
            statements[1],
            values,
            shape=(len(participants[0]), len(statements[0])),
            moments=None if timestamps is None else np.asarray(timestamps),
        )
        return cls(
            participants=participants[0],
            statements=statements[0],
            indptr=indptr,
            columns=columns,
            values=values,
        )

    @property
    def n_participants(self) -> int:
        return len(self.participants)

    @property
    def n_statements(self) -> int:
        return len(self.statements)

    @property
    def votes_per_participant(self) -> NDArray[np.int64]:
        """Passes count as votes."""
        return np.diff(self.indptr)

    def rows(self) -> NDArray[np.int32]:
        """Row number of each vote, in the order of ``values``."""
        return np.repeat(np.arange(self.n_participants, dtype=np.int32), self.votes_per_participant)

    def counts(self) -> "Counts":
        """Over all participants, (statements,)."""
        everybody = self.counts_of_groups(np.zeros(self.n_participants, dtype=np.int64), 1)
        return Counts(everybody.agree[0], everybody.disagree[0], everybody.seen[0])

    def counts_of_groups(self, group: NDArray[np.int64], n_groups: int) -> "Counts":
        """Over the participants of each group, (groups, statements).

        ``group`` (participants,) is the group of each participant, -1 for none.
        """
        shape = (n_groups + 1, self.n_statements, 3)
        first_cell = (group + 1) * (3 * self.n_statements)
        total = np.zeros(shape[0] * shape[1] * shape[2], dtype=np.int64)
        for rows in self.blocks(_VOTES_AT_A_TIME):
            within = slice(int(self.indptr[rows.start]), int(self.indptr[rows.stop]))
            cell = np.repeat(first_cell[rows], np.diff(self.indptr[rows.start : rows.stop + 1]))
            cell += np.multiply(self.columns[within], 3, dtype=np.int64)
            cell += self.values[within]
            cell += 1
            total += np.bincount(cell, minlength=len(total))
        disagree, passed, agree = np.moveaxis(total.reshape(shape)[1:], 2, 0)
        return Counts(agree, disagree, disagree + passed + agree)

    def blocks(self, most: int) -> Iterator[slice]:
        """Slices of participants with at most ``most`` votes together, or one with more."""
        start = 0
        while start < self.n_participants:
            last_vote = self.indptr[start] + most
            stop = max(int(np.searchsorted(self.indptr, last_vote, side="right")) - 1, start + 1)
            yield slice(start, stop)
            start = stop


@dataclass(frozen=True, slots=True)
class Counts:
    """How many participants agree, disagree, and have voted at all, which includes passes.

    Each (statements,) or (groups, statements).
    """

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    seen: NDArray[np.int64]

    @property
    def passed(self) -> NDArray[np.int64]:
        return self.seen - self.agree - self.disagree

    def of(self, vote: int) -> NDArray[np.int64]:
        """Those who agree or those who disagree."""
        return self.agree if vote == AGREE else self.disagree


def _are_votes(value: NDArray[Any]) -> bool:
    if value.dtype.kind in "iu" and len(value):
        return int(value.min()) >= DISAGREE and int(value.max()) <= AGREE
    return bool(((value == AGREE) | (value == PASS) | (value == DISAGREE)).all())
