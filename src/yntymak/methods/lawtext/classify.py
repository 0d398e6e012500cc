"""First pass: say of each line what it is, before the second pass builds the tree."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

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
from yntymak.methods.lawtext.remarks import note_label, remark_length, split_trailing_remark

_OFFICE = re.compile(
    r"президент|төрага|торага|председател|спикер|премьер-министр|министрлер кабинет"
    r"|кыргызской республики$|кыргыз республикасынын"
)
_SIGNATURE_LINES = 16
_QUOTE_OPENS = ("«", '"', "“", "„")
_QUOTE_CLOSES = re.compile(r"[»\"”][;.,]?\s*$")


@dataclass(frozen=True)
class Item:
    """`role`: heading, item, note, plain, remark, table, footnote, signature."""

    role: str
    text: str
    line: int
    marker: Marker | None = None
    inline: bool = False  # a remark that stood on the line of what it speaks of
    rows: tuple[str, ...] = ()


def classify(document: Document) -> list[Item]:
    lines = [line for line in document.lines if line.text]
    body, signature = _part_signature(lines)
    items = list(_read_lines(body))
    items = _restore_marks(items)
    return [*items, *(Item("signature", line.text, line.number) for line in signature)]


def _part_signature(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The names and dates under the law: short lines without a stop, from the first office on."""
    start = len(lines)
    while start > 0 and len(lines) - start < _SIGNATURE_LINES and _is_signature(lines[start - 1]):
        start -= 1
    while start < len(lines) and not _OFFICE.search(fold(_unmarked_text(lines[start]))):
        start += 1
    return lines[:start], lines[start:]


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
    texts = [line.text for line in lines]
    layout = _layout_tables(lines)
    last_article: Number | None = None
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.footnote:
            yield Item("footnote", line.text, line.number)
            index += 1
        elif line.cell and line.cell.table not in layout:
            rows = _table_rows(lines, index)
            yield Item("table", "", line.number, rows=tuple(text for text, _ in rows))
            index += sum(count for _, count in rows)
        elif length := remark_length(texts, index):
            yield Item("remark", " ".join(texts[index : index + length]), line.number)
            index += length
        elif length := _quotation_length(texts, index):
            for each in lines[index : index + length]:
                yield Item("plain", each.text, each.number)
            index += length
        else:
            for item in _read_line(line, last_article):
                if item.marker and item.marker.kind == "article":
                    last_article = item.marker.until or item.marker.value
                yield item
            index += 1


def _layout_tables(lines: list[Line]) -> set[int]:
    """Tables that hold articles only serve the look of the page; their lines are ordinary text."""
    return {
        line.cell.table
        for line in lines
        if line.cell and (heading := read_heading(line.text)) and heading.kind == "article"
    }


def _table_rows(lines: list[Line], start: int) -> list[tuple[str, int]]:
    """Rows of one table, cells parted by tabs, with the number of lines each was read from."""
    first = lines[start].cell
    table = first.table if first else -1
    rows: list[tuple[str, int]] = []
    inside = [line for line in lines[start:] if line.cell is not None and line.cell.table == table]
    for _, row in groupby(inside, key=lambda line: line.cell.row if line.cell else 0):
        group = list(row)
        cells = groupby(group, key=lambda line: line.cell.column if line.cell else 0)
        text = "\t".join(" ".join(line.text for line in cell) for _, cell in cells)
        rows.append((text, len(group)))
    return rows


def _quotation_length(texts: list[str], start: int) -> int:
    """Words that an amending law puts into another one are quoted: they are no articles of this.

    Such a quotation stands after a colon and may run over many lines until it is closed.
    """
    before = texts[start - 1] if start else ""
    if not texts[start].startswith(_QUOTE_OPENS) or not before.rstrip().endswith(":"):
        return 0
    for end in range(start, len(texts)):
        if _QUOTE_CLOSES.search(texts[end]) and _balanced(texts[start : end + 1]):
            return end - start + 1
    return 0


