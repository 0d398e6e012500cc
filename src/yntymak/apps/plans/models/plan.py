"""The yearly plan of a municipality and its way to the kenesh's resolution."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from yntymak.apps.plans.queries import PlanQuerySet
from yntymak.foundation.ledger.models import ClientKeyed
from yntymak.foundation.registry.models import Place


class Plan(ClientKeyed):
    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "draft")
        HEARING = "hearing", pgettext_lazy("plan", "at a public hearing")
        SUBMITTED = "submitted", pgettext_lazy("plan", "submitted to the kenesh")
        APPROVED = "approved", pgettext_lazy("plan", "approved")

    # The version of the place that the plan was made under: it stays after a merger.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Counts every change; a form that was opened on an older one is shown the difference.
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # An amendment is written on a copy, so that everybody reads the plan in force meanwhile.
    amends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="amendment"
    )
    is_public = models.BooleanField(default=False, help_text="from its first hearing on")
    set_aside = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="in the local budget of the year, in tyiyn"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    entered_afterwards_at = models.DateTimeField(
        null=True, blank=True, help_text="the resolution in force is older than its entry here"
    )
    kenesh_session = models.CharField(max_length=60, blank=True)
    resolution_number = models.CharField(max_length=40, blank=True)
    resolution_date = models.DateField(null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "place__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year"], condition=Q(amends=None), name="plan_one_a_year"
            ),
            models.CheckConstraint(
                condition=Q(amends=None) | ~Q(state="approved"), name="plan_amendment_is_merged"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (
                    ~Q(kenesh_session="")
                    & ~Q(resolution_number="")
                    & Q(resolution_date__isnull=False)
                ),
                name="plan_approved_by_a_resolution",
            ),
        ]

    def __str__(self) -> str:
        if self.is_amendment:
            return pgettext("plan", "%(place)s, %(year)s (amendment)") % {
                "place": self.place,
                "year": self.year,
            }
        return f"{self.place}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def session_name(self) -> str:
        """Many write only the number of the session: XXIII."""
        typed = self.kenesh_session
        if typed and not typed.strip("IVXLC0123456789"):
            return pgettext("kenesh", "session %(number)s") % {"number": typed}
        return typed

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_editable(self) -> bool:
        """Comments of a hearing lead to changes while it lasts."""
        return self.state in (self.State.DRAFT, self.State.HEARING)

    @property
    def is_amendment(self) -> bool:
        return self.amends_id is not None

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, 12, 31)

    @property
    def budget_years(self) -> range:
        """The budget is made for the year of the plan with an outlook of two more."""
        return range(self.year, self.year + 3)
