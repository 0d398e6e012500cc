"""What a plan still lacks before it can do what it says: a to-do list, each with its way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yntymak.apps.plans.models import BudgetLine
from yntymak.apps.risks.models import Risk
from yntymak.ui.figures import thousand_som

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.plans.models import Measure, Objective, Plan


@dataclass(frozen=True)
class Gap:
    kind: str  # red_risk, hearing, set_aside, measure, money, goal, indicator, risk, date, spent
    text: str
    url: str


def gaps_of(plan: Plan, *, with_risks: bool = True) -> list[Gap]:
    """One query for the red risks; the rest comes from the plan's prefetched rows.

    `with_risks` False leaves out what would name the register's risks.
    """
    found = untreated_red_risks(plan) if with_risks else []
    found += _of_the_whole(plan)
    for objective in plan.objectives.all():
        found += _of_an_objective(plan, objective)
        for measure in objective.measures.all():
            found += _of_a_measure(plan, measure, with_risks=with_risks)
    return list(dict.fromkeys(found))  # a goal may be served by several measures


def untreated_red_risks(plan: Plan) -> list[Gap]:
    red = (
        Risk.objects.open()
        .red()
        .filter(place__code__range=plan.place.code_range)
        .exclude(measures__objective__plan=plan)
    )
    return [
        Gap(
            "red_risk",
            _("A red risk has no measure: %(title)s") % {"title": risk.title},
            reverse("risks:risk", args=[risk.pk]),
        )
        for risk in red
    ]


def _of_the_whole(plan: Plan) -> Iterator[Gap]:
    if plan.is_editable and not plan.is_amendment and not plan.hearings.all():
        yield Gap(
            "hearing",
            _("No public hearing has been announced."),
            reverse("plans:announce", args=[plan.pk]),
        )
    local = sum(
        line.planned
        for line in _lines(plan)
        if line.source == BudgetLine.Source.LOCAL and line.year == plan.year
    )
    if plan.set_aside is None or plan.set_aside == local:
        return
    url = reverse("plans:set_aside", args=[plan.pk])
    if plan.set_aside > local:
        text = _("%(sum)s thousand som of the local budget are set aside without a measure.")
    else:
        text = _("The measures need %(sum)s thousand som more than the local budget sets aside.")
    yield Gap("set_aside", text % {"sum": thousand_som(abs(plan.set_aside - local))}, url)


def _of_an_objective(plan: Plan, objective: Objective) -> Iterator[Gap]:
    if not objective.measures.all():
        yield Gap(
            "measure",
            _("An objective has no measure: %(title)s") % {"title": objective.title},
            _door(plan, "measure_add", objective.pk),
        )


def _of_a_measure(plan: Plan, measure: Measure, *, with_risks: bool) -> Iterator[Gap]:
    named = {"title": measure.title}
    edit = _door(plan, "measure_edit", measure.pk, measure.pk)
    if not measure.budget_lines.all():
        money = _door(plan, "line_add", measure.pk, measure.pk)
        yield Gap("money", _("No money is named for: %(title)s") % named, money)
    if not measure.goals.all():
        yield Gap("goal", _("Serves no goal of a programme: %(title)s") % named, edit)
    for goal in measure.goals.all():
        if not getattr(goal, "measured", True):
            url = reverse("programmes:goal", args=[goal.programme.code, goal.number])
            yield Gap("indicator", _("A goal has no indicator: %(goal)s") % {"goal": goal}, url)
    if with_risks and not measure.risks.all():
        yield Gap("risk", _("Treats no risk: %(title)s") % named, edit)
    if measure.starts_on < plan.first_day or measure.ends_on > plan.last_day:
        yield Gap("date", _("Lies outside the plan's year: %(title)s") % named, edit)
    if any(line.is_overspent for line in measure.budget_lines.all()):
        over = _("More was spent than approved: %(title)s") % named
        yield Gap("spent", over, _anchor(plan, measure.pk))


def _lines(plan: Plan) -> Iterator[BudgetLine]:
    for objective in plan.objectives.all():
        for measure in objective.measures.all():
            yield from measure.budget_lines.all()


def _door(plan: Plan, name: str, pk: int, measure: int | None = None) -> str:
    """To the form while the plan is written; after that to where it stands."""
    return reverse(f"plans:{name}", args=[pk]) if plan.is_editable else _anchor(plan, measure)


def _anchor(plan: Plan, measure: int | None) -> str:
    return plan.get_absolute_url() + (f"#measure-{measure}" if measure else "")
