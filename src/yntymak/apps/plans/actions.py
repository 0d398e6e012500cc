"""The one door to a plan. Each change counts its revision up and says in the ledger what it was.

A change carries the revision that its form was opened on. On an older one it raises StalePlan, and
nothing is written: whoever typed is shown what changed meanwhile and sends again knowingly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan
from yntymak.apps.plans.rules import may_keep_plan, may_make_plan
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.apps.plans.content import LineContent, MeasureContent, Resolution
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

EARLIEST_YEAR = 2020


class StalePlan(ValidationError):  # noqa: N818 - said to people, not a defect
    """The form was opened on a revision that is no longer the plan's."""


@transaction.atomic
def create_plan(*, actor: User, key: UUID, place: Place, year: int) -> Plan:
    """One plan a year: a second call is led to the first one's plan."""
    require(actor, may_make_plan, place)
    if not EARLIEST_YEAR <= year <= timezone.localdate().year + 2:
        raise ValidationError({"year": _("Choose this year or one of the two that follow.")})
    _known, own_key = sent_before(Plan, key, {"place": place, "year": year})
    plan, made = Plan.objects.get_or_create(
        place=place, year=year, defaults={"author": actor, "client_key": own_key}
    )
    if made:
        record(Verb.CREATED, plan, actor=actor, place=place, revision=plan.revision, year=year)
    return plan


@transaction.atomic
def add_objective(
    *, actor: User, plan: Plan, key: UUID, title_ky: str, title_ru: str = ""
) -> Objective:
    plan = _draft(actor, plan)
    said = {"plan": plan, "title_ky": title_ky, "title_ru": title_ru}
    known, own_key = sent_before(Objective, key, said)
    if known is not None:
        return known
    position = _next_position(plan.objectives)
    objective = Objective.objects.create(client_key=own_key, position=position, **said)
    _count_up(Verb.OBJECTIVE_ADDED, plan, actor, what=title_ky)
    return objective


@transaction.atomic
def change_objective(
    *, actor: User, objective: Objective, revision: int, title_ky: str, title_ru: str = ""
) -> Objective:
    plan = _draft(actor, objective.plan, revision)
    objective.title_ky, objective.title_ru = title_ky, title_ru
    objective.save()
    _count_up(Verb.OBJECTIVE_CHANGED, plan, actor, what=title_ky)
    return objective


@transaction.atomic
def delete_objective(*, actor: User, objective: Objective, revision: int) -> None:
    plan = _draft(actor, objective.plan, revision)
    if objective.measures.exists():
        raise ValidationError(_("Delete the measures of this objective first."))
    title = objective.title
    objective.delete()
    _count_up(Verb.OBJECTIVE_DELETED, plan, actor, what=title)


@transaction.atomic
def add_measure(
    *, actor: User, objective: Objective, key: UUID, content: MeasureContent
) -> Measure:
    plan = _draft(actor, objective.plan)
    said = {"objective": objective, **content.columns}
    known, own_key = sent_before(Measure, key, said)
    if known is not None:
        return known
    _check_measure(plan, content)
    position = _next_position(objective.measures)
    measure = Measure.objects.create(client_key=own_key, position=position, **said)
    measure.risks.set(content.risks)
    measure.goals.set(content.goals)
    _count_up(Verb.MEASURE_ADDED, plan, actor, what=content.title_ky, measure=measure.pk)
    return measure


@transaction.atomic
def change_measure(
    *, actor: User, measure: Measure, revision: int, content: MeasureContent
) -> Measure:
    plan = _draft(actor, measure.objective.plan, revision)
    _check_measure(plan, content)
    for name, value in content.columns.items():
        setattr(measure, name, value)
    measure.save()
    measure.risks.set(content.risks)
    measure.goals.set(content.goals)
    _count_up(Verb.MEASURE_CHANGED, plan, actor, what=content.title_ky, measure=measure.pk)
    return measure


@transaction.atomic
def delete_measure(*, actor: User, measure: Measure, revision: int) -> None:
    """With its budget lines. One to which a partner has committed is kept: withdraw that first."""
    plan = _draft(actor, measure.objective.plan, revision)
    pk, title = measure.pk, measure.title
    try:
        measure.delete()
    except models.ProtectedError:
        raise ValidationError(
            _("Partners have offered their part in this measure, so it is kept.")
        ) from None
    _count_up(Verb.MEASURE_DELETED, plan, actor, what=title, measure=pk)


@transaction.atomic
def add_line(*, actor: User, measure: Measure, key: UUID, content: LineContent) -> BudgetLine:
    plan = _draft(actor, measure.objective.plan)
    said = {"measure": measure, **vars(content)}
    known, own_key = sent_before(BudgetLine, key, said)
    if known is not None:
        return known
    _check_line(plan, measure, content)
    line = BudgetLine.objects.create(client_key=own_key, **said)
    _count_up(Verb.LINE_ADDED, plan, actor, what=measure.title, **vars(content))
    return line


