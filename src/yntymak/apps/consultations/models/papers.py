"""What is made of a consultation in the background: its results, its files to take away."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.foundation.jobs.models import Job


class Results(models.Model):
    """The sums of a consultation as they stood at `input_version`. Immutable."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="results")
    input_version = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "input_version"], name="results_once_per_input"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.input_version}"


class Paper(models.Model):
    """A file to take away, of one state of the consultation. Holds what is published, no more."""

    class Kind(models.TextChoices):
        BILL_NOTE = "bill_note", _("Justification note to the bill, with the results (DOCX)")
        TABLE_XLSX = "table_xlsx", _("Table of proposals (XLSX)")
        TABLE_DOCX = "table_docx", _("Table of proposals (DOCX)")
        NOTE_DOCX = "note_docx", _("Results for the justification note (DOCX)")
        DATA_CSV = "data_csv", _("Open data (CSV)")
        BUNDLE_ZIP = "bundle_zip", _("Evidence bundle (ZIP)")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind)
    language = models.CharField(max_length=2)
    input_version = models.CharField(max_length=64)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=1, help_text="more than one come as a ZIP")
    requested_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "kind", "language", "input_version"],
                name="paper_once_per_input",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.kind} {self.language}"

    @property
    def is_ready(self) -> bool:
        return self.made_at is not None
