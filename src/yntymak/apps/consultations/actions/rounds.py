"""A round hands on positions, is closed, and the next one begins; at the end all is archived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.announcing import check_bill, open_poll
from yntymak.apps.consultations.actions.locks import locked, require_manager
from yntymak.apps.consultations.actions.voices import Voice, contribute
from yntymak.apps.consultations.closing import conditions
from yntymak.apps.consultations.coverage import coverage_of
from yntymak.apps.consultations.models import Consultation, Position, PositionVoice, Round
from yntymak.apps.consultations.public_counts import publish_counts
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Collection, Iterable

    from yntymak.apps.consultations.models import Contribution
    from yntymak.apps.laws.models import ActVersion, BillVersion
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

MOST_ROUNDS = 3


@dataclass(frozen=True)
class RoundPlan:
    """What a round asks about, when, and where meetings are promised."""

    kind: str
    opens_on: dt.date
    closes_on: dt.date
    document: ActVersion
    areas: tuple[Place, ...] = ()
    bill_version: BillVersion | None = None


@dataclass(frozen=True)
class Demand:
    """A position in the words of the office."""

    title_ky: str
    text_ky: str
    title_ru: str = ""
    text_ru: str = ""


@transaction.atomic
def plan_round(*, actor: User | None, asked: Round, kind: str, areas: Collection[Place]) -> Round:
    """Who is asked and where meetings are promised. A promise once published is kept or overridden
    with a reason, so a place is taken off only before people can read the consultation.
    """
    consultation = locked(asked.consultation)
    require_manager(actor, consultation)
    asked = _locked_round(asked)
    _still_runs(asked)
    standing = {place.pk for place in asked.areas.all()}
    wanted = {place.pk for place in areas}
    if consultation.state == Consultation.State.PUBLISHED and standing - wanted:
        raise ValidationError(
            _("A place that was promised a meeting stays. If none is held, say why at the closing.")
        )
    if (wanted, Round.Kind(kind)) == (standing, asked.kind):
        return asked
    asked.kind = Round.Kind(kind)
    asked.save(update_fields=["kind"])
    asked.areas.set(wanted)
    record(
        events.ROUND_PLANNED,
        asked,
        actor=actor,
        place=consultation.place,
        number=asked.number,
        kind=asked.kind,
        areas=sorted(place.code for place in areas),
    )
    return asked


@transaction.atomic
def write_position(
    *,
    actor: User | None,
    client_key: uuid.UUID,
    asked: Round,
    demand: Demand,
    contributions: Iterable[Contribution],
    position: Position | None = None,
) -> Position:
    """What the next round is to be asked about; `position`: the one to change."""
    consultation = locked(asked.consultation)
    require_manager(actor, consultation)
    asked = _locked_round(asked)
    said = {
        "round": asked,
        "title_ky": demand.title_ky.strip(),
        "title_ru": demand.title_ru.strip() or None,
        "text_ky": demand.text_ky.strip(),
        "text_ru": demand.text_ru.strip() or None,
    }
    if position is None:
        standing, own_key = sent_before(Position, client_key, said)
        if standing is not None:
            return standing
        number = asked.positions.count() + 1
        position = Position(client_key=own_key, number=number)
    elif position.carried_to_id is not None:
        raise ValidationError(_("The next round is asked about this position. It stays as it is."))
    for name, value in said.items():
        setattr(position, name, value)
    stands_for = _of_this_round(asked, contributions)
    position.save()
    position.contributions.set(stands_for)
    record(
        events.POSITION_WRITTEN,
        position,
        actor=actor,
        place=consultation.place,
        round=asked.number,
        number=position.number,
        stands_for=[each.number for each in stands_for],
    )
    return position


@transaction.atomic
def close_round(
    *, actor: User | None, asked: Round, coverage_seen: str, override_reason: str = ""
) -> Round:
    """`coverage_seen` is the digest of the list that the closer read.

    What is missing must be made good, or the reason written down: everybody reads it.
    """
    consultation = locked(asked.consultation)
    require_manager(actor, consultation)
    asked = _locked_round(asked)
    if asked.is_closed:
        return asked
    if consultation.state != Consultation.State.PUBLISHED:
        raise ValidationError(_("Publish the consultation first."))
    if coverage_seen != coverage_of(asked).digest:
        raise ValidationError(
            _("Read the list of those not heard yet, then confirm that you read it."),
            "coverage_not_seen",
        )
    missing = [each.name for each in conditions(asked) if not each.is_met]
    reason = override_reason.strip()
    if missing and not reason:
        raise ValidationError(
            _("Something is missing. Make it good, or write why the round is closed without it."),
            "missing",
        )
    asked.closed_at, asked.closed_by = timezone.now(), actor
    asked.override_reason = reason if missing else ""
    asked.save(update_fields=["closed_at", "closed_by", "override_reason"])
    publish_counts(asked)
    record(
        events.ROUND_CLOSED,
        asked,
        actor=actor,
        place=consultation.place,
        number=asked.number,
        missing=missing,
        coverage=coverage_seen,
        reason=asked.override_reason,
    )
    return asked


@transaction.atomic
def open_round(
    *, actor: User | None, client_key: uuid.UUID, consultation: Consultation, plan: RoundPlan
) -> Round:
    """The next one, with the positions of the round before it. Its days are the consultation's."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    check_bill(plan.document, plan.bill_version)
    said = {"consultation": consultation, "kind": plan.kind, "document": plan.document}
    said |= {"bill_version": plan.bill_version}
    said |= {"opens_on": plan.opens_on, "closes_on": plan.closes_on}
    standing, own_key = sent_before(Round, client_key, said)
    if standing is not None:
        return standing
    before = consultation.current_round
    _may_follow(before, plan)
    asked = Round.objects.create(client_key=own_key, number=before.number + 1, **said)
    asked.areas.set(plan.areas)
    carried = before.positions.filter(carried_to=None).update(carried_to=asked)
    consultation.opens_on, consultation.closes_on = plan.opens_on, plan.closes_on
    consultation.document, consultation.bill_version = plan.document, plan.bill_version
    consultation.save()
    open_poll(actor, consultation)
    record(
        events.ROUND_OPENED,
        asked,
        actor=actor,
        place=consultation.place,
        number=asked.number,
        kind=asked.kind,
        opens_on=str(plan.opens_on),
        closes_on=str(plan.closes_on),
        positions=carried,
    )
    return asked


