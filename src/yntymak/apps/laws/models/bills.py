"""Bills: what would change in an act, article by article, in versions that people can rely on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.laws.models.acts import ActVersion
from yntymak.apps.laws.queries import AmendmentQuerySet, BillQuerySet, BillVersionQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.people.models import Organisation


class Bill(ClientKeyed):
    class Stage(models.TextChoices):
        DRAFTING = "drafting", pgettext_lazy("bill", "being drafted")
        CONSULTATION = "consultation", pgettext_lazy("bill", "put to people")
        PARLIAMENT = "parliament", pgettext_lazy("bill", "in parliament")
        ADOPTED = "adopted", pgettext_lazy("bill", "adopted")
        REJECTED = "rejected", pgettext_lazy("bill", "rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("bill", "withdrawn")

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="who introduces it"
    )
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFTING)
    is_demonstration = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    # Added by modeltranslation (translation.py):
    title_ky: str | None
    title_ru: str | None
    title_en: str | None
    summary_ky: str | None
    summary_ru: str | None
    summary_en: str | None

    objects = BillQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class BillVersion(models.Model):
    """Changed freely until it is published, never after; the next version begins as its copy."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    # The closing articles of the amending law: entry into force, transition.
    closing_ky = models.TextField(blank=True)
    closing_ru = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Of all that the version says, see rows.content_hash; "" until it is published.
    sha256 = models.CharField(max_length=64, blank=True)

    objects = BillVersionQuerySet.as_manager()

    class Meta:
        ordering = ["bill_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "number"], name="bill_version_number"),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(published_at=None), name="one_bill_version_in_work"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, sha256="")
                | Q(published_at__isnull=False) & ~Q(sha256=""),
                name="published_bill_version_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill} ({self.number})"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class AmendedAct(models.Model):
    """One of the acts that a version changes, in the redaction that the drafter had before them."""

    version = models.ForeignKey(BillVersion, on_delete=models.CASCADE, related_name="acts")
    base = models.ForeignKey(ActVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "base"], name="amended_act_once"),
            models.UniqueConstraint(fields=["version", "position"], name="amended_act_position"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.base}"


class Amendment(models.Model):
    """What a version does to one article, as operations of methods.lawtext for each language."""

    class Style(models.TextChoices):
        WORDS = "words", _("words are exchanged where few have changed")
        PROVISION = "provision", _("each changed part is given anew")

    act = models.ForeignKey(AmendedAct, on_delete=models.CASCADE, related_name="amendments")
    # The key of the article, or of whatever else is one page of the act; of a new article the key
    # that it will have.
    unit = models.CharField(max_length=200)
    # Where it stands in the text: a thousand times the place of the article it is or follows.
    position = models.PositiveIntegerField()
    # {"ky": [{"operation": "WordsReplace", "target": …}], "ru": […]}
    operations = models.JSONField(default=dict)
    style = models.CharField(max_length=10, choices=Style, default=Style.WORDS)
    rationale_ky = models.TextField(blank=True)
    rationale_ru = models.TextField(blank=True)
    # In plain words, for people who do not read laws.
    note_ky = models.TextField(blank=True)
    note_ru = models.TextField(blank=True)
    initiative = models.CharField(
        max_length=300, blank=True, help_text="whose idea, where nobody proposed it to the office"
    )
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["act_id", "position", "unit"]
        constraints = [models.UniqueConstraint(fields=["act", "unit"], name="amendment_unit")]

    def __str__(self) -> str:
        return f"{self.act}: {self.unit}"
