"""The pack as a Word file, for an office that changes it before it prints."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from yntymak.apps.consultations.pack_words import MINUTES_PARTS, intro_of

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from yntymak.apps.consultations.pack import Pack

FONT = "Times New Roman"  # carries ң ө ү on any office computer
PROOFING = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}


def pack_as_docx(pack: Pack, language: str) -> bytes:
    paper = _sheet(language)
    parts = [_agenda, _draft, _cards, _tally, _attendance, _minutes]
    if not pack.cards:
        parts = [part for part in parts if part not in (_cards, _tally)]
    for number, part in enumerate(parts):
        if number:
            paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        part(paper, pack)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _sheet(language: str) -> Paper:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(15)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    proofing = OxmlElement("w:lang")
    proofing.set(qn("w:val"), PROOFING[language])
    style.element.rPr.append(proofing)
    style.paragraph_format.space_after = Pt(3)
    return paper


def _title(paper: Paper, text: str, pack: Pack) -> None:
    _say(paper, text, size=18, bold=True)
    _say(paper, intro_of(pack.meeting), size=10.5)


def _say(
    where: Any, text: str, *, size: float = 12, bold: bool = False, center: bool = False
) -> Any:
    is_new_cell = hasattr(where, "_tc") and len(where.paragraphs) == 1 and not where.text
    paragraph = where.paragraphs[0] if is_new_cell else where.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _agenda(paper: Paper, pack: Pack) -> None:
    _title(paper, _("Agenda"), pack)
    _say(paper, pack.consultation.title, size=14, bold=True)
    _say(paper, pack.consultation.summary)
    for number, point in enumerate(pack.agenda, 1):
        _say(paper, f"{number}. {point}", size=14)
    _say(paper, "")
    _say(paper, _("Whoever speaks gets a receipt number and reads the answer under it."), size=11)


def _draft(paper: Paper, pack: Pack) -> None:
    _title(paper, _("The draft on one page"), pack)
    if not pack.draft_is_whole:
        _say(paper, _("Headings of the articles; the whole text lies with the chair."), size=10.5)
    size = 11 if pack.draft_is_whole else 13
    for line in pack.draft:
        paragraph = _say(paper, f"{line.mark} ", size=size, bold=True)
        paragraph.add_run(line.text).font.size = Pt(size)


def _cards(paper: Paper, pack: Pack) -> None:
    _title(paper, _("Statement cards"), pack)
    table = paper.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for first in range(0, len(pack.cards), 2):
        row = table.add_row()
        _whole(row)
        for cell, card in zip(row.cells, pack.cards[first : first + 2], strict=False):
            _say(cell, card.code, size=26, bold=True)
            _say(cell, card.text, size=14)
            _say(cell, "")


def _tally(paper: Paper, pack: Pack) -> None:
    _title(paper, _("Tally sheet"), pack)
    heads = (_("Code"), _("Statement"), _("agree"), _("disagree"), _("pass"))
    table = _table(paper, heads, (15, 90, 23, 23, 23))
    for card in pack.cards:
        row = table.add_row()
        _whole(row)
        _say(row.cells[0], card.code, bold=True)
        _say(row.cells[1], card.text, size=10)
    _say(paper, _("Counted by (two people):") + " ______________________  ______________________")


def _attendance(paper: Paper, pack: Pack) -> None:
    _title(paper, _("Attendance sheet"), pack)
    _say(paper, _("A stroke for each person; no names. Each person is counted on every line."))
    _say(paper, _("How many took part") + ": ________", size=14, bold=True)
    for box in pack.boxes:
        _say(paper, box.name, bold=True)
        table = _table(paper, (*box.groups,), (174 / len(box.groups),) * len(box.groups))
        row = table.add_row()
        row.height = Mm(17)
    _say(paper, _("Counted by (two people):") + " ______________________  ______________________")


def _minutes(paper: Paper, pack: Pack) -> None:
    _title(paper, _("Minutes"), pack)
    for name, lines in MINUTES_PARTS:
        _say(paper, str(name), bold=True)
        for _line in range(lines):
            _say(paper, "_" * 78, size=11)
    _say(paper, _("Read out to those present and approved on:") + " ______________")
    line, date = "_" * 22, _("date")
    for role in (_("chair"), _("secretary")):
        _say(paper, f"{role}: {line}  {line}  {date} ________")


def _table(paper: Paper, heads: tuple[str, ...], widths: tuple[float, ...]) -> Any:
    table = paper.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    for cell, head, width in zip(table.rows[0].cells, heads, widths, strict=True):
        cell.width = Mm(width)
        _say(cell, head, size=10, bold=True)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _whole(row: Any) -> None:
    mark = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no public call


def file_name(pack: Pack) -> str:
    return f"{pack.consultation.code}-{pack.meeting.number}.docx"
