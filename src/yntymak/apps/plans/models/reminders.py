"""One reminder to one person, and whether it went out."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.plans.models.plan import Plan


class Letter(models.Model):
    """Its text is written when it is sent; the address is that of the person on that day."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("letter", "waits to be sent")
        SENT = "sent", pgettext_lazy("letter", "sent")
        FAILED = "failed", pgettext_lazy("letter", "could not be sent")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="letters")
    half = models.PositiveSmallIntegerField()
    on = models.DateField(help_text="the day for which it reminds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "half", "on", "user"], name="letter_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.on}, {self.user}"
