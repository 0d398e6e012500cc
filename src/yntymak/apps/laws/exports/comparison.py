"""The comparative table as a Word file: what is proposed stands there as a change to be accepted.

Accept all, and the third column's neighbour reads as the bill wants it; reject all, and it reads as
the law does today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from yntymak.apps.laws.bills.comparative import compared
from yntymak.apps.laws.bills.wording import FAILURES
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import Table, _Cell

    from yntymak.apps.laws.bills.comparative import Compared, Side
    from yntymak.apps.laws.exports.papers import Paper
    from yntymak.methods.lawtext.comparative import Row

WIDTHS = (100, 100, 62)  # millimetres: what A4 lying has between its margins
SIZE = 10.5
BAND = "EDEDED"


def table_title() -> str:
    return pgettext("document", "COMPARATIVE TABLE")


def column_titles() -> tuple[str, str, str]:
    return (
        pgettext("document", "Text in force"),
        pgettext("document", "Proposed text"),
        pgettext("document", "Rationale"),
    )


def comparison_docx(paper: Paper) -> bytes:
    document = word.Document()
    word.set_body_text(document, paper.language, size=11)
    word.lay_out(document.sections[0], is_wide=True, mark=paper.mark)
    _heading(document, paper)
    reviser = word.Reviser(paper.author, paper.moment)
    table = _table(document, paper)
    act = None
    for article in compared(paper.places, paper.languages):
        if article.act != act:
            act = article.act
            _band(table, _act_line(paper, article), is_act=True)
        for side in article.sides:
            _write_side(table, side, reviser, paper)
    title = f"{paper.in_languages(table_title)}: {paper.title(paper.language)}"
    return word.as_bytes(document, title=title, moment=paper.moment)


def _heading(document: WordFile, paper: Paper) -> None:
    word.write_heading(document, paper.in_languages(table_title), 1, word.CENTER, before=0)
    for language in paper.languages:
        for line in paper.stamp(language):
            word.write(document, line, word.CENTER, size=10, language=language)
    word.write(document, "", size=6)


def _act_line(paper: Paper, article: Compared) -> str:
    return "\n".join(paper.redaction(article.act, each) for each in paper.languages)


def _table(document: WordFile, paper: Paper) -> Table:
    table: Table = document.add_table(rows=1, cols=len(WIDTHS))
    table.style = "Table Grid"
    word.set_widths(table, WIDTHS)  # before any row is added: new rows take them over
    word.pad_cells(table, 1.6)
    head = table.rows[0]
    for place, cell in enumerate(head.cells):
        said = paper.in_languages(lambda at=place: column_titles()[at])  # type: ignore[misc]
        word.write(cell, said, word.CENTER, size=SIZE, bold=True)
        word.shade(cell, BAND)
    word.centre_vertically(head)
    word.repeat_on_each_page(head)
    word.keep_whole(head)
    return table


def _band(table: Table, text: str, language: str = "", *, is_act: bool = False) -> None:
    cell = word.join_across(word.add_whole_row(table))
    for line in text.split("\n"):
        paragraph = word.write(cell, line, size=SIZE, bold=True, language=language)
        paragraph.paragraph_format.keep_with_next = True
    if is_act:
        word.shade(cell, BAND)


def _write_side(table: Table, side: Side, reviser: word.Reviser, paper: Paper) -> None:
    language = side.language if side.language != paper.language else ""
    _band(table, side.heading, language)
    if not side.rows:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        word.write(cells[0].merge(cells[1]), nothing_to_show(side), size=SIZE, language=language)
        word.write(cells[2], side.rationale, size=SIZE, language=language)
        return
    reasons: list[_Cell] = []
    for row in side.rows:
        current, proposed, reason = table.add_row().cells  # type: ignore[no-untyped-call]
        _write_plain(current, row.old, language)
        _write_proposed(proposed, row, reviser, language)
        reasons.append(reason)
    _write_plain(word.join_down(reasons), side.rationale, language)


def nothing_to_show(side: Side) -> str:
    if side.failure:
        return str(FAILURES.get(side.failure, side.failure))
    return pgettext("document", "Nothing changes in this language.")


def _write_plain(cell: _Cell, text: str, language: str) -> None:
    for line in text.split("\n"):
        word.write(cell, line.replace("\t", " | "), size=SIZE, after=2, language=language)


def _write_proposed(cell: _Cell, row: Row, reviser: word.Reviser, language: str) -> None:
    pieces = [
        (each.old.replace("\t", " | "), each.new.replace("\t", " | ")) for each in row.segments
    ]
    word.write_changes(cell, pieces, reviser, size=SIZE, after=2, language=language)
