"""What the resolution and its annex say, whatever the file is made of.

Called within `override(language)`; `plan` comes from plans_with_parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from yntymak.apps.plans.documents.bodies import kenesh_of
from yntymak.apps.plans.documents.decision import date_of, dated, number_of, session_of
from yntymak.apps.plans.documents.sums import exact_thousand_som
from yntymak.apps.plans.overview import totals_of
from yntymak.ui.figures import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.plans.documents.bodies import Kenesh
    from yntymak.apps.plans.models import BudgetLine, Measure, Plan

NONE = "–"


@dataclass(frozen=True)
class Clause:
    text: str
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolution:
    letterhead_ky: tuple[str, ...]
    letterhead_ru: tuple[str, ...]
    title: str
    session: str
    date: str
    where: str
    number: str
    about: str
    basis: str
    resolves: str
    clauses: tuple[Clause, ...]
    chair: str
    under_signature: str
    under_name: str
    mark: str


def resolution_of(plan: Plan, language: str) -> Resolution:
    kenesh = kenesh_of(plan.place)
    named = {"year": plan.year, "kenesh": kenesh.name(language)}
    village = pgettext("resolution", "____________ village")
    return Resolution(
        letterhead_ky=(*kenesh.above_ky, kenesh.ky),
        letterhead_ru=(*kenesh.above_ru, kenesh.ru),
        title=pgettext("resolution", "RESOLUTION"),
        session=session_of(plan),
        date=date_of(plan),
        where=village if kenesh.is_rural else str(plan.place.name),
        number=f"№ {number_of(plan)}",
        about=_about(plan) % named,
        basis=pgettext(
            "resolution",
            "Guided by the law “On local state administration and local self-government bodies” "
            "and in order to strengthen social cohesion and prevent social tension, the %(kenesh)s",
        )
        % named,
        resolves=pgettext("resolution", "RESOLVES:"),
        clauses=tuple(_clauses(plan, kenesh)),
        chair=pgettext("resolution", "Chair of the aiyl kenesh")
        if kenesh.is_rural
        else pgettext("resolution", "Chair of the city kenesh"),
        under_signature=pgettext("resolution", "(signature)"),
        under_name=pgettext("resolution", "(name)"),
        mark=mark_of(plan),
    )


def mark_of(plan: Plan) -> str:
    return "" if plan.is_approved else pgettext("resolution", "DRAFT")


def _about(plan: Plan) -> str:
    if plan.is_amendment:
        return pgettext(
            "resolution",
            "On amending the plan of measures for %(year)s to prevent social conflicts",
        )
    return pgettext(
        "resolution",
        "On approving the plan of measures for %(year)s to prevent social conflicts",
    )


def _clauses(plan: Plan, kenesh: Kenesh) -> Iterator[Clause]:
    yield Clause(_first_clause(plan))
    yield _money_clause(plan)
    if kenesh.is_rural:
        yield Clause(
            pgettext(
                "resolution",
                "The head of the aiyl okmotu shall see to it that the plan is carried out, "
                "and report on it to the kenesh after each half-year.",
            )
        )
    else:
        yield Clause(
            pgettext(
                "resolution",
                "The mayor shall see to it that the plan is carried out, "
                "and report on it to the kenesh after each half-year.",
            )
        )
    yield Clause(
        pgettext(
            "resolution",
            "The standing commission of the kenesh ____________________ "
            "shall control that this resolution is carried out.",
        )
    )
    yield Clause(pgettext("resolution", "This resolution takes effect on the day it is signed."))


def _first_clause(plan: Plan) -> str:
    if plan.amends is not None:
        amended = pgettext(
            "resolution",
            "The plan of measures for %(year)s to prevent social conflicts, approved by resolution "
            "No. %(number)s of %(date)s, shall be set out in the wording of the annex.",
        )
        return _with_its_number(amended) % {
            "year": plan.year,
            "number": number_of(plan.amends),
            "date": dated(plan.amends),
        }
    return pgettext(
        "resolution",
        "The plan of measures for %(year)s to prevent social conflicts "
        "shall be approved as annexed.",
    ) % {"year": plan.year}


def _money_clause(plan: Plan) -> Clause:
    """For the year of the plan; the outlook of later years stands in the annex only."""
    totals = totals_of(plan)
    sums = [
        pgettext("resolution", "%(source)s: %(sum)s thousand som")
        % {"source": row.label, "sum": exact_thousand_som(row.by_year[plan.year])}
        for row in totals.rows
        if row.by_year[plan.year]
    ]
    if not sums:
        return Clause(
            pgettext(
                "resolution", "The sources that finance the plan shall be named: ____________."
            )
        )
    money = pgettext(
        "resolution",
        "Measures of the plan in %(year)s shall be financed with %(sum)s thousand som, of which:",
    )
    said = {"year": plan.year, "sum": exact_thousand_som(totals.by_year[plan.year])}
    return Clause(money % said, (*(f"{each};" for each in sums[:-1]), f"{sums[-1]}."))


@dataclass(frozen=True)
class MeasureRow:
    number: str
    title: str
    effect: str
    responsible: str
    starts: str
    ends: str
    lines: tuple[tuple[str, str], ...]  # source, thousand som
    risks: str


@dataclass(frozen=True)
class ObjectiveRows:
    title: str
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class TotalRow:
    label: str
    planned: str
    is_main: bool


@dataclass(frozen=True)
class Annex:
    label: str
    reference: str
    title: str
    about: str
    place: str
    head: tuple[str, ...]
    objectives: tuple[ObjectiveRows, ...]
    totals: tuple[TotalRow, ...]


def annex_of(plan: Plan, language: str) -> Annex:
    reference = pgettext("resolution", "to resolution No. %(number)s of the %(kenesh)s, %(date)s")
    return Annex(
        label=pgettext("resolution", "Annex"),
        reference=_with_its_number(reference)
        % {
            "kenesh": kenesh_of(plan.place).of(language),
            "number": number_of(plan),
            "date": dated(plan),
        },
        title=pgettext("resolution", "PLAN OF MEASURES"),
        about=pgettext("resolution", "to prevent social conflicts for %(year)s")
        % {"year": plan.year},
        place=str(plan.place),
        head=(
            "№",
            pgettext("resolution", "Measure"),
            pgettext("resolution", "Responsible"),
            pgettext("resolution", "Time"),
            pgettext("resolution", "Source of money"),
            pgettext("resolution", "Thousand som"),
            pgettext("resolution", "Risk"),
        ),
        objectives=tuple(
            ObjectiveRows(
                f"{number}. {objective.title}",
                tuple(
                    _measure_row(f"{number}.{at}", measure, plan)
                    for at, measure in enumerate(objective.measures.all(), start=1)
                ),
            )
            for number, objective in enumerate(plan.objectives.all(), start=1)
        ),
        totals=tuple(_totals(plan)),
    )


def _with_its_number(text: str) -> str:
    """№ does not stay behind at the end of a line."""
    return text.replace("№ ", f"№{NBSP}")


def _measure_row(number: str, measure: Measure, plan: Plan) -> MeasureRow:
    effect = pgettext("resolution", "Expected effect: %(effect)s")
    said = " ".join((measure.expected_effect or "").split())
    lines = [
        (_source_text(line, plan), exact_thousand_som(line.planned))
        for line in measure.budget_lines.all()
    ]
    risks = "; ".join(f"№ {each.number}. {each.title}" for each in measure.risks.all())
    return MeasureRow(
        number=number,
        title=measure.title,
        effect=effect % {"effect": said} if said else "",
        responsible=measure.responsible,
        starts=f"{measure.starts_on:%d.%m.%Y} –",
        ends=f"{measure.ends_on:%d.%m.%Y}",
        lines=tuple(lines) or ((NONE, NONE),),
        risks=risks or NONE,
    )


def _source_text(line: BudgetLine, plan: Plan) -> str:
    source = str(line.get_source_display())
    if line.year == plan.year:
        return source
    return pgettext("resolution", "%(source)s, %(year)s") % {"source": source, "year": line.year}


def _totals(plan: Plan) -> Iterator[TotalRow]:
    totals = totals_of(plan)
    for year, planned in totals.by_year.items():
        in_all = pgettext("resolution", "In all for %(year)s") % {"year": year}
        yield TotalRow(in_all, exact_thousand_som(planned), is_main=True)
        parts = [(row.label, row.by_year[year]) for row in totals.rows if row.by_year[year]]
        for source, part in parts if len(parts) > 1 else []:
            of_which = pgettext("resolution", "of which %(source)s") % {"source": source}
            yield TotalRow(of_which, exact_thousand_som(part), is_main=False)
