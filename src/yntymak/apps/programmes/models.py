"""National, oblast and local programmes and their goals."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from yntymak.apps.programmes.queries import ProgrammeQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.registry.models import Place
from yntymak.ui.figures import MISSING, grouped


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
    # What this one goes on with: goals of a programme that is over are looked for here.
    succeeds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
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
    responsible = models.CharField(max_length=200, blank=True, help_text="who answers for it")

    title_ky: str
    title_ru: str | None
    responsible_ky: str | None
    responsible_ru: str | None

    class Meta:
        ordering = ["programme_id", "position"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="goal_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Indicator(ClientKeyed):
    """How it is seen that a goal is reached, and how its values add up over time and places."""

    class Direction(models.TextChoices):
        UP = "up", pgettext_lazy("direction of an indicator", "should grow")
        DOWN = "down", pgettext_lazy("direction of an indicator", "should fall")

    class OverTime(models.TextChoices):
        LAST = "last", pgettext_lazy("over time", "the last value counts")
        SUM = "sum", pgettext_lazy("over time", "values are added")
        MEAN = "mean", pgettext_lazy("over time", "the mean counts")

    class OverPlaces(models.TextChoices):
        SUM = "sum", pgettext_lazy("over places", "values are added")
        RATIO = "ratio", pgettext_lazy("over places", "a share: parts and wholes are added")
        MOST = "most", pgettext_lazy("over places", "the largest value counts")

    class Missing(models.TextChoices):
        UNKNOWN = "unknown", pgettext_lazy("missing value", "stays unknown")
        CARRIED = "carried", pgettext_lazy("missing value", "the last known value is carried on")

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    over_time = models.CharField(max_length=4, choices=OverTime, default=OverTime.LAST)
    over_places = models.CharField(max_length=5, choices=OverPlaces, default=OverPlaces.SUM)
    missing = models.CharField(max_length=7, choices=Missing, default=Missing.UNKNOWN)
    baseline = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)

    name_ky: str
    name_ru: str | None
    unit_ky: str
    unit_ru: str | None

    class Meta:
        ordering = ["goal_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="indicator_position")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.unit}"

    @property
    def baseline_text(self) -> str:
        return _written(self.baseline)

    @property
    def target_text(self) -> str:
        return _written(self.target)

    @property
    def is_ratio(self) -> bool:
        return self.over_places == self.OverPlaces.RATIO


def _written(value: Decimal | None) -> str:
    """With as many digits as it has."""
    if value is None:
        return MISSING
    return grouped(value, max(0, -int(value.normalize().as_tuple().exponent)))
