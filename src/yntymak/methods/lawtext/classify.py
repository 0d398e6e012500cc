"""First pass: say of each line what it is, before the second pass builds the tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from yntymak.methods.lawtext.document import Document, Line
from yntymak.methods.lawtext.markers import (
    Marker,
    fold,
    read_heading,
    read_item,
    read_unmarked,
    unmarked_item,
)
from yntymak.methods.lawtext.numbering import Number, follows
from yntymak.methods.lawtext.provisions import ARTICLE_RANK, RANKS
from yntymak.methods.lawtext.quotations import Quotations
from yntymak.methods.lawtext.remarks import note_label, remark_length, split_trailing_remark

_OFFICE = re.compile(
    r"президент|төрага|торага|председател|спикер|премьер-министр|министрлер кабинет"
    r"|кыргызской республики$|кыргыз республикасынын"
)
_CONTENTS = re.compile(r"(?:содержание|оглавление|мазмуну)\s*[.:]?")
_ANNEX = re.compile(r"прилож|тиркем", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\*{1,4}\)?\s?\w")
_SIGNATURE_LINES = 16


@dataclass(frozen=True)
class Item:
    """`role`: heading, item, note, plain, remark, table, footnote, contents, signature."""

    role: str
    text: str
    line: int
    marker: Marker | None = None
    inline: bool = False  # a remark that stood on the line of what it speaks of
    rows: tuple[str, ...] = ()


def classify(document: Document, *, is_signed: bool = True) -> list[Item]:
    """`is_signed`: names and dates may stand under the text."""
    lines = [line for line in document.lines if line.text]
    body, signature = _part_signature(lines) if is_signed else (lines, [])
    items = _restore_marks(list(_read_lines(body)))
    if is_signed:
        items = _with_inner_signatures(items, body)
    return [*items, *(Item("signature", line.text, line.number) for line in signature)]


def _part_signature(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The names and dates under the law: short lines without a stop, from the first office on."""
    start = len(lines)
    while start > 0 and len(lines) - start < _SIGNATURE_LINES and _is_signature(lines[start - 1]):
        start -= 1
    while start < len(lines) and not _OFFICE.search(fold(_unmarked_text(lines[start]))):
        start += 1
    return lines[:start], lines[start:]


def _with_inner_signatures(items: list[Item], lines: list[Line]) -> list[Item]:
    """A by-law is signed before its annexes: the names there are no part of its last point."""
    starts = {line.number for line in lines if _opens_annex(line)}
    signed: set[int] = set()
    for place, line in enumerate(lines):
        if line.number in starts:
            signed |= {each.number for each in _part_signature(lines[:place])[1]}
    return [
        replace(item, role="signature") if item.role == "plain" and item.line in signed else item
        for item in items
    ]


def _opens_annex(line: Line) -> bool:
    marker = read_heading(line.text) if _ANNEX.search(line.text) else None
    return marker is not None and marker.kind == "annex"


def _unmarked_text(line: Line) -> str:
    return line.text.removeprefix("T ")


def _is_signature(line: Line) -> bool:
    text = _unmarked_text(line)
    if read_item(text) or read_heading(text) or len(text) > 80:
        return False
    return line.cell is not None or (
        not text.endswith((".", ";", ":", ",")) and (text[0].isupper() or text[0].isdigit())
    )


def _read_lines(lines: list[Line]) -> Iterator[Item]:
    reading = _Reading(lines)
    index = 0
    while index < len(lines):
        items, length = reading.at(index)
        yield from items
        index += length


