"""The risks that worries point to, and how a risk is judged over time."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

from yntymak.apps.risks.models.signals import Category
from yntymak.apps.risks.queries.register import AppendOnlyQuerySet, RiskQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Subtype(models.Model):
    """A finer kind of a category, as data: offices add what their area knows."""

    code = models.SlugField(max_length=40, unique=True)
    category = models.CharField(max_length=16, choices=Category)
    names = models.JSONField()  # {"ky": …, "ru": …, "en": …}
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        names: dict[str, str] = self.names
        return names.get(get_language() or "ky") or names["ky"]


class Risk(ClientKeyed):
    """Because of (cause) it may happen that (event), which would lead to (consequence)."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("risk state", "open")
        CLOSED = "closed", pgettext_lazy("risk state", "closed")

    number = models.PositiveIntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="risks")
    category = models.CharField(max_length=16, choices=Category)
    subtype = models.ForeignKey(
        Subtype, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where else it is felt; `place` keeps it in its register.
    other_places = models.ManyToManyField(Place, blank=True, related_name="+")
    causes = models.ManyToManyField(
        "self", through="Causation", symmetrical=False, related_name="effects"
    )
    title = models.CharField(max_length=200)
    cause = models.TextField()
    event = models.TextField()
    consequence = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="risks"
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_reason = models.CharField(max_length=300, blank=True)
    # The newest current assessment's level, kept here because every list and roll-up asks for it.
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    # The levels of the newest judgements of the other stages, and the newest acceptance, likewise.
    inherent = models.PositiveSmallIntegerField(null=True, blank=True)
    residual = models.PositiveSmallIntegerField(null=True, blank=True)
    accepted_until = models.DateField(null=True, blank=True)
    accepted_level = models.PositiveSmallIntegerField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    # Set by RiskQuerySet.saying_what_there_is:
    has_signals: bool
    has_cases: bool
    has_causation: bool
    has_other_places: bool
    # Added by modeltranslation (translation.py):
    title_ky: str | None
    title_ru: str | None
    title_en: str | None
    cause_ky: str | None
    cause_ru: str | None
    cause_en: str | None
    event_ky: str | None
    event_ru: str | None
    event_en: str | None
    consequence_ky: str | None
    consequence_ru: str | None
    consequence_en: str | None

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["place_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="risk_number"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__range=(1, 5)), name="risk_level_of_five"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_reason=""),
                name="risk_closed_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "state", "level", "category", "number"]),
            models.Index(fields=["-state", "-level", "place", "number"]),  # by_urgency, nationwide
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Causation(models.Model):
    """One risk feeds another. The action that writes it keeps the graph without circles."""

    cause = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="+")
    effect = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "effect"], name="causation_once"),
            models.CheckConstraint(condition=~Q(cause=F("effect")), name="causation_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.cause_id} → {self.effect_id}"


class Acceptance(ClientKeyed):
    """Somebody answers for living with the risk until a day. Append-only; the newest holds."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="acceptances")
    reason = models.TextField()
    until = models.DateField()
    level = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.risk}: {self.until}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An acceptance is never changed: a newer one follows it.")
        super().save(**kwargs)

    @property
    def holds(self) -> bool:
        return self.until >= timezone.localdate()


class Matrix(models.Model):
    """A 5 × 5 matrix as data: levels[likelihood − 1][impact − 1] in 1…5, with written anchors."""

    version = models.PositiveIntegerField(unique=True)
    levels = models.JSONField()
    likelihood_anchors = models.JSONField()  # five times {"ky": …, "ru": …, "en": …}
    impact_anchors = models.JSONField()
    in_force_from = models.DateField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.version}"

    def level(self, likelihood: int, impact: int) -> int:
        return int(self.levels[likelihood - 1][impact - 1])


class Assessment(ClientKeyed):
    """Append-only: what was judged, by whom, on which matrix. The newest of a stage holds."""

    class Stage(models.TextChoices):
        INHERENT = "inherent", pgettext_lazy("assessment stage", "inherent")
        CURRENT = "current", pgettext_lazy("assessment stage", "current")
        RESIDUAL = "residual", pgettext_lazy("assessment stage", "residual")

    class Confidence(models.TextChoices):
        LOW = "low", pgettext_lazy("confidence", "low")
        MEDIUM = "medium", pgettext_lazy("confidence", "medium")
        HIGH = "high", pgettext_lazy("confidence", "high")

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="assessments")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.CURRENT)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    confidence = models.CharField(max_length=8, choices=Confidence)
    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT)
    reason = models.TextField(blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assessed_at = models.DateTimeField(default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5), level__range=(1, 5)),
                name="assessment_on_five_steps",
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.likelihood} × {self.impact}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An assessment is never changed: a newer one follows it.")
        super().save(**kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("An assessment is never deleted.")
