"""The kenesh's resolution on a plan as a file: the resolution, and the plan as its annex.

No form of such a resolution is laid down by law. Ours follows what keneshes customarily write, and
is headed as a draft until the kenesh has decided. Word is for the office that edits it, PDF for the
one that prints it; both say the same (`wording`).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.enum.section import WD_SECTION

from yntymak.apps.plans.documents.annex import write_annex
from yntymak.apps.plans.documents.decision import LINE
from yntymak.apps.plans.documents.signature import write_signature
from yntymak.apps.plans.documents.wording import annex_of, resolution_of
from yntymak.ui.documents import word
from yntymak.ui.documents.pdf import to_pdf

if TYPE_CHECKING:
    from docx.document import Document as WordFile

    from yntymak.apps.plans.documents.wording import Clause, Resolution
    from yntymak.apps.plans.models import Plan

LANGUAGES = ("ky", "ru")
INDENT = 12.5  # millimetres, the first line of a paragraph


def resolution_docx(plan: Plan, language: str) -> bytes:
    """`plan` comes from plans_with_parts; it holds the risks that the reader may see."""
    with override(language):
        said = resolution_of(plan, language)
        document = word.Document()
        word.set_body_text(document, language, size=13)
        word.lay_out(document.sections[0], mark=said.mark)
        _letterhead(document, said)
        _number_and_date(document, said)
        _body(document, said)
        write_signature(document, said.chair, said.under_signature, said.under_name)
        section = document.add_section(WD_SECTION.NEW_PAGE)
        word.lay_out(section, is_wide=True, mark=said.mark)
        write_annex(document, annex_of(plan, language))
        title = title_of(plan)
    return word.as_bytes(document, title=title)


def resolution_pdf(plan: Plan, language: str) -> bytes:
    with override(language):
        said = resolution_of(plan, language)
        data = {"resolution": asdict(said), "annex": asdict(annex_of(plan, language))}
        title = title_of(plan)
    template = "apps/plans/documents/resolution.typ"
    return to_pdf(template, data, title=title, language=language, mark=said.mark)


def title_of(plan: Plan) -> str:
    return _("%(place)s: plan for %(year)s") % {"place": plan.place, "year": plan.year}


def _letterhead(document: WordFile, said: Resolution) -> None:
    """Both languages of the state side by side, over one line."""
    table = document.add_table(rows=1, cols=2)
    word.set_widths(table, (82.5, 82.5))
    columns = (said.letterhead_ky, said.letterhead_ru)
    for cell, lines in zip(table.rows[0].cells, columns, strict=True):
        for at, line in enumerate(lines):
            is_last = at == len(lines) - 1
            word.write(
                cell,
                line.upper(),
                word.CENTER,
                size=11,
                bold=is_last,
                before=4 if is_last else 0,
                after=8 if is_last else 0,
            )
    word.rule_below(table)


def _number_and_date(document: WordFile, said: Resolution) -> None:
    title = word.write(document, said.title, word.CENTER, size=17, bold=True, before=16)
    word.space_letters(title, 3)
    word.write(document, said.session, word.CENTER, before=4, after=10)
    table = document.add_table(rows=1, cols=3)
    word.set_widths(table, (65, 60, 40))
    left, middle, right = table.rows[0].cells
    word.write(left, said.date)
    word.write(middle, said.where, word.CENTER)
    word.write(right, said.number, word.RIGHT)


def _body(document: WordFile, said: Resolution) -> None:
    word.write(document, said.about, word.CENTER, bold=True, before=16, after=12)
    word.write(document, said.basis, word.JUSTIFY, indent=INDENT)
    word.write(document, said.resolves, word.CENTER, bold=True, before=8, after=8)
    for number, clause in enumerate(said.clauses, start=1):
        _clause(document, number, clause)


def _clause(document: WordFile, number: int, clause: Clause) -> None:
    # A line to write on is one long word: justified, it would tear the words beside it apart.
    align = word.LEFT if LINE in clause.text else word.JUSTIFY
    word.write(document, f"{number}. {clause.text}", align, indent=INDENT, after=4)
    for line in clause.listed:
        word.write(document, f"– {line}", word.LEFT, indent=INDENT, after=3)
