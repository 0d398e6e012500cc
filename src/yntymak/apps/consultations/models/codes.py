"""Themes that analysts give to what was said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.consultations.models.voices import Contribution
from yntymak.foundation.ledger.models import ClientKeyed


class Code(ClientKeyed):
    """A theme. One that is merged stays, and leads on to the theme that took it in."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="codes")
    name = models.CharField(max_length=120)
    used = models.PositiveIntegerField(default=0, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-used", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "name"],
                condition=Q(merged_into=None),
                name="code_name_once",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="code_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="codings")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "code"], name="coded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code_id} {self.contribution_id}"
