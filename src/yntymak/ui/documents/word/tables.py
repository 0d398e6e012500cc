"""Tables of a Word file: what python-docx has no call for."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph

from yntymak.ui.documents.word.text import add_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.table import Table, _Cell, _Row


# What may follow within the properties of a table and of a cell: Word minds their order.
_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")
_AFTER_MARGINS = ("w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")
_AFTER_SHADE = (
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
    "w:hideMark",
)


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """In millimetres, held fixed: Word would otherwise follow the longest word."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


class TextRows:
    """Thousands of rows of words alone, each a copy of one: python-docx looks for the place of
    every element that it writes, which takes ever longer.
    """

    def __init__(self, table: Table) -> None:
        """The widths of the table are set before."""
        row = add_whole_row(table)._tr  # noqa: SLF001
        self._pattern: Any = deepcopy(row)
        self._table: Any = table._tbl  # noqa: SLF001
        self._table.remove(row)

    def add(self, texts: Sequence[str]) -> None:
        row = deepcopy(self._pattern)
        for cell, text in zip(row.tc_lst, texts, strict=True):
            add_run(Paragraph(cell.p_lst[0], cell), text)
        self._table.append(row)


def repeat_on_each_page(row: _Row) -> None:
    _mark_row(row, "w:tblHeader")


def add_whole_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    keep_whole(row)
    return row


def keep_whole(row: _Row) -> None:
    _mark_row(row, "w:cantSplit")


def join_across(row: _Row) -> _Cell:
    """The whole row as one cell; a row that is not joined yet."""
    cells = row.cells
    first, others = cells[0]._tc, [cell._tc for cell in cells[1:]]  # noqa: SLF001
    first.width = Emu(sum(cell.width or 0 for cell in cells))
    first.grid_span = len(cells)
    for each in others:
        row._tr.remove(each)  # noqa: SLF001
    return cells[0]


def join_down(cells: Sequence[_Cell]) -> _Cell:
    """Empty cells of one column, below one another, as one. The first of them is written into."""
    if len(cells) > 1:
        for place, cell in enumerate(cells):
            cell._tc.vMerge = "continue" if place else "restart"  # noqa: SLF001
    return cells[0]


def shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    own: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    own.insert_element_before(shading, *_AFTER_SHADE)


def pad_cells(table: Table, millimetres: float) -> None:
    margins: Any = OxmlElement("w:tblCellMar")
    for side, share in (("top", 0.5), ("left", 1), ("bottom", 0.5), ("right", 1)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(int(millimetres * share * 56.7)))  # twentieths of a point
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, *_AFTER_MARGINS)  # noqa: SLF001


def rule_below(table: Table) -> None:
    """One line under a table that has no other border."""
    borders: Any = OxmlElement("w:tblBorders")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "6"), ("space", "0"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, *_AFTER_BORDERS)  # noqa: SLF001


def centre_vertically(row: _Row) -> None:
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _mark_row(row: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001
