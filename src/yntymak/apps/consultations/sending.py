"""The message that an answer is there. It names the consultation and the address of the receipt,
never the words of the person or of the answer: an e-mail passes through many hands.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables

from yntymak.apps.consultations.models import Contact
from yntymak.foundation.sealing import unseal


@sensitive_variables("address")
def send_answer_notice(contribution_id: int) -> bool:
    """Whether there was still somebody to write to: a withdrawn address is gone."""
    rows = Contact.objects.select_related("contribution__consultation")
    contact = rows.filter(contribution=contribution_id).first()
    if contact is None:
        return False
    address = unseal(contact.sealed)
    contribution = contact.contribution
    with override(contact.language):
        path = reverse("consultations:receipt", args=[contribution.receipt])
        send_mail(
            _("Your proposal is answered"),
            _(
                "Your proposal to “%(title)s” is answered. Read the answer here:\n%(address)s\n\n"
                "On the same page you can have this e-mail address deleted."
            )
            % {"title": contribution.consultation.title, "address": site_address() + path},
            None,
            [str(address)],
        )
    return True


def site_address() -> str:
    """Of the first host that the site answers to; a worker knows no request."""
    scheme = "https" if settings.BEHIND_TLS else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0].lstrip('.')}"
