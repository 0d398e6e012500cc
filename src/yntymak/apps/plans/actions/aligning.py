"""The other end of an alignment: the office that keeps the goal says that the measure serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Alignment
from yntymak.apps.programmes.rules import may_change_programme
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User


@transaction.atomic
def confirm_alignment(*, actor: User, alignment: Alignment) -> Alignment:
    """A second press changes nothing."""
    found: Alignment | None = (
        Alignment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("goal__programme__place", "measure__objective__plan__place")
        .filter(pk=alignment.pk)
        .first()
    )
    if found is None:
        raise ValidationError(_("The plan was amended meanwhile. Open the page again."))
    alignment = found
    require(actor, may_change_programme, alignment.goal.programme)
    if alignment.confirmed_at is not None:
        return alignment
    plan = alignment.measure.objective.plan
    if not plan.is_approved:
        raise ValidationError(_("Confirm it when the kenesh has approved the plan."))
    alignment.confirmed_at, alignment.confirmed_by = timezone.now(), actor
    alignment.save(update_fields=["confirmed_at", "confirmed_by"])
    record(
        Verb.ALIGNMENT_CONFIRMED,
        alignment.measure,
        actor=actor,
        place=plan.place,
        goal=alignment.goal_id,
        share=alignment.share,
    )
    return alignment
