"""What a risk is tied to: its kind, other places, its causes, and who accepts to live with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.risks.actions.register import locked_risk
from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Acceptance, Causation, Risk
from yntymak.apps.risks.reviewing import LONGEST_ACCEPTANCE
from yntymak.apps.risks.rules import may_accept, may_register
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Iterable

    from yntymak.apps.risks.models import Subtype
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@transaction.atomic
def describe(
    *,
    actor: User,
    risk: Risk,
    subtype: Subtype | None,
    other_places: Iterable[Place],
    review_on: dt.date | None,
) -> Risk:
    risk = locked_risk(risk)
    require(actor, may_register, risk.place)
    if review_on is not None and review_on < timezone.localdate():
        raise ValidationError(_("The next review lies ahead: choose a day from today on."))
    risk.subtype, risk.review_on = subtype, review_on
    risk.save(update_fields=["subtype", "review_on"])
    risk.other_places.set(place for place in other_places if place.pk != risk.place_id)
    record(Event.RISK_DESCRIBED, risk, actor=actor, place=risk.place)
    return risk


@transaction.atomic
def add_cause(*, actor: User, risk: Risk, cause: Risk) -> Risk:
    """`cause` feeds `risk`. Refused where `risk`, by however many steps, already feeds `cause`."""
    first, second = sorted((risk, cause), key=lambda each: each.pk)  # two people lock in one order
    locked_risk(first)
    locked_risk(second)
    require(actor, may_register, risk.place)
    if not Risk.objects.visible_to(actor).open().filter(pk=cause.pk).exists():
        raise ValidationError(_("Choose an open risk that you can see."))
    if cause.pk == risk.pk or feeds(risk.pk, cause.pk):
        raise ValidationError(
            _("That would be a circle: the risk you chose is itself a result of this one.")
        )
    _made, is_new = Causation.objects.get_or_create(
        cause=cause, effect=risk, defaults={"by": actor}
    )
    if is_new:
        record(Event.RISK_CAUSED, risk, actor=actor, place=risk.place, cause=cause.pk)
    return risk


def feeds(start: int, end: int) -> bool:
    """Whether a chain of causes leads from `start` to `end`. One query for each step outward."""
    seen, edge = {start}, {start}
    while edge:
        found = Causation.objects.filter(cause__in=edge).values_list("effect_id", flat=True)
        edge = set(found) - seen
        if end in edge:
            return True
        seen |= edge
    return False


@transaction.atomic
def accept(*, actor: User, key: uuid.UUID, risk: Risk, reason: str, until: dt.date) -> Acceptance:
    """We live with it until a day, at the level that it has now: a rise ends what was accepted."""
    risk = locked_risk(risk)
    said = {"risk": risk, "reason": reason, "until": until}
    known, own_key = sent_before(Acceptance, key, said)
    if known is not None:
        return known
    require(actor, may_accept, risk)
    if not risk.is_open or risk.level is None:
        raise ValidationError(_("Assess the risk first: only an open, assessed one is accepted."))
    today = timezone.localdate()
    if not today < until <= today + LONGEST_ACCEPTANCE:
        raise ValidationError(_("Choose a day after today, at most a year ahead."))
    if not reason.strip():
        raise ValidationError(_("Write why nothing more is done for now."))
    accepted = Acceptance.objects.create(client_key=own_key, by=actor, level=risk.level, **said)
    risk.accepted_until, risk.accepted_level = until, risk.level
    risk.save(update_fields=["accepted_until", "accepted_level"])
    record(Event.RISK_ACCEPTED, risk, actor=actor, place=risk.place, until=until.isoformat())
    return accepted
