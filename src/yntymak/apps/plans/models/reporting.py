"""How a plan is carried out: by quarters, by half-years, and what each place adds to the whole.

Nothing that was entered is changed. A newer entry for the same quarter follows the older one and
counts in its stead; after the half-year was reported it needs a reason.
"""

import datetime as dt
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.plans import terms
from yntymak.apps.plans.models.measures import Measure
from yntymak.apps.plans.models.money import BudgetLine
from yntymak.apps.plans.models.plan import Plan
from yntymak.apps.programmes.models import Indicator
from yntymak.foundation.ledger.models import ClientKeyed


class EntryQuerySet(models.QuerySet[Any]):
    def delete(self) -> NoReturn:
        raise TypeError("What was reported is never deleted: a newer entry follows it.")


class Entry(ClientKeyed):
    """`reason` is why a newer entry corrects what had been reported already."""

    quarter = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.quarter}.{self.version}"


class Progress(Entry):
    class State(models.TextChoices):
        NOT_BEGUN = "not_begun", pgettext_lazy("progress", "not begun")
        UNDER_WAY = "under_way", pgettext_lazy("progress", "under way")
        DONE = "done", pgettext_lazy("progress", "done")
        POSTPONED = "postponed", pgettext_lazy("progress", "postponed")

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField(max_length=10, choices=State)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["measure_id", "quarter", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "quarter", "version"], name="progress_version"
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="progress_quarter"),
        ]


class Spending(models.Model):
    """What a line cost in a quarter, as one entry of progress says it."""

    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, related_name="spendings")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="spendings")
    spent = models.PositiveBigIntegerField(help_text="in tyiyn")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["progress", "line"], name="spending_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.spent}"


class IndicatorValue(Entry):
    """Of a place in a quarter. A share keeps its part and its whole."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    numerator = models.DecimalField(max_digits=15, decimal_places=3)
    denominator = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["plan_id", "indicator_id", "quarter", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "quarter", "version"], name="indicator_value_version"
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0),
                name="indicator_value_has_a_whole",
            ),
        ]


class Evidence(ClientKeyed):
    """A file that shows what was done, known by its hash."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="evidence")
    quarter = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="evidence/%Y/")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["measure_id", "quarter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "quarter", "sha256"], name="evidence_once")
        ]

    def __str__(self) -> str:
        return self.name


class HalfYearReport(ClientKeyed):
    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("half-year report", "being written")
        SENT = "sent", pgettext_lazy("half-year report", "sent")
        RETURNED = "returned", pgettext_lazy("half-year report", "returned")
        ACCEPTED = "accepted", pgettext_lazy("half-year report", "accepted")

    class Level(models.TextChoices):
        RAION = "raion", pgettext_lazy("level of a report", "raion")
        OBLAST = "oblast", pgettext_lazy("level of a report", "oblast")
        NATION = "nation", pgettext_lazy("level of a report", "nation")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    half = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    accepted_by_level = models.CharField(max_length=6, choices=Level, blank=True)
    done = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    figures = models.JSONField(default=dict, help_text="as they were sent")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan_id", "half"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "half"], name="report_one_a_half"),
            models.CheckConstraint(condition=Q(half__in=(1, 2)), name="report_half"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.half}"

    @property
    def due_on(self) -> dt.date:
        return terms.due_on(self.plan.year, self.half)

    @property
    def is_sent(self) -> bool:
        """What it covers is locked: corrections are added with a reason."""
        return self.state in (self.State.SENT, self.State.ACCEPTED)

    @property
    def is_open(self) -> bool:
        return not self.is_sent


class ReportStep(models.Model):
    """What happened to a report, by whom; append-only."""

    class Kind(models.TextChoices):
        SENT = "sent", pgettext_lazy("step of a report", "sent")
        ACCEPTED = "accepted", pgettext_lazy("step of a report", "accepted")
        RETURNED = "returned", pgettext_lazy("step of a report", "returned")

    report = models.ForeignKey(HalfYearReport, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind)
    level = models.CharField(max_length=6, choices=HalfYearReport.Level, blank=True)
    remark = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report_id", "pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.kind}"


class PlanFigures(models.Model):
    """What a plan adds to every roll-up, kept up to date by the actions that change it."""

    plan = models.OneToOneField(
        Plan, primary_key=True, on_delete=models.CASCADE, related_name="figures"
    )
    content = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.plan)


class RollUp(models.Model):
    """All places of a year added up, as a job last made it."""

    year = models.PositiveSmallIntegerField(unique=True)
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.year)
