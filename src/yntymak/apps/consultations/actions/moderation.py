"""What others may read: shown, hidden with a reason, translated, taken back by who spoke."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked_contribution, require_manager
from yntymak.apps.consultations.actions.papers import forget_papers
from yntymak.apps.consultations.models import Contact, Contribution, Translation
from yntymak.apps.consultations.personal import without_personal_data
from yntymak.apps.consultations.tallies import count
from yntymak.foundation.ledger.actions import record

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User


@transaction.atomic
def publish_contribution(*, actor: User | None, contribution: Contribution) -> Contribution:
    contribution = locked_contribution(contribution)
    require_manager(actor, contribution.consultation)
    if contribution.state == Contribution.State.PUBLISHED:
        return contribution
    if contribution.lane != Contribution.Lane.PUBLIC:
        raise ValidationError(_("The person wrote to officials only. This is not published."))
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
    contribution = locked_contribution(contribution, also_archived=True)
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
    forget_papers(contribution)
    record(
        events.CONTRIBUTION_HIDDEN,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
        reason=reason,
    )
    return contribution


@transaction.atomic
def translate(
    *, actor: User, contribution: Contribution, language: str, text: str, is_checked: bool
) -> Translation:
    """Beside the original, which holds. Written again, the newer text stands."""
    contribution = locked_contribution(contribution)
    require_manager(actor, contribution.consultation)
    text = text.strip()
    if not text:
        raise ValidationError(_("Write the translation."))
    if contribution.is_protected or language == contribution.language:
        raise ValidationError(_("The words are in this language already."))
    said = {"text": text, "is_checked": is_checked}
    standing = contribution.translations.filter(language=language).first()
    if standing is not None and (standing.text, standing.is_checked) == (text, is_checked):
        return standing
    made, _is_new = Translation.objects.update_or_create(
        contribution=contribution, language=language, defaults={**said, "made_by": actor}
    )
    record(
        events.TRANSLATED,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
        language=language,
        is_checked=is_checked,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return made


@transaction.atomic
def withdraw_consent(*, contribution: Contribution, erase: bool) -> Contribution:
    """Asked by whoever holds the receipt. The e-mail address goes; with `erase` also telephone and
    personal numbers in the text. The voice stays counted and answered. Repeated: nothing more.
    """
    contribution = locked_contribution(contribution, also_archived=True)
    gone, _by_model = Contact.objects.filter(contribution=contribution).delete()
    erased = erase and _erase(contribution)
    if erased:
        forget_papers(contribution)
    if not (gone or erased):
        return contribution
    contribution.consent_withdrawn_at = timezone.now()
    contribution.save(update_fields=["consent_withdrawn_at"])
    record(
        events.CONSENT_WITHDRAWN,
        contribution,
        place=contribution.consultation.place,
        address=bool(gone),
        text=erased,
    )
    return contribution


def _erase(contribution: Contribution) -> bool:
    """No earlier wording is kept anywhere: the ledger holds hashes alone."""
    text = without_personal_data(contribution.text)
    is_changed = text != contribution.text
    if is_changed:
        contribution.text = text
        contribution.save(update_fields=["text"])
    for each in contribution.translations.all():
        each.text = without_personal_data(each.text)
        each.save(update_fields=["text"])
    return is_changed
