"""Statements, votes as events, and reports that never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.opinions.queries import (
    PollQuerySet,
    ReportQuerySet,
    StatementQuerySet,
    VoteQuerySet,
    VoteSheetQuerySet,
)
from yntymak.foundation.jobs.models import Job
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping


LANGUAGES = ("ky", "ru", "en")


@dataclass(frozen=True)
class Wording:
    """What is read of a statement, and in which language if not in the reader's own."""

    text: str
    language: str
    is_fallback: bool

    @classmethod
    def of(cls, texts: Mapping[str, str | None], language: str) -> Wording:
        """The language asked for, else the first of ky, ru, en that has words, else no words."""
        for code in (language, *LANGUAGES):
            if texts.get(code):
                return cls(texts[code] or "", code, code != language)
        return cls("", language, is_fallback=False)


class Channel(models.TextChoices):
    ONLINE = "online", _("online")
    MEETING = "meeting", _("meeting")
    PAPER = "paper", _("paper")


class Poll(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    question = models.TextField(blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    is_published = models.BooleanField(default=False)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, help_text="none: national"
    )

    report_job = models.ForeignKey(
        Job,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the newest one asked for: while it is pending no other is asked for",
    )

    report = models.ForeignKey(
        "Report",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the one that tells the votes as they stand; older ones remain",
    )
    # Added by modeltranslation (translation.py):
    title_ky: str | None
    title_ru: str | None
    title_en: str | None
    question_ky: str | None
    question_ru: str | None
    question_en: str | None

    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="poll_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        now = timezone.now()
        return (
            self.is_published
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )


class Statement(models.Model):
    class Moderation(models.IntegerChoices):
        OUT = -1, pgettext_lazy("statement", "taken out")
        UNSEEN = 0, pgettext_lazy("statement", "not checked")
        IN = 1, pgettext_lazy("statement", "put to people")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    # Without words it is a number on somebody's sheet: counted, not put to people.
    text = models.TextField(blank=True)
    moderation = models.SmallIntegerField(choices=Moderation, default=Moderation.UNSEEN)
    is_meta = models.BooleanField(default=False)
    # Added by modeltranslation (translation.py):
    text_ky: str | None
    text_ru: str | None
    text_en: str | None

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["poll_id", "number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="statement_number")]

    def __str__(self) -> str:
        return f"№ {self.number}. {self.text}" if self.text else f"№ {self.number}"

    def in_language(self, language: str) -> Wording:
        return Wording.of({code: getattr(self, f"text_{code}") for code in LANGUAGES}, language)


class Participant(models.Model):
    """Somebody who votes: a token in a browser or a number on a sheet of paper, never a name.

    Numbers mean something within one sheet only: 7 on two sheets is two people.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="participants")
    sheet = models.ForeignKey(
        "VoteSheet", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    token_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=Channel)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "token_hash"], name="participant_once")
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.pk}"


class Vote(models.Model):
    """One event. The latest of a participant on a statement counts."""

    class Value(models.IntegerChoices):
        DISAGREE = -1, _("disagree")
        PASS = 0, _("pass")
        AGREE = 1, _("agree")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField(choices=Value)
    at = models.DateTimeField(default=timezone.now)

    objects = VoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["statement", "participant", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="vote_is_one_of_three")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.statement_id} {self.value:+d}"


class VoteSheet(ClientKeyed):
    """A file of votes given on paper; the same file for the same poll counts once.

    A sheet with mistakes is withdrawn, not deleted: its votes stay and count no more.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="sheets")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    participants = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = VoteSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "sha256"],
                condition=Q(withdrawn_at=None),
                name="vote_sheet_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="vote_sheet_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """What the votes up to `input_version` say. Immutable."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="reports")
    input_version = models.CharField(max_length=64)  # hash over the votes and flags that went in
    profile = models.CharField(max_length=16)
    participants = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    result = models.JSONField()
    map_svg = models.TextField(blank=True)
    last_vote = models.PositiveBigIntegerField(
        default=0, help_text="id of the newest vote that went in: what is newer is not in it yet"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "input_version", "profile"], name="report_once_per_input"
            )
        ]

    def __str__(self) -> str:
        return f"{self.poll} {self.input_version[:8]}"


class ReportFile(models.Model):
    """A download that belongs to a report, compressed: made once with it, never again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    gzipped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="report_file_once")]

    def __str__(self) -> str:
        return self.name
