from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.programmes.models import Programme  # noqa: F401 - in generics
    from yntymak.foundation.registry.models import Place


class ProgrammeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(Q(is_published=True) | scope.where(*OFFICERS, *STAFF))

    def running_in(self, year: int) -> Self:
        return self.filter(first_year__lte=year, last_year__gte=year)

    def serving(self, place: Place) -> Self:
        """National programmes, and those of `place` and of every place around it."""
        around = [
            programme.pk
            for programme in self.filter(place__isnull=False).select_related("place")
            if programme.place.contains(place)
        ]
        return self.filter(Q(place=None) | Q(pk__in=around))
