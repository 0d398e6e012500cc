"""Spreadsheets that open ready to print: heading, frozen head row, widths, A4.

Text stays text. What begins with = + - @ is never a formula, neither when the file is opened nor
when somebody saves it as CSV and opens that.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import xlsxwriter
from django.utils import timezone

from yntymak.ui.documents.characters import writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Mark = Literal["same", "removed", "added"]

FONT = "Times New Roman"
LONGEST_CELL = 32_767  # characters, Excel's own limit
_A4 = 9
_LINE = 14.5  # points, of text of 11 points
_HIGHEST_ROW = 409.0  # points, Excel's own limit
_WIDER = 1.1
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "line": {"font_size": 11},
    "head": {"bold": True, "bg_color": "#EDEDED", "align": "center", "border": 1},
    "band": {"bold": True, "bg_color": "#F6F6F6", "border": 1, "valign": "top"},
    "cell": {"border": 1, "valign": "top"},
    "strong": {"border": 1, "valign": "top", "bold": True},
}
_MARKS: dict[Mark, dict[str, Any]] = {
    "same": {},
    "removed": {"font_strikeout": True, "font_color": "#9C2B1B"},
    "added": {"underline": 1, "font_color": "#0B5D57"},
}


@dataclass(frozen=True)
class Column:
    """`width` in characters; `number` as a spreadsheet writes it: "#,##0.0", "dd.mm.yyyy"."""

    title: str
    width: float
    number: str = ""


@dataclass(frozen=True)
class Marked:
    """A text whose removed and added parts are seen."""

    pieces: tuple[tuple[str, Mark], ...]


Cell = str | int | float | Decimal | dt.date | Marked | None


@dataclass(frozen=True)
class Row:
    cells: Sequence[Cell]
    is_strong: bool = False  # a total


@dataclass(frozen=True)
class Band:
    """One text over all columns, above the rows that belong to it."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """`lines` stand above the table, the first as its title; a mark on every printed page."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row | Band]
    lines: Sequence[str] = ()
    mark: str = ""
    is_wide: bool = True


def to_xlsx(sheets: Iterable[Sheet], *, title: str, moment: dt.datetime | None = None) -> bytes:
    """With the `moment` of the content given, the same content gives the same bytes."""
    out = io.BytesIO()
    texts_stay = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(out, texts_stay)
    at = (moment or timezone.now()).astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": writable(title), "created": at})
    looks = _Looks(book)
    for sheet in sheets:
        _Writer(book, sheet, looks).write()
    book.close()
    return out.getvalue()


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """What Excel takes as a name: 31 characters without a few signs, none given twice."""
    plain = _FORBIDDEN_IN_NAMES.sub(" ", writable(text)).strip("' ") or "1"
    there = {each.casefold() for each in taken} | {"history"}  # Excel keeps that one to itself
    name, number = _cut(plain, 31), 1
    while name.casefold() in there:
        number += 1
        name = f"{_cut(plain, 27)} {number}"
    return name


def _cut(text: str, units: int) -> str:
    """Excel counts a sign outside the basic plane as two."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore").rstrip("' ")


class _Looks:
    """The formats of a book, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[str, str, Mark, bool], Any] = {}
        self.marks = {
            name: book.add_format({"font_name": FONT, **look}) for name, look in _MARKS.items()
        }

    def of(
        self, look: str, *, number: str = "", mark: Mark = "same", is_quoted: bool = False
    ) -> Any:
        key = (look, number, mark, is_quoted)
        if key not in self.made:
            said = {"font_name": FONT, "text_wrap": True, **_LOOKS[look], **_MARKS[mark]}
            if number:
                said["num_format"] = number
            self.made[key] = self.book.add_format(said)
            if is_quoted:  # what a person writes as ' before the sign
                self.made[key].set_quote_prefix()
        return self.made[key]


