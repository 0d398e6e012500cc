"""What the discussion brought, for parliament: as a section alone, or within the note to a bill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from yntymak.apps.consultations.open_items import version_to_justify
from yntymak.apps.consultations.papers.discussion import discussion
from yntymak.apps.laws.exports import note
from yntymak.apps.laws.exports.papers import paper_of
from yntymak.ui.dates import period
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation


def section_docx(consultation: Consultation, language: str, sums: dict[str, Any]) -> bytes:
    """To be taken into a note that an office writes elsewhere."""
    with override(language):
        document = word.Document()
        word.set_body_text(document, language, size=13)
        word.lay_out(document.sections[0])
        title = _("Results of the public discussion")
        word.write_heading(document, title, 1, before=0)
        word.write(document, consultation.title, bold=True)
        days = period(consultation.opens_on, consultation.closes_on)
        word.write(document, f"{consultation.organiser}, {days}", after=8)
        note.write_parts(document, discussion(consultation, language, sums))
        return word.as_bytes(document, title=f"{title}: {consultation.title}")


def bill_note_docx(consultation: Consultation, language: str, sums: dict[str, Any]) -> bytes:
    """The whole justification note to the newest version of the bill, its fourth section filled."""
    version = version_to_justify(consultation)
    if version is None:
        raise ValueError("no bill was put to people, and none followed")
    with override(language):
        told = discussion(consultation, language, sums)
    return note.note_docx(paper_of(version, [language]), told)
