"""The half-year report on a plan as a Word file. No form of it is laid down by law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override, pgettext

from yntymak.apps.plans import terms
from yntymak.apps.plans.documents.signature import write_signature
from yntymak.apps.plans.documents.sums import exact_thousand_som
from yntymak.apps.plans.reporting import account_of
from yntymak.ui.documents import word
from yntymak.ui.figures import percent

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import Table

    from yntymak.apps.plans.models import HalfYearReport
    from yntymak.apps.plans.reporting import Account, MeasureAccount

# №, measure, state, what was done, approved, spent: 262 mm between the margins of A4 lying.
WIDTHS = (13, 72, 27, 82, 32, 36)
SIZE = 10.5
INDENT = 12.5
NONE = "–"


def report_docx(report: HalfYearReport, language: str) -> bytes:
    plan = report.plan
    with override(language):
        title = pgettext("report", "Report on carrying out the plan for %(year)s") % {
            "year": plan.year
        }
        document = word.Document()
        word.set_body_text(document, language, size=12)
        mark = "" if report.is_sent else pgettext("resolution", "DRAFT")
        word.lay_out(document.sections[0], is_wide=True, mark=mark)
        _heading(document, report, title)
        account = account_of(plan, report.half)
        _summary(document, account)
        _table(document, account)
        _texts(document, report)
        _signature(document, report)
    return word.as_bytes(document, title=title, moment=report.sent_at)


def _heading(document: WordFile, report: HalfYearReport, title: str) -> None:
    word.write(document, title.upper(), word.CENTER, size=14, bold=True)
    half = pgettext("report", "half-year %(half)s, until %(day)s") % {
        "half": report.half,
        "day": f"{terms.last_day_of_half(report.plan.year, report.half):%d.%m.%Y}",
    }
    word.write(document, str(report.plan.place), word.CENTER, bold=True)
    word.write(document, half, word.CENTER, after=10)


def _summary(document: WordFile, account: Account) -> None:
    said = pgettext(
        "report",
        "Of %(all)s measures %(done)s are done; progress is reported on %(reported)s. "
        "%(approved)s thousand som are approved for the year, %(spent)s were spent in the "
        "half-year (%(share)s).",
    ) % {
        "all": len(account.rows),
        "done": account.done,
        "reported": account.reported,
        "approved": exact_thousand_som(account.approved),
        "spent": _sum(account.spent),
        "share": percent(account.spent / account.approved, 1)
        if account.approved and account.spent is not None
        else NONE,
    }
    word.write(document, said, word.JUSTIFY, indent=INDENT, after=8)


def _table(document: WordFile, account: Account) -> None:
    table = document.add_table(rows=1, cols=len(WIDTHS))
    table.style = "Table Grid"
    word.set_widths(table, WIDTHS)
    word.pad_cells(table, 1.6)
    titles = (
        "№",
        pgettext("report", "Measure"),
        pgettext("report", "State"),
        pgettext("report", "What was done"),
        pgettext("report", "Approved for the year, thousand som"),
        pgettext("report", "Spent in the half-year, thousand som"),
    )
    head = table.rows[0]
    for cell, title in zip(head.cells, titles, strict=True):
        word.write(cell, title, word.CENTER, size=SIZE, bold=True)
        word.shade(cell, "EDEDED")
    word.repeat_on_each_page(head)
    for row in account.rows:
        _row(table, row)
    _total(table, account)


def _row(table: Table, account: MeasureAccount) -> None:
    number, what, state, done, approved, spent = word.add_whole_row(table).cells
    newest = account.newest
    word.write(number, account.number, word.CENTER, size=SIZE)
    word.write(what, account.measure.title, size=SIZE)
    shown = newest.get_state_display() if newest else pgettext("report", "not reported")
    word.write(state, str(shown), size=SIZE)
    word.write(done, (newest.text if newest else "") or NONE, size=SIZE)
    word.write(approved, exact_thousand_som(account.approved), word.RIGHT, size=SIZE)
    word.write(spent, _sum(account.spent), word.RIGHT, size=SIZE)


def _total(table: Table, account: Account) -> None:
    row = word.add_whole_row(table)
    label = row.cells[0].merge(row.cells[3])
    word.write(label, pgettext("report", "In all"), word.RIGHT, size=SIZE, bold=True)
    approved, spent = row.cells[4], row.cells[5]
    word.write(approved, exact_thousand_som(account.approved), word.RIGHT, size=SIZE, bold=True)
    word.write(spent, _sum(account.spent), word.RIGHT, size=SIZE, bold=True)


def _texts(document: WordFile, report: HalfYearReport) -> None:
    for title, text in (
        (pgettext("report", "What was done"), report.done),
        (pgettext("report", "What was difficult, and what is needed"), report.difficulties),
    ):
        if text:
            word.write(document, title, bold=True, before=10, after=3)
            for line in text.splitlines():
                word.write(document, line, word.JUSTIFY, indent=INDENT, after=3)


def _signature(document: WordFile, report: HalfYearReport) -> None:
    rural = report.plan.place.kind == "aiyl_aimak"
    head = pgettext("report", "Head of the aiyl okmotu") if rural else pgettext("report", "Mayor")
    under = pgettext("resolution", "(signature)"), pgettext("resolution", "(name)")
    write_signature(document, head, *under, before=14)


def _sum(tyiyn: int | None) -> str:
    return NONE if tyiyn is None else exact_thousand_som(tyiyn)
