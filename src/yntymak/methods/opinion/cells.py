"""Tables cell by cell, as offices and platforms write them, and what is wrong with them.

A table is UTF-8 text (a byte order mark is fine), columns separated by commas, semicolons or tabs,
found by the names in the first line; other columns are left aside.
"""

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

NO_MOMENT = -(1 << 63)
"""is earlier than every moment, and the same as a whole number and as a double"""
_LONGEST_CELL = 1_000_000
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_EARLIEST = math.nextafter(NO_MOMENT, 0.0)
_VOTES = {"1": 1, "+1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}


class InputError(ValueError):
    """What is wrong with the input, in one sentence for the person who brought it."""


Names = Sequence[str]
"""A column goes by any of several names; the first is the one we tell people."""


def rows(
    source: Path | BinaryIO, wanted: Sequence[Names], optional: Sequence[Names] = ()
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and stripped cells of the columns asked for; "" for an optional one not there."""
    with opened(source) as file:
        lines = text_lines(file)
        first = next(lines, "")
        delimiter = delimiter_of(first)
        places = places_of(next(csv.reader([first], delimiter=delimiter), []), wanted, optional)
        yield from cells(lines, delimiter, places, first_line=2)


def cells(
    lines: Iterator[str], delimiter: str, places: Sequence[int], *, first_line: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """As ``rows``, of the lines after the first."""
    reader = csv.reader(lines, delimiter=delimiter)
    csv.field_size_limit(_LONGEST_CELL)
    least = max(places) + 1
    before = first_line - 1
    try:
        for row in reader:
            if not any(row):
                continue
            if len(row) < least:
                raise InputError(
                    f"Line {before + reader.line_num} has {len(row)} columns; "
                    "the first line has more."
                )
            yield (
                before + reader.line_num,
                tuple(row[i].strip() if i >= 0 else "" for i in places),
            )
    except csv.Error:
        raise InputError(f"Line {before + reader.line_num} cannot be read as a table.") from None


def delimiter_of(first: str) -> str:
    return max(",;\t", key=first.count)


def places_of(
    header: Sequence[str], wanted: Sequence[Names], optional: Sequence[Names]
) -> list[int]:
    """Column of each name, -1 for an absent optional one."""
    there = [name.strip().lower() for name in header]
    places = []
    for names in (*wanted, *optional):
        name = next((name for name in names if name in there), names[0])
        found = there.count(name)
        if found > 1:
            raise InputError(f"The first line has the column {quoted(name)} twice.")
        if not found and names in wanted:
            raise InputError(
                f"The first line has no column {quoted(name)}; "
                f"it needs {', '.join(each[0] for each in wanted)} "
                "(separated by commas or semicolons)."
            )
        places.append(there.index(name) if found else -1)
    return places


@contextmanager
def opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    """The source from its beginning, refused where it is empty or no UTF-8 by its first bytes."""
    file = _open(source) if isinstance(source, Path) else source
    try:
        file.seek(0)
        start = file.read(1 << 16)
        if not start.strip():
            raise InputError("The file is empty.")
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start:
            raise _not_utf8()
        file.seek(0)
        yield file
    finally:
        if isinstance(source, Path):
            file.close()


def text_lines(file: BinaryIO) -> Iterator[str]:
    """Lines with their ends, as they come; names the one that is no UTF-8."""
    borrowed = io.BufferedReader(_Borrowed(file))
    text = io.TextIOWrapper(borrowed, encoding="utf-8-sig", newline="")
    try:
        for line in text:
            if "\0" in line:
                raise _not_utf8()
            yield line
    except UnicodeDecodeError:
        raise InputError(
            f"Line {_undecodable(file)} is not UTF-8 (perhaps Windows-1251); "
            "save the file as CSV UTF-8."
        ) from None


class _Borrowed(io.RawIOBase):
    """A file that stays open when the one who reads its text goes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _undecodable(file: BinaryIO) -> int:
    file.seek(0)
    for number, line in enumerate(file, 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return number


def _not_utf8() -> InputError:
    return InputError("The file is not UTF-8 but UTF-16 or no text; save it as CSV UTF-8.")


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InputError("There is no such file.") from None
    except IsADirectoryError:
        raise InputError("This is a folder; a file is needed.") from None
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror}).") from None


def present(name: str, column: str, line: int) -> str:
    if not name:
        raise InputError(f"Line {line}: the {column} is empty.")
    return name


def vote(cell: str, line: int) -> int:
    value = _VOTES.get(cell) if cell in _VOTES else _VOTES.get(cell.replace("\N{MINUS SIGN}", "-"))
    if value is None:
        raise InputError(
            f"Line {line}: the vote is {quoted(cell)}; "
            "it must be 1 (agree), 0 (pass) or -1 (disagree)."
        )
    return value


def moment(stamp: str, line: int) -> int | float:
    """A whole number of at most 63 bits as it stands, so that nanoseconds keep their last digits;
    any other number as a double; of an ISO 8601 moment (UTC unless it says otherwise) the seconds
    since 1970; NO_MOMENT for an empty cell.
    """
    if not stamp:
        return NO_MOMENT
    if _WHOLE.fullmatch(stamp) and NO_MOMENT < (whole := int(stamp)) < -NO_MOMENT:
        return whole
    try:
        number = float(stamp)
    except ValueError:
        try:
            read = datetime.fromisoformat(stamp)
        except ValueError:
            number = math.nan
        else:
            number = (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(number):
        raise InputError(f"Line {line}: the timestamp {quoted(stamp)} is no number and no date.")
    return max(number, _EARLIEST)


def quoted(cell: str) -> str:
    return f"“{cell if len(cell) <= 40 else cell[:39] + '…'}”"
