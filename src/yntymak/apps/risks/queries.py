from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

RED = 4  # levels 4 and 5 are shown in red and call for a measure


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: Any) -> Self:
        """Each lane opens to its own people: a protected voice to focal points only.

        Nobody sees a signal by being a visitor: a public one appears in counts, and its sender
        reaches it by the receipt.
        """
        scope = scope_of(user)
        open_lanes = scope.where(*STAFF, *OFFICERS) & ~Q(lane="protected")
        return self.filter(open_lanes | (scope.where(Kind.FOCAL_POINT) & Q(lane="protected")))

    def untriaged(self) -> Self:
        return self.filter(state="new")


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, user: Any) -> Self:
        """The register is an internal paper: staff and deputies of the place, officers above it."""
        return self.filter(scope_of(user).where(*STAFF, *OFFICERS, Kind.DEPUTY, Kind.FOCAL_POINT))

    def open(self) -> Self:
        return self.filter(state="open")

    def red(self) -> Self:
        return self.filter(level__gte=RED)
