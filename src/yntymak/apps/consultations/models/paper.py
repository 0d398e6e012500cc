"""What comes on paper from a meeting: counts typed in twice, and pictures of the sheets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.meetings import Meeting
from yntymak.apps.consultations.models.rounds import Round
from yntymak.foundation.ledger.models import ClientKeyed


class SheetRelease(ClientKeyed):
    """What one person typed in counts no more, so that another types on that turn; and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="releases")
    turn = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, help_text="public")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="sheet_released_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.turn}"


class FigureSheet(ClientKeyed):
    """The counts of a meeting as one person typed them in (see figures.Figures).

    Two people type them in, each on their own turn. Nothing is deleted: of each turn the newest
    one that was not released holds.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sheets")
    turn = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)
    release = models.ForeignKey(
        SheetRelease,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="sheets",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(turn__in=(1, 2)), name="figures_typed_in_twice")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.turn}"


class AttendanceCount(models.Model):
    """How many of a group were there, once both who typed it in agree. For the office alone:
    pages and downloads for everybody take PublicCount.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    axis = models.CharField(max_length=12)
    group = models.CharField(max_length=16)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "axis", "group"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.group}: {self.count}"


class StatementCount(models.Model):
    """Raised hands on one statement of the poll, once both who typed it in agree."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="hands")
    statement = models.PositiveIntegerField()
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()

    class Meta:
        ordering = ["meeting_id", "statement"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "statement"], name="statement_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} № {self.statement}"


class PublicCount(models.Model):
    """Attendance as everybody may read it: worked out once, when the round is closed.

    Counts that changed while people look would give away what each change held.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="public_counts")
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="public_counts"
    )  # none: all meetings of the round together
    axis = models.CharField(max_length=12)
    group = models.CharField(max_length=16)
    count = models.PositiveIntegerField(null=True, help_text="none: withheld")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.axis} {self.group}: {self.count}"


class Scan(ClientKeyed):
    """A picture of a sheet or of the meeting, kept as it came and known by its SHA-256."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("signed minutes")
        ATTENDANCE = "attendance", _("attendance sheet")
        TALLY = "tally", _("tally sheet")
        PAPER = "paper", _("proposals on paper")
        PHOTO = "photo", _("photo of the meeting")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="scans")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "sha256"], name="scan_once_a_meeting")
        ]

    def __str__(self) -> str:
        return self.name
