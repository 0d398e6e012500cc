"""A plan as an action takes it: locked, on the revision that its form was opened on.

A change carries the revision that its form was opened on. On an older one it raises StalePlan, and
nothing is written: whoever typed is shown what changed meanwhile and sends again knowingly.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rules import may_keep_plan
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.apps.plans.events import Verb
    from yntymak.foundation.people.models import User


class StalePlan(ValidationError):  # noqa: N818 - said to people, not a defect
    """The form was opened on a revision that is no longer the plan's."""


def kept(actor: User, plan: Plan, revision: int | None = None) -> Plan:
    """Locked for this change, as it stands in the database now."""
    found: Plan | None = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place", "amends__place")
        .filter(pk=plan.pk)
        .first()
    )
    if found is None:
        raise ValidationError(
            _("This amendment is resolved or dropped. Read what the plan in force says now.")
        )
    plan = found
    require(actor, may_keep_plan, plan)
    if revision is not None:
        check_revision(plan, revision)
    return plan


def draft(actor: User, plan: Plan, revision: int | None = None) -> Plan:
    plan = kept(actor, plan)
    if plan.state == Plan.State.SUBMITTED:
        raise ValidationError(
            _("This plan is before the kenesh. Take it back before you change it.")
        )
    if plan.is_approved:
        raise ValidationError(_("This plan is already approved and is not changed any more."))
    if revision is not None:
        check_revision(plan, revision)
    return plan


def check_revision(plan: Plan, revision: int) -> None:
    if plan.revision != revision:
        raise StalePlan(
            _("The plan has changed since you opened this page. Nothing of yours is lost: compare.")
        )


def mark_of(*stands: object) -> str:
    """What a form was opened on, short enough to travel in it."""
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:16]


def check_mark(opened_on: str | None, *stands: object) -> None:
    """None: whoever calls has looked at what stands. Raises StalePlan."""
    if opened_on is not None and opened_on != mark_of(*stands):
        raise StalePlan(
            _("Somebody wrote here since you opened this page. Nothing of yours is lost: compare.")
        )


def count_up(verb: Verb, plan: Plan, actor: User, **what: Any) -> None:
    plan.revision += 1
    plan.save()
    record(verb, plan, actor=actor, place=plan.place, revision=plan.revision, **what)
