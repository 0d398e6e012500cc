"""The table of proposals as a Word file; as several in a ZIP where one alone would open slowly."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from yntymak.apps.consultations.papers.alike import folded
from yntymak.apps.consultations.papers.columns import translation
from yntymak.apps.consultations.papers.written import Written
from yntymak.ui.dates import day, period
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from docx.document import Document as WordFile

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.consultations.papers.alike import Alike, Group

MOST_ROWS = 1500  # of one file: some 230 pages, more open slowly in any word processor
SIZE = 10
WIDTHS = (13, 36, 84, 38, 27, 64)  # millimetres: what A4 lying has between its margins
LIST_WIDTHS = (22, 100, 70, 70)
PLACES_NAMED = 5
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Part:
    name: str
    content: bytes
    said: str  # which proposals it holds
    rows: int


def table_docx(
    consultation: Consultation, language: str, progress: Callable[[int], None] | None = None
) -> Written:
    """Near-identical texts stand in one row; organisations in a table of their own.

    Only one file's rows are held at a time, however many proposals there are.
    """
    with override(language):
        letters: list[Alike] = []
        rows = _citizens(folded(consultation, language, progress), letters)
        portions = _portions(rows, MOST_ROWS)
        first, second = next(portions, []), next(portions, None)
        sheets = _Sheets(consultation, language)
        if second is None:
            return Written(sheets.whole(first, letters))
        parts = [
            sheets.part(number, portion)
            for number, portion in enumerate(itertools.chain([first, second], portions), start=1)
        ]
        if letters:
            parts.append(sheets.organisations(len(parts) + 1, letters))
        files = [Part(f"{consultation.code}-00.docx", sheets.listing(parts), "", 0), *parts]
        return Written(_zipped(files), files=len(files))


def _citizens(rows: Iterator[Alike], letters: list[Alike]) -> Iterator[Alike]:
    """Those of organisations are put aside: few, and never counted among citizens."""
    for row in rows:
        if row.first.kind == "position":
            letters.append(row)
        else:
            yield row


def _portions(rows: Iterator[Alike], size: int) -> Iterator[list[Alike]]:
    while portion := list(itertools.islice(rows, size)):
        yield portion


class _Sheets:
    def __init__(self, consultation: Consultation, language: str) -> None:
        self.consultation, self.language = consultation, language

    def whole(self, rows: Sequence[Alike], letters: Sequence[Alike]) -> bytes:
        document = self._begun()
        if rows:
            _write_table(document, rows)
        else:
            word.write(document, _("Nothing is published yet."))
        if letters:
            _write_letters(document, letters)
        return self._bytes(document)

    def part(self, number: int, rows: Sequence[Alike]) -> Part:
        said = pgettext("papers", "Proposals No. %(first)d to No. %(last)d") % {
            "first": rows[0].first.number,
            "last": rows[-1].first.number,
        }
        document = self._begun(_numbered(number, said))
        _write_table(document, rows)
        return Part(self._name(number), self._bytes(document), said, len(rows))

    def organisations(self, number: int, letters: Sequence[Alike]) -> Part:
        said = _("Positions of organisations")
        document = self._begun(_numbered(number, said))
        _write_letters(document, letters)
        return Part(self._name(number), self._bytes(document), said, len(letters))

    def listing(self, parts: Sequence[Part]) -> bytes:
        """Which file holds what; it comes first."""
        document = self._begun(pgettext("papers", "What stands in which file"))
        told = _(
            "Near-identical texts with the same answer stand in one row, under the number of the "
            "first of them."
        )
        word.write(document, told, after=6)
        table = document.add_table(rows=1, cols=4)
        table.style = "Table Grid"
        word.set_widths(table, LIST_WIDTHS)
        heads = (pgettext("papers", "File"), _("Proposals"), pgettext("papers", "Name"), _("Rows"))
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            word.write(cell, head, bold=True)
        word.repeat_on_each_page(table.rows[0])
        lines = word.TextRows(table)
        for number, part in enumerate(parts, start=1):
            lines.add([str(number), part.said, part.name, str(part.rows)])
        return self._bytes(document)

    def _name(self, number: int) -> str:
        return f"{self.consultation.code}-{number:02}.docx"

    def _begun(self, about: str = "") -> WordFile:
        document = word.Document()
        word.set_body_text(document, self.language, size=SIZE)
        word.lay_out(document.sections[0], is_wide=True)
        word.write_heading(document, _("Table of proposals"), 1, before=0)
        word.write(document, self.consultation.title, bold=True)
        days = period(self.consultation.opens_on, self.consultation.closes_on)
        word.write(document, f"{self.consultation.organiser}, {days}", after=6)
        if about:
            word.write(document, about, bold=True, after=6)
        return document

    def _bytes(self, document: WordFile) -> bytes:
        title = _("Table of proposals")
        return word.as_bytes(document, title=f"{title}: {self.consultation.title}")


def _numbered(number: int, said: str) -> str:
    return pgettext("papers", "File %(number)d: %(said)s") % {"number": number, "said": said}


def _write_letters(document: WordFile, letters: Sequence[Alike]) -> None:
    word.write_heading(document, _("Positions of organisations"), 2)
    word.write(document, _("They are not counted among the proposals of citizens."), after=4)
    _write_table(document, letters)


def _write_table(document: WordFile, rows: Iterable[Alike]) -> None:
    table = document.add_table(rows=1, cols=len(WIDTHS))
    table.style = "Table Grid"
    word.set_widths(table, WIDTHS)
    heads = (_("No."), _("Article"), _("Proposal"), _("Place"), _("Decision"), _("Reason"))
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        word.write(cell, head, bold=True)
    word.repeat_on_each_page(table.rows[0])
    lines = word.TextRows(table)
    for row in rows:
        lines.add(_cells(row))


def _cells(row: Alike) -> list[str]:
    said = row.first
    text = said.text if not said.translation else f"{said.text}\n{translation(said)}"
    changed = _("Changed: %s") % "; ".join(said.changed) if said.changed else ""
    origin = _origin_of_many(row.group) if row.group is not None else _origin(row)
    return [
        str(said.number),
        said.article,
        text,
        "\n".join(part for part in origin if part),
        said.outcome_name,
        "\n".join(part for part in (said.reason, changed) if part),
    ]


def _origin(row: Alike) -> list[str]:
    said = row.first
    return [said.organisation, said.signatory, said.place, said.channel_name, day(said.day)]


def _origin_of_many(group: Group) -> list[str]:
    times = ngettext("the same in %(count)d text", "the same in %(count)d texts", group.count)
    nowhere = _("not stated")
    named = [
        f"{place or nowhere}: {count}"
        for place, count in sorted(group.places.items(), key=lambda each: (-each[1], each[0]))
    ]
    more = len(named) - PLACES_NAMED
    if more > 0:
        rest = ngettext("and %d more place", "and %d more places", more) % more
        named = [*named[:PLACES_NAMED], rest]
    return [times % {"count": group.count}, *named, period(group.first_day, group.last_day)]


def _zipped(parts: Iterable[Part]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # they are compressed already
        for part in parts:
            archive.writestr(zipfile.ZipInfo(part.name, _NO_MOMENT), part.content)
    return out.getvalue()