class _Writer:
    def __init__(self, book: Any, sheet: Sheet, looks: _Looks) -> None:
        self.sheet, self.looks = sheet, looks
        self.paper = book.add_worksheet(
            sheet_name(sheet.name, (each.name for each in book.worksheets()))
        )
        self.at = 0

    def write(self) -> None:
        self._write_lines()
        self._write_head()
        for row in self.sheet.rows:
            if isinstance(row, Band):
                self._write_band(row.text)
            else:
                self._write_row(row)
        self._set_up_page()

    def _write_lines(self) -> None:
        for place, line in enumerate(self.sheet.lines):
            look = self.looks.of("line" if place else "title")
            self._span(writable(line), look)
        if self.sheet.lines:
            self.at += 1

    def _write_head(self) -> None:
        head = self.looks.of("head")
        for place, column in enumerate(self.sheet.columns):
            self.paper.set_column(place, place, column.width)
            self.paper.write_string(self.at, place, writable(column.title), head)
        self.paper.repeat_rows(self.at)
        self.at += 1
        self.paper.freeze_panes(self.at, 0)

    def _write_band(self, text: str) -> None:
        is_quoted = text.startswith(_LOOKS_LIKE_FORMULA)
        self._span(writable(text), self.looks.of("band", is_quoted=is_quoted))

    def _span(self, text: str, look: Any) -> None:
        last = len(self.sheet.columns) - 1
        if last:
            self.paper.merge_range(self.at, 0, self.at, last, "", look)
        self.paper.write_string(self.at, 0, text[:LONGEST_CELL], look)
        self._set_height([(text, sum(column.width for column in self.sheet.columns))])
        self.at += 1

    def _set_height(self, cells: Iterable[tuple[Cell, float]]) -> None:
        """Joined cells do not grow by themselves, and not every program lets others grow."""
        most = max((_lines(cell, width) for cell, width in cells), default=1)
        self.paper.set_row(self.at, min(_LINE * most + 3, _HIGHEST_ROW))

    def _write_row(self, row: Row) -> None:
        """A text longer than a cell holds goes on in the row below."""
        parts = [list(_parts(cell)) for cell in row.cells]
        widths = [column.width for column in self.sheet.columns]
        for line in range(max(map(len, parts), default=1)):
            shown = [cell[line] if line < len(cell) else None for cell in parts]
            self._set_height(zip(shown, widths, strict=True))
            for place, (cell, column) in enumerate(zip(shown, self.sheet.columns, strict=True)):
                self._write_cell(place, cell, column, row.is_strong)
            self.at += 1

    def _write_cell(self, place: int, cell: Cell, column: Column, is_strong: bool) -> None:
        look = "strong" if is_strong else "cell"
        match cell:
            case None | "":
                self.paper.write_blank(self.at, place, None, self.looks.of(look))
            case str():
                is_quoted = cell.startswith(_LOOKS_LIKE_FORMULA)
                self.paper.write_string(
                    self.at, place, cell, self.looks.of(look, is_quoted=is_quoted)
                )
            case Marked():
                self._write_marked(place, cell, look)
            case dt.date():
                written = self.looks.of(look, number=column.number or "dd.mm.yyyy")
                plain = cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell
                self.paper.write_datetime(self.at, place, plain, written)
            case _:
                written = self.looks.of(look, number=column.number)
                self.paper.write_number(self.at, place, cell, written)

    def _write_marked(self, place: int, marked: Marked, look: str) -> None:
        pieces = [(writable(text), mark) for text, mark in marked.pieces if writable(text)]
        is_quoted = bool(pieces) and pieces[0][0].startswith(_LOOKS_LIKE_FORMULA)
        if len(pieces) > 1:
            said = [part for text, mark in pieces for part in (self.looks.marks[mark], text)]
            written = self.looks.of(look, is_quoted=is_quoted)
            self.paper.write_rich_string(self.at, place, *said, written)
        elif pieces:
            text, mark = pieces[0]
            written = self.looks.of(look, mark=mark, is_quoted=is_quoted)
            self.paper.write_string(self.at, place, text, written)
        else:
            self.paper.write_blank(self.at, place, None, self.looks.of(look))

    def _set_up_page(self) -> None:
        paper = self.paper
        paper.set_paper(_A4)
        if self.sheet.is_wide:
            paper.set_landscape()
        paper.set_margins(left=0.6, right=0.4, top=0.75, bottom=0.7)
        paper.fit_to_pages(1, 0)
        paper.print_area(0, 0, max(self.at - 1, 0), len(self.sheet.columns) - 1)
        paper.set_footer("&C&P / &N")
        if self.sheet.mark:
            paper.set_header(f"&R&B{writable(self.sheet.mark).replace('&', '&&')}")


def _lines(cell: Cell, width: float) -> int:
    """How many a text takes, estimated from above: Cyrillic is wider than the digits that columns
    are measured in.
    """
    text = "".join(piece for piece, _mark in cell.pieces) if isinstance(cell, Marked) else cell
    if not isinstance(text, str):
        return 1
    return sum(1 + int(len(line) * _WIDER // width) for line in text.split("\n"))


def _parts(cell: Cell) -> Iterator[Cell]:
    if isinstance(cell, str):
        text = writable(cell)
        for start in range(0, max(len(text), 1), LONGEST_CELL):
            yield text[start : start + LONGEST_CELL]
    elif isinstance(cell, Marked):
        yield from _parts_of_marked(cell)
    else:
        yield cell


def _parts_of_marked(marked: Marked) -> Iterator[Marked]:
    room, held = LONGEST_CELL, []
    for text, mark in marked.pieces:
        rest = text
        while rest:
            taken, rest = rest[:room], rest[room:]
            held.append((taken, mark))
            room -= len(taken)
            if not room:
                yield Marked(tuple(held))
                room, held = LONGEST_CELL, []
    yield Marked(tuple(held))
