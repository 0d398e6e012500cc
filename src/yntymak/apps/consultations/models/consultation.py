"""A text put to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.consultations.queries import ConsultationQuerySet
from yntymak.apps.laws.models import ActVersion, BillVersion
from yntymak.apps.opinions.models import Poll
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from yntymak.apps.consultations.models.rounds import Round


class Consultation(ClientKeyed):
    """Its document and days are those of its newest round: lists read them without a join.

    Actions that begin or change a round write both; a new consultation begins with round 1.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PUBLISHED = "published", _("published")

    class Kind(models.TextChoices):
        LAW = "law", _("law")
        BY_LAW = "by_law", pgettext_lazy("consultation kind", "by-law")
        KENESH_RESOLUTION = "kenesh_resolution", _("resolution of a local kenesh")
        PROGRAMME = "programme", pgettext_lazy("consultation kind", "programme")
        LOCAL_QUESTION = "local_question", _("local question")

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=18, choices=Kind, default=Kind.LAW)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, help_text="none: national"
    )
    document = models.ForeignKey(ActVersion, on_delete=models.PROTECT, related_name="consultations")
    bill_version = models.ForeignKey(
        BillVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
        help_text="what would change in the document; none: the document itself is the draft",
    )
    poll = models.OneToOneField(
        Poll, null=True, blank=True, on_delete=models.PROTECT, related_name="consultation"
    )
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    # From then on it is read and no longer written.
    archived_at = models.DateTimeField(null=True, blank=True)
    # Added by modeltranslation (translation.py):
    title_ky: str | None
    title_ru: str | None
    title_en: str | None
    summary_ky: str | None
    summary_ru: str | None
    summary_en: str | None

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="consultation_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(**kwargs)
        if is_new:
            self.rounds.create(
                number=1,
                kind="local" if self.place_id else "national",
                opens_on=self.opens_on,
                closes_on=self.closes_on,
                document_id=self.document_id,
                bill_version_id=self.bill_version_id,
            )

    @property
    def current_round(self) -> Round:
        """The newest one, open, coming or closed. One query."""
        return self.rounds.order_by("-number")[0]

    @property
    def is_open(self) -> bool:
        today = timezone.localdate()
        runs = self.state == self.State.PUBLISHED and self.archived_at is None
        return runs and self.opens_on <= today <= self.closes_on
