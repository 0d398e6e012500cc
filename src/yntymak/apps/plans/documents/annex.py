"""The plan as a table: one row for each budget line, the measure's own cells joined over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.ui.documents import word

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import Table, _Cell, _Row

    from yntymak.apps.plans.documents.wording import Annex, MeasureRow, ObjectiveRows, TotalRow

# №, measure, responsible, time, source, thousand som, risk: 262 mm between the margins of A4 lying.
WIDTHS = (13, 79, 46, 25, 38, 23, 38)
SOURCE, SUM = 4, 5
SIZE = 10.5
BAND = "EDEDED"


def write_annex(document: WordFile, annex: Annex) -> None:
    _heading(document, annex)
    table = document.add_table(rows=1, cols=len(WIDTHS))
    table.style = "Table Grid"
    word.set_widths(table, WIDTHS)  # before any row is added: new rows take them over
    word.pad_cells(table, 1.6)
    _head_row(table, annex.head)
    for objective in annex.objectives:
        _objective_rows(table, objective)
    for total in annex.totals:
        _total_row(table, total)


def _heading(document: WordFile, annex: Annex) -> None:
    block = document.add_table(rows=1, cols=2)
    word.set_widths(block, (172, 90))
    right = block.rows[0].cells[1]
    word.write(right, annex.label, size=11, bold=True)
    word.write(right, annex.reference, size=11)
    word.write(document, annex.title, word.CENTER, size=14, bold=True, before=10)
    word.write(document, annex.about, word.CENTER, bold=True)
    word.write(document, annex.place, word.CENTER, after=8)


def _head_row(table: Table, titles: tuple[str, ...]) -> None:
    row = table.rows[0]
    for cell, title in zip(row.cells, titles, strict=True):
        word.write(cell, title, word.CENTER, size=SIZE, bold=True)
        word.shade(cell, BAND)
    word.centre_vertically(row)
    word.repeat_on_each_page(row)
    word.keep_whole(row)


def _objective_rows(table: Table, objective: ObjectiveRows) -> None:
    row = word.add_whole_row(table)
    band = row.cells[0].merge(row.cells[-1])
    paragraph = word.write(band, objective.title, size=SIZE, bold=True)
    paragraph.paragraph_format.keep_with_next = True
    for measure in objective.measures:
        _measure_rows(table, measure)


def _measure_rows(table: Table, measure: MeasureRow) -> None:
    rows = [word.add_whole_row(table) for _line in measure.lines]
    own = (column for column in range(len(WIDTHS)) if column not in (SOURCE, SUM))
    _fill_measure([_joined(rows, column) for column in own], measure)
    for row, (source, planned) in zip(rows, measure.lines, strict=True):
        word.write(row.cells[SOURCE], source, size=SIZE)
        word.write(row.cells[SUM], planned, word.RIGHT, size=SIZE)


def _joined(rows: list[_Row], column: int) -> _Cell:
    first, last = rows[0].cells[column], rows[-1].cells[column]
    return first.merge(last) if len(rows) > 1 else first


def _fill_measure(cells: list[_Cell], measure: MeasureRow) -> None:
    at, what, who, when, risk = cells
    word.write(at, measure.number, word.CENTER, size=SIZE)
    word.write(what, measure.title, size=SIZE)
    if measure.effect:
        word.write(what, measure.effect, size=SIZE - 1.5, before=2)
    word.write(who, measure.responsible, size=SIZE)
    word.write(when, measure.starts, word.CENTER, size=SIZE)
    word.write(when, measure.ends, word.CENTER, size=SIZE)
    word.write(risk, measure.risks, size=SIZE)


def _total_row(table: Table, total: TotalRow) -> None:
    bold = total.is_main
    row = word.add_whole_row(table)
    label = row.cells[0].merge(row.cells[SOURCE])
    word.write(label, total.label, word.RIGHT, size=SIZE, bold=bold)
    word.write(row.cells[SUM], total.planned, word.RIGHT, size=SIZE, bold=bold)
    word.write(row.cells[-1], "", size=SIZE)
    if bold:
        for cell in (row.cells[0], row.cells[SUM], row.cells[-1]):
            word.shade(cell, BAND)
