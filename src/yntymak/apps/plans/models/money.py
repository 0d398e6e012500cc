"""The money of a measure, in whole tyiyn."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from yntymak.apps.plans.models.measures import Measure
from yntymak.apps.plans.queries import ClassificationQuerySet
from yntymak.foundation.ledger.models import ClientKeyed


class Classification(models.Model):
    """A row of the economic classification of expenditure, as it was in force between two dates."""

    code = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    title_ky: str  # columns that translation.py adds
    title_ru: str | None

    objects = ClassificationQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="classification_version"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="classification_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class BudgetLine(ClientKeyed):
    """What is not known yet is None, which is no zero: spent is None until somebody reports."""

    class Source(models.TextChoices):
        LOCAL = "local", pgettext_lazy("source of money", "local budget")
        REPUBLICAN = "republican", pgettext_lazy("source of money", "republican budget")
        DONOR = "donor", pgettext_lazy("source of money", "donor")
        PRIVATE = "private", pgettext_lazy("source of money", "private")
        IN_KIND = "in_kind", pgettext_lazy("source of money", "in kind")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="budget_lines")
    source = models.CharField(max_length=12, choices=Source)
    year = models.PositiveSmallIntegerField()
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned = models.PositiveBigIntegerField(help_text="in tyiyn")
    approved = models.PositiveBigIntegerField(null=True, blank=True, help_text="in tyiyn")
    committed = models.PositiveBigIntegerField(null=True, blank=True, help_text="in tyiyn")
    spent = models.PositiveBigIntegerField(null=True, blank=True, help_text="in tyiyn")
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["measure_id", "year", "source", "classification__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "source", "year", "classification"],
                name="budget_line_per_source_year_and_code",
            ),
            models.UniqueConstraint(
                fields=["measure", "source", "year"],
                condition=Q(classification=None),
                name="budget_line_per_source_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.source} {self.year}"

    @property
    def is_overspent(self) -> bool:
        return (self.spent or 0) > (self.approved or 0) and self.spent is not None