def _balanced(texts: Iterable[str]) -> bool:
    joined = "".join(texts)
    opened = sum(map(joined.count, "«“„"))
    closed = sum(map(joined.count, "»”"))
    return opened <= closed and joined.count('"') % 2 == 0


def _read_line(line: Line, last_article: Number | None) -> Iterator[Item]:
    text, remark = split_trailing_remark(line.text)
    marker = read_heading(text)
    if marker and _is_doubtful(marker) and not follows(last_article, marker.value):
        marker = None
    if marker:
        yield from _heading_items(marker, line.number)
    elif label := note_label(text):
        rest = text[len(label) :].strip()
        note = Marker("note", "", (), "", label, rest)
        yield Item("note", rest, line.number, note)
    elif marker := read_item(text):
        yield from _item_items(marker, line.number)
    elif text:
        yield Item("plain", text, line.number)
    if remark:
        yield Item("remark", remark, line.number, inline=True)


def _is_doubtful(marker: Marker) -> bool:
    """«Статья 12 Закона …» may open a sentence: believed only where number 12 is due."""
    return marker.kind == "article" and not marker.closed and bool(marker.rest)


def _heading_items(marker: Marker, line: int) -> Iterator[Item]:
    """«Статья 5. 1. Текст»: the first paragraph may stand on the line of the article."""
    inner = read_item(marker.rest) if marker.kind == "article" else None
    if inner and inner.value == (1,):
        yield Item("heading", "", line, replace(marker, rest=""))
        yield from _item_items(inner, line)
    else:
        yield Item("heading", marker.rest, line, marker)


def _item_items(marker: Marker, line: int) -> Iterator[Item]:
    """«1. 1) текст»: a point may stand on the line of its paragraph."""
    inner = read_item(marker.rest)
    if inner and inner.value == (1,) and RANKS[inner.kind] > RANKS[marker.kind]:
        yield Item("item", "", line, replace(marker, rest=""))
        yield from _item_items(inner, line)
    else:
        yield Item("item", marker.rest, line, marker)


def _restore_marks(items: list[Item]) -> list[Item]:
    """«11 Судья …» between 10) and 12) is point 11 without its bracket."""
    restored = list(items)
    for index, item in enumerate(items):
        if item.marker and item.marker.kind == "paragraph":
            restored[index] = _as_neighbours(item, restored[:index], items[index + 1 :])
        unmarked = read_unmarked(item.text) if item.role == "plain" else None
        if unmarked is None:
            continue
        number, value = unmarked
        before = _neighbour(reversed(restored[:index]))
        after = _neighbour(iter(items[index + 1 :]))
        if after and after.kind in {"paragraph", "point"} and _fits(before, value, after):
            marker = unmarked_item(after.kind, item.text, number, value)
            restored[index] = replace(item, role="item", text=marker.rest, marker=marker)
    return restored


def _as_neighbours(item: Item, before: list[Item], after: list[Item]) -> Item:
    """«5. …» between 4) and 6) is point 5 with the wrong mark."""
    previous, following = _neighbour(reversed(before)), _neighbour(iter(after))
    if item.marker is None or previous is None or following is None:
        return item
    among_points = previous.kind == following.kind == "point"
    if among_points and _fits(previous, item.marker.value, following):
        return replace(item, marker=replace(item.marker, kind="point", wrong_mark=True))
    return item


def _neighbour(items: Iterator[Item]) -> Marker | None:
    """The nearest heading or numbered item."""
    for item in items:
        if item.role in {"heading", "item"}:
            return item.marker
    return None


def _fits(before: Marker | None, value: Number, after: Marker) -> bool:
    if before is None or not follows(value, after.value):
        return False
    if RANKS[before.kind] <= ARTICLE_RANK:
        return value == (1,)
    return before.kind == after.kind and follows(before.value, value)
