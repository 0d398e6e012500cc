"""Votes, statements and groups from tables as offices and platforms write them.

A table is UTF-8 text (a byte order mark is fine), columns separated by commas, semicolons or tabs,
found by the names in the first line; other columns are left aside.
"""

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.names import canonical_names
from yntymak.methods.opinion.votes import Votes

_VOTES = {"1": 1, "+1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}
_FLAGS = {"": 0, "0": 0, "1": 1, "false": 0, "true": 1}
_MODERATED = {"": 0, "0": 0, "1": 1, "+1": 1, "-1": -1, "\N{MINUS SIGN}1": -1}
_LONGEST_CELL = 1_000_000


class InputError(ValueError):
    """What is wrong with the input, in one sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What is known of each statement beside its votes; rows stand as in the file."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    moderated: NDArray[np.int64]
    meta: NDArray[np.int64]

    def text_of(self) -> dict[str, str]:
        return dict(zip(self.names, self.texts, strict=True))

    def aligned(self, votes: Votes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """``moderated`` and ``meta`` in the order of the votes' statements, 0 where unknown."""
        row = {name: i for i, name in enumerate(self.names)}
        moderated, meta = np.zeros((2, votes.n_statements), dtype=np.int64)
        for j, name in enumerate(votes.statements):
            i = row.get(str(name))
            if i is not None:
                moderated[j], meta[j] = self.moderated[i], self.meta[i]
        return moderated, meta


@dataclass(frozen=True, slots=True)
class Labels:
    """Group of each participant who has one."""

    group_of: dict[str, str]

    def aligned(self, votes: Votes) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Group per participant of the votes, -1 for none, and the names of the groups."""
        given = [self.group_of.get(str(name), "") for name in votes.participants]
        names, code = canonical_names([group for group in given if group])
        if not len(names):
            raise InputError("None of the participants in the groups file has voted.")
        labels = np.full(votes.n_participants, -1)
        labels[[i for i, group in enumerate(given) if group]] = code
        return labels, tuple(str(name) for name in names)


def read_votes(source: Path | BinaryIO, *, all_statements: tuple[str, ...] = ()) -> Votes:
    """Columns participant, statement, vote and, if there is one, timestamp.

    Of several votes of one participant on one statement the last counts: by timestamp (a number or
    ISO 8601) where there is one, else by row; a row without timestamp is older than those with one.

    Raises InputError.
    """
    participants: list[str] = []
    statements: list[str] = []
    values: list[int] = []
    stamps: list[float] = []
    for line, (participant, statement, vote, stamp) in _rows(
        source, ("participant", "statement", "vote"), ("timestamp",)
    ):
        value = _VOTES.get(vote.replace("\N{MINUS SIGN}", "-"))
        if value is None:
            raise InputError(
                f"Line {line}: the vote is {_quoted(vote)}; "
                "it must be 1 (agree), 0 (pass) or -1 (disagree)."
            )
        participants.append(_present(participant, "participant", line))
        statements.append(_present(statement, "statement", line))
        values.append(value)
        stamps.append(_moment(stamp, line))
    if not values:
        raise InputError("The table has a first line but no votes under it.")
    return Votes.from_arrays(
        participants, statements, values, timestamps=stamps, all_statements=all_statements
    )


def read_statements(source: Path | BinaryIO) -> Statements:
    """Columns statement and, if there, text, moderated (-1 out, 0, 1) and meta (0, 1).

    Raises InputError, also for a statement that stands there twice.
    """
    texts: dict[str, str] = {}
    moderated: list[int] = []
    meta: list[int] = []
    for line, (statement, text, is_moderated, is_meta) in _rows(
        source, ("statement",), ("text", "moderated", "meta")
    ):
        if _present(statement, "statement", line) in texts:
            raise InputError(f"Line {line}: statement {_quoted(statement)} stands there twice.")
        texts[statement] = text
        moderated.append(_flag(is_moderated, _MODERATED, "moderated", "-1, 0 or 1", line))
        meta.append(_flag(is_meta.lower(), _FLAGS, "meta", "0 or 1", line))
    if not texts:
        raise InputError("The table has a first line but no statements under it.")
    return Statements(tuple(texts), tuple(texts.values()), np.array(moderated), np.array(meta))


def read_labels(source: Path | BinaryIO) -> Labels:
    """Columns participant and group; an empty group is none.

    Raises InputError, also for a participant in two groups.
    """
    group_of: dict[str, str] = {}
    for line, (participant, group) in _rows(source, ("participant", "group"), ()):
        _present(participant, "participant", line)
        if group_of.setdefault(participant, group) != group:
            raise InputError(
                f"Line {line}: participant {_quoted(participant)} already has another group."
            )
    if not any(group_of.values()):
        raise InputError("The table has a first line but no groups under it.")
    return Labels(group_of)


def _rows(
    source: Path | BinaryIO, wanted: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and stripped cells of the columns asked for; "" for an optional one not there."""
    text = _text(source)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        places = _places(next(reader), wanted, optional)
        least = max(places) + 1
        for row in reader:
            if not any(row):
                continue
            if len(row) < least:
                raise InputError(
                    f"Line {reader.line_num} has {len(row)} columns; the first line has more."
                )
            yield reader.line_num, tuple(row[i].strip() if i >= 0 else "" for i in places)
    except csv.Error:
        raise InputError(f"Line {reader.line_num} cannot be read as a table.") from None


def _places(header: list[str], wanted: tuple[str, ...], optional: tuple[str, ...]) -> list[int]:
    """Column of each name, -1 for an absent optional one."""
    names = [name.strip().lower() for name in header]
    places = []
    for name in wanted + optional:
        found = names.count(name)
        if found > 1:
            raise InputError(f"The first line has the column {_quoted(name)} twice.")
        if not found and name in wanted:
            raise InputError(
                f"The first line has no column {_quoted(name)}; "
                f"it needs {', '.join(wanted)} (separated by commas or semicolons)."
            )
        places.append(names.index(name) if found else -1)
    return places


def _text(source: Path | BinaryIO) -> str:
    data = _bytes(source) if isinstance(source, Path) else source.read()
    if not data.strip():
        raise InputError("The file is empty.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise InputError("The file is not UTF-8 but UTF-16 or no text; save it as CSV UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"Line {line} is not UTF-8 (perhaps Windows-1251); save the file as CSV UTF-8."
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("There is no such file.") from None
    except IsADirectoryError:
        raise InputError("This is a folder; a file is needed.") from None
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror}).") from None


def _present(name: str, column: str, line: int) -> str:
    if not name:
        raise InputError(f"Line {line}: the {column} is empty.")
    return name


def _flag(cell: str, known: dict[str, int], column: str, allowed: str, line: int) -> int:
    if cell not in known:
        raise InputError(f"Line {line}: {column} is {_quoted(cell)}; it must be {allowed}.")
    return known[cell]


def _moment(stamp: str, line: int) -> float:
    """Any number, or seconds since 1970 of an ISO 8601 moment (UTC unless it says otherwise)."""
    if not stamp:
        return -math.inf
    try:
        number = float(stamp)
    except ValueError:
        try:
            moment = datetime.fromisoformat(stamp)
        except ValueError:
            number = math.nan
        else:
            number = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(number):
        raise InputError(f"Line {line}: the timestamp {_quoted(stamp)} is no number and no date.")
    return number


def _quoted(cell: str) -> str:
    return f"“{cell if len(cell) <= 40 else cell[:39] + '…'}”"
