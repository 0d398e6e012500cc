"""Read plain text; a line that begins with a Latin «T » comes from a table."""

import re

from yntymak.methods.lawtext.document import Cell, Document, Line, clean
from yntymak.methods.lawtext.encodings import decode
from yntymak.methods.lawtext.package import check_signature

_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_TABLE_LINE = re.compile(r"T (?=[^a-zA-Z\s])")


def read_text(data: bytes, name: str) -> Document:
    check_signature(data)
    text, problems = decode(data)
    document = to_document(text, name)
    return Document(document.lines, tuple(problems), name)


def to_document(text: str, name: str = "") -> Document:
    """Lines of a text; neighbouring table lines are the rows of one table."""
    lines: list[Line] = []
    table, row = -1, -1
    for number, raw in enumerate(_LINE_ENDS.split(text), start=1):
        cleaned = clean(raw)
        cell = None
        if _TABLE_LINE.match(cleaned):
            table, row = (table, row + 1) if row >= 0 else (table + 1, 0)
            cell = Cell(table, row, 0)
        elif cleaned:
            row = -1
        lines.append(Line(cleaned, number, cell))
    return Document(tuple(lines), (), name)
