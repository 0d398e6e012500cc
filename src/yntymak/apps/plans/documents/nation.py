"""A year of the whole country as a spreadsheet: places with their sums, then every line of money.

Tens of thousands of lines: they are read in portions and written row by row, so that neither the
rows nor the file lie in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import override, pgettext

from yntymak.apps.plans.models import BudgetLine
from yntymak.apps.plans.nation import nation_of, som_each
from yntymak.ui.documents.characters import writable
from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from yntymak.apps.plans.nation import Nation
    from yntymak.foundation.registry.models import Place

PORTION = 2000
SUM = "#,##0.0####"
# Text stays text, whatever it begins with.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Cell = str | int | float | None


def write_nation(year: int, language: str, target: Path) -> int:
    """How many lines of money were written. Sums are thousand som, as spreadsheets hold numbers."""
    with override(language), xlsxwriter.Workbook(str(target), PLAIN) as book:
        nation = nation_of(year)
        _write(
            book,
            pgettext("national spreadsheet", "Places"),
            _place_columns(),
            _places(nation),
        )
        return _write(
            book,
            pgettext("national spreadsheet", "Lines of money"),
            _line_columns(),
            _lines(year, language),
        )


def _write(
    book: Any, name: str, columns: list[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]
) -> int:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "text_wrap": True})
    money = book.add_format({"num_format": SUM})
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, head)
    sheet.freeze_panes(1, 0)
    written = 0
    for written, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(written, at, cell)
            elif isinstance(cell, float):
                sheet.write_number(written, at, cell, money)
            elif cell is not None:
                sheet.write_number(written, at, cell)
    return written


def _place_columns() -> list[tuple[str, int]]:
    return [
        (pgettext("national spreadsheet", "Code"), 16),
        (pgettext("national spreadsheet", "Place"), 36),
        (pgettext("national spreadsheet", "Municipalities"), 14),
        (pgettext("national spreadsheet", "Approved plans"), 14),
        (pgettext("national spreadsheet", "Planned, thousand som"), 18),
        (pgettext("national spreadsheet", "Spent, thousand som"), 18),
        (pgettext("national spreadsheet", "Report, first half"), 14),
        (pgettext("national spreadsheet", "Report, second half"), 14),
        (pgettext("national spreadsheet", "Newest"), 12),
        (pgettext("national spreadsheet", "Number of people"), 12),
        (pgettext("national spreadsheet", "Planned per head, som"), 14),
    ]


def _places(nation: Nation) -> Iterator[tuple[Cell, ...]]:
    for place in nation.places:
        total = nation.sum_of(place)
        days = [cell.newest for cell in total.cells.values() if cell.newest]
        yield (
            place.code,
            writable(str(place)),
            total.expected,
            total.cell("approved").part,
            _thousand(total.cell("planned").value),
            _thousand(total.cell("spent").value),
            total.cell("report.1").part,
            total.cell("report.2").part,
            max(days, default=""),
            place.population if place.is_municipality else None,
            _per_head(place, total.cell("planned").value),
        )


def _per_head(place: Place, tyiyn: int | None) -> int | None:
    """Of municipalities alone: of a raion where some have not reported it would be too little."""
    if tyiyn is None or not place.population or not place.is_municipality:
        return None
    return som_each(tyiyn, place.population)


def _line_columns() -> list[tuple[str, int]]:
    return [
        (pgettext("national spreadsheet", "Code"), 16),
        (pgettext("national spreadsheet", "Place"), 36),
        (pgettext("national spreadsheet", "Measure"), 50),
        (pgettext("national spreadsheet", "Source of money"), 20),
        (pgettext("national spreadsheet", "Economic classification"), 10),
        (pgettext("national spreadsheet", "Year"), 8),
        (pgettext("national spreadsheet", "Planned, thousand som"), 18),
        (pgettext("national spreadsheet", "Approved, thousand som"), 18),
        (pgettext("national spreadsheet", "Spent, thousand som"), 18),
    ]


def _lines(year: int, language: str) -> Iterator[tuple[Cell, ...]]:
    """Of approved plans. One query, read in portions."""
    title, place = f"measure__title_{language}", f"measure__objective__plan__place__name_{language}"
    rows = (
        BudgetLine.objects.filter(
            measure__objective__plan__year=year,
            measure__objective__plan__state="approved",
            year=F("measure__objective__plan__year"),
        )
        .order_by("measure__objective__plan__place__code", "measure", "source")
        .values_list(
            "measure__objective__plan__place__code",
            place,
            "measure__objective__plan__place__name_ky",
            title,
            "measure__title_ky",
            "source",
            "classification__code",
            "year",
            "planned",
            "approved",
            "spent",
        )
    )
    sources = {source.value: capfirst(str(source.label)) for source in BudgetLine.Source}
    for code, name, name_ky, words, words_ky, source, kind, of, *money in rows.iterator(PORTION):
        yield (
            code,
            writable(name or name_ky),
            writable(words or words_ky or ""),
            sources[source],
            kind or "",
            of,
            *(_thousand(tyiyn) for tyiyn in money),
        )


def _thousand(tyiyn: int | None) -> float | None:
    """A spreadsheet holds every number as one of 15 digits; whole tyiyn fit into them."""
    return None if tyiyn is None else tyiyn / TYIYN_PER_THOUSAND_SOM
