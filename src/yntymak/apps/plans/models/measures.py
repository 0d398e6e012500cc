"""Objectives, the measures that treat risks, and the goals of programmes that they serve."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yntymak.apps.plans.models.plan import Plan
from yntymak.apps.plans.queries import AlignmentQuerySet, MeasureQuerySet
from yntymak.apps.programmes.models import Goal
from yntymak.apps.risks.models import Risk
from yntymak.foundation.ledger.models import ClientKeyed


class Objective(ClientKeyed):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    # In an amendment: the row of the plan in force that this one is a copy of.
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    title_ky: str  # columns that translation.py adds
    title_ru: str | None

    class Meta:
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="objective_position")
        ]

    def __str__(self) -> str:
        return self.title


class Measure(ClientKeyed):
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    responsible = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    expected_effect = models.TextField(blank=True)
    risks = models.ManyToManyField(Risk, related_name="measures", blank=True)
    goals = models.ManyToManyField(Goal, related_name="measures", blank=True, through="Alignment")
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["objective_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "position"], name="measure_position"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="measure_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def begins_at(self) -> int:
        """Days of the year before it begins, for drawing it on a strip of 366."""
        return self.starts_on.timetuple().tm_yday - 1

    @property
    def lasts(self) -> int:
        """Days, the first and the last one included."""
        return (self.ends_on - self.starts_on).days + 1


class Alignment(models.Model):
    """A measure serves a goal of a programme; it counts there once the goal's keeper confirms it.

    The municipality confirms by writing it into its plan. Another share asks for a new word.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="alignments")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="alignments")
    share = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of the measure's money, in percent"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AlignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "goal"], name="alignment_once"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__range=(1, 100)), name="alignment_share_of_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.objective.plan}: {self.measure}"
