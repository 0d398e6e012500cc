"""The yearly plan of a municipality: objectives, measures for risks, and the money for them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from yntymak.apps.plans.queries import MeasureQuerySet, PlanQuerySet
from yntymak.apps.programmes.models import Goal
from yntymak.apps.risks.models import Risk
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Plan(ClientKeyed):
    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "draft")
        SUBMITTED = "submitted", pgettext_lazy("plan", "submitted to the kenesh")
        APPROVED = "approved", pgettext_lazy("plan", "approved")

    # The version of the place that the plan was made under: it stays after a merger.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Counts every change; a form that was opened on an older one is shown the difference.
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    kenesh_session = models.CharField(max_length=60, blank=True)
    resolution_number = models.CharField(max_length=40, blank=True)
    resolution_date = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "place__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["place", "year"], name="plan_one_a_year"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (
                    ~Q(kenesh_session="")
                    & ~Q(resolution_number="")
                    & Q(resolution_date__isnull=False)
                ),
                name="plan_approved_by_a_resolution",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def session_name(self) -> str:
        """Many write only the number of the session: XXIII."""
        typed = self.kenesh_session
        if typed and not typed.strip("IVXLC0123456789"):
            return pgettext("kenesh", "session %(number)s") % {"number": typed}
        return typed

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, 12, 31)

    @property
    def budget_years(self) -> range:
        """The budget is made for the year of the plan with an outlook of two more."""
        return range(self.year, self.year + 3)


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


class BudgetLine(ClientKeyed):
    class Source(models.TextChoices):
        LOCAL = "local", pgettext_lazy("source of money", "local budget")
        REPUBLICAN = "republican", pgettext_lazy("source of money", "republican budget")
        DONOR = "donor", pgettext_lazy("source of money", "donor")
        PRIVATE = "private", pgettext_lazy("source of money", "private")
        IN_KIND = "in_kind", pgettext_lazy("source of money", "in kind")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="budget_lines")
    source = models.CharField(max_length=12, choices=Source)
    year = models.PositiveSmallIntegerField()
    planned = models.PositiveBigIntegerField(help_text="in tyiyn")

    class Meta:
        ordering = ["measure_id", "year", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "source", "year"], name="budget_line_per_source_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.source} {self.year}"
