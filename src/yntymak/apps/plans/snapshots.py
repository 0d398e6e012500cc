"""A plan as one value of JSON: kept as a version, copied into next year, offered as a template.

{"year": 2026, "objectives": [{"key", "title_ky", "title_ru", "measures": [{"key", "title_ky", …,
"starts_on", "ends_on", "risks": [ids], "goals": [[id, share]], "lines": [{"source", "year",
"planned", "classification"}]}]}]}

`key` is the id of the row in the plan that was taken, of an amendment's row that of the row which
it is a copy of: versions before and after it can be compared. A template has none.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from yntymak.apps.plans.models import Alignment, BudgetLine, Classification, Measure, Objective
from yntymak.apps.programmes.models import Goal
from yntymak.apps.risks.models import Risk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.plans.models import Plan

OBJECTIVE_WORDS = ("title_ky", "title_ru")
MEASURE_WORDS = tuple(
    f"{word}_{code}"
    for word in ("title", "responsible", "expected_effect")
    for code in ("ky", "ru")
)


def snapshot_of(plan: Plan) -> dict[str, Any]:
    """Five queries, however long the plan is."""
    objectives = plan.objectives.prefetch_related(
        "measures__budget_lines__classification", "measures__alignments", "measures__risks"
    )
    return {"year": plan.year, "objectives": [_objective(each) for each in objectives]}


def words_and_sums_of(plan: Plan) -> dict[str, Any]:
    """For comparing, without risks and goals. No query, where `plan` is read with its parts."""
    objectives = plan.objectives.all()
    return {
        "year": plan.year,
        "objectives": [_objective(each, with_links=False) for each in objectives],
    }


def _objective(objective: Objective, *, with_links: bool = True) -> dict[str, Any]:
    return {
        "key": objective.origin_id or objective.pk,
        **{word: getattr(objective, word) or "" for word in OBJECTIVE_WORDS},
        "measures": [_measure(each, with_links=with_links) for each in objective.measures.all()],
    }


def _measure(measure: Measure, *, with_links: bool) -> dict[str, Any]:
    links = _links(measure) if with_links else {}
    return {
        "key": measure.origin_id or measure.pk,
        **{word: getattr(measure, word) or "" for word in MEASURE_WORDS},
        "starts_on": measure.starts_on.isoformat(),
        "ends_on": measure.ends_on.isoformat(),
        **links,
        "lines": [_line(each) for each in measure.budget_lines.all()],
    }


def _links(measure: Measure) -> dict[str, Any]:
    return {
        "risks": sorted(risk.pk for risk in measure.risks.all()),
        "goals": sorted([each.goal_id, each.share] for each in measure.alignments.all()),
    }


def _line(line: BudgetLine) -> dict[str, Any]:
    return {
        "key": line.origin_id or line.pk,
        "source": line.source,
        "year": line.year,
        "planned": line.planned,
        "classification": line.classification.code if line.classification else "",
    }


def write_snapshot(plan: Plan, content: dict[str, Any], *, as_amendment: bool = False) -> None:
    """Fill an empty plan. Dates and years of money move along to the plan's year.

    Risks that were closed and goals of programmes that are over stay behind, except in an
    amendment, whose rows also know which row of the plan in force they are a copy of.
    """
    years = plan.year - int(content["year"])
    measures: list[Measure] = []
    told: list[dict[str, Any]] = []
    for position, each in enumerate(content["objectives"], start=1):
        objective = Objective.objects.create(
            plan=plan,
            position=position,
            origin_id=each.get("key") if as_amendment else None,
            **{word: each.get(word, "") for word in OBJECTIVE_WORDS},
        )
        for at, inner in enumerate(each["measures"], start=1):
            measures.append(_new_measure(objective, at, inner, years, as_amendment=as_amendment))
            told.append(inner)
    Measure.objects.bulk_create(measures)
    pairs = list(zip(measures, told, strict=True))
    _link(plan, pairs, everything=as_amendment)
    _add_money(plan, pairs, years, as_amendment=as_amendment)


def _new_measure(
    objective: Objective, position: int, told: dict[str, Any], years: int, *, as_amendment: bool
) -> Measure:
    return Measure(
        client_key=uuid.uuid4(),
        objective=objective,
        position=position,
        starts_on=_moved(told["starts_on"], years),
        ends_on=_moved(told["ends_on"], years),
        origin_id=told.get("key") if as_amendment else None,
        **{word: told.get(word, "") for word in MEASURE_WORDS},
    )


def _moved(day: str, years: int) -> dt.date:
    """29 February becomes the 28th where the year has none."""
    found = dt.date.fromisoformat(day)
    try:
        return found.replace(year=found.year + years)
    except ValueError:
        return found.replace(year=found.year + years, day=28)


def _link(plan: Plan, pairs: Iterable[tuple[Measure, dict[str, Any]]], *, everything: bool) -> None:
    pairs = list(pairs)
    risks = Risk.objects.filter(pk__in={pk for _m, told in pairs for pk in told.get("risks", ())})
    goals = Goal.objects.filter(
        pk__in={pk for _m, told in pairs for pk, _share in told.get("goals", ())}
    )
    if not everything:
        risks = risks.open()
        goals = goals.filter(
            programme__first_year__lte=plan.year, programme__last_year__gte=plan.year
        )
    open_risks = set(risks.values_list("pk", flat=True))
    running = set(goals.values_list("pk", flat=True))
    through = Measure.risks.through
    through.objects.bulk_create(
        through(measure=measure, risk_id=pk)
        for measure, told in pairs
        for pk in told.get("risks", ())
        if pk in open_risks
    )
    Alignment.objects.bulk_create(
        Alignment(measure=measure, goal_id=pk, share=share)
        for measure, told in pairs
        for pk, share in told.get("goals", ())
        if pk in running
    )


def _add_money(
    plan: Plan,
    pairs: Iterable[tuple[Measure, dict[str, Any]]],
    years: int,
    *,
    as_amendment: bool,
) -> None:
    codes = {row.code: row for row in Classification.objects.in_force(plan.year)}
    BudgetLine.objects.bulk_create(
        BudgetLine(
            client_key=uuid.uuid4(),
            measure=measure,
            source=line["source"],
            year=line["year"] + years,
            planned=line["planned"],
            classification=codes.get(line.get("classification", "")),
            origin_id=line.get("key") if as_amendment else None,
        )
        for measure, told in pairs
        for line in told.get("lines", ())
    )
