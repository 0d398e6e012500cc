"""National, oblast and local programmes and their goals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from yntymak.apps.programmes.queries import ProgrammeQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.registry.models import Place


class Programme(ClientKeyed):
    class Level(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("programme", "national")
        OBLAST = "oblast", pgettext_lazy("programme", "oblast")
        LOCAL = "local", pgettext_lazy("programme", "local")

    code = models.SlugField(max_length=60, unique=True)
    level = models.CharField(max_length=8, choices=Level)
    title = models.CharField(max_length=300)
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    is_published = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)

    title_ky: str  # columns that translation.py adds
    title_ru: str | None

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "title_ky"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="programme_years_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="goals")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    number = models.CharField(max_length=20)
    title = models.TextField()
    position = models.PositiveIntegerField()

    title_ky: str
    title_ru: str | None

    class Meta:
        ordering = ["programme_id", "position"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="goal_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
