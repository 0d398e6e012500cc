"""Vote events in any order → the last vote of each (participant, statement), rows compressed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

Compressed = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int8]]


def last_votes(
    row: NDArray[np.int32],
    column: NDArray[np.int32],
    values: NDArray[np.int8],
    *,
    shape: tuple[int, int],
    moments: NDArray[Any] | None = None,
) -> Compressed:
    """``indptr``, columns and values of the rows, columns ascending in each.

    The last is the one with the greatest moment; without moments, and among equal ones, the one
    that stands last. Two counting sorts, so that the time grows with the number of events alone.
    """
    timed = moments is not None and bool((moments[1:] < moments[:-1]).any())
    if _in_order(row, column):
        indptr = np.zeros(shape[0] + 1, dtype=np.int64)
        np.cumsum(np.bincount(row, minlength=shape[0]), out=indptr[1:])
        carried: NDArray[Any] = np.arange(len(row), dtype=np.int32) if timed else values
    else:
        events = np.arange(len(row), dtype=np.int32) if timed else values
        by_row = _sorted(row, column, events, shape)
        indptr, column, carried = by_row.indptr.astype(np.int64), by_row.indices, by_row.data
    is_last = np.ones(len(column), dtype=bool)
    np.not_equal(column[1:], column[:-1], out=is_last[:-1])
    is_last[indptr[1:][np.diff(indptr) > 0] - 1] = True
    if timed and moments is not None:
        if not is_last.all():
            carried = _with_latest(carried, is_last, moments)
        carried = values[carried]
    return _only(is_last, indptr, column, carried)


def _in_order(row: NDArray[np.int32], column: NDArray[np.int32]) -> bool:
    if (row[1:] < row[:-1]).any():
        return False
    return not ((row[1:] == row[:-1]) & (column[1:] < column[:-1])).any()


def _sorted(
    row: NDArray[np.int32], column: NDArray[np.int32], events: NDArray[Any], shape: tuple[int, int]
) -> csr_array:
    """Events by row, then column, then as they stood.

    Transposing a compressed matrix is a counting sort, and a stable one: first by column (a matrix
    with one entry in each row), then by row.
    """
    one_each = np.arange(len(row) + 1, dtype=np.int32)
    by_column = csr_array((events, column, one_each), shape=(len(row), shape[1])).tocsc()
    del one_each
    return csc_array(
        (by_column.data, row[by_column.indices], by_column.indptr), shape=shape
    ).tocsr()


def _with_latest(
    events: NDArray[np.int32], is_last: NDArray[np.bool_], moments: NDArray[Any]
) -> NDArray[np.int32]:
    """Puts the event with the greatest moment at the end of each run of one pair's events."""
    repeated = ~is_last
    repeated[1:] |= ~is_last[:-1]
    where = np.flatnonzero(repeated)
    ends = is_last[where]
    run: NDArray[np.int64] = np.cumsum(ends) - ends
    order = np.lexsort((events[where], moments[events[where]], run))
    events = events.copy()
    events[where] = events[where][order]
    return events


def _only(
    kept: NDArray[np.bool_],
    indptr: NDArray[np.int64],
    column: NDArray[np.int32],
    values: NDArray[np.int8],
) -> Compressed:
    dropped = np.flatnonzero(~kept)
    if not len(dropped):
        return indptr, column, values
    row = np.searchsorted(indptr, dropped, side="right") - 1
    fewer = indptr.copy()
    fewer[1:] -= np.cumsum(np.bincount(row, minlength=len(indptr) - 1))
    return fewer, column[kept], values[kept]
