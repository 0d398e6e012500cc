"""The way of a plan to the kenesh and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.amending import carry_over
from yntymak.apps.plans.actions.figures import renew_figures
from yntymak.apps.plans.actions.guarding import check_revision, count_up, draft, kept
from yntymak.apps.plans.actions.hearing import require_heard
from yntymak.apps.plans.actions.versions import keep_version
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import BudgetLine, Measure, Plan, PlanVersion
from yntymak.ui.figures import thousand_som

if TYPE_CHECKING:
    from yntymak.apps.plans.content import Resolution
    from yntymak.foundation.people.models import User


@transaction.atomic
def submit_plan(*, actor: User, plan: Plan, revision: int) -> Plan:
    plan = draft(actor, plan, revision)
    if not Measure.objects.filter(objective__plan=plan).exists():
        raise ValidationError(_("Add at least one measure before you submit the plan."))
    require_heard(plan)
    plan.state = Plan.State.SUBMITTED
    plan.submitted_at = timezone.now()
    count_up(Verb.SUBMITTED, plan, actor)
    return plan


@transaction.atomic
def take_back_plan(*, actor: User, plan: Plan, revision: int) -> Plan:
    """The kenesh asked for changes: the plan is a draft again."""
    plan = kept(actor, plan, revision)
    if plan.state != Plan.State.SUBMITTED:
        raise ValidationError(_("Only a plan that is before the kenesh can be taken back."))
    plan.state = Plan.State.DRAFT
    plan.submitted_at = None
    count_up(Verb.TAKEN_BACK, plan, actor)
    return plan


@transaction.atomic
def approve_plan(
    *, actor: User, plan: Plan, revision: int, resolution: Resolution, total: int | None = None
) -> Plan:
    """Enters the kenesh's resolution; from then on the plan is locked.

    `total` is the sum that the resolution names for the plan's year, in tyiyn: it must be that of
    the lines. Of an amendment the plan that it amended is returned.
    """
    plan = kept(actor, plan)
    if plan.is_approved and _says_the_same(plan, resolution):
        return plan
    if plan.is_approved:
        raise ValidationError(_("This plan is already approved and is not changed any more."))
    if plan.state != Plan.State.SUBMITTED or plan.submitted_at is None:
        raise ValidationError(_("Submit the plan to the kenesh first, then enter its resolution."))
    check_revision(plan, revision)
    _check_days(plan, resolution)
    _check_vote(resolution)
    _check_total(plan, total)
    if plan.amends is not None:
        amendment, amended = plan.pk, kept(actor, plan.amends)
        carry_over(plan, amended)
        kind = PlanVersion.Kind.AMENDED
        return _approve(actor, amended, resolution, kind, written_on=amendment)
    return _approve(actor, plan, resolution, PlanVersion.Kind.APPROVED)


def _approve(
    actor: User,
    plan: Plan,
    resolution: Resolution,
    kind: PlanVersion.Kind,
    written_on: int | None = None,
) -> Plan:
    for name, value in vars(resolution).items():
        setattr(plan, name, value)
    plan.state = Plan.State.APPROVED
    BudgetLine.objects.filter(measure__objective__plan=plan).update(approved=F("planned"))
    keep_version(
        plan,
        kind,
        kenesh_session=resolution.kenesh_session,
        resolution_number=resolution.resolution_number,
        resolution_date=resolution.resolution_date,
        written_on=written_on,
    )
    renew_figures(plan)
    verb = Verb.APPROVED if kind == PlanVersion.Kind.APPROVED else Verb.AMENDED
    day = resolution.resolution_date.isoformat()
    count_up(verb, plan, actor, number=resolution.resolution_number, date=day)
    return plan


def _check_days(plan: Plan, resolution: Resolution) -> None:
    day = resolution.resolution_date
    heard = [hearing.held_on for hearing in plan.hearings.all()]
    if heard and day < max(heard):
        raise ValidationError(
            {
                "resolution_date": _("The hearing was on %(day)s: the resolution cannot be older.")
                % {"day": f"{max(heard):%d.%m.%Y}"}
            }
        )
    if plan.submitted_at is not None and day < timezone.localdate(plan.submitted_at):
        raise ValidationError(
            {"resolution_date": _("The resolution cannot be older than the plan's submission.")}
        )
    if day > timezone.localdate():
        raise ValidationError(
            {"resolution_date": _("The date of the resolution has not come yet.")}
        )
    if plan.amends and plan.amends.resolution_date and day < plan.amends.resolution_date:
        raise ValidationError(
            {"resolution_date": _("An amendment cannot be older than what it amends.")}
        )


def _check_vote(resolution: Resolution) -> None:
    if resolution.votes_for is None:
        if resolution.votes_against is not None or resolution.votes_abstained is not None:
            raise ValidationError({"votes_for": _("Say also how many voted for it.")})
        return
    if resolution.votes_for <= (resolution.votes_against or 0):
        raise ValidationError(
            {"votes_for": _("With these votes it was not adopted. Compare with the minutes.")}
        )


def _check_total(plan: Plan, total: int | None) -> None:
    if total is None:
        return
    lines = BudgetLine.objects.filter(measure__objective__plan=plan, year=plan.year)
    planned = lines.aggregate(planned=Sum("planned"))["planned"] or 0
    if planned != total:
        raise ValidationError(
            {
                "total": _(
                    "The lines of the plan add up to %(lines)s thousand som, the resolution says "
                    "%(total)s: the difference is %(difference)s."
                )
                % {
                    "lines": thousand_som(planned),
                    "total": thousand_som(total),
                    "difference": thousand_som(abs(planned - total)),
                }
            }
        )


def _says_the_same(plan: Plan, resolution: Resolution) -> bool:
    return all(getattr(plan, name) == value for name, value in vars(resolution).items())
