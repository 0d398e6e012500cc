"""Uploaded acts on their way to a version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.models.acts import Act, ActVersion
from yntymak.apps.laws.queries import ActImportQuerySet
from yntymak.foundation.ledger.models import ClientKeyed


class ActImport(ClientKeyed):
    """An uploaded act that waits for a person to confirm its structure."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        DISCARDED = "discarded", _("discarded")

    title_ky = models.CharField(max_length=500)
    title_ru = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=16, choices=Act.Kind)
    number = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # The parsed structure per language and its problems, as methods/lawtext returns them.
    parsed = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    # What the person set right, in order; their number is the revision that the next must know.
    corrections = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)
    sources = models.JSONField(default=dict)
    version = models.OneToOneField(
        ActVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="source_import"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = ActImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(version__isnull=False),
                name="confirmed_import_has_a_version",
            )
        ]

    def __str__(self) -> str:
        return self.title_ky
