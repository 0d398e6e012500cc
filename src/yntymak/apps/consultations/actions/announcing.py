"""A consultation is announced, changed, published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked, require_manager, running_round
from yntymak.apps.consultations.models import Consultation
from yntymak.apps.consultations.rules import may_hold
from yntymak.apps.laws.codes import code_from
from yntymak.apps.opinions import actions as opinions
from yntymak.apps.opinions.models import Poll
from yntymak.apps.opinions.rules import may_manage_poll
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import uuid

    from yntymak.apps.laws.models import ActVersion, BillVersion
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

# First parts of other addresses under /consultations/.
RESERVED_CODES = frozenset({"new", "receipt", "answer", "field", "sealed", "waiting"})


@dataclass(frozen=True)
class Announcement:
    """What a consultation says of itself."""

    title_ky: str
    title_ru: str
    summary_ky: str
    summary_ru: str
    document: ActVersion
    opens_on: dt.date
    closes_on: dt.date
    place: Place | None = None
    organiser: Organisation | None = None
    poll: Poll | None = None
    kind: str = Consultation.Kind.LAW
    bill_version: BillVersion | None = None
    # New statements to vote on, in Kyrgyz; they become a poll of their own.
    statements: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title_ky": self.title_ky,
            "title_ru": self.title_ru or None,
            "summary_ky": self.summary_ky,
            "summary_ru": self.summary_ru or None,
            "document": self.document,
            "bill_version": self.bill_version,
            "opens_on": self.opens_on,
            "closes_on": self.closes_on,
        }


@transaction.atomic
def create_consultation(
    *, actor: User | None, client_key: uuid.UUID, announcement: Announcement
) -> Consultation:
    """In preparation: visible to its office alone. `actor` None is the command line."""
    place = announcement.place
    if actor is not None:
        require(actor, may_hold, place)
    _check_dates(announcement)
    check_bill(announcement.document, announcement.bill_version)
    said = {"place": place, **announcement.values()}
    standing, own_key = sent_before(Consultation, client_key, said)
    if standing is not None:
        return standing
    code = code_from(announcement.title_ky, _is_taken)
    consultation = Consultation.objects.create(
        client_key=own_key,
        code=code,
        organiser=announcement.organiser or _own_organisation(place),
        poll=_poll(actor, code, place, announcement),
        **said,
    )
    record(events.CREATED, consultation, actor=actor, place=place, code=consultation.code)
    return consultation


@transaction.atomic
def change_consultation(
    *, actor: User | None, consultation: Consultation, announcement: Announcement
) -> Consultation:
    """The text under discussion can be exchanged only before the consultation is published."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    _check_dates(announcement)
    check_bill(announcement.document, announcement.bill_version)
    is_published = consultation.state == Consultation.State.PUBLISHED
    asked = (consultation.document_id, consultation.bill_version_id)
    bill = announcement.bill_version
    if is_published and asked != (announcement.document.pk, bill.pk if bill else None):
        raise ValidationError(
            _("People already read this text. Start another consultation for another text.")
        )
    if is_published and consultation.poll_id and announcement.poll != consultation.poll:
        raise ValidationError(_("People already vote on these statements. They stay."))
    values = announcement.values()
    values["poll"] = _poll(actor, consultation.code, consultation.place, announcement)
    if announcement.organiser is not None:
        values["organiser"] = announcement.organiser
    changed = [name for name, value in values.items() if getattr(consultation, name) != value]
    if not changed:
        return consultation
    for name in changed:
        setattr(consultation, name, values[name])
    keep_in_step(consultation)
    if is_published:
        open_poll(actor, consultation)
    dates = {"opens_on": str(consultation.opens_on), "closes_on": str(consultation.closes_on)}
    record(
        events.CHANGED, consultation, actor=actor, place=consultation.place, fields=changed, **dates
    )
    return consultation


@transaction.atomic
def publish_consultation(*, actor: User | None, consultation: Consultation) -> Consultation:
    """From now on everybody sees it, and speaks from its first day on. Repeated: nothing."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    if consultation.state == Consultation.State.PUBLISHED:
        return consultation
    if consultation.closes_on < timezone.localdate():
        raise ValidationError(_("The last day has passed. Set later dates, then publish."))
    consultation.state = Consultation.State.PUBLISHED
    consultation.published_at = timezone.now()
    consultation.save(update_fields=["state", "published_at"])
    open_poll(actor, consultation)
    record(events.PUBLISHED, consultation, actor=actor, place=consultation.place)
    return consultation


def keep_in_step(consultation: Consultation) -> None:
    """Store the consultation, and its text and days as those of its newest round too."""
    asked = consultation.current_round
    shared = ("opens_on", "closes_on", "document", "bill_version")
    changed = [name for name in shared if getattr(asked, name) != getattr(consultation, name)]
    if changed:
        asked = running_round(consultation)
        for name in changed:
            setattr(asked, name, getattr(consultation, name))
        asked.save(update_fields=changed)
    consultation.save()


def check_bill(document: ActVersion, bill_version: BillVersion | None) -> None:
    """What people are asked about must stay as it is, and be about the text they are shown."""
    if bill_version is None:
        return
    if not bill_version.is_published:
        raise ValidationError(_("Publish this version of the bill first, then ask people."))
    if not bill_version.acts.filter(base=document).exists():
        raise ValidationError(
            _("The bill changes another text. Choose the text that it was written on.")
        )


def _is_taken(code: str) -> bool:
    return (
        code in RESERVED_CODES
        or Consultation.objects.filter(code=code).exists()
        or Poll.objects.filter(code=code).exists()
    )


def _poll(
    actor: User | None, code: str, place: Place | None, announcement: Announcement
) -> Poll | None:
    if announcement.poll is not None or not announcement.statements:
        return announcement.poll
    return opinions.create_poll(
        actor=actor,
        code=code,
        title_ky=announcement.title_ky,
        title_ru=announcement.title_ru,
        statements=[{"text_ky": text} for text in announcement.statements],
        place=place,
    )


def open_poll(actor: User | None, consultation: Consultation) -> None:
    """People vote on the statements exactly as long as they can comment on the text."""
    poll = consultation.poll
    if poll is None:
        return
    if actor is not None and not may_manage_poll(actor, poll):
        raise ValidationError(
            _("The statements are kept by another office. Ask it to publish this consultation.")
        )
    opinions.set_dates(
        actor=actor,
        poll=poll,
        opens_at=_midnight(consultation.opens_on),
        closes_at=_midnight(consultation.closes_on + dt.timedelta(days=1)),
    )
    opinions.publish_poll(actor=actor, poll=poll)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _check_dates(announcement: Announcement) -> None:
    if announcement.closes_on < announcement.opens_on:
        raise ValidationError(
            _("The last day is before the first. Write the dates the other way round.")
        )


def _own_organisation(place: Place | None) -> Organisation:
    """The municipality (or state body) of the place itself, where no other body is named."""
    if place is None:
        raise ValidationError(_("Choose the body that holds the consultation."))
    kind = Organisation.Kind.MUNICIPALITY if place.is_municipality else Organisation.Kind.STATE_BODY
    found = Organisation.objects.filter(kind=kind, place=place).order_by("pk").first()
    return found or Organisation.objects.create(
        kind=kind,
        place=place,
        name_ky=place.name_ky,
        name_ru=place.name_ru,
        name_en=place.name_en,
    )
