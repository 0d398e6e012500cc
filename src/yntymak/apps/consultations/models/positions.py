"""What one round hands on to the next."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.models.voices import Contribution
from yntymak.foundation.ledger.models import ClientKeyed


class Position(ClientKeyed):
    """A demand of one round, in words of the office, with the contributions it stands for.

    Carried, it is put to the people of the next round and no longer changed.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="positions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    contributions = models.ManyToManyField(Contribution, related_name="positions", blank=True)
    carried_to = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )
    # Added by modeltranslation (translation.py):
    title_ky: str | None
    title_ru: str | None
    title_en: str | None
    text_ky: str | None
    text_ru: str | None
    text_en: str | None

    class Meta:
        ordering = ["round_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="position_number"),
            models.CheckConstraint(
                condition=Q(carried_to=None) | ~Q(carried_to=models.F("round")),
                name="position_carried_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PositionVoice(models.Model):
    """What somebody of the next round said on a position; it counts to it."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="voices")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, related_name="on_position"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.position_id}: {self.contribution_id}"
