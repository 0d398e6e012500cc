"""A measure of several municipalities: one leads, each of the others confirms its part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.coordination.actions.in_force import require_in_force
from yntymak.apps.coordination.events import Verb
from yntymak.apps.coordination.models import JointPart
from yntymak.apps.coordination.rules import is_of_municipality, is_of_part
from yntymak.apps.plans.models import Plan
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require
from yntymak.foundation.registry.lineage import absorbed_by

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.apps.plans.models import Measure
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

WHOLE = 100


@dataclass(frozen=True)
class Part:
    what: str
    share: int  # percent of the measure's money; 0: work, no money


@transaction.atomic
def propose_part(
    *, actor: User, key: UUID, measure: Measure, place: Place, part: Part
) -> JointPart:
    """By the municipality that leads. It counts when the other one confirms it."""
    require(actor, is_of_municipality, measure)
    said = {"measure": measure, "place": place, **vars(part)}
    known, own_key = sent_before(JointPart, key, said)
    if known is not None:
        return known
    # All who propose a part queue here: together they never take more than the whole.
    plan = Plan.objects.select_for_update(no_key=True, of=("self",)).get(
        objectives=measure.objective_id
    )
    require_in_force(plan)
    _check(measure, place, part)
    made = JointPart.objects.create(client_key=own_key, proposed_by=actor, **said)
    _record(Verb.PART_PROPOSED, made, actor)
    return made


@transaction.atomic
def confirm_part(*, actor: User, part: JointPart) -> JointPart:
    part = _locked(actor, part)
    if part.declined_at is not None:
        raise ValidationError(_("This part was declined. Propose it anew."))
    if part.confirmed_at is None:
        part.confirmed_at, part.confirmed_by = timezone.now(), actor
        part.save()
        _record(Verb.PART_CONFIRMED, part, actor)
    return part


@transaction.atomic
def decline_part(*, actor: User, part: JointPart, reason: str) -> JointPart:
    part = _locked(actor, part)
    if part.declined_at is not None:
        return part
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a sentence why.")})
    part.declined_at, part.declined_reason = timezone.now(), reason.strip()
    part.save()
    _record(Verb.PART_DECLINED, part, actor)
    return part


def _check(measure: Measure, place: Place, part: Part) -> None:
    plan = measure.objective.plan
    # With the units that live on in it: after a merger they are the same municipality.
    same = {place.pk, *(old.pk for old in absorbed_by([place.pk]).get(place.pk, ()))}
    if not place.is_municipality or not place.is_current or plan.place_id in same:
        raise ValidationError({"place": _("Choose another municipality.")})
    standing = measure.joint_parts.filter(declined_at=None)
    if standing.filter(place__in=same).exists():
        raise ValidationError({"place": _("This municipality has a part already.")})
    taken = standing.aggregate(taken=Sum("share"))["taken"] or 0
    if taken + part.share >= WHOLE:
        raise ValidationError(
            {
                "share": _(
                    "The parts of the others take %(taken)s percent already; the lead keeps some."
                )
                % {"taken": taken}
            }
        )


def _locked(actor: User, part: JointPart) -> JointPart:
    found: JointPart = (
        JointPart.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place", "measure__objective__plan__place")
        .get(pk=part.pk)
    )
    require(actor, is_of_part, found)
    return found


def _record(verb: Verb, part: JointPart, actor: User) -> None:
    record(
        verb,
        part,
        actor=actor,
        place=part.place,
        measure=part.measure_id,
        share=part.share,
        reason=part.declined_reason,
    )
