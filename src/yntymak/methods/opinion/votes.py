"""Votes of a poll as a compressed matrix of participants by statements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

AGREE, PASS, DISAGREE = 1, 0, -1

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}\Z")


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
        if value.size and not np.isin(value, (DISAGREE, PASS, AGREE)).all():
            raise ValueError("A vote is -1 (disagree), 0 (pass) or 1 (agree).")
        row_names, row = canonical_names(participants)
        column_names, column = canonical_names(statements, more=all_statements)
        if not len(row) == len(column) == len(value):
            raise ValueError("Participants, statements and votes must be equally many.")
        last = _last_of_each_pair(row * max(len(column_names), 1) + column, timestamps)
        indptr = np.zeros(len(row_names) + 1, dtype=np.int64)
        np.cumsum(np.bincount(row[last], minlength=len(row_names)), out=indptr[1:])
        return cls(
            participants=row_names,
            statements=column_names,
            indptr=indptr,
            columns=_narrow(column[last], len(column_names)),
            values=value[last].astype(np.int8),
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

    @property
    def n_voted_on(self) -> int:
        """Statements with at least one vote."""
        return int(np.count_nonzero(self.seen()))

    def rows(self) -> NDArray[np.int32]:
        """Row number of each vote, in the order of ``values``."""
        return np.repeat(np.arange(self.n_participants, dtype=np.int32), self.votes_per_participant)

    def count(self, vote: int) -> NDArray[np.int64]:
        """How many participants gave this vote, per statement."""
        return np.bincount(self.columns[self.values == vote], minlength=self.n_statements)

    def seen(self) -> NDArray[np.int64]:
        """How many participants voted at all, per statement."""
        return np.bincount(self.columns, minlength=self.n_statements)


def _narrow(column: NDArray[np.int64], n_columns: int) -> NDArray[np.uint16] | NDArray[np.uint32]:
    if n_columns <= np.iinfo(np.uint16).max + 1:
        return column.astype(np.uint16)
    return column.astype(np.uint32)


def _last_of_each_pair(pair: NDArray[np.int64], timestamps: ArrayLike | None) -> NDArray[np.int64]:
    """Positions of the vote that counts, in ascending order of pair."""
    if timestamps is None:
        order = np.argsort(pair, kind="stable")
    else:
        order = np.lexsort((np.asarray(timestamps), pair))
    in_order = pair[order]
    is_last = np.ones(len(order), dtype=bool)
    np.not_equal(in_order[1:], in_order[:-1], out=is_last[:-1])
    return order[is_last]


def canonical_names(
    names: ArrayLike, *, more: Sequence[str | int] = ()
) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """Distinct names in canonical order, and for each given name its place among them.

    By number where every name is a whole number, else by code point; ``more`` adds names that have
    no place of their own among the given.
    """
    given: NDArray[Any] = np.asarray(names) if not isinstance(names, list) else np.empty(0)
    if given.dtype.kind in "iu" and not len(more):
        distinct, codes = np.unique(given, return_inverse=True)
        return distinct.astype(np.str_), codes.astype(np.int64)
    listed = names if isinstance(names, list) else given.tolist()
    met: dict[str, int] = {}
    codes = np.array([met.setdefault(str(name), len(met)) for name in listed], dtype=np.int64)
    for name in more:
        met.setdefault(str(name), len(met))
    order = _canonical_order(list(met))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return np.array(list(met), dtype=np.str_)[order], place[codes]


def _canonical_order(names: list[str]) -> NDArray[np.int64]:
    """Positions of distinct names in canonical order."""
    if all(_WHOLE_NUMBER.match(name) for name in names):
        in_order = sorted(range(len(names)), key=lambda i: (int(names[i]), names[i]))
    else:
        in_order = sorted(range(len(names)), key=names.__getitem__)
    return np.array(in_order, dtype=np.int64)
