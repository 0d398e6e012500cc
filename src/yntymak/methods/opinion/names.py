"""Names of participants and statements, and their canonical order.

By number where every name is a whole number, else by code point: the order does not depend on the
order in which the names arrive.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Codes = tuple[NDArray[np.str_], NDArray[np.int32]]
"""Distinct names in canonical order, and for each given name its place among them."""

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}\Z")
_AT_A_TIME = 1 << 20


def canonical_names(names: ArrayLike, *, more: Sequence[str | int] = ()) -> Codes:
    """Names as they stand in a column; ``more`` adds names that have no place there."""
    given: NDArray[Any] = np.asarray(names) if not isinstance(names, list) else np.empty(0)
    if given.dtype.kind in "iu" and not len(more):
        return codes_of_numbers(given)
    listed = names if isinstance(names, list) else given.tolist()
    met: dict[str, int] = {}
    codes = np.array([met.setdefault(str(name), len(met)) for name in listed], dtype=np.int32)
    return codes_of_met(met, codes, more=more)


def codes_of_met(
    met: dict[str, int], codes: NDArray[np.int32], *, more: Sequence[str | int] = ()
) -> Codes:
    """From names numbered as they were met: ``codes`` refer to those numbers."""
    for name in more:
        met.setdefault(str(name), len(met))
    order = _canonical_order(list(met))
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return np.array(list(met), dtype=np.str_)[order], place[codes]


def codes_of_numbers(given: NDArray[Any]) -> Codes:
    """By a table where the numbers are dense enough for one, some million at a time."""
    if not len(given):
        return given.astype(np.str_), np.zeros(0, dtype=np.int32)
    low, high = int(given.min()), int(given.max())
    if high - low > 4 * len(given) + 65_536:
        distinct, place_of = np.unique(given, return_inverse=True)
        return distinct.astype(np.str_), place_of.astype(np.int32)
    parts = [slice(i, i + _AT_A_TIME) for i in range(0, len(given), _AT_A_TIME)]
    present = np.zeros(high - low + 1, dtype=bool)
    for part in parts:
        present[given[part] - low] = True
    place = np.cumsum(present, dtype=np.int32) - np.int32(1)
    codes = np.empty(len(given), dtype=np.int32)
    for part in parts:
        codes[part] = place[given[part] - low]
    return (np.flatnonzero(present) + low).astype(np.str_), codes


def _canonical_order(names: list[str]) -> NDArray[np.int64]:
    """Positions of distinct names in canonical order."""
    if all(_WHOLE_NUMBER.match(name) for name in names):
        in_order = sorted(range(len(names)), key=lambda i: (int(names[i]), names[i]))
    else:
        in_order = sorted(range(len(names)), key=names.__getitem__)
    return np.array(in_order, dtype=np.int64)
