"""Vote events in any order → the last vote of each (participant, statement), rows compressed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

Compressed = tuple[NDArray[np.int64], NDArray[Any], NDArray[np.int8]]


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
        by_row = _in_time(row, column, shape) if timed else _sorted(row, column, values, shape)
        indptr, column, carried = by_row.indptr.astype(np.int64), by_row.indices, by_row.data
    is_last = np.ones(len(column), dtype=bool)
    np.not_equal(column[1:], column[:-1], out=is_last[:-1])
    is_last[indptr[1:][np.diff(indptr) > 0] - 1] = True
    if timed and moments is not None:
        if not is_last.all():
            carried = _with_latest(carried, is_last, moments)
        carried = values[carried]
    return _only(is_last, indptr, narrow(column, shape[1]), carried)


def narrow(column: NDArray[Any], n_columns: int) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """Two bytes a vote where they do."""
    if n_columns <= np.iinfo(np.uint16).max + 1:
        return column.astype(np.uint16)
    return column.astype(np.uint32)


def _in_order(row: NDArray[np.int32], column: NDArray[np.int32]) -> bool:
    if (row[1:] < row[:-1]).any():
        return False
    return not ((row[1:] == row[:-1]) & (column[1:] < column[:-1])).any()


def _sorted(
    row: NDArray[np.int32],
    column: NDArray[np.int32],
    values: NDArray[np.int8],
    shape: tuple[int, int],
) -> csr_array:
    """Values by row, then column, then as they stood.

    Transposing a compressed matrix is a counting sort, and a stable one: first by column (a matrix
    with one entry in each row), then by row. A row and its value travel in one number.
    """
    packed: NDArray[Any] = row.astype(np.int32 if shape[0] < 1 << 29 else np.int64)
    packed <<= 2
    packed += values
    packed += 1
    by_column = _by_column(packed, column, shape)
    packed, indptr = by_column.data, by_column.indptr
    del by_column  # and with it the numbers of the events, four bytes each
    voted = (packed & 3).astype(np.int8) - np.int8(1)
    packed >>= 2
    return csc_array((voted, packed, indptr), shape=shape).tocsr()


def _in_time(
    row: NDArray[np.int32], column: NDArray[np.int32], shape: tuple[int, int]
) -> csr_array:
    """The numbers of the events in the order of ``_sorted``."""
    by_column = _by_column(np.arange(len(row), dtype=np.int32), column, shape)
    rows = row[by_column.data]
    return csc_array((by_column.data, rows, by_column.indptr), shape=shape).tocsr()


def _by_column(
    carried: NDArray[Any], column: NDArray[np.int32], shape: tuple[int, int]
) -> csc_array:
    one_each = np.arange(len(column) + 1, dtype=np.int32)
    return csr_array((carried, column, one_each), shape=(len(column), shape[1])).tocsc()


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
    column: NDArray[Any],
    values: NDArray[np.int8],
) -> Compressed:
    dropped = np.flatnonzero(~kept)
    if not len(dropped):
        return indptr, column, values
    row = np.searchsorted(indptr, dropped, side="right") - 1
    fewer = indptr.copy()
    fewer[1:] -= np.cumsum(np.bincount(row, minlength=len(indptr) - 1))
    return fewer, column[kept], values[kept]
