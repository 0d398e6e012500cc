"""What stands beside a contribution: a translation, who signed it, where to send the answer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.voices import Contribution
from yntymak.apps.laws.models import TEXT_LANGUAGES
from yntymak.foundation.people.models import Organisation


class Translation(models.Model):
    """The original holds; a translation says whether somebody who knows both has checked it."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=2, choices=TEXT_LANGUAGES)
    text = models.TextField()
    is_checked = models.BooleanField(_("Checked by somebody who knows both languages"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "language"], name="translated_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.language}"


class InstitutionalOpinion(models.Model):
    """Who stands behind a contribution of kind position: an organisation, by its signatory."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, related_name="letter"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=300, help_text="of the organisation, as on the letter")
    signatory = models.CharField(max_length=200)
    signed_on = models.DateField()
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """An e-mail address for the answer, sealed: no page shows it, and it is gone when asked for."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="contact"
    )
    sealed = models.BinaryField()
    language = models.CharField(max_length=2, default="ky")

    def __str__(self) -> str:
        return "<protected>"
