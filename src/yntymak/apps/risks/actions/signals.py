"""Worries: received, opened, triaged.

The text of a protected voice passes through `report`, `enter` and `open_text` only. The first two
open their transaction inside: the frame of a decorator would show the text in an error report.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from yntymak.apps.risks.actions.counting import count_in, count_out
from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Risk, Signal, SignalNote, Term
from yntymak.apps.risks.rules import may_enter, may_open, may_triage
from yntymak.apps.risks.working_days import due
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.receipts import new_receipt
from yntymak.foundation.people.permissions import require
from yntymak.foundation.registry.models import Kind
from yntymak.foundation.sealing import SealError, reseal, seal, unseal

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@sensitive_variables("text", "spot")
def report(
    *,
    actor: User | None = None,  # noqa: ARG001 - the sender is never recorded
    key: uuid.UUID,
    text: str,
    category: str,
    place: Place,
    lane: str,
    occurred_on: dt.date | None = None,
    precision: str = Signal.Precision.MUNICIPALITY,
    spot: str = "",
    language: str = "",
) -> Signal:
    """A worry sent by a person. A sender who is signed in stays unnamed all the same."""
    with transaction.atomic():
        signal, made = _receive(
            key=key,
            text=text,
            category=category,
            place=_as_coarse_as_wished(place, precision),
            lane=lane,
            channel=Signal.Channel.ONLINE,
            occurred_on=occurred_on,
            precision=precision,
            spot=spot,
            language=language,
        )
        if made:
            record_of(Event.SIGNAL_RECEIVED, signal, None, lane=lane)
    return signal


@sensitive_variables("text")
def enter(
    *,
    actor: User,
    key: uuid.UUID,
    text: str,
    category: str,
    place: Place,
    lane: str,
    channel: str,
    occurred_on: dt.date | None = None,
) -> Signal:
    """A worry that was spoken or written on paper, typed in by an official."""
    require(actor, may_enter, place)
    with transaction.atomic():
        signal, made = _receive(
            key=key,
            text=text,
            category=category,
            place=place,
            lane=lane,
            channel=channel,
            occurred_on=occurred_on,
        )
        if made:
            record_of(Event.SIGNAL_ENTERED, signal, actor, lane=lane, channel=channel)
    return signal


@sensitive_variables("text", "spot", "words")
def _receive(
    *,
    key: uuid.UUID,
    text: str,
    category: str,
    place: Place,
    lane: str,
    channel: str,
    occurred_on: dt.date | None,
    precision: str = Signal.Precision.MUNICIPALITY,
    spot: str = "",
    language: str = "",
) -> tuple[Signal, bool]:
    protected = lane == Signal.Lane.PROTECTED
    if precision not in (Signal.Precision.EXACT, Signal.Precision.VILLAGE):
        spot = ""
    words = f"{text}\n\n{spot}" if protected and spot else text
    said = {"lane": lane, "channel": channel, "category": category, "place": place}
    said |= {"occurred_on": occurred_on, "precision": precision, "spot": "" if protected else spot}
    derived = key_of_other_words(key, words, said)
    terms = due((Term.Kind.ACKNOWLEDGE, Term.Kind.ANSWER), timezone.localdate())
    # Asked in this order: a second click that is committed in between is then found by its words.
    is_taken = Signal.objects.filter(client_key=key).exists()
    for standing in Signal.objects.filter(client_key__in=(key, derived), **said):
        if words_of(standing) == words:
            return standing, False
    fields = {
        **said,
        "text": "" if protected else words,
        "sealed": seal(words) if protected else None,
        "language": language or (get_language() or "ky")[:2],
        "acknowledge_by": terms.get(Term.Kind.ACKNOWLEDGE),
        "answer_by": terms.get(Term.Kind.ANSWER),
    }
    for own_key in (derived,) if is_taken else (key, derived):
        signal, made = Signal.objects.get_or_create(
            client_key=own_key, defaults={**fields, "receipt": new_receipt()}
        )
        if made or words_of(signal) == words:
            break  # else somebody sent other words under this key at this moment
    if made:
        count_in(signal)
    return signal, made


def _as_coarse_as_wished(place: Place, precision: str) -> Place:
    """Only the raion: then the municipality is nowhere stored, and only those above it read it.

    Of a city that lies in no raion it is the oblast; one that is an oblast itself stays.
    """
    around = place.parent
    if precision != Signal.Precision.RAION or around is None or around.kind == Kind.COUNTRY:
        return place
    return around


def words_of(said: Signal | SignalNote) -> str:
    """Of one whose key is lost nothing can be compared: its like is taken as another worry."""
    if not said.sealed:
        return said.text
    try:
        return unseal(said.sealed)
    except SealError:
        return ""


@sensitive_variables("text", "words")
def key_of_other_words(key: uuid.UUID, text: str, said: dict[str, Any]) -> uuid.UUID:
    """The browser's Back keeps the key: other words under it are another worry, written once too.

    Keyed with the secret of the server: a plain hash would let a dump confirm a guessed text.
    """
    words = repr((str(key), text, sorted((name, str(value)) for name, value in said.items())))
    return uuid.UUID(bytes=salted_hmac("risks.signal", words, algorithm="sha256").digest()[:16])


@transaction.atomic
def open_text(*, actor: User, signal: Signal) -> str:
    """The text of a protected voice. Each opening is an event; the caller keeps nothing of it."""
    require(actor, may_open, signal)
    if signal.sealed is None:
        raise ValidationError(_("There is nothing to open here."))
    text = unseal(signal.sealed)
    record_of(Event.SIGNAL_OPENED, signal, actor)
    return text


@transaction.atomic
def reseal_all() -> int:
    """After a new key was put in front of PROTECTED_LANE_KEYS: each stored voice under it.

    For the operator, who holds the keys anyway. All or none: an unknown key raises SealError and
    nothing is changed. Returns how many; then the old key may be dropped.
    """
    count = 0
    for signal in Signal.objects.select_for_update(no_key=True, of=("self",)).exclude(sealed=None):
        signal.sealed = reseal(signal.sealed or b"")
        signal.save(update_fields=["sealed"])
        for note in signal.notes.exclude(sealed=None):
            note.sealed = reseal(note.sealed or b"")
            note.save(update_fields=["sealed"])
        record_of(Event.SIGNAL_RESEALED, signal, None)
        count += 1
    return count


@transaction.atomic
def check(*, actor: User, signal: Signal) -> Signal:
    """Somebody asked, went and looked: the worry is real. Repeated: nothing more happens."""
    signal = locked(signal)
    require(actor, may_triage, signal)
    if signal.state == Signal.State.NEW:
        signal.state = Signal.State.CHECKED
        signal.acknowledged_at = signal.acknowledged_at or timezone.now()
        signal.save(update_fields=["state", "acknowledged_at"])
        record_of(Event.SIGNAL_CHECKED, signal, actor)
    elif signal.state != Signal.State.CHECKED:
        raise ValidationError(already(signal))
    return signal


@transaction.atomic
def link(*, actor: User, signal: Signal, risk: Risk) -> Signal:
    """The worry points to `risk`: an open one of its place, or of one around or inside it."""
    signal = locked(signal)
    require(actor, may_triage, signal)
    if signal.state == Signal.State.LINKED and signal.risk_id == risk.pk:
        return signal
    if not signal.is_undecided:
        raise ValidationError(already(signal))
    if not Risk.objects.visible_to(actor).open().near(signal.place).filter(pk=risk.pk).exists():
        raise ValidationError(_("Choose an open risk of this place."))
    signal.risk = risk
    decide(signal, Signal.State.LINKED, "risk")
    # Which risk a protected voice points to would tell where it came from.
    record_of(
        Event.SIGNAL_LINKED, signal, actor, **({} if signal.is_protected else {"risk": risk.pk})
    )
    return signal


@transaction.atomic
def set_aside(*, actor: User, signal: Signal, reason: str) -> Signal:
    """The sender reads `reason` by the receipt number."""
    signal = locked(signal)
    require(actor, may_triage, signal)
    if signal.state == Signal.State.DROPPED and signal.dropped_reason == reason:
        return signal
    if not signal.is_undecided:
        raise ValidationError(already(signal))
    if not reason.strip():
        raise ValidationError(_("Write why the worry is set aside: the sender will read it."))
    signal.dropped_reason = reason
    decide(signal, Signal.State.DROPPED, "dropped_reason")
    count_out(signal)
    record_of(Event.SIGNAL_SET_ASIDE, signal, actor)
    return signal


def decide(signal: Signal, state: str, *fields: str) -> None:
    """A decision that the sender can read is an answer too."""
    now = timezone.now()
    signal.state = state
    signal.acknowledged_at, signal.answered_at = signal.acknowledged_at or now, now
    signal.save(update_fields=["state", "acknowledged_at", "answered_at", *fields])


def locked(signal: Signal) -> Signal:
    """Two people who decide on one worry at once queue here."""
    rows = Signal.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    locked: Signal = rows.get(pk=signal.pk)
    return locked


def record_of(verb: Event, signal: Signal, actor: User | None, **data: str | int) -> None:
    """A protected voice has no place in the ledger: where it came from is already too much."""
    place = None if signal.is_protected else signal.place
    record(verb, signal, actor=actor, place=place, **data)


def already(signal: Signal) -> str:
    sentence = _("Somebody has already decided on this worry: %(state)s.")
    return sentence % {"state": signal.get_state_display()}
