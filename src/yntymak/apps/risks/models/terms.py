"""How long an office has, in working days, and which days are none."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Term(models.Model):
    """The newest version in force counts for what is received from that day on."""

    class Kind(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", pgettext_lazy("term", "confirm that a worry was read")
        ANSWER = "answer", pgettext_lazy("term", "answer a worry")
        HANDOVER = "handover", pgettext_lazy("term", "accept or return a case")

    kind = models.CharField(max_length=12, choices=Kind)
    working_days = models.PositiveSmallIntegerField()
    in_force_from = models.DateField()

    class Meta:
        ordering = ["kind", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "in_force_from"], name="term_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.working_days}"


class Holiday(models.Model):
    """A day that differs from the week: no work on a weekday, or work on a Saturday instead."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_working = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
