"""The table of proposals, and the section for the justification note, as Word files."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from yntymak.apps.consultations.models import Decision
from yntymak.apps.consultations.open_items import effects_of
from yntymak.apps.consultations.papers.columns import translation
from yntymak.apps.consultations.papers.proposals import proposals
from yntymak.apps.consultations.sums import minority_views
from yntymak.foundation.registry.models import Place
from yntymak.ui.dates import day, period
from yntymak.ui.figures import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docx.document import Document as WordFile
    from docx.table import Table

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.consultations.papers.proposals import Proposal

FONT = "Times New Roman"
MOST_ROWS = 3000  # a Word table of more opens slowly or not at all; the spreadsheet has all
_WIDTHS = (14, 40, 88, 36, 26, 68)  # millimetres, of an A4 sheet on its side
LOCALES = {"ky": "ky-KG", "ru": "ru-RU"}


def table_docx(
    consultation: Consultation, language: str, progress: Callable[[int], None] | None = None
) -> bytes:
    """Near-identical texts stand in one row; organisations in a table of their own."""
    with override(language):
        document = _new(language, is_wide=True)
        _title(document, _("Table of proposals"), consultation)
        rows = list(_folded(proposals(consultation, language)))
        citizens = [row for row in rows if row.kind != "position"]
        _table(document, citizens[:MOST_ROWS], progress)
        if len(citizens) > MOST_ROWS:
            text = _("The first %(shown)d rows of %(all)d. The XLSX table holds all of them.")
            document.add_paragraph(text % {"shown": MOST_ROWS, "all": len(citizens)})
        letters = [row for row in rows if row.kind == "position"]
        if letters:
            document.add_heading(_("Positions of organisations"), 2)
            document.add_paragraph(_("They are not counted among the proposals of citizens."))
            _table(document, letters, None)
        return _bytes(document)


def note_docx(
    consultation: Consultation,
    language: str,
    sums: dict[str, Any],
) -> bytes:
    """What was asked and said, what changed, what did not and why; to be taken into the note."""
    with override(language):
        document = _new(language, is_wide=False)
        _title(document, _("Results of the public discussion"), consultation)
        said = Counter[str]()
        for cell in sums["cells"]:
            said.update({name: n for name, n in cell.items() if name not in {"article", "oblast"}})
        _said(document, consultation, sums, said)
        _by_oblast(document, sums["cells"])
        _changed(document, consultation)
        _not_changed(document, sums["not_taken_up"])
        _minority(document, sums["agreement"], language)
        return _bytes(document)


def _said(
    document: WordFile, consultation: Consultation, sums: dict[str, Any], said: Counter[str]
) -> None:
    document.add_heading(_("What was said"), 2)
    count = said["said"]
    text = ngettext(
        "%(count)d proposal of citizens was received and published.",
        "%(count)d proposals of citizens were received and published.",
        count,
    )
    document.add_paragraph(text % {"count": count})
    for outcome in Decision.Outcome:
        if said[outcome]:
            document.add_paragraph(f"{outcome.label}: {said[outcome]}", style="List Bullet")
    if sums["positions"]:
        text = ngettext(
            "%(count)d organisation sent its position; it is not counted among them.",
            "%(count)d organisations sent their positions; they are not counted among them.",
            sums["positions"],
        )
        document.add_paragraph(text % {"count": sums["positions"]})
    meetings = consultation.meetings.count()
    if meetings:
        text = ngettext("%(count)d meeting was held.", "%(count)d meetings were held.", meetings)
        document.add_paragraph(text % {"count": meetings})


def _by_oblast(document: WordFile, cells: Sequence[dict[str, Any]]) -> None:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        found[cell["oblast"]].update(said=cell["said"], accepted=_taken_up(cell))
    if not found:
        return
    document.add_heading(_("By oblast"), 2)
    names = {place.code: place.name for place in Place.objects.filter(code__in=found)}
    heads = [_("Oblast"), _("Proposals"), _("Accepted, also partly")]
    table = _empty_table(document, heads, (80, 40, 45))
    for code, counts in sorted(found.items(), key=lambda each: -each[1]["said"]):
        name = names.get(code, _("not stated"))
        _row(table, [name, str(counts["said"]), str(counts["accepted"])])
    document.add_paragraph()


def _taken_up(cell: dict[str, Any]) -> int:
    taken: int = cell.get(Decision.Outcome.ACCEPTED, 0) + cell.get(Decision.Outcome.PARTLY, 0)
    return taken


def _changed(document: WordFile, consultation: Consultation) -> None:
    document.add_heading(_("What changed"), 2)
    effects = effects_of(consultation).select_related("decision__contribution")
    shown = 0
    for effect in effects:
        if effect.decision is not None and effect.decision.standing != Decision.Standing.PUBLIC:
            continue
        source = (
            _("proposal No. %d") % effect.decision.contribution.number
            if effect.decision is not None
            else effect.initiative
        )
        document.add_paragraph(f"{effect.words} ({source})", style="List Bullet")
        shown += 1
    if not shown:
        document.add_paragraph(_("No change of the text is stated yet."))


def _not_changed(document: WordFile, reasons: Sequence[dict[str, Any]]) -> None:
    if not reasons:
        return
    document.add_heading(_("What did not change, and why"), 2)
    for each in reasons:
        outcome = Decision.Outcome(each["outcome"]).label
        document.add_paragraph(
            f"{each['reason']} ({outcome}: {each['count']})", style="List Bullet"
        )


def _minority(document: WordFile, agreement: list[dict[str, Any]], language: str) -> None:
    views = minority_views(agreement)
    if not views:
        return
    document.add_heading(_("Views of the minority"), 2)
    for each in views:
        template = (
            _("“%(statement)s”: %(share)s disagree, of %(n)d who voted.")
            if each["most_agree"]
            else _("“%(statement)s”: %(share)s agree, of %(n)d who voted.")
        )
        said = {"statement": each[language], "share": percent(each["fewer"]), "n": each["n"]}
        document.add_paragraph(template % said, style="List Bullet")


def _folded(rows: Iterator[Proposal]) -> Iterator[Proposal]:
    """The first of near-identical texts stands for all that were answered in the same words."""
    seen: set[tuple[int, str, str]] = set()
    for row in rows:
        same = (row.first_of_same, row.outcome, row.reason)
        if row.same > 1 and same in seen:
            continue
        seen.add(same)
        yield row


def _table(
    document: WordFile, rows: Sequence[Proposal], progress: Callable[[int], None] | None
) -> None:
    heads = [_("No."), _("Article"), _("Proposal"), _("Place"), _("Decision"), _("Reason")]
    table = _empty_table(document, heads, _WIDTHS)
    if not rows:
        document.add_paragraph(_("Nothing is published yet."))
    for count, row in enumerate(rows, start=1):
        _row(table, _cells(row))
        if progress is not None and count % 200 == 0:
            progress(count)
    document.add_paragraph()


def _cells(row: Proposal) -> list[str]:
    said = row.text if not row.translation else f"{row.text}\n{translation(row)}"
    origin = [row.organisation, row.signatory, row.place, row.channel_name, day(row.day)]
    if row.same > 1:
        times = ngettext("the same in %(count)d text", "the same in %(count)d texts", row.same)
        origin.append(times % {"count": row.same})
    changed = _("Changed: %s") % "; ".join(row.changed) if row.changed else ""
    return [
        str(row.number),
        row.article,
        said,
        "\n".join(part for part in origin if part),
        row.outcome_name,
        "\n".join(part for part in (row.reason, changed) if part),
    ]


def _new(language: str, *, is_wide: bool) -> WordFile:
    document = Document()
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet"):
        style = document.styles[name]
        style.font.name = FONT
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [each for each in fonts.attrib if each.endswith("Theme")]:
            del fonts.attrib[attribute]  # a theme's font would win over ours
        for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(script), FONT)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10 if is_wide else 13)
    proofing = OxmlElement("w:lang")
    proofing.set(qn("w:val"), LOCALES.get(language, "ky-KG"))
    normal.element.rPr.append(proofing)
    section = document.sections[0]
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.left_margin = Mm(12 if is_wide else 30)
    section.right_margin = Mm(12 if is_wide else 15)
    section.top_margin = section.bottom_margin = Mm(15 if is_wide else 20)
    return document


def _title(document: WordFile, title: str, consultation: Consultation) -> None:
    document.core_properties.title = f"{title}: {consultation.title}"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(title, 1)
    document.add_paragraph(consultation.title).runs[0].bold = True
    days = period(consultation.opens_on, consultation.closes_on)
    document.add_paragraph(f"{consultation.organiser}, {days}")


def _empty_table(document: WordFile, heads: Sequence[str], widths: Sequence[float]) -> Table:
    table: Table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, name, width in zip(table.rows[0].cells, heads, widths, strict=True):
        cell.width = Mm(width)
        cell.text = ""
        cell.paragraphs[0].add_run(name).bold = True
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - no public call
    return table


def _row(table: Table, values: Sequence[str]) -> None:
    """A copy of the first row with other words: python-docx's own rows take ever longer."""
    row: Any = deepcopy(table._tbl.find(qn("w:tr")))  # noqa: SLF001 - no public call
    properties = row.find(qn("w:trPr"))
    if properties is not None:
        row.remove(properties)
    for cell, value in zip(row.findall(qn("w:tc")), values, strict=True):
        paragraph = cell.find(qn("w:p"))
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        _add_lines(paragraph, value)
    table._tbl.append(row)  # noqa: SLF001


def _add_lines(paragraph: Any, value: str) -> None:
    run = OxmlElement("w:r")
    for count, line in enumerate(value.splitlines() or [""]):
        if count:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = _printable(line)
        run.append(text)
    paragraph.append(run)


def _printable(line: str) -> str:
    """XML knows no control characters; somebody pastes one sooner or later."""
    return "".join(sign for sign in line if sign == "\t" or sign >= " ")


def _bytes(document: WordFile) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
