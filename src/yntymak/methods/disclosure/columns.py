"""Many sums at once that share no cell, each a column of a table: what to withhold in closed form.

A column of withheld cells leaves each of them the interval from 0 to their sum, which follows from
the total that every reader knows. So ``suppress`` would ask no more than two withheld cells with a
sum of the threshold at least, and no solver is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.disclosure.suppression import LEAST_CELL

if TYPE_CHECKING:
    from numpy.typing import NDArray


def withheld_in_columns(
    counts: NDArray[np.int64],
    *,
    least: int = LEAST_CELL,
    unpublished: NDArray[np.int64] | None = None,
) -> NDArray[np.bool_]:
    """Which of ``counts`` (cells, columns) must not be shown, where each column's total is known.

    ``unpublished`` (columns,) is a part of each total that is shown nowhere. It helps to hide the
    others and is itself hidden where it is small. What goes with a small cell is the row with the
    smallest sum first, the same one in every column: rows that take turns would tell each other's
    size.
    """
    hidden = counts < least
    rest = np.zeros(counts.shape[1], dtype=np.int64) if unpublished is None else unpublished
    number = hidden.sum(axis=0) + (unpublished is not None)
    together = np.where(hidden, counts, 0).sum(axis=0) + rest
    has_small = hidden.any(axis=0)
    if unpublished is not None:
        has_small |= rest < least
    for row in np.argsort(counts.sum(axis=1), kind="stable"):
        more = has_small & ((number < 2) | (together < least)) & ~hidden[row]
        hidden[row] |= more
        number = number + more
        together = together + np.where(more, counts[row], 0)
    return hidden
