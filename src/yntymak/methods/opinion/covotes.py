"""What every pair of statements has in common, kept as whole numbers.

Over the participants who voted on both j and k: N_jk how many they are, T_jk the sum of their votes
on j, S_jk the sum of the products of both votes. With the mean votes mu these give the matrix of
which the map's axes are the leading vectors,

    (C'C)_jk = S_jk - T_jk mu_k - T_kj mu_j + mu_j mu_k N_jk,

so that the axes no longer depend on how many people take part, and one vote changes as many entries
as its participant has cast votes.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.votes import Counts, Votes

_CELLS_AT_A_TIME = 1 << 23

Row = tuple[NDArray[np.int64], NDArray[np.int8]]
"""Statements that one participant voted on, and the votes."""


@dataclass(slots=True)
class CoVotes:
    """``n``, ``t`` and ``s`` of the module's text, each (statements, statements)."""

    n: NDArray[np.int32]
    t: NDArray[np.int32]
    s: NDArray[np.int32]

    @classmethod
    def none(cls, n_statements: int) -> Self:
        zeros = np.zeros((3, n_statements, n_statements), dtype=np.int32)
        return cls(*zeros)

    @classmethod
    def of(cls, votes: Votes) -> Self:
        """Time grows with participants times statements squared: a table of some participants
        after the other goes through BLAS, whose sums of small whole numbers are exact.
        """
        covotes = cls.none(votes.n_statements)
        per_block = max(_CELLS_AT_A_TIME // max(votes.n_statements, 1), 1)
        for start in range(0, votes.n_participants, per_block):
            stop = min(start + per_block, votes.n_participants)
            within = slice(int(votes.indptr[start]), int(votes.indptr[stop]))
            row = np.repeat(np.arange(stop - start), np.diff(votes.indptr[start : stop + 1]))
            table = np.zeros((2, stop - start, votes.n_statements), dtype=np.float32)
            table[0, row, votes.columns[within]] = votes.values[within]
            table[1, row, votes.columns[within]] = 1
            covotes.add(table, slice(None), 1)
        return covotes

    def change(self, before: Row, after: Row) -> None:
        """One participant's row takes the place of the earlier one."""
        for (columns, values), sign in ((before, -1), (after, 1)):
            table = np.ones((2, 1, len(columns)), dtype=np.float32)
            table[0, 0] = values
            self.add(table, np.ix_(columns, columns), sign)

    def add(
        self, table: NDArray[np.float32], where: slice | tuple[NDArray[np.int64], ...], sign: int
    ) -> None:
        """``table`` (2, people, statements): votes, and 1 where there is one."""
        votes, cast = table
        self.n[where] += sign * (cast.T @ cast).astype(np.int32)
        self.t[where] += sign * (votes.T @ cast).astype(np.int32)
        self.s[where] += sign * (votes.T @ votes).astype(np.int32)

    def counts(self) -> Counts:
        """Each statement with itself: all who voted, their sum and the sum of their squares."""
        seen, total, squares = (
            np.diag(table).astype(np.int64) for table in (self.n, self.t, self.s)
        )
        return Counts((squares + total) // 2, (squares - total) // 2, seen)

    def gram(self, centre: NDArray[np.float64], muted: NDArray[np.bool_]) -> NDArray[np.float64]:
        """C'C (n, n); rows and columns of muted statements are 0."""
        across = self.t * centre
        gram: NDArray[np.float64] = self.n * centre[:, None]
        gram *= centre
        gram += self.s
        gram -= across
        gram -= across.T
        gram[muted] = 0.0
        gram[:, muted] = 0.0
        return gram

    def resized(self, place: NDArray[np.int64], n_statements: int) -> "CoVotes":
        """Statement j moves to ``place[j]``; new ones have no votes."""
        moved = CoVotes.none(n_statements)
        where = np.ix_(place, place)
        moved.n[where], moved.t[where], moved.s[where] = self.n, self.t, self.s
        return moved
