"""A plan that the kenesh had approved before the office entered it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.files import described
from yntymak.apps.plans.actions.guarding import count_up, draft, kept
from yntymak.apps.plans.actions.hearing import require_heard
from yntymak.apps.plans.actions.resolving import check_resolution, resolve, says_the_same
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Hearing, Measure, Plan, ResolutionPaper

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from yntymak.apps.plans.content import Heard, Resolution
    from yntymak.foundation.people.models import User

YEARS_BEFORE = 2  # a plan is heard and resolved in its year or at most so many years before


@transaction.atomic
def enter_approved_plan(
    *,
    actor: User,
    plan: Plan,
    key: UUID,
    revision: int,
    resolution: Resolution,
    paper: UploadedFile[bytes],
    heard: Heard | None = None,
    total: int | None = None,
) -> Plan:
    """Without the plan's way to the kenesh, which it went on paper: that paper is kept instead.

    What was announced here is still held and answered first, and no hearing follows the resolution.
    `total` as in approve_plan; of an amendment the plan that it amended is returned.
    """
    plan = kept(actor, plan)
    if plan.is_approved and says_the_same(plan, resolution):
        return plan
    plan = draft(actor, plan, revision)
    if not Measure.objects.filter(objective__plan=plan).exists():
        raise ValidationError(_("Write the plan first as the kenesh approved it."))
    require_heard(plan)
    _check_years(plan, resolution, heard)
    if heard is not None:
        Hearing.objects.create(client_key=key, plan=plan, **vars(heard))
    check_resolution(plan, resolution, total)
    about = described(paper)
    plan, version = resolve(actor, plan, resolution, entered_afterwards=True)
    kept_paper = ResolutionPaper(version=version, added_by=actor, **about)
    kept_paper.file.save(f"{kept_paper.sha256}.bin", paper, save=False)
    kept_paper.save()
    count_up(
        Verb.ENTERED_AFTERWARDS,
        plan,
        actor,
        number=resolution.resolution_number,
        date=resolution.resolution_date.isoformat(),
        heard_on=heard.held_on.isoformat() if heard else "",
        version=version.number,
        paper=kept_paper.sha256,
    )
    return plan


def _check_years(plan: Plan, resolution: Resolution, heard: Heard | None) -> None:
    days = {"resolution_date": resolution.resolution_date}
    if heard is not None:
        days["held_on"] = heard.held_on
    wrong = {name: text for name, day in days.items() if (text := _fault(plan, day))}
    if wrong:
        raise ValidationError(wrong)


def _fault(plan: Plan, day: dt.date) -> str:
    if day > timezone.localdate():
        return _("This day has not come yet. Submit the plan and go the ordinary way.")
    if not plan.year - YEARS_BEFORE <= day.year <= plan.year:
        return _("Choose a day in the plan's year or at most two years before it.")
    return ""
