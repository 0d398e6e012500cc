"""The justification note to a bill, in the seven sections that the procedure asks for.

What the system knows is filled in; what only people can say stands open as [to be filled in: …], so
that nobody takes an empty section for a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import override, pgettext

from yntymak.apps.laws.bills.amending import title_of
from yntymak.apps.laws.bills.comparative import titles
from yntymak.apps.laws.bills.naming import name_of
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as WordFile

    from yntymak.apps.laws.bills.comparative import Place
    from yntymak.apps.laws.exports.papers import Paper
    from yntymak.apps.laws.models import AmendedAct

INDENT = 12.5  # millimetres, the first line of a paragraph
SIZE = 10.5
BAND = "EDEDED"


@dataclass(frozen=True)
class Table:
    """Of words alone; `widths` in millimetres, 165 in all."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Heading:
    """Within a section."""

    text: str


Part = str | Heading | Table


@dataclass(frozen=True)
class Section:
    title: str
    parts: tuple[Part, ...]


def note_docx(paper: Paper, discussion: Sequence[Part] = ()) -> bytes:
    """`discussion`: what the fourth section says, in the language of the paper, from whoever keeps
    the results of the public discussion. Without it the section stands open.
    """
    language = paper.language
    document = word.Document()
    word.set_body_text(document, language, size=13)
    word.lay_out(document.sections[0], mark=paper.mark)
    with override(language):
        heading = pgettext("document", "JUSTIFICATION NOTE")
        word.write_heading(document, heading, 1, word.CENTER, before=0, after=2)
        names = [name_of(act.base.act, language) for act in _changing(paper)]
        about = pgettext("document", "to the draft law of the Kyrgyz Republic “%(title)s”") % {
            "title": title_of(names, language)
        }
        word.write(document, about, word.CENTER, bold=True, after=10)
        for number, section in enumerate(note_sections(paper, discussion), 1):
            _write_section(document, number, section)
        _sign(document, paper)
    title = f"{heading}: {paper.title(language)}"
    return word.as_bytes(document, title=title, moment=paper.moment)


def note_sections(paper: Paper, discussion: Sequence[Part] = ()) -> list[Section]:
    """In the language that is active."""
    return [
        Section(pgettext("note", "Purpose and tasks"), _purpose(paper)),
        Section(pgettext("note", "Descriptive part"), tuple(_description(paper))),
        Section(
            pgettext(
                "note",
                "Forecasts of possible social, economic, legal, human-rights, gender, "
                "environmental and corruption consequences",
            ),
            tuple(_forecasts()),
        ),
        Section(
            pgettext("note", "Information on the results of public discussion"),
            _discussion(discussion),
        ),
        Section(
            pgettext("note", "Analysis of the draft’s compliance with legislation"),
            _compliance(paper),
        ),
        Section(pgettext("note", "Information on the need for financing"), (_financing(),)),
        Section(pgettext("note", "Information on the regulatory impact analysis"), (_impact(),)),
    ]


def open_place(what: str) -> str:
    return pgettext("note", "[to be filled in: %(what)s]") % {"what": what}


def _purpose(paper: Paper) -> tuple[Part, ...]:
    bill = paper.version.bill
    summary = getattr(bill, f"summary_{paper.language}") or bill.summary_ky or ""
    what = pgettext("note", "which problem the draft solves and what it is to achieve")
    by = pgettext("note", "The draft is introduced by: %(organisation)s.")
    lines = [line.strip() for line in summary.splitlines() if line.strip()]
    return (*(lines or [open_place(what)]), by % {"organisation": paper.author})


def _description(paper: Paper) -> Iterator[Part]:
    yield pgettext("note", "The draft changes:")
    for act in _changing(paper):
        yield f"– {paper.redaction(act, paper.language)};"
    for act in _changing(paper):
        places = [(act, each) for each in act.amendments.all()]
        yield pgettext("note", "Changes in %(act)s and why each is proposed:") % {
            "act": paper.act_title(act, paper.language)
        }
        yield _reasons(paper, places)
    yield open_place(
        pgettext("note", "how matters stand today, and what practice and other countries show")
    )


