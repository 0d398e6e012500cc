"""Vote events from CSV: fast where the table is plain numbers, cell by cell where it is not."""

import csv
import io
import os
import re
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.cells import (
    InputError,
    cells,
    delimiter_of,
    moment,
    opened,
    places_of,
    present,
    text_lines,
    vote,
)
from yntymak.methods.opinion.gathering import Gathering, OutOfOrder
from yntymak.methods.opinion.names import canonical_names, codes_of_met
from yntymak.methods.opinion.plain_csv import Events, Layout, plain_events
from yntymak.methods.opinion.runs import Part
from yntymak.methods.opinion.votes import Votes

Progress = Callable[[float], None]
"""Told the share that is read, 0 to 1."""

PRODUCTION = "pid", "tid"  # a platform's own database, where -1 agrees
PARTICIPANT = ("participant", "voter-id", "participant_id", "voter_id", "pid")
_STATEMENT = ("statement", "comment-id", "statement_id", "comment_id", "tid")
WANTED = (PARTICIPANT, _STATEMENT, ("vote",))
TIMESTAMP = ("timestamp", "created", "modified")
OPTIONAL = (TIMESTAMP,)
_CHUNK = 1 << 22
_TELL_EVERY = 1 << 16  # lines
_THREADS = 2
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})\Z")
_MOMENT = re.compile(r"(0|[1-9][0-9]{0,17}|[1-8][0-9]{18})\Z")


class _NotPlain(Exception):  # noqa: N818 - no error: the other reader takes over
    pass


def read_events(
    source: Path | BinaryIO, all_statements: Sequence[str], progress: Progress | None
) -> Votes:
    """Raises InputError."""
    with opened(source) as file, ThreadPoolExecutor(_THREADS) as pool:
        size = max(file.seek(0, os.SEEK_END), 1)
        file.seek(0)
        table = _Table(file, lambda: progress(file.tell() / size) if progress else None)
        votes = _gathered(table, pool, all_statements)
    if votes is None:
        raise InputError("The table has a first line but no votes under it.")
    return votes


class _Table:
    """A file of events with its first line understood."""

    def __init__(self, file: BinaryIO, tell: Callable[[], object]) -> None:
        self.file = file
        self.tell = tell
        self.first = next(text_lines(file), "")
        self.delimiter = delimiter_of(self.first)
        header = [
            name.strip().lower()
            for name in next(csv.reader([self.first], delimiter=self.delimiter), [])
        ]
        self.places = places_of(header, WANTED, OPTIONAL)
        self.layout = Layout(ord(self.delimiter), len(header), *self.places)
        self.has_moments = self.layout.timestamp >= 0
        self.is_turned = (header[self.places[0]], header[self.places[1]]) == PRODUCTION


def _gathered(table: _Table, pool: Executor, all_statements: Sequence[str]) -> Votes | None:
    """By the way that suits the table; None if there are no votes in it."""
    is_plain = True
    keep_moments = False
    while True:
        gathering = Gathering(pool, keep_moments=keep_moments)
        try:
            if is_plain:
                return _plain_votes(table, pool, gathering, all_statements)
            return _cell_by_cell(table, gathering, all_statements)
        except _NotPlain:
            is_plain = False
        except OutOfOrder:
            keep_moments = True


def _plain_votes(
    table: _Table, pool: Executor, gathering: Gathering, all_statements: Sequence[str]
) -> Votes | None:
    for events in _plain_parts(table, pool):
        gathering.add(Part(*events[:4]))
    return gathering.votes(
        canonical_names,
        lambda numbers: canonical_names(numbers, more=all_statements),
        turned=table.is_turned,
    )


def _plain_parts(table: _Table, pool: Executor) -> Iterator[Events]:
    """Events of some megabytes after the other; the parts are parsed in other threads.

    A part that is not plain is read cell by cell, which names a bad row by its line; if it is
    only unusual (+1 for 1, an empty line) the plain way goes on.
    """
    table.file.seek(0)
    if table.file.readline().decode("utf-8-sig", "replace") != table.first:
        raise _NotPlain
    pending: deque[tuple[bytes, Future[Events | None]]] = deque()
    line = 2
    for lines in _parts(table.file):
        pending.append((lines, pool.submit(plain_events, lines, table.layout)))
        if len(pending) > _THREADS + 1:
            yield (events := _finished(table, *pending.popleft(), line))
            line += events.n_lines
            table.tell()
    while pending:
        yield (events := _finished(table, *pending.popleft(), line))
        line += events.n_lines