@transaction.atomic
def change_line(
    *, actor: User, line: BudgetLine, revision: int, content: LineContent
) -> BudgetLine:
    plan = _draft(actor, line.measure.objective.plan, revision)
    _check_line(plan, line.measure, content, besides=line)
    for name, value in vars(content).items():
        setattr(line, name, value)
    line.save()
    _count_up(Verb.LINE_CHANGED, plan, actor, what=line.measure.title, **vars(content))
    return line


@transaction.atomic
def delete_line(*, actor: User, line: BudgetLine, revision: int) -> None:
    plan = _draft(actor, line.measure.objective.plan, revision)
    title = line.measure.title
    line.delete()
    _count_up(Verb.LINE_DELETED, plan, actor, what=title)


@transaction.atomic
def submit_plan(*, actor: User, plan: Plan, revision: int) -> Plan:
    plan = _draft(actor, plan, revision)
    if not Measure.objects.filter(objective__plan=plan).exists():
        raise ValidationError(_("Add at least one measure before you submit the plan."))
    plan.state = Plan.State.SUBMITTED
    plan.submitted_at = timezone.now()
    _count_up(Verb.SUBMITTED, plan, actor)
    return plan


@transaction.atomic
def take_back_plan(*, actor: User, plan: Plan, revision: int) -> Plan:
    """The kenesh asked for changes: the plan is a draft again."""
    plan = _kept(actor, plan, revision)
    if plan.state != Plan.State.SUBMITTED:
        raise ValidationError(_("Only a plan that is before the kenesh can be taken back."))
    plan.state = Plan.State.DRAFT
    plan.submitted_at = None
    _count_up(Verb.TAKEN_BACK, plan, actor)
    return plan


@transaction.atomic
def approve_plan(*, actor: User, plan: Plan, revision: int, resolution: Resolution) -> Plan:
    """Enters the kenesh's resolution; from then on the plan is locked."""
    plan = _kept(actor, plan)
    if plan.is_approved and _says_the_same(plan, resolution):
        return plan
    if plan.is_approved:
        raise ValidationError(_("This plan is already approved and is not changed any more."))
    if plan.state != Plan.State.SUBMITTED or plan.submitted_at is None:
        raise ValidationError(_("Submit the plan to the kenesh first, then enter its resolution."))
    _check_revision(plan, revision)
    day = resolution.resolution_date
    if day < timezone.localdate(plan.submitted_at):
        raise ValidationError(
            {"resolution_date": _("The resolution cannot be older than the plan's submission.")}
        )
    if day > timezone.localdate():
        raise ValidationError(
            {"resolution_date": _("The date of the resolution has not come yet.")}
        )
    for name, value in vars(resolution).items():
        setattr(plan, name, value)
    plan.state = Plan.State.APPROVED
    _count_up(Verb.APPROVED, plan, actor, number=resolution.resolution_number, date=day.isoformat())
    return plan


def _kept(actor: User, plan: Plan, revision: int | None = None) -> Plan:
    """Locked for this change, as it stands in the database now."""
    plan = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place")
        .get(pk=plan.pk)
    )
    require(actor, may_keep_plan, plan)
    if revision is not None:
        _check_revision(plan, revision)
    return plan


def _draft(actor: User, plan: Plan, revision: int | None = None) -> Plan:
    plan = _kept(actor, plan)
    if plan.state == Plan.State.SUBMITTED:
        raise ValidationError(
            _("This plan is before the kenesh. Take it back before you change it.")
        )
    if plan.is_approved:
        raise ValidationError(_("This plan is already approved and is not changed any more."))
    if revision is not None:
        _check_revision(plan, revision)
    return plan


def _check_revision(plan: Plan, revision: int) -> None:
    if plan.revision != revision:
        raise StalePlan(
            _("The plan has changed since you opened this page. Nothing of yours is lost: compare.")
        )


def _count_up(verb: Verb, plan: Plan, actor: User, **what: Any) -> None:
    plan.revision += 1
    plan.save()
    record(verb, plan, actor=actor, place=plan.place, revision=plan.revision, **what)


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
    if content.year not in plan.budget_years:
        raise ValidationError({"year": _("Choose the plan's year or one of the two after it.")})
    same = measure.budget_lines.filter(source=content.source, year=content.year)
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise ValidationError(
            {"source": _("This source already has a line for this year: change that line.")}
        )


def _says_the_same(plan: Plan, resolution: Resolution) -> bool:
    return all(getattr(plan, name) == value for name, value in vars(resolution).items())
