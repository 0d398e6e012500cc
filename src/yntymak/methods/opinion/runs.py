"""Vote events in any order, sorted some million at a time into runs, and the runs merged.

An event becomes one whole number of at most 63 bits: participant, statement, its place among the
events, vote. Sorting such numbers is several times quicker than sorting by several columns, and the
events of one pair then stand together, the last one at the end. A run keeps the last vote of each
pair: 3 bytes a vote and some for each participant in it.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST_EVENTS = 1 << 23
"""of a run: fewer make too many runs, more take too much memory while they are sorted"""
_AT_A_TIME = 1 << 14  # events whose keys stay in the processor's cache
_LOT = 1 << 17  # votes, merged together
_MOST_BITS = 63
_MOST_IN_TABLE = 1 << 22
_VOTE_BITS = 2

Slices = Iterator[slice]


class Part(NamedTuple):
    """Events in their order: participants and statements by number, votes, moments if known."""

    people: NDArray[Any]
    statements: NDArray[Any]
    values: NDArray[np.int8]
    moments: NDArray[Any] | None


@dataclass(frozen=True, slots=True)
class Run:
    """The last vote of each pair among some events.

    ``people`` (p,) and ``statements`` (s,) are distinct numbers, ascending; the first ``counts[0]``
    votes are those of the first person, by statement: ``columns`` are places in ``statements``.
    """

    people: NDArray[Any]
    statements: NDArray[Any]
    counts: NDArray[Any]
    columns: NDArray[Any]
    values: NDArray[np.int8]
    moments: NDArray[Any] | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Of all runs; ``people`` are distinct numbers, ascending, the rest as in ``Votes``."""

    people: NDArray[Any]
    indptr: NDArray[np.int64]
    columns: NDArray[Any]
    values: NDArray[np.int8]


def sorted_run(parts: list[Part]) -> Run:
    """Of events one part after the other; takes the parts out of the list.

    The last vote of a pair is the one with the greatest moment; without moments, and among equal
    ones, the one that stands last.
    """
    if parts[0].moments is not None:
        parts[:] = [_by_moment(_joined(parts))]
    moments = parts[0].moments
    low_person, person_bits = _span([part.people for part in parts])
    low_statement, statement_bits = _span([part.statements for part in parts])
    n = sum(len(part.values) for part in parts)
    place_bits = _bits(n - 1)
    low_bits = place_bits + _VOTE_BITS
    if person_bits + statement_bits + low_bits > _MOST_BITS:
        return _far_apart(_joined(parts))
    keys = np.empty(n, dtype=np.int64)
    shift = low_bits + statement_bits
    start = 1 - (low_person << shift) - (low_statement << low_bits)
    places = np.arange(_AT_A_TIME) << _VOTE_BITS
    at = 0
    while parts:
        people, statements, values, _ = parts.pop(0)
        for some in _slices(len(values)):
            key = keys[at : at + len(values[some])]
            np.multiply(people[some], 1 << shift, out=key, dtype=np.int64, casting="unsafe")
            key += np.multiply(statements[some], 1 << low_bits, dtype=np.int64, casting="unsafe")
            key += places[: len(key)]
            key += values[some]
            key += _wrapped(start + (at << _VOTE_BITS))
            at += len(key)
    if (keys[1:] < keys[:-1]).any():
        keys.sort()
    keys = keys[_last_of_pairs(keys, low_bits)]
    values = np.empty(len(keys), dtype=np.int8)
    offsets = np.empty(len(keys), dtype=np.uint16 if statement_bits <= 16 else np.int64)
    kept = None if moments is None else np.empty(len(keys), dtype=moments.dtype)
    for some in _slices(len(keys)):
        key = keys[some]
        values[some] = (key & 3) - 1
        offsets[some] = (key >> low_bits) & ((1 << statement_bits) - 1)
        if kept is not None and moments is not None:
            kept[some] = moments[(key >> _VOTE_BITS) & ((1 << place_bits) - 1)]
        key >>= shift
    starts = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    statements, columns = _coded(offsets)
    return Run(
        people=_narrow(keys[np.concatenate([[0], starts])] + low_person),
        statements=statements + low_statement,
        counts=_narrow(np.diff(starts, prepend=0, append=len(keys))),
        columns=columns,
        values=values,
        moments=kept,
    )


def merged(
    runs: Sequence[Run], statements: NDArray[Any], place: NDArray[Any], pool: Executor
) -> Merged:
    """Runs in the order of their events. ``place`` is the column that each of the ``statements``
    (distinct numbers, ascending) has in the result, two bytes wide where that is enough.
    """
    tables = [
        place[np.searchsorted(statements, run.statements)].astype(place.dtype) for run in runs
    ]
    if len(runs) == 1 and bool((np.diff(tables[0].astype(np.int64)) > 0).all()):
        run = runs[0]
        columns = np.empty(len(run.values), dtype=place.dtype)
        for some in _slices(len(columns)):
            np.take(tables[0], run.columns[some], out=columns[some], mode="clip")
        return Merged(run.people, _ends(run.counts), columns, run.values)
    return _Merging(runs, tables, _bits(int(place.max(initial=0)))).merged(pool)


