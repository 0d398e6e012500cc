"""What a resolution of the kenesh must satisfy, and what it makes of a plan, whenever entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.amending import carry_over
from yntymak.apps.plans.actions.figures import renew_figures
from yntymak.apps.plans.actions.guarding import kept
from yntymak.apps.plans.actions.versions import keep_version
from yntymak.apps.plans.models import BudgetLine, Plan, PlanVersion
from yntymak.ui.figures import thousand_som

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.plans.content import Resolution
    from yntymak.foundation.people.models import User


def resolve(
    actor: User, plan: Plan, resolution: Resolution, *, entered_afterwards: bool = False
) -> tuple[Plan, PlanVersion]:
    """The plan as it is in force from now on: of an amendment the one that it amended.

    The caller counts it up and records it.
    """
    kind, written_on = PlanVersion.Kind.APPROVED, None
    if plan.amends is not None:
        amendment, plan = plan, kept(actor, plan.amends)
        kind, written_on = PlanVersion.Kind.AMENDED, amendment.pk
        carry_over(amendment, plan)
    for name, value in vars(resolution).items():
        setattr(plan, name, value)
    plan.state = Plan.State.APPROVED
    plan.entered_afterwards_at = timezone.now() if entered_afterwards else None
    BudgetLine.objects.filter(measure__objective__plan=plan).update(approved=F("planned"))
    version = keep_version(
        plan,
        kind,
        kenesh_session=resolution.kenesh_session,
        resolution_number=resolution.resolution_number,
        resolution_date=resolution.resolution_date,
        written_on=written_on,
    )
    renew_figures(plan)
    return plan, version


def says_the_same(plan: Plan, resolution: Resolution) -> bool:
    return all(getattr(plan, name) == value for name, value in vars(resolution).items())


def check_resolution(plan: Plan, resolution: Resolution, total: int | None) -> None:
    _check_day(plan, resolution.resolution_date)
    _check_vote(resolution)
    _check_total(plan, total)


def _check_day(plan: Plan, day: dt.date) -> None:
    heard = [hearing.held_on for hearing in plan.hearings.all()]
    if heard and day < max(heard):
        raise ValidationError(
            {
                "resolution_date": _("The hearing was on %(day)s: the resolution cannot be older.")
                % {"day": f"{max(heard):%d.%m.%Y}"}
            }
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
