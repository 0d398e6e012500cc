"""An e-mail to whoever left an address: that there is an answer, and where. Never the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.consultations.models import Contact
from yntymak.foundation.jobs.actions import request_job

if TYPE_CHECKING:
    from collections.abc import Collection

    from yntymak.apps.consultations.models import Consultation


def notify_of_answers(consultation: Consultation, contributions: Collection[int]) -> None:
    """In the transaction of the answer; a worker sends. One message for each public answer."""
    from yntymak.apps.consultations.voice_jobs import send_notice  # noqa: PLC0415 - jobs use actions

    rows = Contact.objects.filter(contribution__in=contributions)
    for contact in rows.select_related("contribution").prefetch_related("contribution__decisions"):
        newest = max(each.pk for each in contact.contribution.decisions.all())
        request_job(
            send_notice,
            f"answer-notice:{consultation.pk}:{contact.contribution_id}:{newest}",
            contribution_id=contact.contribution_id,
        )
