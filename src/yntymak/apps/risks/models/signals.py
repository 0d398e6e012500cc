"""Worries as they are told, in three lanes."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.queries.signals import NoteQuerySet, SignalQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Category(models.TextChoices):
    SOCIAL = "social", pgettext_lazy("risk category", "social")
    ECONOMIC = "economic", pgettext_lazy("risk category", "economic")
    INTERCULTURAL = "intercultural", pgettext_lazy("risk category", "inter-cultural")
    INFRASTRUCTURAL = "infrastructural", pgettext_lazy("risk category", "infrastructural")
    ADMINISTRATIVE = "administrative", pgettext_lazy("risk category", "administrative")
    ENVIRONMENTAL = "environmental", pgettext_lazy("risk category", "environmental")
    OTHER = "other", pgettext_lazy("risk category", "other")


class Signal(ClientKeyed):
    """A worry in one of three lanes. The text of a protected one is only ever stored sealed."""

    class Lane(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("worry lane", "public")
        OFFICIALS = "officials", pgettext_lazy("worry lane", "for officials")
        PROTECTED = "protected", pgettext_lazy("worry lane", "protected")

    class Channel(models.TextChoices):
        ONLINE = "online", pgettext_lazy("worry channel", "online")
        SPOKEN = "spoken", pgettext_lazy("worry channel", "spoken")
        PAPER = "paper", pgettext_lazy("worry channel", "paper")

    class Precision(models.TextChoices):
        """How exactly the sender lets us know where it is."""

        EXACT = "exact", pgettext_lazy("worry precision", "the exact spot")
        VILLAGE = "village", pgettext_lazy("worry precision", "the village or quarter")
        MUNICIPALITY = "municipality", pgettext_lazy("worry precision", "the aiyl aimak or city")
        RAION = "raion", pgettext_lazy("worry precision", "only the raion")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("worry state", "new")
        CHECKED = "checked", pgettext_lazy("worry state", "checked")
        LINKED = "linked", pgettext_lazy("worry state", "linked")
        DROPPED = "dropped", pgettext_lazy("worry state", "set aside")

    receipt = models.CharField(max_length=16, unique=True)
    lane = models.CharField(max_length=10, choices=Lane)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.ONLINE)
    category = models.CharField(max_length=16, choices=Category)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="signals")
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.MUNICIPALITY)
    spot = models.CharField(max_length=200, blank=True)  # of a protected one it is sealed with it
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    # What an official let everybody read, in words of the office.
    public_text = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, default="ky")
    occurred_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    dropped_reason = models.CharField(max_length=300, blank=True)
    risk = models.ForeignKey(
        "Risk", null=True, blank=True, on_delete=models.PROTECT, related_name="signals"
    )
    case = models.ForeignKey(
        "Case", null=True, blank=True, on_delete=models.PROTECT, related_name="signals"
    )
    acknowledge_by = models.DateField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    lane="protected", text="", spot="", public_text="", sealed__isnull=False
                )
                | (~Q(lane="protected") & ~Q(text="") & Q(sealed__isnull=True))
                | Q(erased_at__isnull=False, text="", spot="", public_text="", sealed__isnull=True),
                name="signal_protected_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(public_text="", published_on=None)
                | (Q(lane="public", published_on__isnull=False) & ~Q(public_text="")),
                name="signal_published_of_the_public_lane",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_reason=""),
                name="signal_set_aside_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="linked") | Q(risk__isnull=False) | Q(case__isnull=False),
                name="signal_linked_to_something",
            ),
        ]
        indexes = [
            # All that lists and counts ask for, so that neither reads the words.
            models.Index(
                fields=["place", "lane", "state", "category", "-received_at"], name="signal_lists"
            ),
            models.Index(fields=["place", "-published_on"], name="signal_published"),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def is_protected(self) -> bool:
        return self.lane == self.Lane.PROTECTED

    @property
    def is_undecided(self) -> bool:
        return self.state in (self.State.NEW, self.State.CHECKED)

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def is_late(self) -> bool:
        """Nobody has confirmed or answered it by the day on which they had to."""
        today = timezone.localdate()
        is_silent = self.acknowledged_at is None and (self.acknowledge_by or today) < today
        return is_silent or (self.answered_at is None and (self.answer_by or today) < today)


class SignalNote(ClientKeyed):
    """What was said after the worry, by its sender or by the office. Sealed where the worry is."""

    class Side(models.TextChoices):
        SENDER = "sender", pgettext_lazy("note side", "the sender")
        OFFICE = "office", pgettext_lazy("note side", "the office")

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="notes")
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(sealed__isnull=True) & ~Q(text=""))
                | Q(sealed__isnull=False, text="")
                | Q(erased_at__isnull=False, text="", sealed__isnull=True),
                name="signal_note_open_or_sealed",
            ),
            models.CheckConstraint(
                condition=Q(side="office") | Q(by__isnull=True), name="signal_note_sender_unnamed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal}: {self.side}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("A note is never deleted: its words can be erased.")
