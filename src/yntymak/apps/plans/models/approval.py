"""What stands beside a plan on its way: hearings with their comments, versions, templates."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yntymak.apps.plans.models.plan import Plan
from yntymak.foundation.ledger.models import ClientKeyed


class Hearing(ClientKeyed):
    """A public hearing of a plan. What was said there stands without the names of the speakers."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="hearings")
    held_on = models.DateField()
    venue = models.CharField(max_length=300)
    announced_at = models.DateTimeField(default=timezone.now)
    attended = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.plan}: {self.held_on}"


class HearingComment(ClientKeyed):
    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("answer to a comment", "accepted")
        PARTLY = "partly", pgettext_lazy("answer to a comment", "accepted in part")
        REJECTED = "rejected", pgettext_lazy("answer to a comment", "not accepted")

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="comments")
    number = models.PositiveIntegerField()
    text = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["hearing_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "number"], name="hearing_comment_number"),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(reason=""), name="hearing_answer_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class PlanVersion(models.Model):
    """The whole plan as it was put to a hearing or resolved by the kenesh. Never changed."""

    class Kind(models.TextChoices):
        HEARING = "hearing", pgettext_lazy("version of a plan", "put to a public hearing")
        APPROVED = "approved", pgettext_lazy("version of a plan", "approved")
        AMENDED = "amended", pgettext_lazy("version of a plan", "amended")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    content = models.JSONField()
    kenesh_session = models.CharField(max_length=60, blank=True)
    resolution_number = models.CharField(max_length=40, blank=True)
    resolution_date = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    # The amendment that was carried over and is gone: old links to it lead to the plan.
    written_on = models.PositiveBigIntegerField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="version_number")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.number}"


class ResolutionPaper(models.Model):
    """The resolution itself, of a plan that was approved before it was entered here."""

    version = models.OneToOneField(PlanVersion, on_delete=models.CASCADE, related_name="paper")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="resolutions/%Y/")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class PlanTemplate(ClientKeyed):
    """What a plan may begin with. None of them is an official form."""

    title = models.CharField(max_length=300)
    content = models.JSONField()
    is_current = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    title_ky: str  # columns that translation.py adds
    title_ru: str | None

    class Meta:
        ordering = ["title_ky"]

    def __str__(self) -> str:
        return self.title
