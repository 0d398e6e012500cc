"""The kenesh's resolution on a plan as a Word file: the resolution, and the plan as its annex.

No form of such a resolution is laid down by law. Ours follows what keneshes customarily write, and
is headed as a draft until the kenesh has decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from docx.enum.section import WD_SECTION

from yntymak.apps.plans.documents.annex import write_annex
from yntymak.apps.plans.documents.bodies import kenesh_of
from yntymak.apps.plans.documents.decision import LINE, date_of, number_of, session_of
from yntymak.apps.plans.documents.sums import exact_thousand_som
from yntymak.apps.plans.overview import totals_of
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from docx.document import Document as WordFile

    from yntymak.apps.plans.documents.bodies import Kenesh
    from yntymak.apps.plans.models import Plan

LANGUAGES = ("ky", "ru")
INDENT = 12.5  # millimetres, the first line of a paragraph


def resolution_docx(plan: Plan, language: str) -> bytes:
    """`plan` comes from plans_with_parts; it holds the risks that the reader may see."""
    with override(language):
        document = word.Document()
        word.set_body_text(document, language, size=13)
        kenesh = kenesh_of(plan.place)
        word.lay_out(document.sections[0], mark=_mark(plan))
        _letterhead(document, kenesh)
        _number_and_date(document, plan, kenesh)
        _clauses(document, plan, kenesh, language)
        _signature(document, kenesh)
        annex = document.add_section(WD_SECTION.NEW_PAGE)
        word.lay_out(annex, is_wide=True, mark=_mark(plan))
        write_annex(document, plan, kenesh, language)
        title = _("%(place)s: plan for %(year)s") % {"place": plan.place, "year": plan.year}
    return word.as_bytes(document, title=title)


def _mark(plan: Plan) -> str:
    return "" if plan.is_approved else pgettext("resolution", "DRAFT")


def _letterhead(document: WordFile, kenesh: Kenesh) -> None:
    """Both languages of the state side by side, over one line."""
    table = document.add_table(rows=1, cols=2)
    word.set_widths(table, (82.5, 82.5))
    columns = ((*kenesh.above_ky, kenesh.ky), (*kenesh.above_ru, kenesh.ru))
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


def _number_and_date(document: WordFile, plan: Plan, kenesh: Kenesh) -> None:
    title = word.write(
        document, pgettext("resolution", "RESOLUTION"), word.CENTER, size=17, bold=True, before=16
    )
    word.space_letters(title, 3)
    word.write(document, session_of(plan), word.CENTER, before=4, after=10)
    table = document.add_table(rows=1, cols=3)
    word.set_widths(table, (65, 60, 40))
    where = pgettext("resolution", "____________ village") if kenesh.is_rural else plan.place.name
    left, middle, right = table.rows[0].cells
    word.write(left, date_of(plan))
    word.write(middle, str(where), word.CENTER)
    word.write(right, f"№ {number_of(plan)}", word.RIGHT)


def _clauses(document: WordFile, plan: Plan, kenesh: Kenesh, language: str) -> None:
    named = {"year": plan.year, "kenesh": kenesh.name(language)}
    word.write(
        document,
        pgettext(
            "resolution",
            "On approving the plan of measures for %(year)s to prevent social conflicts",
        )
        % named,
        word.CENTER,
        bold=True,
        before=16,
        after=12,
    )
    basis = pgettext(
        "resolution",
        "Guided by the law “On local state administration and local self-government bodies” and in "
        "order to strengthen social cohesion and prevent social tension, the %(kenesh)s",
    )
    word.write(document, basis % named, word.JUSTIFY, indent=INDENT)
    resolves = pgettext("resolution", "RESOLVES:")
    word.write(document, resolves, word.CENTER, bold=True, before=8, after=8)
    for number, (text, listed) in enumerate(_clause_texts(plan, named, kenesh), start=1):
        # A line to write on is one long word: justified, it would tear the words beside it apart.
        align = word.LEFT if LINE in text else word.JUSTIFY
        word.write(document, f"{number}. {text}", align, indent=INDENT, after=4)
        for line in listed:
            word.write(document, f"– {line}", word.LEFT, indent=INDENT, after=3)


def _clause_texts(
    plan: Plan, named: dict[str, object], kenesh: Kenesh
) -> list[tuple[str, list[str]]]:
    """Each clause with the lines that are listed under it."""
    approve = pgettext(
        "resolution",
        "The plan of measures for %(year)s to prevent social conflicts "
        "shall be approved as annexed.",
    )
    control = pgettext(
        "resolution",
        "The standing commission of the kenesh ____________________ "
        "shall control that this resolution is carried out.",
    )
    effect = pgettext("resolution", "This resolution takes effect on the day it is signed.")
    return [
        (approve % named, []),
        _money_clause(plan, named),
        (_executive_clause(kenesh), []),
        (control, []),
        (effect, []),
    ]


def _money_clause(plan: Plan, named: dict[str, object]) -> tuple[str, list[str]]:
    """For the year of the plan; the outlook of later years stands in the annex only."""
    totals = totals_of(plan)
    sums = [
        pgettext("resolution", "%(source)s: %(sum)s thousand som")
        % {"source": row.label, "sum": exact_thousand_som(row.by_year[plan.year])}
        for row in totals.rows
        if row.by_year[plan.year]
    ]
    if not sums:
        return pgettext(
            "resolution", "The sources that finance the plan shall be named: ____________."
        ), []
    money = pgettext(
        "resolution",
        "Measures of the plan in %(year)s shall be financed with %(sum)s thousand som, of which:",
    )
    return money % {**named, "sum": exact_thousand_som(totals.by_year[plan.year])}, sums


def _executive_clause(kenesh: Kenesh) -> str:
    if kenesh.is_rural:
        return pgettext(
            "resolution",
            "The head of the aiyl okmotu shall see to it that the plan is carried out, "
            "and report on it to the kenesh after each half-year.",
        )
    return pgettext(
        "resolution",
        "The mayor shall see to it that the plan is carried out, "
        "and report on it to the kenesh after each half-year.",
    )


def _signature(document: WordFile, kenesh: Kenesh) -> None:
    chair = (
        pgettext("resolution", "Chair of the aiyl kenesh")
        if kenesh.is_rural
        else pgettext("resolution", "Chair of the city kenesh")
    )
    word.write(document, "", before=26)
    table = document.add_table(rows=2, cols=3)
    word.set_widths(table, (75, 45, 45))
    first, second = table.rows
    word.write(first.cells[0], chair, bold=True)
    for cell, below, under in (
        (first.cells[1], second.cells[1], pgettext("resolution", "(signature)")),
        (first.cells[2], second.cells[2], pgettext("resolution", "(name)")),
    ):
        word.write(cell, "_" * 15, word.CENTER)
        word.write(below, under, word.CENTER, size=9)
    for row in (first, second):
        word.keep_whole(row)
