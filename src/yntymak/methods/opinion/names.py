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

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,40}\Z")
_IN_64_BITS = 18  # characters
_AT_A_TIME = 1 << 18


def canonical_names(names: ArrayLike, *, more: Sequence[str | int] = ()) -> Codes:
    """Names as they stand in a column; ``more`` adds names that have no place there."""
    given: NDArray[Any] = np.asarray(names) if not isinstance(names, list) else np.empty(0)
    if given.dtype.kind in "iu":
        return _with_more(codes_of_numbers(given), more)
    listed = names if isinstance(names, list) else given.tolist()
    met: dict[str, int] = {}
    codes = np.array([met.setdefault(str(name), len(met)) for name in listed], dtype=np.int32)
    return codes_of_met(met, codes, more=more)


def _with_more(codes: Codes, more: Sequence[str | int]) -> Codes:
    names, place = codes
    known = set(names.tolist()) if len(more) else set()
    others = [name for name in dict.fromkeys(map(str, more)) if name not in known]
    if not others:
        return codes
    together = np.concatenate([names, np.array(others, dtype=np.str_)])
    order = in_canonical_order(together)
    new_place = np.empty(len(order), dtype=np.int32)
    new_place[order] = np.arange(len(order), dtype=np.int32)
    return together[order], new_place[place]


def codes_of_met(
    met: dict[str, int], codes: NDArray[np.int32], *, more: Sequence[str | int] = ()
) -> Codes:
    """From names numbered as they were met: ``codes`` refer to those numbers."""
    for name in more:
        met.setdefault(str(name), len(met))
    given = np.array(list(met), dtype=np.str_)
    order = in_canonical_order(given)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return given[order], place[codes]


def codes_of_numbers(given: NDArray[Any]) -> Codes:
    """By a table where the numbers are dense enough for one, some million at a time."""
    if not len(given):
        return given.astype(np.str_), np.zeros(0, dtype=np.int32)
    low, high = int(given.min()), int(given.max())
    if high - low > 4 * len(given) + 65_536 or high > np.iinfo(np.int64).max:
        distinct, place_of = np.unique(given, return_inverse=True)
        return distinct.astype(np.str_), place_of.astype(np.int32)
    span = high - low + 1
    step = max(span, _AT_A_TIME)
    parts = [slice(i, i + step) for i in range(0, len(given), step)]
    count = np.zeros(span, dtype=np.int64)
    for part in parts:
        count += np.bincount(np.subtract(given[part], low, dtype=np.int64), minlength=span)
    present = count > 0
    if low == 0 and given.dtype == np.int32 and present.all():
        return np.arange(span).astype(np.str_), given
    place = np.cumsum(present, dtype=np.int32) - np.int32(1)
    codes = np.empty(len(given), dtype=np.int32)
    for part in parts:
        offset = np.subtract(given[part], low, dtype=np.int64)
        np.take(place, offset, out=codes[part], mode="clip")  # faster than checking each
    return (np.flatnonzero(present) + low).astype(np.str_), codes


def in_canonical_order(names: NDArray[np.str_]) -> NDArray[np.int64]:
    """Positions of distinct names in canonical order."""
    listed = names.tolist()
    if all(_WHOLE_NUMBER.match(name) for name in listed):
        if max(map(len, listed), default=0) <= _IN_64_BITS:
            return np.lexsort((names, names.astype(np.int64)))  # 7 and 07 are two names
        order = sorted(range(len(listed)), key=lambda i: (int(listed[i]), listed[i]))
    else:
        order = sorted(range(len(listed)), key=listed.__getitem__)
    return np.array(order, dtype=np.int64)
