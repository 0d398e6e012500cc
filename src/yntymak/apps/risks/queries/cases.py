from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of
from yntymak.foundation.registry.queries import in_each_language

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Case, CaseStep  # noqa: F401 - in generics
    from yntymak.foundation.registry.models import Place


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

    def near(self, place: Place) -> Self:
        """What touches the raion of `place` or is held in it, by its oblast or by the Agency."""
        raion = place.raion_code_range
        through = apps.get_model("risks", "Case").places.through
        touching = through.objects.filter(place__code__range=raion).values("case_id")
        held = Q(holder__code__range=raion) | Q(holder__code__in=place.codes_around)
        return self.filter(Q(pk__in=touching) | held)

    def waiting_for(self, user: Any) -> Self:
        codes = [place.code for place in scope_of(user).units(*STAFF, *OFFICERS)]
        return self.open().filter(handed_to__code__in=codes)

    def by_urgency(self) -> Self:
        return self.order_by("-status", "-severity", "-opened_at", "-pk")

    def with_reports(self) -> Self:
        """`reports`: how many people reported the one event; protected ones are not told apart."""
        signals = apps.get_model("risks", "Signal").objects.order_by()
        told = signals.filter(case=OuterRef("pk")).exclude(lane="protected").values("case")
        # Asked for each case by the index of its reports: a join would read all worries first.
        counted = told.annotate(n=Count("pk")).values("n")
        return self.annotate(reports=Coalesce(Subquery(counted), 0))

    def in_short(self) -> Self:
        """No more than a line of a list shows."""
        said = ("title", "severity", "status", "outcome", "handed_by", "opened_at")
        names = in_each_language("holder__name", "handed_to__name")
        rows = self.select_related("holder", "handed_to")
        return rows.only(*said, "holder", "handed_to", *names)


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    def update(self, **_kwargs: object) -> NoReturn:
        raise TypeError("A step is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("A step is never deleted.")
