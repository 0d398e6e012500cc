from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import OFFICERS, Kind, scope_of


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Any) -> Self:
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(Q(is_published=True) | scope.where(*OFFICERS, Kind.SPECIALIST))

    def running_in(self, year: int) -> Self:
        return self.filter(first_year__lte=year, last_year__gte=year)
