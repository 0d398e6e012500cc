"""Documents are provided, organisations told, people reminded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.utils import formatdate
from typing import TYPE_CHECKING
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked, require_manager
from yntymak.apps.consultations.models import Consultation, Notice, ProvidedDocument
from yntymak.apps.consultations.requirements import required_of
from yntymak.foundation.ledger.actions import record

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Sequence

    from yntymak.foundation.people.models import User

MOST_RECIPIENTS = 500


@dataclass(frozen=True)
class Recipient:
    organisation: str
    email: str


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


@transaction.atomic
def provide_document(
    *, actor: User | None, consultation: Consultation, item: str, dated: dt.date, reference: str
) -> ProvidedDocument:
    """Provided again, the newer date and place hold; the ledger keeps the older."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    if item not in required_of(consultation.kind, consultation.opens_on).documents:
        raise ValidationError(_("This consultation needs no such document."))
    reference = reference.strip()
    if not reference:
        raise ValidationError(_("Write the number of the document or its address on the web."))
    said = {"dated": dated, "reference": reference}
    standing = consultation.documents.filter(item=item, **said).first()
    if standing is not None:
        return standing
    document, _made = ProvidedDocument.objects.update_or_create(
        consultation=consultation, item=item, defaults={**said, "provided_by": actor}
    )
    record(
        events.DOCUMENT_PROVIDED,
        consultation,
        actor=actor,
        place=consultation.place,
        item=item,
        dated=str(dated),
        reference=reference,
    )
    return document


@transaction.atomic
def ask_notices(
    *,
    actor: User | None,
    client_key: uuid.UUID,
    consultation: Consultation,
    recipients: Sequence[Recipient],
    letter: Letter,
) -> list[Notice]:
    """One row for each organisation, sent by the worker. The same form twice sends once."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    if consultation.state != Consultation.State.PUBLISHED:
        raise ValidationError(_("Publish the consultation first."))
    if not recipients or len(recipients) > MOST_RECIPIENTS:
        raise ValidationError(
            _("Write between 1 and %d organisations, each with its e-mail.") % MOST_RECIPIENTS
        )
    asked = []
    for each in {recipient.email.casefold(): recipient for recipient in recipients}.values():
        key = _key_of(client_key, each, letter)
        notice, made = Notice.objects.get_or_create(
            client_key=key,
            defaults={
                "consultation": consultation,
                "organisation": each.organisation,
                "email": each.email,
                "subject": letter.subject,
                "body": letter.body,
                "asked_by": actor,
            },
        )
        if made:
            asked.append(notice)
    if asked:
        record(
            events.NOTICE_ASKED,
            consultation,
            actor=actor,
            place=consultation.place,
            notices=[notice.pk for notice in asked],
        )
    return asked


def send_notice(*, notice: Notice) -> Notice:
    """Hands one letter to the mail server and keeps the proof. A sent one is not sent again.

    The number of the message is that of the row: should a worker be killed between sending and
    noting it, the second copy bears the same number and mail programs show one.
    """
    if notice.state == Notice.State.SENT:
        return notice
    message = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.email],
        headers={
            "Message-ID": f"<notice-{notice.client_key}@yntymak>",
            "Date": formatdate(),  # named here, so that the bytes hashed are the bytes sent
        },
    )
    content = message.message().as_bytes()
    try:
        message.send()
    except OSError as error:  # SMTP errors are OSErrors too
        return _noted(notice, Notice.State.FAILED, failure=str(error)[:300])
    return _noted(notice, Notice.State.SENT, sha256=hashlib.sha256(content).hexdigest())


@transaction.atomic
def _noted(notice: Notice, state: str, *, failure: str = "", sha256: str = "") -> Notice:
    notice.state, notice.failure, notice.message_sha256 = state, failure, sha256
    notice.sent_at = timezone.now() if state == Notice.State.SENT else None
    notice.save(update_fields=["state", "failure", "message_sha256", "sent_at"])
    record(
        events.NOTICE_SENT,
        notice.consultation,
        place=notice.consultation.place,
        notice=notice.pk,
        state=state,
        sha256=sha256,
        failure=failure,
    )
    return notice


def _key_of(client_key: uuid.UUID, each: Recipient, letter: Letter) -> uuid.UUID:
    return uuid5(client_key, f"{each.email.casefold()}\x00{letter.subject}\x00{letter.body}")
