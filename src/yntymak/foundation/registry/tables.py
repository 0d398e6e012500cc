"""Reading a table that an office made: CSV of any common make, or XLSX. Guards before contents."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 100
_MEGABYTE = 1024 * 1024


class TableError(ValueError):
    """The file as a whole cannot be read; the message is one sentence for the operator."""


@dataclass(frozen=True)
class Row:
    """`number` is the row as the spreadsheet counts it, the header included."""

    number: int
    cells: dict[str, str]


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Rows by lower-case column name; empty rows are left out. Raises TableError."""
    lines = _xlsx_lines(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else _csv_lines(path)
    numbered = [
        (number, [str(cell).strip() for cell in cells])
        for number, cells in enumerate(lines, start=1)
        if any(str(cell).strip() for cell in cells)
    ]
    if not numbered:
        raise TableError(f"{path.name} is empty.")
    header = [name.lower() for name in numbered[0][1]]
    _check_header(path, header, required, optional)
    if len(numbered) == 1:
        raise TableError(f"{path.name} has a header and no rows.")
    return [_row(number, header, cells) for number, cells in numbered[1:]]


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    if any(cells[len(header) :]):
        raise TableError(f"Row {number} has more cells than the header has columns.")
    padded = cells + [""] * (len(header) - len(cells))
    return Row(number, {name: c for name, c in zip(header, padded, strict=False) if name})


def _check_header(
    path: Path, header: list[str], required: Sequence[str], optional: Sequence[str]
) -> None:
    named = [name for name in header if name]
    missing = [name for name in required if name not in named]
    if missing:
        raise TableError(f"{path.name} lacks the column {', '.join(missing)}.")
    unknown = [name for name in named if name not in (*required, *optional)]
    if unknown:
        raise TableError(f"{path.name} has the unknown column {', '.join(unknown)}.")
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise TableError(f"{path.name} has the column {', '.join(twice)} twice.")


def _size_checked(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise TableError(
                f"{path.name} is larger than {LARGEST_FILE // _MEGABYTE} MB: "
                "a list of all municipalities is smaller than 1 MB."
            )
        return path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error


def _csv_lines(path: Path) -> list[list[str]]:
    text = _decoded(path, _size_checked(path))
    delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _bounded(path, reader)
    except csv.Error as error:
        raise TableError(f"{path.name}, line {reader.line_num}: {error}.") from error


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise TableError(f"{path.name} is neither a CSV nor an XLSX file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1251 has no ң, ө, ү; a file in it can carry Russian names and codes only.
        return data.decode("cp1251", errors="replace")


def _xlsx_lines(path: Path) -> list[list[str]]:
    data = _size_checked(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # The sizes stand in the directory of the archive: nothing is unpacked to learn them.
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise TableError(
                f"{path.name} would unpack to {unpacked // _MEGABYTE} MB: it is not opened."
            )
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"{path.name} is no XLSX file: save it anew from Excel.") from error
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
    return _bounded(path, ([_as_text(cell) for cell in row] for row in rows))


def _bounded(path: Path, lines: Iterable[list[str]]) -> list[list[str]]:
    kept: list[list[str]] = []
    for line in lines:
        if len(kept) > MOST_ROWS:
            raise TableError(f"{path.name} has more than {MOST_ROWS} rows: divide it.")
        kept.append(line)
    return kept


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    date = getattr(cell, "date", None)
    return date().isoformat() if callable(date) else str(cell)
