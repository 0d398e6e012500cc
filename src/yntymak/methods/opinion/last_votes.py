"""Vote events in any order → the last vote of each (participant, statement), rows compressed."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.executors import processors
from yntymak.methods.opinion.runs import MOST_EVENTS, Part, merged, sorted_run

_MOST_THREADS = 4  # sorting a run takes some hundred megabytes

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
    that stands last. Every row and no other has an event.
    """
    if moments is not None and not (moments[1:] < moments[:-1]).any():
        moments = None
    if moments is None and _each_pair_once_in_order(row, column):
        indptr = np.zeros(shape[0] + 1, dtype=np.int64)
        np.cumsum(np.bincount(row, minlength=shape[0]), out=indptr[1:])
        return indptr, narrow(column, shape[1]), values
    parts = (
        Part(row[some], column[some], values[some], None if moments is None else moments[some])
        for some in (slice(start, start + MOST_EVENTS) for start in range(0, len(row), MOST_EVENTS))
    )
    with ThreadPoolExecutor(min(processors(), _MOST_THREADS)) as pool:
        runs = list(pool.map(lambda part: sorted_run([part]), parts))
        numbers = np.arange(shape[1])
        found = merged(runs, numbers, narrow(numbers, shape[1]), pool)
    return found.indptr, found.columns, found.values


def narrow(column: NDArray[Any], n_columns: int) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """Two bytes a vote where they do."""
    if n_columns <= np.iinfo(np.uint16).max + 1:
        return column.astype(np.uint16)
    return column.astype(np.uint32)


def _each_pair_once_in_order(row: NDArray[np.int32], column: NDArray[np.int32]) -> bool:
    if (row[1:] < row[:-1]).any():
        return False
    return not ((row[1:] == row[:-1]) & (column[1:] <= column[:-1])).any()
