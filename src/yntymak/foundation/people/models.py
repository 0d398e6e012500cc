"""Accounts, organisations, and who may do what where and when."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.people.queries import RoleQuerySet
from yntymak.foundation.registry.models import Place


class User(AbstractUser):
    full_name = models.CharField(_("full name"), max_length=200)
    language = models.CharField(max_length=2, default="ky")
    is_demonstration = models.BooleanField(default=False)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)


class Organisation(models.Model):
    class Kind(models.TextChoices):
        STATE_BODY = "state_body", _("state body")
        MUNICIPALITY = "municipality", _("municipality")
        KENESH = "kenesh", _("local kenesh")
        CIVIL_SOCIETY = "civil_society", _("civil society organisation")
        COUNCIL = "council", _("council")
        INTERNATIONAL = "international", _("international organisation")
        PARLIAMENT = "parliament", _("parliament")

    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=300)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )

    objects: ClassVar[models.Manager["Organisation"]] = models.Manager()
    # Added by modeltranslation (translation.py):
    name_ky: str | None
    name_ru: str | None
    name_en: str | None

    class Meta:
        ordering = ["name_ky"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A right that somebody holds for a place or in an organisation, between two dates."""

    class Kind(models.TextChoices):
        SPECIALIST = "specialist", _("specialist")
        HEAD = "head", _("head of the aiyl okmotu or mayor")
        DEPUTY = "deputy", _("kenesh deputy")
        FACILITATOR = "facilitator", _("facilitator")
        RAION_OFFICER = "raion_officer", _("raion officer")
        OBLAST_OFFICER = "oblast_officer", _("oblast officer")
        NATIONAL_OFFICER = "national_officer", _("national officer")
        FOCAL_POINT = "focal_point", _("focal point for protected voices")
        MEMBER = "member", _("member of an organisation")
        PARLIAMENT = "parliament", _("parliament")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=16, choices=Kind)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    handed_to = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_from"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="role_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(organisation__isnull=False),
                name="role_is_bound",
            ),
        ]
        indexes = [models.Index(fields=["user", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}, {self.place or self.organisation}"

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()

    @property
    def is_active(self) -> bool:
        today = timezone.localdate()
        return self.since <= today and (self.until is None or today <= self.until)
