"""What partners promise for a measure, from the offer of one side to the word of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.coordination.actions.in_force import require_in_force
from yntymak.apps.coordination.events import Verb
from yntymak.apps.coordination.models import Commitment
from yntymak.apps.coordination.rules import (
    is_a_side,
    is_of_municipality,
    is_of_organisation,
    may_propose,
)
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from yntymak.apps.plans.models import Measure
    from yntymak.foundation.people.models import Organisation, User


@dataclass(frozen=True)
class Promise:
    what: str
    due_on: dt.date
    amount: int | None = None  # tyiyn


@transaction.atomic
def propose(
    *, actor: User, key: UUID, measure: Measure, organisation: Organisation, promise: Promise
) -> Commitment:
    """Whoever proposes has confirmed for their own side. Idempotent by `key`."""
    require(actor, may_propose, measure)
    sides = _sides_of(actor, measure, organisation)
    if not sides:
        raise PermissionDenied("may_propose")
    said = {"measure": measure, "organisation": organisation, **vars(promise)}
    known, own_key = sent_before(Commitment, key, said)
    if known is not None:
        return known
    _check(measure, promise)
    commitment = Commitment(client_key=own_key, **said)
    _sign(commitment, actor, sides[0])
    commitment.save()
    _record(Verb.PROPOSED, commitment, actor, side=sides[0])
    return commitment


@transaction.atomic
def confirm(*, actor: User, commitment: Commitment) -> Commitment:
    """For the side that has not yet confirmed. A second press changes nothing."""
    commitment = _locked(actor, commitment)
    if commitment.is_withdrawn:
        raise ValidationError(_("This commitment was withdrawn. Propose it anew."))
    if commitment.is_agreed:
        return commitment
    side = "municipality" if commitment.waits_for_municipality else "organisation"
    if side not in _sides_of(actor, commitment.measure, commitment.organisation):
        raise ValidationError(
            _("Your side has confirmed already; now the other side has the word.")
        )
    _sign(commitment, actor, side)
    commitment.save()
    _record(Verb.CONFIRMED, commitment, actor, side=side)
    return commitment


@transaction.atomic
def withdraw(*, actor: User, commitment: Commitment, reason: str) -> Commitment:
    """Either side may, and says why. A second press changes nothing."""
    commitment = _locked(actor, commitment)
    if commitment.is_withdrawn:
        return commitment
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a sentence why.")})
    commitment.withdrawn_at = timezone.now()
    commitment.withdrawn_reason = reason.strip()
    commitment.save()
    _record(Verb.WITHDRAWN, commitment, actor, reason=commitment.withdrawn_reason)
    return commitment


def _sides_of(actor: User, measure: Measure, organisation: Organisation) -> list[str]:
    """The organisation first: somebody of both sides speaks for the organisation when proposing."""
    found = ["organisation"] if is_of_organisation(actor, organisation) else []
    return [*found, "municipality"] if is_of_municipality(actor, measure) else found


def _sign(commitment: Commitment, actor: User, side: str) -> None:
    setattr(commitment, f"{side}_confirmed_at", timezone.now())
    setattr(commitment, f"{side}_confirmed_by", actor)


def _locked(actor: User, commitment: Commitment) -> Commitment:
    found: Commitment = (
        Commitment.objects.select_for_update(no_key=True, of=("self",))
        .with_parts()
        .get(pk=commitment.pk)
    )
    require(actor, is_a_side, found)
    return found


def _check(measure: Measure, promise: Promise) -> None:
    plan = measure.objective.plan
    require_in_force(plan)
    if plan.is_draft:
        raise ValidationError(_("Partners join when the plan is before the kenesh or approved."))
    if promise.amount == 0:
        raise ValidationError({"amount": _("Write a sum above zero, or leave the field empty.")})
    if not plan.first_day <= promise.due_on <= plan.last_day:
        raise ValidationError(
            {
                "due_on": _("Choose a day of %(year)s: the plan is for that year.")
                % {"year": plan.year}
            }
        )


def _record(verb: Verb, commitment: Commitment, actor: User, **what: str) -> None:
    record(
        verb,
        commitment,
        actor=actor,
        place=commitment.plan.place,
        measure=commitment.measure_id,
        organisation=commitment.organisation_id,
        **what,
    )
