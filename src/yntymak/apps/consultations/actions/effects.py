"""What a decision changed in the text, stated so that the person finds the changed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked, require_manager
from yntymak.apps.consultations.models import Decision, Effect
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before

if TYPE_CHECKING:
    import uuid

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.laws.models import Amendment
    from yntymak.foundation.people.models import User

CHANGING = (Decision.Outcome.ACCEPTED, Decision.Outcome.PARTLY)


@transaction.atomic
def state_effect(
    *,
    actor: User,
    client_key: uuid.UUID,
    consultation: Consultation,
    unit: str,
    words: str,
    decision: Decision | None = None,
    initiative: str = "",
    amendment: Amendment | None = None,
) -> Effect:
    """Either for a decision that accepted something, or with the initiative behind it."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    words, initiative = words.strip(), initiative.strip()
    said = {
        "consultation": consultation,
        "decision": decision,
        "initiative": initiative,
        "unit": unit,
        "words": words,
    }
    standing, own_key = sent_before(Effect, client_key, said)
    if standing is not None:
        return standing
    _check(consultation, decision, words, initiative)
    effect = Effect.objects.create(client_key=own_key, amendment=amendment, stated_by=actor, **said)
    record(
        events.EFFECT_STATED,
        effect,
        actor=actor,
        place=consultation.place,
        consultation=consultation.code,
        decision=decision.pk if decision else None,
        number=decision.contribution.number if decision else None,
        unit=unit,
        words=words,
        initiative=initiative,
    )
    return effect


@transaction.atomic
def withdraw_effect(*, actor: User, effect: Effect) -> Effect:
    """Stated in error: it stays in the ledger and counts no more."""
    consultation = locked(effect.consultation)
    require_manager(actor, consultation)
    effect = Effect.objects.get(pk=effect.pk)
    if effect.withdrawn_at is not None:
        return effect
    effect.withdrawn_at = timezone.now()
    effect.save(update_fields=["withdrawn_at"])
    record(events.EFFECT_WITHDRAWN, effect, actor=actor, place=consultation.place, unit=effect.unit)
    return effect


def _check(
    consultation: Consultation, decision: Decision | None, words: str, initiative: str
) -> None:
    if not words:
        raise ValidationError(_("Write the changed words as they stand in the next version."))
    if decision is None:
        if not initiative:
            raise ValidationError(_("Write whose initiative it was, or choose a proposal."))
        return
    if decision.contribution.consultation_id != consultation.pk:
        raise ValidationError(_("Choose a proposal of this consultation."))
    if decision.outcome not in CHANGING:
        raise ValidationError(_("Only an accepted proposal changes the text."))
