"""Which consultation the public hearing of a plan is held with."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yntymak.apps.consultations.models import Consultation
from yntymak.apps.plans.models import Hearing


class HeardIn(models.Model):
    """Plans and consultations do not know each other: here the one names the other."""

    hearing = models.OneToOneField(
        Hearing, primary_key=True, on_delete=models.CASCADE, related_name="heard_in"
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="plan_hearings"
    )
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.hearing}: {self.consultation}"
