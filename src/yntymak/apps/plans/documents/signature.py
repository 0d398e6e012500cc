"""Who signs, a line for the hand and a line for the name, with what belongs on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.ui.documents import word

if TYPE_CHECKING:
    from docx.document import Document as WordFile

WIDTHS = (75, 45, 45)  # millimetres


def write_signature(
    document: WordFile, who: str, under_signature: str, under_name: str, before: float = 26
) -> None:
    word.write(document, "", before=before)
    table = document.add_table(rows=2, cols=3)
    word.set_widths(table, WIDTHS)
    first, second = table.rows
    word.write(first.cells[0], who, bold=True)
    for at, under in ((1, under_signature), (2, under_name)):
        word.write(first.cells[at], "_" * 15, word.CENTER)
        word.write(second.cells[at], under, word.CENTER, size=9)
    for row in (first, second):
        word.keep_whole(row)
