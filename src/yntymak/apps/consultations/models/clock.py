"""What a consultation must have and whom it told, each with its date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.foundation.ledger.models import ClientKeyed


class ProvidedDocument(models.Model):
    """One item of the checklist (see requirements.py) that is there, since when and where."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="documents"
    )
    item = models.CharField(max_length=30)
    dated = models.DateField()
    reference = models.CharField(max_length=300, help_text="number, or address on the web")
    provided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "item"], name="document_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.reference}"


class Notice(ClientKeyed):
    """One organisation told of a consultation, and the proof that it was sent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="notices")
    organisation = models.CharField(max_length=300)
    email = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    message_sha256 = models.CharField(max_length=64, blank=True, help_text="of what was sent")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "state"])]

    def __str__(self) -> str:
        return f"{self.organisation} <{self.email}>"


class Reminder(models.Model):
    """That somebody was reminded of something: once, however often the job runs."""

    subject = models.CharField(max_length=60)  # round:7:closing
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "user"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.subject}"