class _Merging:
    """Some participants after the other, each lot small enough for the processor's cache."""

    def __init__(self, runs: Sequence[Run], tables: list[NDArray[Any]], column_bits: int) -> None:
        self._runs = runs
        self._tables = tables
        self._bits = column_bits
        self._people = _distinct([run.people for run in runs])
        self._ends = [_ends(run.counts) for run in runs]
        self._by_moment = _need_moments(runs)
        n = sum(len(run.values) for run in runs)
        self._columns = np.empty(n, dtype=tables[0].dtype)
        self._values = np.empty(n, dtype=np.int8)

    def merged(self, pool: Executor) -> Merged:
        lots = max(-(-len(self._values) // _LOT), 1)
        bounds = np.unique(np.linspace(0, len(self._people), lots + 1).astype(np.int64))
        starts = [  # of each lot in each run, and where the last one ends
            np.append(np.searchsorted(run.people, self._people[bounds[:-1]]), len(run.people))
            for run in self._runs
        ]
        within = [ends[start] for ends, start in zip(self._ends, starts, strict=True)]
        offset = np.stack(within).sum(axis=0)
        of_runs = zip(*map(_between, starts), strict=True)
        lengths = pool.map(self._lot, _between(bounds), of_runs, offset[:-1])
        return self._closed_up(offset, list(lengths))

    def _lot(self, rows: slice, of_runs: tuple[slice, ...], offset: int) -> NDArray[np.int64]:
        """Writes the votes of some participants from ``offset`` on; how many each has."""
        people = self._people[rows]
        parts = []
        for number, mine in enumerate(of_runs):
            run, ends = self._runs[number], self._ends[number]
            votes = slice(int(ends[mine.start]), int(ends[mine.stop]))
            row = np.searchsorted(people, run.people[mine])
            parts.append(
                (
                    np.repeat(row, run.counts[mine]),
                    self._tables[number].take(run.columns[votes], mode="clip"),
                    run.values[votes],
                    None if run.moments is None else run.moments[votes],
                )
            )
        row, column, value = self._last(parts, len(people))
        self._columns[offset : offset + len(value)] = column
        self._values[offset : offset + len(value)] = value
        return np.bincount(row, minlength=len(people))

    def _last(
        self, parts: list[tuple[Any, ...]], n_people: int
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        run_bits = _bits(len(parts) - 1)
        low_bits = run_bits + _VOTE_BITS
        bits = _bits(n_people - 1) + self._bits + low_bits
        if self._by_moment or bits > _MOST_BITS:
            return _by_columns(parts)
        width = np.uint32 if bits <= 32 else np.int64
        key = np.concatenate([row.astype(width) for row, *_ in parts])
        key <<= width(self._bits)
        key |= np.concatenate([column for _, column, *_ in parts])
        key <<= width(run_bits)
        key |= np.repeat(np.arange(len(parts), dtype=width), [len(part[2]) for part in parts])
        key <<= width(_VOTE_BITS)
        key |= np.concatenate([value for *_, value, _ in parts]).astype(np.uint8) + np.uint8(1)
        key.sort()
        key = key[_last_of_pairs(key, low_bits)]
        value = (key & width(3)).astype(np.int8) - np.int8(1)
        key >>= width(low_bits)
        return key >> width(self._bits), key & width((1 << self._bits) - 1), value

    def _closed_up(self, offset: NDArray[np.int64], lengths: list[NDArray[np.int64]]) -> Merged:
        """Without the room that earlier votes of the same pairs had in other runs."""
        at = 0
        for start, length in zip(offset.tolist(), lengths, strict=False):
            n = int(length.sum())
            if start > at:
                self._columns[at : at + n] = self._columns[start : start + n]
                self._values[at : at + n] = self._values[start : start + n]
            at += n
        columns, values = self._columns, self._values
        if at < len(values):
            columns, values = columns[:at].copy(), values[:at].copy()
        return Merged(self._people, _ends(np.concatenate(lengths)), columns, values)


def _by_columns(
    parts: list[tuple[Any, ...]],
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The last of each pair by moment, then by run."""
    row, column, value = (np.concatenate([part[i] for part in parts]) for i in range(3))
    moments = parts[0][3] is not None and np.concatenate([part[3] for part in parts])
    by = (column, row) if moments is False else (moments, column, row)
    order = np.lexsort(by)
    row, column = row[order], column[order]
    is_last = np.ones(len(row), dtype=bool)
    is_last[:-1] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    return row[is_last], column[is_last], value[order[is_last]]


def _far_apart(part: Part) -> Run:
    """As ``sorted_run``, of numbers so far apart that a pair does not fit in one."""
    people, row = np.unique(part.people, return_inverse=True)
    statements, column = np.unique(part.statements, return_inverse=True)
    order = np.lexsort((column, row))
    row, column = row[order], column[order]
    is_last = np.ones(len(row), dtype=bool)
    is_last[:-1] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    kept = order[is_last]
    return Run(
        people=people,
        statements=statements,
        counts=_narrow(np.bincount(row[is_last], minlength=len(people))),
        columns=_narrow(column[is_last]),
        values=part.values[kept],
        moments=None if part.moments is None else part.moments[kept],
    )


def _joined(parts: list[Part]) -> Part:
    people, statements, values, moments = zip(*parts, strict=True)
    return Part(
        np.concatenate(people),
        np.concatenate(statements),
        np.concatenate(values),
        None if moments[0] is None else np.concatenate(moments),
    )


def _by_moment(part: Part) -> Part:
    moments = part.moments
    if moments is None or not (moments[1:] < moments[:-1]).any():
        return part
    order = np.argsort(moments, kind="stable")
    return Part(part.people[order], part.statements[order], part.values[order], moments[order])


def _need_moments(runs: Sequence[Run]) -> bool:
    """Whether some vote is older than one of an earlier run."""
    if runs[0].moments is None:
        return False
    latest: Any = None
    for run in runs:
        if run.moments is None or not len(run.moments):
            continue
        if latest is not None and run.moments.min() < latest:
            return True
        latest = run.moments.max()
    return False


def _last_of_pairs(keys: NDArray[Any], low_bits: int) -> NDArray[np.bool_] | slice:
    """Which of the sorted keys differ from the next above the low bits; all, as a slice."""
    is_last = np.ones(len(keys), dtype=bool)
    shift = keys.dtype.type(low_bits)
    for some in _slices(len(keys) - 1):
        pair = keys[some.start : some.stop + 1] >> shift
        np.not_equal(pair[1:], pair[:-1], out=is_last[some])
    return slice(None) if is_last.all() else is_last


def _coded(offsets: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Distinct offsets (from 0), ascending, and the place of each among them."""
    most = int(offsets.max())
    if most >= _MOST_IN_TABLE:
        distinct, place = np.unique(offsets, return_inverse=True)
        return distinct, _narrow(place)
    there = np.zeros(most + 1, dtype=bool)
    there[offsets] = True
    if there.all():
        return np.arange(most + 1), _narrow(offsets)
    distinct = np.flatnonzero(there)
    table = _narrow(np.cumsum(there) - 1)
    places = np.empty(len(offsets), dtype=table.dtype)
    for some in _slices(len(offsets)):
        np.take(table, offsets[some], out=places[some], mode="clip")
    return distinct, places


def _span(columns: list[NDArray[Any]]) -> tuple[int, int]:
    """The least number, and the bits that the distance of the greatest from it takes."""
    low = min(int(column.min()) for column in columns)
    return low, _bits(max(int(column.max()) for column in columns) - low)


def _wrapped(number: int) -> np.int64:
    """Modulo 2**64, as products of arrays are."""
    return np.int64((number + (1 << 63)) % (1 << 64) - (1 << 63))


def _distinct(columns: list[NDArray[Any]]) -> NDArray[Any]:
    """Numbers of all columns once, ascending."""
    low, bits = _span(columns)
    if 1 << bits > _MOST_IN_TABLE + 4 * sum(map(len, columns)):
        every = np.sort(np.concatenate(columns))
        return np.asarray(every[np.append(True, every[1:] != every[:-1])])
    there = np.zeros(1 << bits, dtype=bool)
    for column in columns:
        there[np.subtract(column, low, dtype=np.int64)] = True
    return np.flatnonzero(there) + low


def _bits(most: int) -> int:
    return max(int(most).bit_length(), 1)


def _narrow(numbers: NDArray[Any]) -> NDArray[Any]:
    """In the least width that holds them."""
    low, high = int(numbers.min(initial=0)), int(numbers.max(initial=0))
    width: np.dtype[Any] = np.result_type(np.min_scalar_type(low), np.min_scalar_type(high))
    return np.asarray(numbers.astype(width, copy=False))


def _ends(counts: NDArray[Any]) -> NDArray[np.int64]:
    ends = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def _between(bounds: NDArray[np.int64]) -> Slices:
    return (slice(start, stop) for start, stop in pairwise(bounds.tolist()))


def _slices(n: int) -> Slices:
    return (slice(start, min(start + _AT_A_TIME, n)) for start in range(0, n, _AT_A_TIME))
