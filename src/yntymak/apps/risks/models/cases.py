"""One event or quarrel, however many people report it: where, between whom, who holds it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.models.register import Risk, Subtype
from yntymak.apps.risks.models.signals import Category
from yntymak.apps.risks.queries.cases import CaseQuerySet, CaseStepQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.registry.models import Place


class Case(ClientKeyed):
    class Severity(models.IntegerChoices):
        WORDS = 1, pgettext_lazy("case severity", "words: people argue and complain")
        TENSION = 2, pgettext_lazy("case severity", "tension: sides have formed")
        CONFRONTATION = 3, pgettext_lazy("case severity", "confrontation: threats, blocked roads")
        VIOLENCE = 4, pgettext_lazy("case severity", "violence: people or property are hurt")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("case status", "open")
        TALKS = "talks", pgettext_lazy("case status", "being settled")
        CLOSED = "closed", pgettext_lazy("case status", "closed")

    class Outcome(models.TextChoices):
        AGREEMENT = "agreement", pgettext_lazy("case outcome", "the sides agreed in writing")
        TALKS = "talks", pgettext_lazy("case outcome", "settled by talks")
        ELDERS = "elders", pgettext_lazy("case outcome", "decided by the court of aksakals")
        KENESH = "kenesh", pgettext_lazy("case outcome", "decided by the kenesh")
        STATE = "state", pgettext_lazy("case outcome", "decided by a state body")
        LAWSUIT = "lawsuit", pgettext_lazy("case outcome", "went to court")
        POLICE = "police", pgettext_lazy("case outcome", "went to the police")
        FADED = "faded", pgettext_lazy("case outcome", "ended without a decision")
        PAST = "past", pgettext_lazy("case outcome", "a past event, taken into the record")
        OTHER = "other", pgettext_lazy("case outcome", "other")

    class DatePrecision(models.TextChoices):
        DAY = "day", pgettext_lazy("date precision", "day")
        MONTH = "month", pgettext_lazy("date precision", "month")
        YEAR = "year", pgettext_lazy("date precision", "year")
        UNKNOWN = "unknown", pgettext_lazy("date precision", "not known")

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    category = models.CharField(max_length=16, choices=Category)
    subtype = models.ForeignKey(
        Subtype, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    places = models.ManyToManyField(Place, related_name="cases")
    risk = models.ForeignKey(
        Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.WORDS)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    occurred_on = models.DateField(null=True, blank=True)
    date_precision = models.CharField(
        max_length=8, choices=DatePrecision, default=DatePrecision.UNKNOWN
    )
    source = models.URLField(max_length=500, blank=True)
    holder = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="held_cases")
    # On its way to another unit, which accepts or returns it by the day.
    handed_to = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_by = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__range=(1, 4)), name="case_severity_of_four"
            ),
            models.CheckConstraint(
                condition=(Q(status="closed") & ~Q(outcome=""))
                | (~Q(status="closed") & Q(outcome="")),
                name="case_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(handed_to=None, handed_by=None)
                | Q(handed_to__isnull=False, handed_by__isnull=False),
                name="case_handed_with_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "status", "-severity"], name="case_lists"),
            models.Index(fields=["handed_to"], name="case_handed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.CLOSED

    @property
    def is_handover_late(self) -> bool:
        return self.handed_by is not None and self.handed_by < timezone.localdate()


class Party(ClientKeyed):
    """A side: an organisation, or a group in neutral words. Never a person, never by descent."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", pgettext_lazy("party", "organisation")
        GROUP = "group", pgettext_lazy("party", "group of people")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    wants = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CaseStep(ClientKeyed):
    """The timeline: append-only."""

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("case step", "opened")
        NOTED = "noted", pgettext_lazy("case step", "noted")
        LINKED = "linked", pgettext_lazy("case step", "a report was linked")
        HANDED = "handed", pgettext_lazy("case step", "handed on")
        ACCEPTED = "accepted", pgettext_lazy("case step", "accepted")
        RETURNED = "returned", pgettext_lazy("case step", "returned")
        CLOSED = "closed", pgettext_lazy("case step", "closed")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(blank=True)
    severity = models.PositiveSmallIntegerField(choices=Case.Severity)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case}: {self.kind}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A step is never changed.")
        super().save(**kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("A step is never deleted.")
