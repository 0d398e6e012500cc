"""Objectives, the measures that treat risks, and the goals of programmes that they serve."""

from django.db import models
from django.db.models import F, Q

from yntymak.apps.plans.models.plan import Plan
from yntymak.apps.plans.queries import MeasureQuerySet
from yntymak.apps.programmes.models import Goal
from yntymak.apps.risks.models import Risk
from yntymak.foundation.ledger.models import ClientKeyed


class Objective(ClientKeyed):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)

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


class Alignment(models.Model):
    """A measure serves a goal of a programme."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="alignments")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="alignments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "goal"], name="alignment_once")]

    def __str__(self) -> str:
        return f"{self.measure} → {self.goal}"
