"""Paper, margins, the mark on every page, page numbers; the finished file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from django.utils import timezone
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from yntymak.ui.documents.characters import writable
from yntymak.ui.documents.word.text import CENTER, RIGHT, add_field

if TYPE_CHECKING:
    import datetime as dt

    from docx.document import Document
    from docx.section import Section

# The oldest moment that a ZIP file can name: the same content then gives the same bytes.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def lay_out(section: Section, *, is_wide: bool = False, mark: str = "") -> None:
    """A4; the wide binding margin on the left, as office papers here have it.

    `mark` stands at the head of every page; the foot says the page and how many there are.
    """
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.left_margin, section.right_margin = (Mm(20), Mm(15)) if is_wide else (Mm(30), Mm(15))
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    if mark:
        head.alignment = RIGHT
        head.add_run(writable(mark)).bold = True
    foot.alignment = CENTER
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(10)


def as_bytes(document: Document, *, title: str, moment: dt.datetime | None = None) -> bytes:
    """The file. With the `moment` of its content given, the same content gives the same bytes."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = writable(title)[:255], "", ""
    about.comments = ""
    at = (moment or timezone.now()).astimezone(timezone.get_fixed_timezone(0))
    about.created = about.modified = at.replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    document.save(out)
    return _without_moments(out)


def _without_moments(file: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            same = zipfile.ZipInfo(entry.filename, _NO_MOMENT)
            same.compress_type, same.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(same, old.read(entry))
    return out.getvalue()
