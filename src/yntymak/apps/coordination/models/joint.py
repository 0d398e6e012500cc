"""What reaches beyond one municipality: a part in a neighbour's measure, a request upward."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.coordination.queries import JointPartQuerySet, RequestQuerySet
from yntymak.apps.plans.models import Measure, Plan
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class JointPart(ClientKeyed):
    """The part of another municipality in a measure. The measure's own municipality leads.

    The money stays in the lead's lines: a part says whose it is, so no roll-up counts it twice.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="joint_parts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="joint_parts")
    what = models.TextField()
    share = models.PositiveSmallIntegerField(help_text="of the measure's money, in percent")
    proposed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=300, blank=True)

    objects = JointPartQuerySet.as_manager()

    class Meta:
        ordering = ["measure_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(share__range=(0, 99)), name="joint_share"),
            models.CheckConstraint(
                condition=Q(declined_at=None) | ~Q(declined_reason=""),
                name="joint_declined_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["measure", "place"],
                condition=Q(declined_at=None),
                name="joint_part_one_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"

    @property
    def is_agreed(self) -> bool:
        return self.confirmed_at is not None and self.declined_at is None

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.declined_at is None


class Request(ClientKeyed):
    """What a municipality asks of the level above it for its plan, and what it is answered."""

    class Kind(models.TextChoices):
        MONEY = "money", pgettext_lazy("request", "money")
        DECISION = "decision", pgettext_lazy("request", "a decision")
        EXPERTISE = "expertise", pgettext_lazy("request", "expertise")

    class Level(models.TextChoices):
        RAION = "raion", pgettext_lazy("level of a report", "raion")
        OBLAST = "oblast", pgettext_lazy("level of a report", "oblast")
        NATION = "nation", pgettext_lazy("level of a report", "nation")

    class Outcome(models.TextChoices):
        GRANTED = "granted", pgettext_lazy("answer to a request", "granted")
        PARTLY = "partly", pgettext_lazy("answer to a request", "granted in part")
        REFUSED = "refused", pgettext_lazy("answer to a request", "refused")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=9, choices=Kind)
    level = models.CharField(max_length=6, choices=Level)
    text = models.TextField()
    amount = models.PositiveBigIntegerField(null=True, blank=True, help_text="in tyiyn")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(answer=""), name="request_answered_with_words"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        return not self.outcome and self.due_on < timezone.localdate()
