"""What people said, how much of it, and what was decided on each contribution."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.consultations.models.meetings import Meeting
from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.queries import ContributionQuerySet, DecisionQuerySet
from yntymak.apps.laws.models import Provision
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place
from yntymak.methods.lawtext.numbering import printed
from yntymak.methods.lawtext.targets import number_of, value_of


class Contribution(ClientKeyed):
    """What somebody said. Never deleted; hidden from the public only with a logged reason.

    Of a protected one neither the words nor who typed them in stand in the clear, here or in the
    ledger. A position of an organisation counts among no citizens.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")
        WORDING = "wording", _("proposed wording")
        POSITION = "position", _("position of an organisation")

    class Lane(models.TextChoices):
        PUBLIC = "public", _("for everybody")
        OFFICIALS = "officials", _("for officials only")
        PROTECTED = "protected", _("protected")

    class State(models.TextChoices):
        RECEIVED = "received", _("received, being checked")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("not published")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="contributions"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=16, unique=True)
    provision = models.ForeignKey(Provision, null=True, blank=True, on_delete=models.PROTECT)
    # The article around the provision, "" for the text as a whole; lists filter by it.
    article_key = models.CharField(max_length=200, blank=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.COMMENT)
    lane = models.CharField(max_length=9, choices=Lane, default=Lane.PUBLIC)
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    # Of a proposed wording: {"unit", "language", "typed", "operations"}, see wordings.py.
    proposed = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=2, default="ky")
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.ONLINE)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    hidden_reason = models.CharField(max_length=300, blank=True)
    # Whether there is a decision: to look among a million decisions takes a second.
    is_answered = models.BooleanField(default=False, editable=False)
    # A row of its own in the queue: what says the same as another stands behind that one.
    is_queued = models.BooleanField(default=True, editable=False)
    is_coded = models.BooleanField(default=False, editable=False)
    fold = models.ForeignKey(
        "consultations.Fold",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="members",
    )
    consent_withdrawn_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who typed in what was said or written; none: the person themselves",
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["consultation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="contribution_number"),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_reason=""), name="hidden_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(lane="protected", text="", sealed__isnull=False, entered_by=None)
                | ~Q(lane="protected") & Q(sealed=None),
                name="protected_voice_is_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(lane="public"), name="published_voice_is_public"
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "state", "-number", "kind"]),
            models.Index(fields=["consultation", "article_key", "state", "-number", "kind"]),
            models.Index(fields=["consultation", "is_answered", "number"]),
            models.Index(fields=["consultation", "is_queued", "is_answered", "number"]),
            models.Index(fields=["consultation", "article_key", "is_queued", "number"]),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def article_number(self) -> str:
        """As printed: also of an article that a bill would add, which is no provision yet."""
        if self.provision is not None and self.provision.article is not None:
            return self.provision.article.number
        is_article = self.article_key.startswith("art_")
        return printed(value_of(number_of(self.article_key))) if is_article else ""

    @property
    def is_protected(self) -> bool:
        return self.lane == self.Lane.PROTECTED

    @property
    def is_citizens(self) -> bool:
        """Counted among what citizens said, and shown in their queue."""
        return not self.is_protected and self.kind != self.Kind.POSITION

    def save(self, **kwargs: Any) -> None:
        if self.round_id is None:
            self.round = self.consultation.current_round
        super().save(**kwargs)


class Tally(models.Model):
    """How much was said on an article, "" for the text as a whole; the actions keep it.

    A page that counted a million contributions would take a second.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="tallies")
    article_key = models.CharField(max_length=200, blank=True)
    received = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "article_key"], name="tally_once"),
            models.CheckConstraint(
                condition=Q(published__lte=F("received"), answered__lte=F("received")),
                name="tally_parts_within_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_key}: {self.received}"


class Decision(ClientKeyed):
    """An answer to a contribution. Append-only: the newest one holds, the others stay readable.

    Where the consultation asks for it, a rejection waits for a second person, and answers wait
    until they are published together; see AnsweringRules.
    """

    class Standing(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        DECIDED = "decided", _("decided, not yet published")
        PUBLIC = "public", _("answered")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("partly accepted")
        COVERED = "covered", _("already covered")
        OUT_OF_SCOPE = "out_of_scope", _("out of scope")
        REJECTED = "rejected", _("rejected")

    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.PUBLIC)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("decided_by")),
                name="decision_confirmed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["standing", "contribution"],
                condition=~Q(standing="public"),
                name="decision_not_public_yet",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.outcome}"
