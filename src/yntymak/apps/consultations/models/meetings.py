"""A meeting from its plan to its locked minutes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.queries import MeetingQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Meeting(ClientKeyed):
    """A consultative meeting, as a place and a day; contributions made there point to it."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "planned")
        HELD = "held", pgettext_lazy("meeting", "held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    class Minutes(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "draft")
        READ_OUT = "read_out", pgettext_lazy("minutes", "read out to those present")
        APPROVED = "approved", pgettext_lazy("minutes", "approved")
        LOCKED = "locked", pgettext_lazy("minutes", "signed and locked")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="meetings"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    held_on = models.DateField(help_text="the day planned, then the day held")
    starts_at = models.TimeField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    number = models.PositiveIntegerField()
    attended = models.PositiveIntegerField(null=True, blank=True)
    # The newest text; all of them stand in MinutesText.
    minutes = models.TextField(blank=True)
    minutes_number = models.PositiveIntegerField(default=0, help_text="how many texts there were")
    minutes_state = models.CharField(max_length=10, choices=Minutes, default=Minutes.DRAFT)
    read_out_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    figures_agreed_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="meeting_number"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""),
                name="meeting_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(minutes_state="draft") | ~Q(minutes=""),
                name="minutes_read_out_have_a_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.held_on}"

    def save(self, **kwargs: Any) -> None:
        if self.round_id is None:
            self.round = self.consultation.current_round
        super().save(**kwargs)

    @property
    def has_approved_minutes(self) -> bool:
        return self.minutes_state in APPROVED_MINUTES

    @property
    def is_locked(self) -> bool:
        return self.minutes_state == self.Minutes.LOCKED


APPROVED_MINUTES = (Meeting.Minutes.APPROVED, Meeting.Minutes.LOCKED)


class MinutesText(ClientKeyed):
    """One text of the minutes. Append-only: what a colleague overwrote can be read again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    objects: models.Manager[MinutesText] = models.Manager()

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_text_number")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class Signatory(models.Model):
    """Who signed the minutes on paper, in what role and when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="signatories")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200)
    signed_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name", "role"], name="signatory_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class MinutesAddition(ClientKeyed):
    """A correction of locked minutes: it stands under them, and they stay as they were signed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="additions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_addition_number")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}+{self.number}"
