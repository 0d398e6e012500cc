"""The way of a plan to the kenesh and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.guarding import check_revision, count_up, draft, kept
from yntymak.apps.plans.actions.hearing import require_heard
from yntymak.apps.plans.actions.resolving import check_resolution, resolve, says_the_same
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Measure, Plan

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
    if plan.is_approved and says_the_same(plan, resolution):
        return plan
    if plan.is_approved:
        raise ValidationError(_("This plan is already approved and is not changed any more."))
    if plan.state != Plan.State.SUBMITTED or plan.submitted_at is None:
        raise ValidationError(_("Submit the plan to the kenesh first, then enter its resolution."))
    check_revision(plan, revision)
    check_resolution(plan, resolution, total)
    _check_submission(plan, resolution)
    verb = Verb.AMENDED if plan.is_amendment else Verb.APPROVED
    plan, _version = resolve(actor, plan, resolution)
    day = resolution.resolution_date.isoformat()
    count_up(verb, plan, actor, number=resolution.resolution_number, date=day)
    return plan


def _check_submission(plan: Plan, resolution: Resolution) -> None:
    submitted = timezone.localdate(plan.submitted_at)
    if resolution.resolution_date < submitted:
        raise ValidationError(
            {
                "resolution_date": _(
                    "The plan was submitted on %(day)s: the resolution cannot be older. If the "
                    "kenesh approved the plan before that, take the plan back and choose "
                    "“The kenesh has approved it already”."
                )
                % {"day": f"{submitted:%d.%m.%Y}"}
            }
        )
