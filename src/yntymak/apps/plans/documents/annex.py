"""The plan as a table: one row for each budget line, the measure's own cells joined over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from yntymak.apps.plans.documents.decision import date_of, number_of
from yntymak.apps.plans.documents.sums import exact_thousand_som
from yntymak.apps.plans.overview import totals_of
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import Table, _Cell, _Row

    from yntymak.apps.plans.documents.bodies import Kenesh
    from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan

# №, measure, responsible, time, source, thousand som, risk: 262 mm between the margins of A4 lying.
WIDTHS = (13, 79, 46, 25, 38, 23, 38)
SOURCE, SUM = 4, 5
SIZE = 10.5
BAND = "EDEDED"


def write_annex(document: WordFile, plan: Plan, kenesh: Kenesh, language: str) -> None:
    _heading(document, plan, kenesh, language)
    table = document.add_table(rows=1, cols=len(WIDTHS))
    table.style = "Table Grid"
    word.set_widths(table, WIDTHS)  # before any row is added: new rows take them over
    word.pad_cells(table, 1.6)
    _head_row(table)
    for number, objective in enumerate(plan.objectives.all(), start=1):
        _objective_rows(table, number, objective, plan)
    _total_rows(table, plan)


def _heading(document: WordFile, plan: Plan, kenesh: Kenesh, language: str) -> None:
    block = document.add_table(rows=1, cols=2)
    word.set_widths(block, (172, 90))
    right = block.rows[0].cells[1]
    word.write(right, pgettext("resolution", "Annex"), size=11, bold=True)
    reference = pgettext(
        "resolution", "to resolution No. %(number)s of the %(kenesh)s, %(date)s"
    ) % {
        "kenesh": kenesh.of(language),
        "number": number_of(plan),
        "date": date_of(plan),
    }
    word.write(right, reference, size=11)
    title = pgettext("resolution", "PLAN OF MEASURES")
    word.write(document, title, word.CENTER, size=14, bold=True, before=10)
    about = pgettext("resolution", "to prevent social conflicts for %(year)s") % {"year": plan.year}
    word.write(document, about, word.CENTER, bold=True)
    word.write(document, str(plan.place), word.CENTER, after=8)


def _head_row(table: Table) -> None:
    titles = (
        "№",
        pgettext("resolution", "Measure"),
        pgettext("resolution", "Responsible"),
        pgettext("resolution", "Time"),
        pgettext("resolution", "Source of money"),
        pgettext("resolution", "Thousand som"),
        pgettext("resolution", "Risk"),
    )
    row = table.rows[0]
    for cell, title in zip(row.cells, titles, strict=True):
        word.write(cell, title, word.CENTER, size=SIZE, bold=True)
        word.shade(cell, BAND)
    word.centre_vertically(row)
    word.repeat_on_each_page(row)
    word.keep_whole(row)


def _objective_rows(table: Table, number: int, objective: Objective, plan: Plan) -> None:
    row = word.add_whole_row(table)
    band = row.cells[0].merge(row.cells[-1])
    paragraph = word.write(band, f"{number}. {objective.title}", size=SIZE, bold=True)
    paragraph.paragraph_format.keep_with_next = True
    for at, measure in enumerate(objective.measures.all(), start=1):
        _measure_rows(table, f"{number}.{at}", measure, plan)


def _measure_rows(table: Table, number: str, measure: Measure, plan: Plan) -> None:
    lines = list(measure.budget_lines.all())
    rows = [word.add_whole_row(table) for _line in range(max(1, len(lines)))]
    own = (column for column in range(len(WIDTHS)) if column not in (SOURCE, SUM))
    cells = [_joined(rows, column) for column in own]
    _fill_measure(cells, number, measure)
    for row, line in zip(rows, lines, strict=False):
        word.write(row.cells[SOURCE], _source_text(line, plan), size=SIZE)
        word.write(row.cells[SUM], exact_thousand_som(line.planned), word.RIGHT, size=SIZE)
    if not lines:
        for column in (SOURCE, SUM):
            word.write(rows[0].cells[column], "–", word.CENTER, size=SIZE)


def _joined(rows: list[_Row], column: int) -> _Cell:
    first, last = rows[0].cells[column], rows[-1].cells[column]
    return first.merge(last) if len(rows) > 1 else first


def _fill_measure(cells: list[_Cell], number: str, measure: Measure) -> None:
    at, what, who, when, risk = cells
    word.write(at, number, word.CENTER, size=SIZE)
    word.write(what, measure.title, size=SIZE)
    if measure.expected_effect:
        effect = pgettext("resolution", "Expected effect: %(effect)s")
        said = " ".join(measure.expected_effect.split())
        word.write(what, effect % {"effect": said}, size=SIZE - 1.5, before=2)
    word.write(who, measure.responsible, size=SIZE)
    word.write(when, f"{measure.starts_on:%d.%m.%Y} –", word.CENTER, size=SIZE)
    word.write(when, f"{measure.ends_on:%d.%m.%Y}", word.CENTER, size=SIZE)
    risks = "; ".join(f"№ {each.number}. {each.title}" for each in measure.risks.all())
    word.write(risk, risks or "–", size=SIZE)


def _source_text(line: BudgetLine, plan: Plan) -> str:
    source = line.get_source_display()
    if line.year == plan.year:
        return source
    return pgettext("resolution", "%(source)s, %(year)s") % {"source": source, "year": line.year}


def _total_rows(table: Table, plan: Plan) -> None:
    totals = totals_of(plan)
    for year, planned in totals.by_year.items():
        in_all = pgettext("resolution", "In all for %(year)s") % {"year": year}
        _sum_row(table, in_all, planned, bold=True)
        parts = [(row.label, row.by_year[year]) for row in totals.rows if row.by_year[year]]
        for source, part in parts if len(parts) > 1 else []:
            of_which = pgettext("resolution", "of which %(source)s") % {"source": source}
            _sum_row(table, of_which, part)


def _sum_row(table: Table, label: str, planned: int, *, bold: bool = False) -> None:
    row = word.add_whole_row(table)
    word.write(row.cells[0].merge(row.cells[SOURCE]), label, word.RIGHT, size=SIZE, bold=bold)
    word.write(row.cells[SUM], exact_thousand_som(planned), word.RIGHT, size=SIZE, bold=bold)
    word.write(row.cells[-1], "", size=SIZE)
    if bold:
        for cell in (row.cells[0], row.cells[SUM], row.cells[-1]):
            word.shade(cell, BAND)
