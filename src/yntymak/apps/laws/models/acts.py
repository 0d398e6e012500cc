"""Acts, their immutable versions, and the provisions of a version in each language."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.laws.queries import ActQuerySet, ProvisionQuerySet

TEXT_LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian"))]


class Act(models.Model):
    class Kind(models.TextChoices):
        CONSTITUTION = "constitution", _("constitution")
        CODE = "code", pgettext_lazy("act", "code")
        LAW = "law", _("law")
        BY_LAW = "by_law", _("by-law")
        RESOLUTION = "resolution", _("kenesh resolution")

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(
        default=False, help_text="written for the demonstration, not an act of the state"
    )
    # Added by modeltranslation (translation.py):
    title_ky: str | None
    title_ru: str | None
    title_en: str | None

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["title_ky"]

    def __str__(self) -> str:
        return self.title


class ActVersion(models.Model):
    """One redaction. Never changed after it is saved; a later redaction is another row."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    in_force_from = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    enacted_from = models.ForeignKey(
        "laws.BillVersion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="redactions",
        help_text="the bill that made this redaction; none: it was brought in as a text",
    )
    # {"ky": {"name": …, "sha256": …}, "ru": …}
    sources = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["act", "number"], name="act_version_number")]

    def __str__(self) -> str:
        return f"{self.act} ({self.number})"


class Provision(models.Model):
    """A part, article, paragraph, point… `key` is the same in every language and redaction."""

    version = models.ForeignKey(ActVersion, on_delete=models.CASCADE, related_name="provisions")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    # The article that a comment on this provision is shown with; itself for an article.
    article = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveIntegerField()

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="provision_key"),
            models.UniqueConstraint(fields=["version", "position"], name="provision_position"),
        ]

    def __str__(self) -> str:
        return self.key


class ProvisionText(models.Model):
    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=TEXT_LANGUAGES)
    label = models.CharField(max_length=200, blank=True)  # the mark as printed: «85¹-берене.», «1)»
    heading = models.TextField(blank=True)
    paragraphs = models.JSONField(default=list)
    remarks = models.JSONField(default=list)  # editorial notes, shown small, never compared

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "language"], name="provision_text_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision} {self.language}"
