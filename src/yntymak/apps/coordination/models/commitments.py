"""What partners promise for a measure; it counts once both sides have confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext

from yntymak.apps.coordination.queries import CommitmentQuerySet
from yntymak.apps.plans.models import Measure, Plan
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.people.models import Organisation


class Commitment(ClientKeyed):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commitments"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="commitments")
    what = models.TextField()
    amount = models.PositiveBigIntegerField(null=True, blank=True, help_text="in tyiyn")
    due_on = models.DateField()
    proposed_at = models.DateTimeField(default=timezone.now)
    organisation_confirmed_at = models.DateTimeField(null=True, blank=True)
    organisation_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    municipality_confirmed_at = models.DateTimeField(null=True, blank=True)
    municipality_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="commitment_withdrawn_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.what}"

    @property
    def is_agreed(self) -> bool:
        return (
            self.withdrawn_at is None
            and self.organisation_confirmed_at is not None
            and self.municipality_confirmed_at is not None
        )

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def waits_for_municipality(self) -> bool:
        return not self.is_withdrawn and self.municipality_confirmed_at is None

    @property
    def waits_for_organisation(self) -> bool:
        return not self.is_withdrawn and self.organisation_confirmed_at is None

    @property
    def plan(self) -> Plan:
        return self.measure.objective.plan

    def state_label(self) -> str:
        if self.is_withdrawn:
            return pgettext("commitment", "withdrawn")
        if self.is_agreed:
            return pgettext("commitment", "agreed by both")
        if self.waits_for_municipality:
            return pgettext("commitment", "waits for the municipality")
        return pgettext("commitment", "waits for the organisation")
