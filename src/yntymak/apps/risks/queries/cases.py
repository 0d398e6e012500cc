from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Case, CaseStep  # noqa: F401 - in generics


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: Any) -> Self:
        """Staff of each place that it touches and of the unit that holds it, officers above them,
        and whoever is asked to take it.
        """
        scope = scope_of(user)
        if not scope.has(*STAFF, *OFFICERS):
            return self.none()
        # Places are many: a join would show a case once for each of them.
        through = apps.get_model("risks", "Case").places.through
        touched = through.objects.filter(scope.where(*STAFF, *OFFICERS)).values("case_id")
        mine = scope.where(*STAFF, *OFFICERS, field="holder")
        asked = scope.where(*STAFF, *OFFICERS, field="handed_to")
        return self.filter(Q(pk__in=touched) | mine | asked)

    def open(self) -> Self:
        return self.exclude(status="closed")

    def held_by(self, user: Any) -> Self:
        """Held by a unit that this person works for, or on its way to it."""
        codes = [place.code for place in scope_of(user).units(*STAFF, *OFFICERS)]
        return self.filter(Q(holder__code__in=codes) | Q(handed_to__code__in=codes))

    def waiting_for(self, user: Any) -> Self:
        codes = [place.code for place in scope_of(user).units(*STAFF, *OFFICERS)]
        return self.open().filter(handed_to__code__in=codes)

    def by_urgency(self) -> Self:
        return self.order_by("-status", "-severity", "-opened_at", "-pk")

    def with_reports(self) -> Self:
        """`reports`: how many people reported the one event; protected ones are not told apart."""
        return self.annotate(reports=Count("signals", filter=~Q(signals__lane="protected")))


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    def update(self, **_kwargs: object) -> NoReturn:
        raise TypeError("A step is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("A step is never deleted.")
