"""The few things of a Word file that python-docx has no call for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def set_body_text(document: Document, language: str, size: float) -> None:
    """Font, size and proofing language of all text that says nothing else."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    proofing = OxmlElement("w:lang")
    proofing.set(qn("w:val"), {"ky": "ky-KG", "ru": "ru-RU"}[language])
    style.element.rPr.append(proofing)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def write(
    where: Any,
    text: str,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    size: float | None = None,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
) -> Paragraph:
    """A paragraph in a document, header or cell; the empty one of a new cell is used first.

    Spaces around it in points, the indent of the first line in millimetres.
    """
    is_new = hasattr(where, "_tc") and len(where.paragraphs) == 1 and not where.text
    paragraph: Paragraph = where.paragraphs[0] if is_new else where.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Mm(indent)
    run = paragraph.add_run(text)
    run.bold = bold
    if size is not None:
        run.font.size = Pt(size)
        _size_the_mark(paragraph, size)
    return paragraph


def _size_the_mark(paragraph: Paragraph, size: float) -> None:
    """The invisible end of a paragraph has a height too, and would stretch a small line."""
    marked, points = OxmlElement("w:rPr"), OxmlElement("w:sz")
    points.set(qn("w:val"), str(int(size * 2)))
    marked.append(points)
    paragraph._p.get_or_add_pPr().append(marked)  # noqa: SLF001


def space_letters(paragraph: Paragraph, points: float) -> None:
    for run in paragraph.runs:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(int(points * 20)))
        run._r.get_or_add_rPr().append(spacing)  # noqa: SLF001 - python-docx has no public call


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """PAGE, NUMPAGES: worked out by the word processor."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = instruction
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)  # noqa: SLF001


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """In millimetres, held fixed: Word would otherwise follow the longest word."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def repeat_on_each_page(row: _Row) -> None:
    _mark_row(row, "w:tblHeader")


def add_whole_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    keep_whole(row)
    return row


def keep_whole(row: _Row) -> None:
    _mark_row(row, "w:cantSplit")


def shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001


def pad_cells(table: Table, millimetres: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, share in (("top", 0.5), ("left", 1), ("bottom", 0.5), ("right", 1)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(int(millimetres * share * 56.7)))  # twentieths of a point
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)  # noqa: SLF001


def rule_below(table: Table) -> None:
    """One line under a table that has no other border."""
    borders = OxmlElement("w:tblBorders")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "6"), ("space", "0"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001


def centre_vertically(row: _Row) -> None:
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _mark_row(row: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001