def _parts(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines, some megabytes at a time; the last line gets its end where it has none."""
    rest = b""
    while data := file.read(_CHUNK):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield rest + data[:cut]
        rest = data[cut:] if cut else rest + data
    if rest:
        yield rest + b"\n"


def _finished(
    table: _Table, lines: bytes, parsing: Future[Events | None], first_line: int
) -> Events:
    events = parsing.result()
    if events is not None:
        return events
    if b'"' in lines or b"\0" in lines:
        raise _NotPlain
    try:
        text = io.StringIO(lines.decode("utf-8"), newline="")
    except UnicodeDecodeError:
        raise _NotPlain from None
    read = _Cells({}, {}, timed=table.has_moments)
    for line, row in cells(text, table.delimiter, table.places, first_line=first_line):
        if not (_NUMBER.match(row[0]) and _NUMBER.match(row[1])):
            raise _NotPlain
        if table.has_moments and not _MOMENT.match(row[3]):
            raise _NotPlain
        read.add(line, row)
    return read.as_numbers(lines.count(b"\n"))


class _Moments:
    """Whole numbers as they are; once another kind comes, all as doubles."""

    def __init__(self) -> None:
        self._kept: array[int] | array[float] = array("q")

    def append(self, moment: int | float) -> None:  # noqa: PYI041 - both kinds are meant
        if isinstance(moment, float) and self._kept.typecode == "q":
            self._kept = array("d", self._kept)
        self._kept.append(moment)  # type: ignore[arg-type]

    def as_array(self) -> NDArray[Any]:
        return np.asarray(self._kept)


class _Cells:
    """Events one by one, with names numbered as they were met: 17 bytes an event."""

    def __init__(self, people: dict[str, int], statements: dict[str, int], *, timed: bool) -> None:
        self._people, self._statements = people, statements
        self._row, self._column = array("i"), array("i")
        self._values, self._moments = array("b"), _Moments()
        self._timed = timed

    def __len__(self) -> int:
        return len(self._values)

    def add(self, line: int, row: tuple[str, ...]) -> None:
        participant, statement, cell, stamp = row
        value = vote(cell, line)
        who, what = present(participant, "participant", line), present(statement, "statement", line)
        self._row.append(self._people.setdefault(who, len(self._people)))
        self._column.append(self._statements.setdefault(what, len(self._statements)))
        self._values.append(value)
        self._moments.append(moment(stamp, line))

    def as_part(self) -> Part:
        return Part(
            np.asarray(self._row),
            np.asarray(self._column),
            np.asarray(self._values),
            self._moments.as_array() if self._timed else None,
        )

    def as_numbers(self, n_lines: int) -> Events:
        """Where all names are numbers."""
        people, statements = (
            np.array([int(name) for name in met], dtype=np.int64)
            for met in (self._people, self._statements)
        )
        row, column, values, moments = self.as_part()
        return Events(people[row], statements[column], values, moments, n_lines)


def _cell_by_cell(
    table: _Table, gathering: Gathering, all_statements: Sequence[str]
) -> Votes | None:
    table.file.seek(0)
    lines = text_lines(table.file)
    next(lines)
    people: dict[str, int] = {}
    statements: dict[str, int] = {}
    read = _Cells(people, statements, timed=table.has_moments)
    for line, row in cells(lines, table.delimiter, table.places, first_line=2):
        read.add(line, row)
        if len(read) == _TELL_EVERY:
            gathering.add(read.as_part())
            read = _Cells(people, statements, timed=table.has_moments)
            table.tell()
    gathering.add(read.as_part())
    return gathering.votes(
        lambda numbers: codes_of_met(people, numbers),
        lambda numbers: codes_of_met(statements, numbers, more=all_statements),
        turned=table.is_turned,
    )
