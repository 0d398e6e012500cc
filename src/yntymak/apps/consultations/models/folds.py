"""Near-identical texts as one row. Nothing is deleted: each stays a contribution of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.consultations.models.voices import Contribution
from yntymak.foundation.jobs.models import Job

CAMPAIGN = 20  # so many near-identical texts were not written by chance


class Fold(models.Model):
    """Texts that say the same, and what is known of them together. Made by the folding alone."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="folds")
    leader = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="led_fold", help_text="the first text"
    )
    size = models.PositiveIntegerField()
    by_channel = models.JSONField(default=dict)  # {"online": 12}
    by_place = models.JSONField(default=dict)  # {"41702205805000": 12}, "" where none was told
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["-size", "leader_id"]
        indexes = [models.Index(fields=["consultation", "-size"])]

    def __str__(self) -> str:
        return f"{self.leader_id} × {self.size}"

    @property
    def is_campaign(self) -> bool:
        """Shown as such, never dropped: signing together is a right."""
        return self.size >= CAMPAIGN


class Folding(models.Model):
    """How far the texts of a consultation are folded."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="folding"
    )
    received = models.PositiveIntegerField(
        default=0, help_text="how many voices had been received when it was last done"
    )
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("folding")

    def __str__(self) -> str:
        return f"{self.consultation_id} ≤ {self.received}"
