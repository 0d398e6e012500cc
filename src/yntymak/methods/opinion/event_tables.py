"""Vote events from CSV: fast where the table is plain numbers, cell by cell where it is not."""

import csv
import io
import os
import re
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
from yntymak.methods.opinion.names import canonical_names, codes_of_met
from yntymak.methods.opinion.plain_csv import Events, Layout, plain_events
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
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})\Z")


class _NotPlain(Exception):  # noqa: N818 - no error: the other reader takes over
    pass


def read_events(
    source: Path | BinaryIO, all_statements: Sequence[str], progress: Progress | None
) -> Votes:
    """Raises InputError."""
    with opened(source) as file:
        size = max(file.seek(0, os.SEEK_END), 1)
        file.seek(0)
        table = _Table(file, lambda: progress(file.tell() / size) if progress else None)
        try:
            return _votes_of(list(_plain_parts(table)), all_statements, turned=table.is_turned)
        except _NotPlain:
            return _cell_by_cell(table, all_statements)


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


def _plain_parts(table: _Table) -> Iterator[Events]:
    """Events of some megabytes after the other; the parts are parsed in two threads.

    A part that is not plain is read cell by cell, which names a bad row by its line; if it is
    only unusual (+1 for 1, an empty line) the plain way goes on.
    """
    table.file.seek(0)
    if table.file.readline().decode("utf-8-sig", "replace") != table.first:
        raise _NotPlain
    pending: deque[tuple[bytes, Future[Events | None]]] = deque()
    line = 2
    with ThreadPoolExecutor(2) as pool:
        for lines in _parts(table.file):
            pending.append((lines, pool.submit(plain_events, lines, table.layout)))
            if len(pending) > 3:
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
    read = _Cells()
    for line, row in cells(text, table.delimiter, table.places, first_line=first_line):
        if not all(_NUMBER.match(cell) for cell in (*row[:2], *(row[3:] * table.has_moments))):
            raise _NotPlain
        read.add(line, row)
    return read.as_numbers(lines.count(b"\n"), timed=table.has_moments)


class _Cells:
    """Events one by one: names as they were met, 17 bytes an event."""

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.statements: dict[str, int] = {}
        self.row, self.column = array("i"), array("i")
        self.values, self.moments = array("b"), array("d")

    def add(self, line: int, row: tuple[str, ...]) -> None:
        participant, statement, cell, stamp = row
        value = vote(cell, line)
        who, what = present(participant, "participant", line), present(statement, "statement", line)
        self.row.append(self.people.setdefault(who, len(self.people)))
        self.column.append(self.statements.setdefault(what, len(self.statements)))
        self.values.append(value)
        self.moments.append(moment(stamp, line))

    def as_numbers(self, n_lines: int, *, timed: bool) -> Events:
        people = np.array([int(name) for name in self.people], dtype=np.int64)
        statements = np.array([int(name) for name in self.statements], dtype=np.int64)
        return Events(
            people[np.asarray(self.row)],
            statements[np.asarray(self.column)],
            np.asarray(self.values),
            np.array(self.moments, dtype=np.int64) if timed else None,
            n_lines,
        )


def _cell_by_cell(table: _Table, all_statements: Sequence[str]) -> Votes:
    table.file.seek(0)
    lines = text_lines(table.file)
    next(lines)
    read = _Cells()
    for line, row in cells(lines, table.delimiter, table.places, first_line=2):
        read.add(line, row)
        if not line % _TELL_EVERY:
            table.tell()
    if not read.values:
        raise _no_votes()
    values = np.asarray(read.values)
    return Votes.from_codes(
        codes_of_met(read.people, np.asarray(read.row)),
        codes_of_met(read.statements, np.asarray(read.column), more=all_statements),
        -values if table.is_turned else values,
        np.asarray(read.moments) if table.has_moments else None,
    )


def _votes_of(parts: list[Events], all_statements: Sequence[str], *, turned: bool) -> Votes:
    """Column after column, so that only one stands in memory twice."""
    if not parts:
        raise _no_votes()
    columns = [list(column) for column in zip(*parts, strict=True)]
    parts.clear()
    moments = None if columns[3][0] is None else _joined(columns, 3)
    participants = canonical_names(_joined(columns, 0))
    statements = canonical_names(_joined(columns, 1), more=all_statements)
    values = _joined(columns, 2).astype(np.int8, copy=False)
    return Votes.from_codes(participants, statements, -values if turned else values, moments)


def _joined(columns: list[list[Any]], which: int) -> NDArray[Any]:
    joined: NDArray[Any] = np.concatenate(columns[which])
    columns[which].clear()
    return joined


def _no_votes() -> InputError:
    return InputError("The table has a first line but no votes under it.")
