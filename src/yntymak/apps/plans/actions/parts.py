"""Objectives, measures and budget lines of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.amounts import check_amount
from yntymak.apps.plans.actions.guarding import count_up, draft
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Alignment, BudgetLine, Measure, Objective, Plan
from yntymak.foundation.ledger.repeats import sent_before

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from yntymak.apps.plans.content import LineContent, MeasureContent
    from yntymak.foundation.people.models import User

WHOLE = 100  # percent


@transaction.atomic
def add_objective(
    *, actor: User, plan: Plan, key: UUID, title_ky: str, title_ru: str = ""
) -> Objective:
    plan = draft(actor, plan)
    said = {"plan": plan, "title_ky": title_ky, "title_ru": title_ru}
    known, own_key = sent_before(Objective, key, said)
    if known is not None:
        return known
    position = _next_position(plan.objectives)
    objective = Objective.objects.create(client_key=own_key, position=position, **said)
    count_up(Verb.OBJECTIVE_ADDED, plan, actor, what=title_ky)
    return objective


@transaction.atomic
def change_objective(
    *, actor: User, objective: Objective, revision: int, title_ky: str, title_ru: str = ""
) -> Objective:
    plan = draft(actor, objective.plan, revision)
    objective.title_ky, objective.title_ru = title_ky, title_ru
    objective.save()
    count_up(Verb.OBJECTIVE_CHANGED, plan, actor, what=title_ky)
    return objective


@transaction.atomic
def delete_objective(*, actor: User, objective: Objective, revision: int) -> None:
    plan = draft(actor, objective.plan, revision)
    if objective.measures.exists():
        raise ValidationError(_("Delete the measures of this objective first."))
    title = objective.title
    objective.delete()
    count_up(Verb.OBJECTIVE_DELETED, plan, actor, what=title)


@transaction.atomic
def add_measure(
    *, actor: User, objective: Objective, key: UUID, content: MeasureContent
) -> Measure:
    plan = draft(actor, objective.plan)
    said = {"objective": objective, **content.columns}
    known, own_key = sent_before(Measure, key, said)
    if known is not None:
        return known
    _check_measure(plan, content)
    position = _next_position(objective.measures)
    measure = Measure.objects.create(client_key=own_key, position=position, **said)
    measure.risks.set(content.risks)
    _align(measure, content)
    count_up(Verb.MEASURE_ADDED, plan, actor, what=content.title_ky, measure=measure.pk)
    return measure


@transaction.atomic
def change_measure(
    *, actor: User, measure: Measure, revision: int, content: MeasureContent
) -> Measure:
    plan = draft(actor, measure.objective.plan, revision)
    _check_measure(plan, content)
    for name, value in content.columns.items():
        setattr(measure, name, value)
    measure.save()
    measure.risks.set(content.risks)
    _align(measure, content)
    count_up(Verb.MEASURE_CHANGED, plan, actor, what=content.title_ky, measure=measure.pk)
    return measure


@transaction.atomic
def share_out(
    *, actor: User, measure: Measure, revision: int, shares: Mapping[int, int | None]
) -> Measure:
    """Which part of the measure's money serves which of its goals, in percent; None: not said.

    A goal whose share changed waits for its keeper's word again.
    """
    plan = draft(actor, measure.objective.plan, revision)
    if sum(share or 0 for share in shares.values()) > WHOLE:
        raise ValidationError(
            _("The shares of one measure cannot be more than 100 percent together.")
        )
    for each in measure.alignments.filter(goal__in=shares):
        if each.share != shares[each.goal_id]:
            each.share, each.confirmed_at, each.confirmed_by = shares[each.goal_id], None, None
            each.save()
    count_up(Verb.SHARES_CHANGED, plan, actor, what=measure.title, measure=measure.pk)
    return measure


@transaction.atomic
def delete_measure(*, actor: User, measure: Measure, revision: int) -> None:
    """With its budget lines. One to which a partner has committed is kept: withdraw that first."""
    plan = draft(actor, measure.objective.plan, revision)
    pk, title = measure.pk, measure.title
    try:
        measure.delete()
    except models.ProtectedError:
        raise ValidationError(
            _("Partners have offered their part in this measure, so it is kept.")
        ) from None
    count_up(Verb.MEASURE_DELETED, plan, actor, what=title, measure=pk)


@transaction.atomic
def add_line(*, actor: User, measure: Measure, key: UUID, content: LineContent) -> BudgetLine:
    plan = draft(actor, measure.objective.plan)
    said = {"measure": measure, **vars(content)}
    known, own_key = sent_before(BudgetLine, key, said)
    if known is not None:
        return known
    _check_line(plan, measure, content)
    line = BudgetLine.objects.create(client_key=own_key, **said)
    count_up(Verb.LINE_ADDED, plan, actor, what=measure.title, **_said(content))
    return line


@transaction.atomic
def change_line(
    *, actor: User, line: BudgetLine, revision: int, content: LineContent
) -> BudgetLine:
    plan = draft(actor, line.measure.objective.plan, revision)
    _check_line(plan, line.measure, content, besides=line)
    for name, value in vars(content).items():
        setattr(line, name, value)
    line.save()
    count_up(Verb.LINE_CHANGED, plan, actor, what=line.measure.title, **_said(content))
    return line


@transaction.atomic
def delete_line(*, actor: User, line: BudgetLine, revision: int) -> None:
    plan = draft(actor, line.measure.objective.plan, revision)
    title = line.measure.title
    line.delete()
    count_up(Verb.LINE_DELETED, plan, actor, what=title)


def _said(content: LineContent) -> dict[str, Any]:
    code = content.classification.code if content.classification else ""
    return {**vars(content), "classification": code}


def _align(measure: Measure, content: MeasureContent) -> None:
    """Goals that stay keep their share and the word of their keeper."""
    chosen = {goal.pk for goal in content.goals}
    measure.alignments.exclude(goal__in=chosen).delete()
    known = set(measure.alignments.values_list("goal_id", flat=True))
    Alignment.objects.bulk_create(
        Alignment(measure=measure, goal_id=goal) for goal in sorted(chosen - known)
    )


def _next_position(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _check_measure(plan: Plan, content: MeasureContent) -> None:
    wrong: dict[str, str] = {}
    if content.ends_on < content.starts_on:
        wrong["ends_on"] = _("The measure cannot end before it begins.")
    for name in ("starts_on", "ends_on"):
        if getattr(content, name).year != plan.year:
            wrong[name] = _("Choose a day of %(year)s: the plan is for that year.") % {
                "year": plan.year
            }
    if any(not plan.place.contains(risk.place) for risk in content.risks):
        wrong["risks"] = _("Choose risks of this place.")
    if any(not goal.programme.is_published for goal in content.goals):
        wrong["goals"] = _("Choose goals of published programmes.")
    if wrong:
        raise ValidationError(wrong)


def _check_line(
    plan: Plan, measure: Measure, content: LineContent, besides: BudgetLine | None = None
) -> None:
    if content.planned <= 0:
        raise ValidationError({"planned": _("Write a sum above zero.")})
    check_amount("planned", content.planned)
    if content.year not in plan.budget_years:
        raise ValidationError({"year": _("Choose the plan's year or one of the two after it.")})
    same = measure.budget_lines.filter(
        source=content.source, year=content.year, classification=content.classification
    )
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise ValidationError(
            {
                "source": _(
                    "There is a line for this source, year and code already: change that line."
                )
            }
        )