def _reasons(paper: Paper, places: Sequence[Place]) -> Table:
    language = paper.language
    rows = tuple(
        (
            title,
            getattr(amendment, f"note_{language}")
            or open_place(pgettext("note", "the change in plain words")),
            _reason(getattr(amendment, f"rationale_{language}"), amendment.initiative),
        )
        for title, (_act, amendment) in zip(titles(places, language), places, strict=True)
    )
    head = (
        pgettext("note", "Article"),
        pgettext("note", "What changes"),
        pgettext("note", "Why"),
    )
    return Table(head, rows, (45, 55, 65))


def _reason(rationale: str, initiative: str) -> str:
    said = rationale or open_place(pgettext("note", "why the article is changed"))
    if not initiative:
        return said
    proposed = pgettext("note", "Proposed by: %(whom)s") % {"whom": initiative}
    return f"{said}\n{proposed}"


def _forecasts() -> Iterator[str]:
    for kind in (
        pgettext("note", "Social consequences"),
        pgettext("note", "Economic consequences"),
        pgettext("note", "Legal consequences"),
        pgettext("note", "Consequences for human rights"),
        pgettext("note", "Gender consequences"),
        pgettext("note", "Environmental consequences"),
        pgettext("note", "Corruption consequences"),
    ):
        what = pgettext("note", "the forecast, and on what it rests")
        yield f"{kind}: {open_place(what)}"


def _discussion(discussion: Sequence[Part]) -> tuple[Part, ...]:
    if discussion:
        return tuple(discussion)
    what = pgettext(
        "note", "when and where the draft was discussed, what was proposed, what became of it"
    )
    return (open_place(what),)


def _compliance(paper: Paper) -> tuple[Part, ...]:
    acts = "; ".join(name_of(act.base.act, paper.language).plain for act in _changing(paper))
    checked = pgettext(
        "note",
        "Before publication it was checked by machine that every place which the draft changes is "
        "there in the redaction named above, in both languages: %(acts)s.",
    )
    what = pgettext(
        "note", "compliance with the Constitution, other laws and international treaties"
    )
    return ((checked % {"acts": acts},) if paper.version.is_published else ()) + (open_place(what),)


def _financing() -> str:
    what = pgettext(
        "note", "what the draft costs the republican and the local budgets, and from when"
    )
    return open_place(what)


def _impact() -> str:
    what = pgettext(
        "note", "the analysis, where the draft regulates business; else that it does not"
    )
    return open_place(what)


def _changing(paper: Paper) -> list[AmendedAct]:
    return [act for act in paper.acts if act.amendments.all()]


def _write_section(document: WordFile, number: int, section: Section) -> None:
    word.write_heading(document, f"{number}. {section.title}", 2, before=12, after=4)
    write_parts(document, section.parts)


def write_parts(document: WordFile, parts: Iterable[Part]) -> None:
    for part in parts:
        if isinstance(part, Table):
            _write_table(document, part)
        elif isinstance(part, Heading):
            said = word.write_heading(document, part.text, 3, before=8, after=3)
            said.paragraph_format.keep_with_next = True
        else:
            word.write(document, part, word.JUSTIFY, indent=INDENT, after=4)


def _write_table(document: WordFile, told: Table) -> None:
    table = document.add_table(rows=1, cols=len(told.head))
    table.style = "Table Grid"
    word.set_widths(table, told.widths)
    word.pad_cells(table, 1.6)
    for cell, title in zip(table.rows[0].cells, told.head, strict=True):
        word.write(cell, title, word.CENTER, size=SIZE, bold=True)
        word.shade(cell, BAND)
    word.repeat_on_each_page(table.rows[0])
    for row in told.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            for line in text.split("\n"):
                word.write(cell, line, size=SIZE)
    word.write(document, "", size=6)


def _sign(document: WordFile, paper: Paper) -> None:
    word.write(document, "", before=20)
    word.write(document, paper.author, bold=True)
    word.write(document, "_" * 24, before=14)
    word.write(document, pgettext("document", "(signature, name, date)"), size=9, after=14)
    for line in paper.stamp(paper.language):
        word.write(document, line, size=9)
