"""People speak: by themselves, or through the office that types in what they said.

The words of a protected voice pass through here and through `open_protected` only. No variable that
holds them shows itself in an error report: a Voice hides its words from repr.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked, running_round
from yntymak.apps.consultations.models import (
    Consultation,
    Contact,
    Contribution,
    InstitutionalOpinion,
)
from yntymak.apps.consultations.rules import may_enter, may_open
from yntymak.apps.consultations.tallies import count
from yntymak.apps.laws.models import Amendment
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.receipts import new_receipt
from yntymak.foundation.people.permissions import require
from yntymak.foundation.sealing import seal, unseal

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.consultations.models import Meeting, Round
    from yntymak.apps.laws.models import Provision
    from yntymak.foundation.people.models import Organisation, User
    from yntymak.foundation.registry.models import Place

Kind, Lane = Contribution.Kind, Contribution.Lane


@dataclass(frozen=True)
class Letterhead:
    """Who stands behind a position: never one of the citizens whose voices are counted."""

    name: str
    signatory: str
    signed_on: dt.date
    organisation: Organisation | None = None
    file_name: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Voice:
    """What somebody said, and how it reached the office."""

    text: str = field(repr=False)
    language: str = "ky"
    provision: Provision | None = None
    # The article that a bill would add: there is no provision of it yet.
    unit: str = ""
    place: Place | None = None
    channel: str = Channel.ONLINE
    meeting: Meeting | None = None
    kind: str = Kind.COMMENT
    lane: str = Lane.PUBLIC
    proposed: dict[str, Any] = field(default_factory=dict, repr=False)
    letterhead: Letterhead | None = None
    email: str = field(default="", repr=False)

    @property
    def article_key(self) -> str:
        article = self.provision.article if self.provision else None
        return article.key if article else self.unit

    @property
    def is_protected(self) -> bool:
        return self.lane == Lane.PROTECTED


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
    """Staff type in what was said at a meeting or came on paper, also after the last day.

    Who typed in a protected voice is not kept: it would say where to ask for the person.
    """
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
    named = None if voice.is_protected else actor
    contribution = _take_down(client_key, consultation, voice, entered_by=named)
    _record_voice(events.ENTERED, contribution, named)
    return contribution


@transaction.atomic
def open_protected(*, actor: User, contribution: Contribution) -> str:
    """The words of a protected voice. Each opening is an event; the caller keeps nothing of it."""
    require(actor, may_open, contribution)
    text = unseal(contribution.sealed or b"")
    record(events.OPENED, contribution, actor=actor, place=contribution.place)
    return text


@sensitive_variables("text")
def _said_already(
    client_key: uuid.UUID, consultation: Consultation, voice: Voice
) -> Contribution | None:
    rows = Contribution.objects.filter(
        client_key__in=(client_key, _key_of_other_words(client_key, voice)),
        consultation=consultation,
        provision=voice.provision.pk if voice.provision else None,
        kind=voice.kind,
        lane=voice.lane,
    )
    for standing in rows.order_by("pk"):
        text = unseal(standing.sealed) if standing.sealed else standing.text
        if text == voice.text and standing.proposed == voice.proposed:
            return standing
    return None


@sensitive_variables("words")
def _key_of_other_words(client_key: uuid.UUID, voice: Voice) -> uuid.UUID:
    """The browser's Back keeps the key: other words under it are another voice, written once too.

    Keyed with the secret of the server: a plain hash would let a dump confirm a guessed text.
    """
    provision = voice.provision.pk if voice.provision else None
    words = repr((str(client_key), voice.text, provision, voice.kind, voice.lane, voice.proposed))
    keyed = salted_hmac("consultations.voice", words, algorithm="sha256").digest()
    return uuid.UUID(bytes=keyed[:16])


def _take_down(
    client_key: uuid.UUID,
    consultation: Consultation,
    voice: Voice,
    entered_by: User | None = None,
) -> Contribution:
    """Call with the consultation locked: its lock is what makes the numbers run without gaps."""
    asked_in = running_round(consultation, voice.meeting)
    _check(voice, asked_in)
    if Contribution.objects.filter(client_key=client_key).exists():
        client_key = _key_of_other_words(client_key, voice)
    last = consultation.contributions.aggregate(last=Max("number"))["last"] or 0
    is_citizens = not voice.is_protected and voice.kind != Kind.POSITION
    contribution = Contribution.objects.create(
        client_key=client_key,
        consultation=consultation,
        round=asked_in,
        number=last + 1,
        receipt=new_receipt(),
        provision=voice.provision,
        article_key=voice.article_key,
        language=voice.language,
        kind=voice.kind,
        lane=voice.lane,
        proposed=voice.proposed,
        is_queued=is_citizens,
        entered_by=entered_by,
        **_words_and_origin(voice),
    )
    _put_beside(contribution, voice)
    count(contribution, received=1)
    return contribution


def _words_and_origin(voice: Voice) -> dict[str, Any]:
    """Of a protected voice neither the meeting nor the hour: few were there at that time."""
    place = voice.place or (voice.meeting.place if voice.meeting else None)
    if voice.is_protected:
        day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return {"sealed": seal(voice.text), "text": "", "place": place, "received_at": day}
    return {
        "text": voice.text,
        "channel": voice.channel,
        "meeting": voice.meeting,
        "place": place,
    }


def _check(voice: Voice, asked_in: Round) -> None:
    if voice.provision is not None and voice.provision.version_id != asked_in.document_id:
        raise ValidationError(_("This article is not part of the text under discussion."))
    if voice.unit and not _would_add(asked_in, voice.unit):
        raise ValidationError(_("This article is not part of the text under discussion."))
    if voice.is_protected and voice.place is None:
        raise ValidationError(
            _("Choose the aiyl aimak or city: its focal point alone opens a protected message.")
        )
    if voice.is_protected and voice.kind != Kind.COMMENT:
        raise ValidationError(_("Only a comment can be protected."))
    if (voice.kind == Kind.POSITION) != (voice.letterhead is not None):
        raise ValidationError(_("A position names its organisation and who signed it."))


def _would_add(asked_in: Round, unit: str) -> bool:
    added = Amendment.objects.filter(act__version=asked_in.bill_version_id, unit=unit)
    return asked_in.bill_version_id is not None and added.exists()


def _put_beside(contribution: Contribution, voice: Voice) -> None:
    if voice.email:
        Contact.objects.create(
            contribution=contribution, sealed=seal(voice.email), language=get_language() or "ky"
        )
    letter = voice.letterhead
    if letter is None:
        return
    InstitutionalOpinion.objects.create(
        contribution=contribution,
        organisation=letter.organisation,
        name=letter.name,
        signatory=letter.signatory,
        signed_on=letter.signed_on,
        file_name=letter.file_name,
        content=letter.content or None,
        sha256=hashlib.sha256(letter.content).hexdigest() if letter.content else "",
    )


def _record_voice(verb: str, contribution: Contribution, actor: User | None) -> None:
    """Of a protected voice that it came, and nothing that would help to find out from whom."""
    place = contribution.consultation.place
    if contribution.is_protected:
        record(verb, contribution, place=place, lane=contribution.lane)
        return
    record(
        verb,
        contribution,
        actor=actor,
        place=contribution.place or place,
        number=contribution.number,
        channel=contribution.channel,
        lane=contribution.lane,
        kind=contribution.kind,
        provision=contribution.provision.key if contribution.provision else None,
        sha256=hashlib.sha256(contribution.text.encode()).hexdigest(),
    )
