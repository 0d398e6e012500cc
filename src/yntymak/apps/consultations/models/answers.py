"""How a consultation is answered, and what an answer changed in the text."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.consultations.models.voices import Decision
from yntymak.apps.laws.models import Amendment
from yntymak.foundation.ledger.models import ClientKeyed


class AnsweringRules(models.Model):
    """A consultation without a row of these answers one by one, each answer at once."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="answering"
    )
    rejections_by_two = models.BooleanField(
        _("A second person confirms each rejection"), default=False
    )
    published_together = models.BooleanField(
        _("Answers are published together, not one by one"), default=False
    )

    def __str__(self) -> str:
        return f"{self.consultation_id}"


class Effect(ClientKeyed):
    """A change of the text: what a decision led to, or whose initiative it was."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="effects")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="effects"
    )
    initiative = models.CharField(
        max_length=300, blank=True, help_text="whose idea, where no contribution asked for it"
    )
    # The page of the text that changed, as in Provision.key; of a new article its future key.
    unit = models.CharField(max_length=200)
    amendment = models.ForeignKey(
        Amendment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Kept here, for the amendment is one of a version in work until it is published.
    words = models.TextField(help_text="the changed words of the next version")
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stated_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Given by changed_words.marked_effects to a page that shows what changed, word by word.
    marked: Any = None
    is_quoted = False

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=None) & ~Q(initiative="")
                | Q(decision__isnull=False) & Q(initiative=""),
                name="effect_of_a_decision_or_an_initiative",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="effect_names_the_words"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.words[:40]}"
