"""Some participants' new rows put among the votes of all the others."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from yntymak.methods.opinion.last_votes import narrow
from yntymak.methods.opinion.names import in_canonical_order
from yntymak.methods.opinion.votes import Votes


@dataclass(frozen=True, slots=True)
class Merged:
    """All votes, and where each old row and column (and each new one after them) went."""

    votes: Votes
    row_place: NDArray[np.int64]
    column_place: NDArray[np.int64]


def merge(
    votes: Votes, more_people: list[str], statements: list[str], rows: dict[int, dict[int, int]]
) -> Merged:
    """``rows`` replace those of ``votes``; numbers past the end are ``more_people``'s.

    ``statements`` are the names of all columns, those of ``votes`` first.
    """
    people = np.concatenate([votes.participants, np.array(more_people, dtype=np.str_)])
    names = np.array(statements, dtype=np.str_)
    row_order = in_canonical_order(people) if more_people else np.arange(len(people))
    column_order = in_canonical_order(names)
    indptr, columns, values = _in_order(votes, rows, row_order)
    column_place = _inverse(column_order)
    if (np.diff(column_order) != 1).any():
        shape = len(people), len(names)
        moved = csr_array((values, column_place[columns].astype(np.int32), indptr), shape=shape)
        in_order = moved.tocsc().tocsr()  # transposing twice sorts each row
        columns, values = in_order.indices, in_order.data
    return Merged(
        Votes(people[row_order], names[column_order], indptr, narrow(columns, len(names)), values),
        _inverse(row_order),
        column_place,
    )


def _in_order(
    votes: Votes, rows: dict[int, dict[int, int]], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[Any], NDArray[np.int8]]:
    """The rows in the order given; those that stay together are copied together."""
    length = np.zeros(len(order), dtype=np.int64)
    length[: votes.n_participants] = votes.votes_per_participant
    is_new = np.zeros(len(order), dtype=bool)
    for row, cast in rows.items():
        length[row], is_new[row] = len(cast), True
    indptr = np.concatenate([[0], np.cumsum(length[order])])
    starts_part = np.ones(len(order), dtype=bool)
    starts_part[1:] = is_new[order[1:]] | is_new[order[:-1]] | (np.diff(order) != 1)
    starts = np.flatnonzero(starts_part)
    columns: list[NDArray[Any]] = [votes.columns[:0]]
    values: list[NDArray[np.int8]] = [votes.values[:0]]
    for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(order)], strict=True):
        first = int(order[start])
        if is_new[first]:
            of_newest = sorted(rows[first].items())
            columns.append(np.array([column for column, _ in of_newest], dtype=np.uint32))
            values.append(np.array([value for _, value in of_newest], dtype=np.int8))
        else:
            part = slice(int(votes.indptr[first]), int(votes.indptr[first + stop - start]))
            columns.append(votes.columns[part])
            values.append(votes.values[part])
    return indptr, np.concatenate(columns), np.concatenate(values)


def _inverse(order: NDArray[np.int64]) -> NDArray[np.int64]:
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place
