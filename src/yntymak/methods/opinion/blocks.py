"""Sums over all participants, one block of them after the other.

In a block every vote is one entry 1 of a sparse matrix H (participants, 3 x statements): column
3j for a vote against statement j, 3j + 1 for a pass, 3j + 2 for one in favour. Whatever else is
wanted, centred votes included, is a product of H with a small table, so votes are never turned
into numbers of eight bytes. The blocks are the same for any executor, and their sums are added in
the order of the participants: the same bytes wherever they were made.
"""

from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from yntymak.methods.opinion.executors import Executor, Threads
from yntymak.methods.opinion.votes import Counts, Votes

_ONES = np.ones(1 << 20)
_ONES.setflags(write=False)
VOTES_PER_BLOCK = len(_ONES)


class VoteSums:
    """Products of H, 4 bytes a vote for as long as this lives; m participants, n statements."""

    def __init__(self, votes: Votes, executor: Executor | None = None) -> None:
        self.votes = votes
        self._executor = executor or Threads()
        self._rows = list(votes.blocks(VOTES_PER_BLOCK))
        self._held = self._executor.hold(_one_hot, [_piece(votes, rows) for rows in self._rows])

    def of_participants(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """H times ``table`` (3n, k): for each participant the sum over the own votes, (m, k)."""
        parts = self._executor.run(_row_sums, self._held, repeat(table))
        return np.concatenate([np.empty((0, table.shape[1])), *parts])

    def gram(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """H'H times ``table`` (3n,)."""
        total = np.zeros(len(table))
        for part in self._executor.run(_gram, self._held, repeat(table)):
            total += part
        return total

    def counts(self) -> Counts:
        """Over all participants, (statements,)."""
        everybody = self.counts_of_groups(np.zeros(self.votes.n_participants, dtype=np.int64), 1)
        return Counts(everybody.agree[0], everybody.disagree[0], everybody.seen[0])

    def counts_of_groups(self, group: NDArray[np.int64], n_groups: int) -> Counts:
        """Over the participants of each group, (groups, statements); -1 in ``group`` is none."""
        ones = np.ones(self.votes.n_participants)
        total = self.sums_of_groups(group, n_groups, ones)  # whole numbers: exact below 2**53
        disagree, passed, agree = np.moveaxis(total.astype(np.int64), 2, 0)
        return Counts(agree, disagree, disagree + passed + agree)

    def sums_of_groups(
        self, group: NDArray[np.int64], n_groups: int, weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Sums of the weights (m,) of those who vote so, (groups, statements, 3)."""
        total = np.zeros((n_groups, 3 * self.votes.n_statements))
        groups = [group[rows] for rows in self._rows]
        pieces = [weights[rows] for rows in self._rows]
        for part in self._executor.run(_group_sums, self._held, groups, repeat(n_groups), pieces):
            total += part
        return total.reshape(n_groups, self.votes.n_statements, 3)


def _piece(votes: Votes, rows: slice) -> tuple[Any, ...]:
    """What one block is made of, 3 bytes a vote."""
    first, last = int(votes.indptr[rows.start]), int(votes.indptr[rows.stop])
    ends = (votes.indptr[rows.start : rows.stop + 1] - first).astype(np.int32)
    return ends, votes.columns[first:last], votes.values[first:last], votes.n_statements


def _one_hot(
    ends: NDArray[np.int32], columns: NDArray[Any], values: NDArray[np.int8], n_statements: int
) -> csr_array:
    """H of one block; its entries, all 1, are one array for all blocks."""
    cells = columns.astype(np.int32)
    cells *= 3
    cells += values
    cells += 1
    ones = _ONES[: len(cells)] if len(cells) <= len(_ONES) else np.ones(len(cells))
    return csr_array((ones, cells, ends), shape=(len(ends) - 1, 3 * n_statements))


def _row_sums(block: csr_array, table: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([block @ column for column in np.ascontiguousarray(table.T)], axis=1)


def _gram(block: csr_array, table: NDArray[np.float64]) -> NDArray[np.float64]:
    product: NDArray[np.float64] = block.T @ (block @ table)
    return product


def _group_sums(
    block: csr_array, group: NDArray[np.int64], n_groups: int, weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    sums = np.zeros((n_groups, block.shape[1]))
    transposed = block.T
    for g in range(n_groups):
        sums[g] = transposed @ (weights * (group == g))
    return sums
