"""What a municipality lends to those around it, and who asks for it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.coordination.queries import LoanQuerySet, ResourceQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Resource(ClientKeyed):
    """A machine, a specialist, a hall: offered for a period, by one municipality to those near."""

    class Kind(models.TextChoices):
        MACHINE = "machine", pgettext_lazy("resource to lend", "machine")
        SPECIALIST = "specialist", pgettext_lazy("resource to lend", "specialist")
        HALL = "hall", pgettext_lazy("resource to lend", "hall")
        OTHER = "other", pgettext_lazy("resource to lend", "other")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=200)
    terms = models.TextField(blank=True, help_text="who pays the fuel, who drives")
    first_day = models.DateField()
    last_day = models.DateField()
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="resource_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.last_day >= timezone.localdate()


class Loan(ClientKeyed):
    """One municipality asks another for what it lends; the answer of the lender decides."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", pgettext_lazy("answer to a loan", "lent")
        REFUSED = "refused", pgettext_lazy("answer to a loan", "not lent")
        WITHDRAWN = "withdrawn", pgettext_lazy("answer to a loan", "no longer needed")

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="loans")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="loans")
    purpose = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="loan_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(answer=""), name="loan_refused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.resource}"

    @property
    def is_waiting(self) -> bool:
        return not self.outcome

    @property
    def is_granted(self) -> bool:
        return self.outcome == self.Outcome.GRANTED

    def meets(self, first: dt.date, last: dt.date) -> bool:
        return self.first_day <= last and first <= self.last_day
