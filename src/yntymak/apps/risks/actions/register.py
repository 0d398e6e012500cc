"""The risk register: a risk is registered, assessed again and again, and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.risks import matrix, reviewing
from yntymak.apps.risks.actions.signals import link, locked
from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Assessment, Risk, Signal
from yntymak.apps.risks.rules import may_assess, may_close, may_register
from yntymak.apps.risks.treatment import treated
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from yntymak.apps.risks.models import Subtype
    from yntymak.foundation.people.models import User


@transaction.atomic
def register(
    *,
    actor: User,
    key: uuid.UUID,
    place: Place,
    category: str,
    title: str,
    cause: str,
    event: str,
    consequence: str,
    subtype: Subtype | None = None,
    other_places: Iterable[Place] = (),
    signal: Signal | None = None,
) -> Risk:
    """A risk under the next number of its place; `signal`, if given, is linked to it."""
    require(actor, may_register, place)
    # The row of the place is the queue for its numbers; SQLite has one writer at a time anyway.
    place = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if signal is not None:
        locked(signal)  # before the ledger: whoever decides on it alone locks in this order
    words = {"title": title, "cause": cause, "event": event, "consequence": consequence}
    said = {"place": place, "category": category, "subtype": subtype, **words}
    known, own_key = sent_before(Risk, key, said)
    if known is not None:
        return known
    last = Risk.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
    risk = Risk.objects.create(client_key=own_key, number=last + 1, owner=actor, **said)
    risk.other_places.set(p for p in other_places if p.pk != place.pk)
    record(Event.RISK_REGISTERED, risk, actor=actor, place=place, number=risk.number)
    if signal is not None:
        link(actor=actor, signal=signal, risk=risk)
    return risk


@transaction.atomic
def assess(
    *,
    actor: User,
    key: uuid.UUID,
    risk: Risk,
    likelihood: int,
    impact: int,
    confidence: str,
    reason: str,
    stage: str = Assessment.Stage.CURRENT,
) -> Assessment:
    """One more judgement on the matrix in force; a current one sets the level of the risk."""
    risk = locked_risk(risk)
    require(actor, may_assess, risk)
    said = {"risk": risk, "stage": stage, "likelihood": likelihood, "impact": impact}
    said |= {"confidence": confidence, "reason": reason}
    known, own_key = sent_before(Assessment, key, said)
    if known is not None:
        return known
    if risk.state == Risk.State.CLOSED:
        raise ValidationError(_("This risk is closed. Register it anew if it has come back."))
    if not reason.strip():
        raise ValidationError(_("Write what you base this on."))
    if stage == Assessment.Stage.RESIDUAL and _falls(risk, likelihood, impact):
        raise ValidationError(
            _(
                "What remains cannot be less than what is now as long as no measure of a plan "
                "serves this risk. Put a measure into the plan first."
            )
        )
    used = matrix.in_force()
    assessment = Assessment.objects.create(
        client_key=own_key,
        level=used.level(likelihood, impact),
        matrix=used,
        assessed_by=actor,
        **said,
    )
    if stage == Assessment.Stage.CURRENT:
        risk.level, risk.likelihood, risk.impact = assessment.level, likelihood, impact
        risk.review_on = reviewing.next_review(assessment.level, timezone.localdate())
        risk.save(update_fields=["level", "likelihood", "impact", "review_on"])
    else:
        setattr(risk, stage, assessment.level)
        risk.save(update_fields=[stage])
    record(
        Event.RISK_ASSESSED,
        risk,
        actor=actor,
        place=risk.place,
        stage=stage,
        likelihood=likelihood,
        impact=impact,
        level=assessment.level,
        matrix=used.version,
    )
    return assessment


def _falls(risk: Risk, likelihood: int, impact: int) -> bool:
    """Below the current judgement, with nothing planned that could bring it there."""
    if risk.likelihood is None or risk.impact is None:
        return False
    is_less = likelihood < risk.likelihood or impact < risk.impact
    return is_less and not Risk.objects.filter(pk=risk.pk).filter(pk__in=treated()).exists()


def locked_risk(risk: Risk) -> Risk:
    rows = Risk.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    locked: Risk = rows.get(pk=risk.pk)
    return locked


@transaction.atomic
def close(*, actor: User, risk: Risk, reason: str) -> Risk:
    risk = locked_risk(risk)
    require(actor, may_close, risk)
    if risk.state == Risk.State.CLOSED:
        return risk
    if not reason.strip():
        raise ValidationError(_("Write why the risk is closed."))
    risk.state, risk.closed_reason = Risk.State.CLOSED, reason
    risk.save(update_fields=["state", "closed_reason"])
    record(Event.RISK_CLOSED, risk, actor=actor, place=risk.place, reason=reason)
    return risk
