"""What people say is taken down, shown or hidden, and answered."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import (
    locked,
    locked_contribution,
    require_manager,
    running_round,
)
from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.consultations.rules import may_enter
from yntymak.apps.consultations.tallies import count
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.receipts import new_receipt
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Meeting
    from yntymak.apps.laws.models import Provision
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class Voice:
    """What somebody said, and how it reached the office."""

    text: str
    language: str = "ky"
    provision: Provision | None = None
    place: Place | None = None
    channel: str = Channel.ONLINE
    meeting: Meeting | None = None

    @property
    def article_key(self) -> str:
        article = self.provision.article if self.provision else None
        return article.key if article else ""


@transaction.atomic
def contribute(*, client_key: uuid.UUID, consultation: Consultation, voice: Voice) -> Contribution:
    """From anybody, without an account. Raises ValidationError where the consultation is not open.

    Who was signed in is not even asked: a person may speak without their office.

    The same words under the same key are one contribution; other words under it are another.
    """
    consultation = locked(consultation)
    standing = _said_already(client_key, consultation, voice)
    if standing is not None:
        return standing
    if not consultation.is_open:
        raise ValidationError(_("This consultation does not take proposals today."))
    contribution = _take_down(client_key, consultation, voice)
    _record_voice(events.RECEIVED, contribution, None)
    return contribution


@transaction.atomic
def enter_contribution(
    *, actor: User | None, client_key: uuid.UUID, consultation: Consultation, voice: Voice
) -> Contribution:
    """Staff type in what was said at a meeting or came on paper, also after the last day."""
    consultation = locked(consultation)
    if actor is not None:
        require(actor, may_enter, consultation)
    if voice.meeting is not None and voice.meeting.consultation_id != consultation.pk:
        raise ValidationError(_("Choose a meeting of this consultation."))
    if consultation.state != Consultation.State.PUBLISHED:
        raise ValidationError(_("Publish the consultation first."))
    standing = _said_already(client_key, consultation, voice)
    if standing is not None:
        return standing
    contribution = _take_down(client_key, consultation, voice, entered_by=actor)
    _record_voice(events.ENTERED, contribution, actor)
    return contribution


def _said_already(
    client_key: uuid.UUID, consultation: Consultation, voice: Voice
) -> Contribution | None:
    provision = voice.provision.pk if voice.provision else None
    said = Contribution.objects.filter(
        client_key=client_key, consultation=consultation, provision=provision, text=voice.text
    )
    return said.order_by().first()


def _take_down(
    client_key: uuid.UUID,
    consultation: Consultation,
    voice: Voice,
    entered_by: User | None = None,
) -> Contribution:
    """Call with the consultation locked: its lock is what makes the numbers run without gaps."""
    if Contribution.objects.filter(client_key=client_key).exists():
        client_key = uuid.uuid4()
    asked_in = running_round(consultation, voice.meeting)
    if voice.provision is not None and voice.provision.version_id != asked_in.document_id:
        raise ValidationError(_("This article is not part of the text under discussion."))
    last = consultation.contributions.aggregate(last=Max("number"))["last"] or 0
    place = voice.place or (voice.meeting.place if voice.meeting else None)
    contribution = Contribution.objects.create(
        client_key=client_key,
        consultation=consultation,
        round=asked_in,
        number=last + 1,
        receipt=new_receipt(),
        provision=voice.provision,
        article_key=voice.article_key,
        text=voice.text,
        language=voice.language,
        channel=voice.channel,
        meeting=voice.meeting,
        place=place,
        entered_by=entered_by,
    )
    count(contribution, received=1)
    return contribution


def _record_voice(verb: str, contribution: Contribution, actor: User | None) -> None:
    record(
        verb,
        contribution,
        actor=actor,
        place=contribution.place or contribution.consultation.place,
        number=contribution.number,
        channel=contribution.channel,
        provision=contribution.provision.key if contribution.provision else None,
        sha256=hashlib.sha256(contribution.text.encode()).hexdigest(),
    )


@transaction.atomic
def publish_contribution(*, actor: User | None, contribution: Contribution) -> Contribution:
    contribution = locked_contribution(contribution)
    require_manager(actor, contribution.consultation)
    if contribution.state == Contribution.State.PUBLISHED:
        return contribution
    contribution.state = Contribution.State.PUBLISHED
    contribution.save(update_fields=["state"])
    count(contribution, published=1)
    record(
        events.CONTRIBUTION_PUBLISHED,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
    )
    return contribution


@transaction.atomic
def hide_contribution(
    *, actor: User | None, contribution: Contribution, reason: str
) -> Contribution:
    """Not deleted: the person who spoke still reads it, and why others do not."""
    contribution = locked_contribution(contribution)
    require_manager(actor, contribution.consultation)
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Write why this is not published; the person will read it."))
    if (contribution.state, contribution.hidden_reason) == (Contribution.State.HIDDEN, reason):
        return contribution
    if contribution.state == Contribution.State.PUBLISHED:
        count(contribution, published=-1)
    contribution.state, contribution.hidden_reason = Contribution.State.HIDDEN, reason
    contribution.save(update_fields=["state", "hidden_reason"])
    record(
        events.CONTRIBUTION_HIDDEN,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
        reason=reason,
    )
    return contribution


@transaction.atomic
def decide(
    *,
    actor: User,
    client_key: uuid.UUID,
    contribution: Contribution,
    outcome: str,
    reason: str,
    seen: int | None = None,
) -> Decision:
    """Answer a contribution. `seen` is the newest decision that the officer had before their eyes.

    Raises ValidationError with code "another_decision" where a colleague's came between.
    """
    contribution = locked_contribution(contribution)
    require_manager(actor, contribution.consultation)
    reason = reason.strip()
    said = {"contribution": contribution, "outcome": Decision.Outcome(outcome), "reason": reason}
    standing, own_key = sent_before(Decision, client_key, said)
    if standing is not None:
        return standing
    newest = contribution.decisions.values_list("pk", flat=True).first()
    if newest != seen:
        raise ValidationError(
            _("A colleague has answered meanwhile. Read their answer before you give yours."),
            "another_decision",
        )
    if not reason:
        raise ValidationError(_("Write the reason; the person will read it."))
    decision = Decision.objects.create(client_key=own_key, decided_by=actor, **said)
    if not contribution.is_answered:
        contribution.is_answered = True
        contribution.save(update_fields=["is_answered"])
        count(contribution, answered=1)
    record(
        events.DECIDED,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
        decision=decision.pk,
        outcome=decision.outcome,
        reason=reason,
    )
    return decision