class _Reading:
    """Reads one line after the other, or several where they belong together."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.split = [split_trailing_remark(text) for text in self.texts]
        self.quotations = Quotations(self.texts)
        self.headings = [read_heading(text) for text, _ in self.split]
        self.layout = {
            line.cell.table
            for line, heading in zip(lines, self.headings, strict=True)
            if line.cell and heading and heading.kind == "article"
        }
        self.last_article: Number | None = None
        self.begun = False  # a mark was read: what follows is the law itself
        doubtful = [_is_doubtful(each) for each in self.headings if each]
        self.trusts_bare_headings = 2 * sum(doubtful) > len(doubtful)

    def at(self, index: int) -> tuple[list[Item], int]:
        """The items that begin at a line and how many lines they take."""
        line = self.lines[index]
        if line.footnote:
            return [Item("footnote", line.text, line.number)], 1
        if line.cell and line.cell.table not in self.layout:
            rows = _table_rows(self.lines, index)
            texts = tuple(text for text, _ in rows)
            return [Item("table", "", line.number, rows=texts)], sum(count for _, count in rows)
        if length := remark_length(self.texts, index):
            joined = " ".join(self.texts[index : index + length])
            return [Item("remark", joined, line.number)], length
        if length := self.quotations.length(index):
            return self._plain("plain", index, length), length
        if not self.begun and (length := _contents_length(self.texts, self.headings, index)):
            return self._plain("contents", index, length), length
        return list(self._single(index)), 1

    def _plain(self, role: str, index: int, length: int) -> list[Item]:
        return [Item(role, each.text, each.number) for each in self.lines[index : index + length]]

    def _single(self, index: int) -> Iterator[Item]:
        line, (text, remark), marker = self.lines[index], self.split[index], self.headings[index]
        if marker and _is_doubtful(marker) and not self.trusts_bare_headings:
            # «Статья 12 Закона …» may open a sentence: believed only where number 12 is due
            marker = marker if follows(self.last_article, marker.value) else None
        self.begun = self.begun or marker is not None
        if marker:
            if marker.kind == "article":
                self.last_article = marker.until or marker.value
            yield from _heading_items(marker, line.number)
        elif label := note_label(text):
            self.begun = True
            rest = text[len(label) :].strip()
            yield from _note_items(Marker("note", "", (), "", label, rest), line.number)
        elif marker := read_item(text):
            self.begun = True
            yield from _item_items(marker, line.number)
        elif _FOOTNOTE.match(text) and self.begun:
            yield Item("footnote", text, line.number)
        elif text:
            yield Item("plain", text, line.number)
        if remark:
            yield Item("remark", remark, line.number, inline=True)


def _table_rows(lines: list[Line], start: int) -> list[tuple[str, int]]:
    """Rows of one table, cells parted by tabs, with the number of lines each was read from."""
    first = lines[start].cell
    table = first.table if first else -1
    rows: list[tuple[str, int]] = []
    following = (lines[index] for index in range(start, len(lines)))
    inside = takewhile(lambda line: line.cell is not None and line.cell.table == table, following)
    for _, row in groupby(inside, key=lambda line: line.cell.row if line.cell else 0):
        group = list(row)
        cells = {
            column: " ".join(line.text for line in cell)
            for column, cell in groupby(
                group, key=lambda line: line.cell.column if line.cell else 0
            )
        }
        # a cell that is empty or merged with the one above keeps the others in their columns
        text = "\t".join(cells.get(column, "") for column in range(max(cells) + 1))
        rows.append((text, len(group)))
    return rows


def _contents_length(texts: list[str], headings: list[Marker | None], start: int) -> int:
    """A table of contents lists the headings before they come; it ends where the first returns."""
    if not _CONTENTS.fullmatch(fold(texts[start])):
        return 0
    first = next((heading for heading in headings[start:] if heading), None)
    if first is None:
        return 0
    listed = headings.index(first, start)
    for end in range(listed + 1, len(texts)):
        again = headings[end]
        if again and (again.kind, again.value) == (first.kind, first.value):
            return end - start
    return 0


def _is_doubtful(marker: Marker) -> bool:
    return marker.kind == "article" and not marker.closed and bool(marker.rest)


def _heading_items(marker: Marker, line: int) -> Iterator[Item]:
    """«Статья 5. 1. Текст»: the first paragraph may stand on the line of the article."""
    inner = read_item(marker.rest) if marker.kind == "article" else None
    if inner and inner.value == (1,):
        yield Item("heading", "", line, replace(marker, rest=""))
        yield from _item_items(inner, line)
    else:
        yield Item("heading", marker.rest, line, marker)


def _note_items(marker: Marker, line: int) -> Iterator[Item]:
    """«Примечание. 1. Текст»: a note that counts its own paragraphs."""
    inner = read_item(marker.rest)
    if inner and inner.value == (1,):
        yield Item("note", "", line, replace(marker, rest=""))
        yield from _item_items(inner, line)
    else:
        yield Item("note", marker.rest, line, marker)


def _item_items(marker: Marker, line: int) -> Iterator[Item]:
    """«1. 1) текст»: a point may stand on the line of its paragraph."""
    inner = read_item(marker.rest)
    if inner and inner.value == (1,) and RANKS[inner.kind] > RANKS[marker.kind]:
        yield Item("item", "", line, replace(marker, rest=""))
        yield from _item_items(inner, line)
    else:
        yield Item("item", marker.rest, line, marker)


def _restore_marks(items: list[Item]) -> list[Item]:
    """«11 Судья …» between 10) and 12) is point 11 without its bracket; so is «11. Судья …»."""
    following = _following_markers(items)
    restored: list[Item] = []
    before: Marker | None = None
    for item, after in zip(items, following, strict=True):
        mended = _mended(item, before, after) if before and after else item
        if mended.role in {"heading", "item"}:
            before = mended.marker
        restored.append(mended)
    return restored


def _following_markers(items: list[Item]) -> list[Marker | None]:
    """For each item the mark of the nearest heading or numbered item after it."""
    following: list[Marker | None] = []
    after: Marker | None = None
    for item in reversed(items):
        following.append(after)
        if item.role in {"heading", "item"}:
            after = item.marker
    following.reverse()
    return following


def _mended(item: Item, before: Marker, after: Marker) -> Item:
    if item.marker and item.marker.kind == "paragraph":
        among_points = before.kind == after.kind == "point"
        if among_points and _fits(before, item.marker.value, after):
            return replace(item, marker=replace(item.marker, kind="point", wrong_mark=True))
        return item
    unmarked = read_unmarked(item.text) if item.role == "plain" else None
    if unmarked and after.kind in {"paragraph", "point"} and _fits(before, unmarked[1], after):
        marker = unmarked_item(after.kind, item.text, *unmarked)
        return replace(item, role="item", text=marker.rest, marker=marker)
    return item


def _fits(before: Marker, value: Number, after: Marker) -> bool:
    if not follows(value, after.value):
        return False
    if RANKS[before.kind] <= ARTICLE_RANK:
        return value == (1,)
    return before.kind == after.kind and follows(before.value, value)
