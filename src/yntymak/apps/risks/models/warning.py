"""Early warning: counts of worries by week, what was more than expected, and what became of it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.models.signals import Category, Signal
from yntymak.apps.risks.queries.warning import AlertQuerySet, StepQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class WeeklyCount(models.Model):
    """Worries of one place, lane and category in one week, kept by the actions that receive them.

    `place` stays the version under which people wrote; who reads the series follows the succession.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=10, choices=Signal.Lane)
    category = models.CharField(max_length=16, choices=Category)
    week = models.DateField()  # its Monday
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "category", "lane", "week"], name="weekly_count_once"
            )
        ]
        indexes = [models.Index(fields=["week"])]

    def __str__(self) -> str:
        return f"{self.place}, {self.category}, {self.week}: {self.count}"


class Detector(models.Model):
    """How series are judged, from a day on. Never changed: alerts point to their version."""

    version = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=100)
    settings = models.JSONField()  # as warning.detector.Settings reads it
    in_force_from = models.DateField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Watch(models.Model):
    """One run over all series. The same input is judged once."""

    input_version = models.CharField(max_length=64, unique=True)
    on = models.DateField()
    detector = models.ForeignKey(Detector, on_delete=models.PROTECT, related_name="+")
    series = models.PositiveIntegerField()
    judged = models.PositiveIntegerField()
    raised = models.PositiveIntegerField(default=0)
    # What the budget shut out, so that people can see that it exists: place code, category, p.
    held_back = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.on}: {self.raised}"


class Standing(models.Model):
    """Whether a municipality is heard at all. Silence is grey, never green."""

    class State(models.TextChoices):
        HEARD = "heard", pgettext_lazy("reports of a place", "reports come as usual")
        SILENT = "silent", pgettext_lazy("reports of a place", "reports have stopped")
        UNHEARD = "unheard", pgettext_lazy("reports of a place", "nothing was ever reported")

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="standing")
    state = models.CharField(max_length=8, choices=State)
    silent_weeks = models.PositiveSmallIntegerField(default=0)
    usual_rate = models.FloatField(default=0)  # reports a week before the silence began
    week = models.DateField()

    class Meta:
        ordering = ["place_id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.state}"


class Alert(models.Model):
    """A count that the weeks before do not make likely. It says nothing of what will follow."""

    class Reason(models.TextChoices):
        SENTINEL = "sentinel", pgettext_lazy("alert reason", "one report is enough")
        SURGE = "surge", pgettext_lazy("alert reason", "more reports than expected")
        CLUSTER = "cluster", pgettext_lazy("alert reason", "more reports in adjoining places")

    class Level(models.IntegerChoices):
        RAISED = 1, pgettext_lazy("alert level", "raised")
        HIGH = 2, pgettext_lazy("alert level", "high")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("alert state", "new")
        ACKNOWLEDGED = "acknowledged", pgettext_lazy("alert state", "somebody looks into it")
        EXPLAINED = "explained", pgettext_lazy("alert state", "explained")
        CLOSED = "closed", pgettext_lazy("alert state", "closed")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("alert outcome", "tension confirmed")
        AVERTED = "averted", pgettext_lazy("alert outcome", "tension averted")
        KNOWN_EVENT = "known_event", pgettext_lazy("alert outcome", "a known event")
        FALSE = "false", pgettext_lazy("alert outcome", "false warning")

    class Asked(models.IntegerChoices):
        """Who is asked to look: the municipality, then the units above it as time passes."""

        MUNICIPALITY = 0, pgettext_lazy("who is asked", "the municipality")
        RAION = 1, pgettext_lazy("who is asked", "the raion")
        OBLAST = 2, pgettext_lazy("who is asked", "the oblast")
        NATION = 3, pgettext_lazy("who is asked", "the State Agency")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="alerts")
    category = models.CharField(max_length=16, choices=Category)
    week = models.DateField()
    reason = models.CharField(max_length=8, choices=Reason)
    level = models.PositiveSmallIntegerField(choices=Level)
    observed = models.PositiveIntegerField()
    expected = models.FloatField(null=True, blank=True)
    threshold = models.FloatField(null=True, blank=True)
    p = models.FloatField(null=True, blank=True)
    evidence = models.JSONField()  # counts only: see warning.evidence
    detector = models.ForeignKey(Detector, on_delete=models.PROTECT, related_name="alerts")
    watch = models.ForeignKey(Watch, on_delete=models.PROTECT, related_name="alerts")
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    asked = models.PositiveSmallIntegerField(choices=Asked)
    due_on = models.DateField()
    raised_on = models.DateField()

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_on", "-level", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "category", "week", "reason", "level"], name="alert_once"
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(outcome=""))
                | (~Q(state="closed") & Q(outcome="")),
                name="alert_closed_with_an_outcome",
            ),
            models.CheckConstraint(condition=Q(level__in=(1, 2)), name="alert_level_of_two"),
        ]
        indexes = [
            models.Index(fields=["state", "place", "-raised_on"], name="alert_lists"),
            models.Index(fields=["raised_on"], name="alert_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.category}, {self.week}"

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED


class AlertStep(ClientKeyed):
    """Append-only: what somebody did about an alert, in whose words."""

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", pgettext_lazy("alert step", "acknowledged")
        EXPLAINED = "explained", pgettext_lazy("alert step", "explained")
        CLOSED = "closed", pgettext_lazy("alert step", "closed")
        ESCALATED = "escalated", pgettext_lazy("alert step", "handed up")

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.alert}: {self.kind}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("A step is never deleted.")


class PublicQuarter(models.Model):
    """What everybody may know of a quarter: worries of the public lane by oblast and category.

    Written once, after the quarter has ended, with small cells withheld. Later corrections do not
    reach it: two versions of one table would give a withheld number away.
    """

    first_day = models.DateField(unique=True)
    table = models.JSONField()  # {"oblasts": [code], "categories": [code], "cells": [[n or null]]}
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-first_day"]

    def __str__(self) -> str:
        return f"{self.first_day}"
