"""Worries as they are told, in three lanes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.queries.signals import SignalQuerySet
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

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("worry state", "new")
        CHECKED = "checked", pgettext_lazy("worry state", "checked")
        LINKED = "linked", pgettext_lazy("worry state", "linked to a risk")
        DROPPED = "dropped", pgettext_lazy("worry state", "set aside")

    receipt = models.CharField(max_length=16, unique=True)
    lane = models.CharField(max_length=10, choices=Lane)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.ONLINE)
    category = models.CharField(max_length=16, choices=Category)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="signals")
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    language = models.CharField(max_length=2, default="ky")
    occurred_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    dropped_reason = models.CharField(max_length=300, blank=True)
    risk = models.ForeignKey(
        "Risk", null=True, blank=True, on_delete=models.PROTECT, related_name="signals"
    )
    received_at = models.DateTimeField(default=timezone.now)

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(lane="protected", text="") & Q(sealed__isnull=False))
                | (~Q(lane="protected") & ~Q(text="") & Q(sealed__isnull=True)),
                name="signal_protected_is_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_reason=""),
                name="signal_set_aside_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="linked") | Q(risk__isnull=False), name="signal_linked_to_a_risk"
            ),
        ]
        indexes = [
            # All that lists and counts ask for, so that neither reads the words.
            models.Index(
                fields=["place", "lane", "state", "category", "-received_at"], name="signal_lists"
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def is_protected(self) -> bool:
        return self.lane == self.Lane.PROTECTED

    @property
    def is_undecided(self) -> bool:
        return self.state in (self.State.NEW, self.State.CHECKED)
