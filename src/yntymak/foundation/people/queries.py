from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    import datetime as dt

    from django.contrib.auth.models import AnonymousUser

    from yntymak.foundation.people.models import Role, User  # noqa: F401 - the base class


class RoleQuerySet(models.QuerySet["Role"]):
    def active(self, on: dt.date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def not_over(self) -> Self:
        """Active today, or beginning later."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))

    def of_people(self) -> Self:
        """With all that a line of a list names: one query."""
        return self.select_related("user", "place", "organisation", "handed_to__user")

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, and those in the places where one works or that one oversees."""
        # scope reads roles through this class
        from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of  # noqa: PLC0415

        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | scope_of(user).where(*STAFF, *OFFICERS))
