"""The money of a measure, in whole tyiyn."""

from django.db import models
from django.utils.translation import pgettext_lazy

from yntymak.apps.plans.models.measures import Measure
from yntymak.foundation.ledger.models import ClientKeyed


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
