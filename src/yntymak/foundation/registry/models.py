"""Places of the state classifier, in versions: units merge, split and are renamed."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.registry.queries import PlaceQuerySet
from yntymak.methods.language.folding import fold, sort_key

CODE_LENGTH = 14


class Kind(models.TextChoices):
    COUNTRY = "country", _("country")
    OBLAST = "oblast", _("oblast")
    REPUBLICAN_CITY = "republican_city", _("city of republican significance")
    RAION = "raion", _("raion")
    CITY = "city", _("city")
    AIYL_AIMAK = "aiyl_aimak", _("aiyl aimak")


# How many leading digits of the 14-digit code a unit shares with all that lies inside it.
PREFIX_LENGTH = {
    Kind.COUNTRY: 3,
    Kind.OBLAST: 5,
    Kind.REPUBLICAN_CITY: 5,
    Kind.RAION: 8,
    Kind.CITY: 13,  # two cities of one raion differ in the 12th or 13th digit only
    Kind.AIYL_AIMAK: 11,
}
MUNICIPAL_KINDS = (Kind.REPUBLICAN_CITY, Kind.CITY, Kind.AIYL_AIMAK)


class Place(models.Model):
    """One version of a unit. A plan or report points to the version that it was made under."""

    code = models.CharField(max_length=CODE_LENGTH)
    kind = models.CharField(max_length=16, choices=Kind)
    is_municipality = models.BooleanField(
        default=False, help_text="one of the local self-government bodies (484 in 2023)"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(max_length=200)  # in three languages: see translation.py
    if TYPE_CHECKING:
        name_ky: str
        name_ru: str | None
        name_en: str | None
    sort_key = models.CharField(max_length=400, editable=False)
    search_text = models.TextField(editable=False)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = models.Manager.from_queryset(PlaceQuerySet)()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="place_one_current_version"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="place_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["kind", "sort_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        self.derive()
        super().save(**kwargs)

    def derive(self) -> None:
        """Fill what is computed from the names; bulk writes, which pass by save(), call it."""
        names = [n for n in (self.name_ky, self.name_ru, self.name_en) if n]
        self.sort_key = sort_key(self.name_ky or self.name_ru or "")
        self.search_text = " ".join(dict.fromkeys(fold(n) for n in names))

    @property
    def is_current(self) -> bool:
        return self.valid_to is None

    @property
    def code_range(self) -> tuple[str, str]:
        """First and last code of this place and all inside it.

        A range, because LIKE 'x%' scans on SQLite.
        """
        prefix = self.code[: PREFIX_LENGTH[Kind(self.kind)]]
        rest = CODE_LENGTH - len(prefix)
        return prefix + "0" * rest, prefix + "9" * rest

    @property
    def codes_around(self) -> list[str]:
        """The code of this place and of every place around it."""
        lengths = [*PREFIX_LENGTH.values(), CODE_LENGTH]
        return [self.code[:length].ljust(CODE_LENGTH, "0") for length in lengths]

    @property
    def raion_code_range(self) -> tuple[str, str]:
        """First and last code of the raion that it lies in; its own where it is no smaller."""
        first, last = self.code_range
        length = PREFIX_LENGTH[Kind.RAION]
        if first[:length] != last[:length]:
            return first, last
        return first[:length].ljust(CODE_LENGTH, "0"), first[:length].ljust(CODE_LENGTH, "9")

    def contains(self, other: "Place") -> bool:
        first, last = self.code_range
        return first <= other.code <= last


class Boundary(models.Model):
    """The borders of a unit. A table of its own: they are long, and hardly a page needs them."""

    place = models.OneToOneField(
        Place, primary_key=True, on_delete=models.CASCADE, related_name="boundary"
    )
    geometry = models.JSONField()  # a Polygon or MultiPolygon of GeoJSON, in degrees

    def __str__(self) -> str:
        return str(self.place)


class Succession(models.Model):
    class Kind(models.TextChoices):
        MERGE = "merge", _("merged into")
        SPLIT = "split", _("split into")
        RENAME = "rename", _("renamed")

    old = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Neighbourhood(models.Model):
    class Kind(models.TextChoices):
        BORDER = "border", _("common border")
        WATER = "water", _("common water")
        PASTURE = "pasture", _("common pasture")
        MARKET = "market", _("common market")
        ROAD = "road", _("common road")

    a = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b", "kind"], name="neighbourhood_once"),
            # Kept once per pair: the smaller id stands first.
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="neighbourhood_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.a} | {self.b}"
