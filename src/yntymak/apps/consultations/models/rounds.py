"""A round: one asking of people within a consultation, with its text, its days and its places."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.laws.models import ActVersion, BillVersion
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Round(ClientKeyed):
    class Kind(models.TextChoices):
        LOCAL = "local", _("local round")
        NATIONAL = "national", _("national round")
        PARLIAMENTARY = "parliamentary", _("round in parliament")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    opens_on = models.DateField()
    closes_on = models.DateField()
    # What is asked about is frozen here: the next round may ask about a later version.
    document = models.ForeignKey(ActVersion, on_delete=models.PROTECT, related_name="rounds")
    bill_version = models.ForeignKey(
        BillVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    areas = models.ManyToManyField(
        Place, blank=True, related_name="+", help_text="none: the whole area of the consultation"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    override_reason = models.TextField(
        blank=True, help_text="why it was closed although something was missing; public"
    )

    objects: models.Manager["Round"] = models.Manager()

    class Meta:
        ordering = ["consultation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="round_number"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(override_reason="") | Q(closed_at__isnull=False),
                name="round_override_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def has_begun(self) -> bool:
        return self.opens_on <= timezone.localdate()
