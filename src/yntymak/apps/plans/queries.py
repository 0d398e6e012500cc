from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> Self:
        """Approved plans are public; before that staff, deputies of the place and officers above it."""
        mine = scope_of(user).where(*STAFF, *OFFICERS, Kind.DEPUTY)
        return self.filter(Q(state="approved") | mine)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: Any) -> Self:
        mine = scope_of(user).where(*STAFF, *OFFICERS, Kind.DEPUTY, field="objective__plan__place")
        return self.filter(Q(objective__plan__state="approved") | mine)