@transaction.atomic
def archive_consultation(*, actor: User | None, consultation: Consultation) -> Consultation:
    """Read from now on, and no longer written. Its addresses stay. Repeated: nothing."""
    if consultation.archived_at is not None:
        require_manager(actor, consultation)
        return consultation
    consultation = locked(consultation)
    require_manager(actor, consultation)
    if not consultation.current_round.is_closed:
        raise ValidationError(_("Close the round first."))
    consultation.archived_at = timezone.now()
    consultation.save(update_fields=["archived_at"])
    record(events.ARCHIVED, consultation, actor=actor, place=consultation.place)
    return consultation


def _may_follow(before: Round, plan: RoundPlan) -> None:
    if not before.is_closed:
        raise ValidationError(_("Close the round before, then open the next one."))
    if before.number >= MOST_ROUNDS:
        raise ValidationError(_("A consultation has three rounds at most."))
    if plan.closes_on < plan.opens_on:
        raise ValidationError(
            _("The last day is before the first. Write the dates the other way round.")
        )
    if plan.opens_on <= before.opens_on:
        raise ValidationError(_("The next round begins after the one before it."))


def _of_this_round(asked: Round, contributions: Iterable[Contribution]) -> list[Contribution]:
    found = list(contributions)
    if not found:
        raise ValidationError(_("Choose at least one proposal that this position stands for."))
    if any(each.round_id != asked.pk for each in found):
        raise ValidationError(_("A position stands for proposals of its own round."))
    return found


def _still_runs(asked: Round) -> None:
    if asked.is_closed:
        raise ValidationError(
            _("Round %d is closed. What it heard stays as it is.") % asked.number, "round_closed"
        )


def _locked_round(asked: Round) -> Round:
    rows = Round.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("consultation__place").get(pk=asked.pk)


@transaction.atomic
def speak_on_position(*, client_key: uuid.UUID, position: Position, voice: Voice) -> Contribution:
    """From anybody, as `contribute`; what is said counts to the position."""
    asked = position.carried_to
    if asked is None:
        raise ValidationError(_("Nobody is asked about this position yet."))
    contribution = contribute(client_key=client_key, consultation=asked.consultation, voice=voice)
    if contribution.round_id != asked.pk:
        raise ValidationError(
            _("Round %d is closed. What it heard stays as it is.") % asked.number, "round_closed"
        )
    PositionVoice.objects.get_or_create(contribution=contribution, defaults={"position": position})
    return contribution
