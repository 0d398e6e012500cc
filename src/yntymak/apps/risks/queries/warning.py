from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import NOTHING, OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.risks.models import Alert, AlertStep  # noqa: F401 - in generics

# Who answers, by the number of Alert.Asked.
ANSWERING = (STAFF, (Kind.RAION_OFFICER,), (Kind.OBLAST_OFFICER,), (Kind.NATIONAL_OFFICER,))


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: Any) -> Self:
        """Staff of the place and officers above it; a neighbour knows nothing of it."""
        return self.filter(scope_of(user).where(*STAFF, *OFFICERS))

    def open(self) -> Self:
        return self.exclude(state="closed")

    def asked_of(self, user: Any) -> Self:
        """Open ones that wait for this very person: the own ones, and those handed up to them."""
        scope = scope_of(user)
        mine = NOTHING
        for asked, kinds in enumerate(ANSWERING):
            mine |= scope.where(*kinds) & Q(asked=asked)
        return self.open().filter(mine)

    def overdue(self, today: dt.date) -> Self:
        """New ones whose day has passed."""
        return self.filter(state="new", due_on__lt=today)


class StepQuerySet(models.QuerySet["AlertStep"]):
    def update(self, **_kwargs: object) -> NoReturn:
        raise TypeError("A step is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("A step is never deleted.")
