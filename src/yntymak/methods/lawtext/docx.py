"""Read a DOCX as lines: accepted text, superscripts, tables, footnotes, automatic numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from yntymak.methods.lawtext.document import Cell, Document, Line, Problem, clean
from yntymak.methods.lawtext.docx_styles import ListNumbers, Styles, W, is_on, value
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.markers import read_heading, read_item
from yntymak.methods.lawtext.numbering import SUPERSCRIPTS
from yntymak.methods.lawtext.package import Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
# «309³» whose raised 3 was typed as the letter З it looks like, 10⁰ with an О.
_RAISED_LETTERS = str.maketrans("ЗзОоOo", "330000")
_RAISED_NUMBER = re.compile(r"\s*[0-9ЗзОоOo]{1,2}\s*")
_REMOVED = {W + "del", W + "moveFrom"}
_ADDED = {W + "ins", W + "moveTo"}
_WRAPPERS = _ADDED | {
    W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
}
_TEXT_OF = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_WIDEST = 64  # columns that one cell may span
_PRIVATE_USE = range(0xE000, 0xF900)
_DETAILS = {
    "tracked_changes": "insertions are read as accepted, deletions are left out",
    "hidden_text": "runs of hidden text are left out",
    "automatic_numbers": "paragraphs take their number from the word processor",
    "footnotes": "footnotes stand after the line that names them",
    "text_boxes": "text boxes stand after the line they hang on",
    "letters_for_digits": "raised letters З and О are read as the digits 3 and 0",
    "embedded_text": "a part of the text is another file inside the document and was not read",
    "symbols": "characters of a symbol font could not be read",
}


@dataclass
class _Reader:
    styles: Styles
    numbers: ListNumbers
    notes: dict[str, etree._Element]
    lines: list[Line] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    carried: str = ""  # text of a paragraph whose end was deleted: it runs into the next one
    asides: list[tuple[str, etree._Element]] = field(default_factory=list)

    def blocks(self, parent: etree._Element, cell: Cell | None = None) -> None:
        for child in parent:
            if child.tag == W + "p":
                self.paragraph(child, cell)
            elif child.tag == W + "tbl":
                self.table(child)
            elif child.tag in _WRAPPERS:
                self.seen["tracked_changes"] += child.tag in _ADDED
                self.blocks(child, cell)
            elif child.tag in _REMOVED:
                self.seen["tracked_changes"] += 1
            elif child.tag == _MC + "AlternateContent":
                for choice in (child.findall(f"{_MC}Choice") or list(child))[:1]:
                    self.blocks(choice, cell)
            elif child.tag == W + "altChunk":
                self.seen["embedded_text"] += 1

    def table(self, table: etree._Element) -> None:
        mine = self.tables
        self.tables += 1
        for row, line in enumerate(table.iter(W + "tr")):
            if next(line.iterancestors(W + "tbl")) is not table:
                continue
            if line.find(f"{W}trPr/{W}del") is not None:
                self.seen["tracked_changes"] += 1
                continue
            column = 0
            for box in _cells(line):
                self.blocks(box, Cell(mine, row, column))
                column += _width(box)

    def paragraph(self, paragraph: etree._Element, cell: Cell | None) -> None:
        self.asides = []
        text = self.carried + self.automatic_number(paragraph) + "".join(self.inline(paragraph))
        self.carried = ""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.seen["tracked_changes"] += 1
            self.carried = text
            return
        for part in soft_lines(text):
            self.lines.append(Line(clean(part), len(self.lines) + 1, cell))
        asides, self.asides = self.asides, []
        for note, element in asides:
            self.aside(note, element)

    def aside(self, note: str, element: etree._Element) -> None:
        """Footnotes and text boxes follow the line; a footnote is told by its id."""
        before = len(self.lines)
        self.seen["footnotes" if note else "text_boxes"] += 1
        self.blocks(element)
        if note:
            self.lines[before:] = [
                Line(line.text, line.number, None, note) for line in self.lines[before:]
            ]

    def automatic_number(self, paragraph: etree._Element) -> str:
        properties = self.styles.number_properties(paragraph)
        printed = self.numbers.next(*properties) if properties else ""
        if not printed:
            return ""
        self.seen["automatic_numbers"] += 1
        return f"{printed} "

    def inline(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            if child.tag == W + "r":
                yield from self.run(child)
            elif child.tag in _REMOVED:
                self.seen["tracked_changes"] += 1
            elif child.tag in _WRAPPERS:
                self.seen["tracked_changes"] += child.tag in _ADDED
                yield from self.inline(child)
            elif child.tag in {_MATH + "oMath", _MATH + "oMathPara"}:
                yield "".join(part.text or "" for part in child.iter(_MATH + "t"))

    def run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        if properties is not None and is_on(properties.find(f"{W}vanish")):
            self.seen["hidden_text"] += 1
            return
        raised = self.styles.is_superscript(properties)
        for child in run:
            if child.tag == W + "t":
                text = child.text or ""
                yield self.raised(text) if raised else text
            elif child.tag in _TEXT_OF:
                yield _TEXT_OF[child.tag]
            elif child.tag == W + "sym":
                yield self.symbol(child)
            else:
                self.hang(child)

    def raised(self, text: str) -> str:
        if _RAISED_NUMBER.fullmatch(text):
            digits = text.translate(_RAISED_LETTERS)
            self.seen["letters_for_digits"] += digits != text
            text = digits
        return text.translate(_RAISED)

    def hang(self, element: etree._Element) -> None:
        for kind in ("footnote", "endnote"):
            note = kind + value(element, "id")
            if element.tag == f"{W}{kind}Reference" and note in self.notes:
                self.asides.append((note, self.notes[note]))
        boxes = element.iter(W + "txbxContent")
        for box in boxes:
            if not any(True for _ in box.iterancestors(_MC + "Fallback")):
                self.asides.append(("", box))

    def symbol(self, element: etree._Element) -> str:
        code = value(element, "char")
        point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else 0xFFFD
        if point in _PRIVATE_USE or point == 0xFFFD:
            self.seen["symbols"] += 1
            return "□"
        return chr(point)


def soft_lines(text: str) -> list[str]:
    """Line breaks inside a paragraph: a new line where a mark begins, else only a space."""
    lines: list[str] = []
    for part in text.split("\n"):
        opening = clean(part)
        if lines and not (read_heading(opening) or read_item(opening) or opening.startswith("(")):
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.append(part)
    return lines


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, also those that a form field or a change is wrapped around."""
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _width(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    written = "" if span is None else value(span, "val")
    return min(int(written), _WIDEST) if written.isdecimal() and int(written) else 1


def read_docx(data: bytes, name: str) -> Document:
    package = Package(data)
    root = package.part("word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise LawTextError("no_document", "word/document.xml has no body")
    reader = _Reader(
        Styles.read(package.part("word/styles.xml")),
        ListNumbers(package.part("word/numbering.xml")),
        _notes(package),
    )
    try:
        reader.blocks(body)
    except RecursionError as error:
        raise LawTextError("xml_broken", "word/document.xml is nested too deeply") from error
    if reader.carried:
        reader.lines.append(Line(clean(reader.carried), len(reader.lines) + 1))
    problems = [
        Problem(code, "", 0, f"{count}: {_DETAILS[code]}")
        for code, count in reader.seen.items()
        if count
    ]
    return Document(tuple(reader.lines), tuple(problems), name)


def _notes(package: Package) -> dict[str, etree._Element]:
    found = {}
    for kind in ("footnote", "endnote"):
        root = package.part(f"word/{kind}s.xml")
        for note in [] if root is None else root.findall(f"{W}{kind}"):
            if not value(note, "type"):  # separators have a type
                found[kind + value(note, "id")] = note
    return found
