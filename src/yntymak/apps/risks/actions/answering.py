"""What is said after a worry: by the office, and by its sender, whom only the receipt number names.

The words of a protected voice pass through here as they pass through `signals`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from yntymak.apps.risks.actions.signals import key_of_other_words, locked, record_of, words_of
from yntymak.apps.risks.events import Event
from yntymak.apps.risks.microlocation import finer_places
from yntymak.apps.risks.models import Signal, SignalNote
from yntymak.apps.risks.rules import may_publish, may_triage
from yntymak.foundation.people.permissions import require
from yntymak.foundation.sealing import seal
from yntymak.methods.language.duplicates import similarity

if TYPE_CHECKING:
    import uuid

    from yntymak.foundation.people.models import User

REPEATED = 0.8  # of the sender's words: with a comma less they are theirs still
MOST_NOTES = 30  # of a sender on one worry: who has more to say reports anew


@transaction.atomic
def acknowledge_signal(*, actor: User, signal: Signal) -> Signal:
    """The sender sees that somebody has read it. Repeated: nothing more happens."""
    signal = locked(signal)
    require(actor, may_triage, signal)
    if signal.acknowledged_at is None:
        signal.acknowledged_at = timezone.now()
        signal.save(update_fields=["acknowledged_at"])
        record_of(Event.SIGNAL_ACKNOWLEDGED, signal, actor)
    return signal


@sensitive_variables("text")
def answer(*, actor: User, key: uuid.UUID, signal: Signal, text: str) -> SignalNote:
    """The office writes to the sender, who reads it by the receipt number."""
    with transaction.atomic():
        signal = locked(signal)
        require(actor, may_triage, signal)
        if signal.is_erased:
            raise ValidationError(_("The sender had the words erased: write nothing more here."))
        note, made = _write(key, signal, text, SignalNote.Side.OFFICE, by=actor)
        if made:
            now = timezone.now()
            signal.acknowledged_at, signal.answered_at = signal.acknowledged_at or now, now
            signal.save(update_fields=["acknowledged_at", "answered_at"])
            record_of(Event.SIGNAL_ANSWERED, signal, actor)
    return note


@sensitive_variables("text")
def add_words(*, key: uuid.UUID, signal: Signal, text: str) -> SignalNote:
    """Whoever holds the receipt number adds to the worry. Nobody is recorded."""
    with transaction.atomic():
        signal = locked(signal)
        if signal.is_erased:
            raise ValidationError(_("This worry was erased. Report it again if it has come back."))
        if signal.notes.filter(side=SignalNote.Side.SENDER).count() >= MOST_NOTES:
            raise ValidationError(_("Much was added here already. Report the rest as a new worry."))
        note, made = _write(key, signal, text, SignalNote.Side.SENDER)
        if made:
            signal.answered_at = None  # it waits for an answer again
            signal.save(update_fields=["answered_at"])
            record_of(Event.SIGNAL_ADDED_TO, signal, None)
    return note


@sensitive_variables("text", "words")
def _write(
    key: uuid.UUID, signal: Signal, text: str, side: str, by: User | None = None
) -> tuple[SignalNote, bool]:
    if not text.strip():
        raise ValidationError(_("Write at least one sentence."))
    derived = key_of_other_words(key, text, {"signal": signal.pk, "side": side})
    sent = SignalNote.objects.filter(client_key__in=(key, derived))
    for standing in sent.filter(signal=signal, side=side):
        if words_of(standing) == text:
            return standing, False
    own_key = derived if sent.filter(client_key=key).exists() else key
    words = {"sealed": seal(text)} if signal.is_protected else {"text": text}
    note = SignalNote.objects.create(client_key=own_key, signal=signal, side=side, by=by, **words)
    return note, True


@transaction.atomic
def erase(*, signal: Signal, actor: User | None = None) -> Signal:
    """The words are gone for good; that there was a worry, and where it counted, stays.

    Asked for by the sender with the receipt number, or at the counter by whoever may triage it.
    """
    signal = locked(signal)
    if actor is not None:
        require(actor, may_triage, signal)
    if signal.is_erased:
        return signal
    now = timezone.now()
    signal.erased_at, signal.text, signal.spot, signal.sealed = now, "", "", None
    signal.public_text, signal.published_on = "", None
    signal.save(
        update_fields=["erased_at", "text", "spot", "sealed", "public_text", "published_on"]
    )
    signal.notes.update(erased_at=now, text="", sealed=None)
    record_of(Event.SIGNAL_ERASED, signal, actor)
    return signal


@transaction.atomic
def publish_signal(*, actor: User, signal: Signal, text: str) -> Signal:
    """Everybody may read `text`: words of the office, without a person or an exact spot.

    Only of the public lane, and only once somebody has looked into it. An empty text takes it back.
    """
    signal = locked(signal)
    require(actor, may_publish, signal)
    if signal.public_text == text:
        return signal
    if text and signal.state not in (Signal.State.CHECKED, Signal.State.LINKED):
        raise ValidationError(_("Check the worry first: what is published must be true."))
    if text and similarity(text, signal.text) >= REPEATED:
        raise ValidationError(_("Say it in words of the office: the sender's own could betray."))
    if text and (finer := finer_places(text, signal)):
        told = {"words": ", ".join(finer), "place": signal.place}
        raise ValidationError(
            _("This tells more exactly than “%(place)s” where it is: %(words)s. Leave it out.")
            % told
        )
    signal.public_text = text
    signal.published_on = timezone.localdate() if text else None
    signal.save(update_fields=["public_text", "published_on"])
    record_of(Event.SIGNAL_PUBLISHED if text else Event.SIGNAL_UNPUBLISHED, signal, actor)
    return signal
