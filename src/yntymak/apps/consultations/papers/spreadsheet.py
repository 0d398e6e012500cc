"""The consolidated table of proposals as XLSX, in constant memory however long it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from yntymak.apps.consultations.papers.columns import WIDTHS, cells, headings
from yntymak.apps.consultations.papers.proposals import proposals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.consultations.papers.proposals import Proposal

_LONGEST = 32_767  # characters of a cell


def table_xlsx(
    consultation: Consultation, language: str, progress: Callable[[int], None] | None = None
) -> bytes:
    """Citizens on the first sheet, organisations on the second. No cell can become a formula."""
    out = io.BytesIO()
    with override(language):
        # Written straight to disk, row by row; texts are never read as formulas or addresses.
        book = xlsxwriter.Workbook(
            out,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        organisations: list[Proposal] = []
        _write(
            book,
            _("Citizens"),
            _citizens(proposals(consultation, language), organisations),
            progress,
        )
        _write(book, _("Organisations"), iter(organisations), None)
        book.close()
    return out.getvalue()


def _citizens(rows: Iterator[Proposal], organisations: list[Proposal]) -> Iterator[Proposal]:
    """Those of organisations are put aside: few, and never counted among citizens."""
    for row in rows:
        if row.kind == "position":
            organisations.append(row)
        else:
            yield row


def _write(
    book: xlsxwriter.Workbook,
    title: str,
    rows: Iterator[Proposal],
    progress: Callable[[int], None] | None,
) -> None:
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(headings()):
        sheet.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(cells(row)):
            if isinstance(value, int):
                sheet.write_number(last, column, value, body)
            elif value:
                sheet.write_string(last, column, value[:_LONGEST], body)
        if progress is not None and last % 1000 == 0:
            progress(last)
    sheet.autofilter(0, 0, max(1, last), len(WIDTHS) - 1)
