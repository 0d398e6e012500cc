from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yntymak.apps.coordination.nearness import near_any
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.coordination.models import Commitment  # noqa: F401 - in generics
    from yntymak.apps.plans.models import Plan


class CommitmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Agreed commitments to approved plans are public; the two sides see their own before."""
        scope = scope_of(user)
        public = Q(
            organisation_confirmed_at__isnull=False,
            municipality_confirmed_at__isnull=False,
            withdrawn_at=None,
            measure__objective__plan__state="approved",
        )
        municipal = scope.where(
            *STAFF, *OFFICERS, Kind.DEPUTY, field="measure__objective__plan__place"
        )
        return self.filter(public | municipal | Q(organisation__in=scope.organisations()))

    def agreed(self) -> Self:
        return self.filter(
            organisation_confirmed_at__isnull=False,
            municipality_confirmed_at__isnull=False,
            withdrawn_at=None,
        )

    def with_parts(self) -> Self:
        return self.select_related("organisation", "measure__objective__plan__place")


class JointPartQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Agreed parts of approved plans are public; both municipalities see theirs before."""
        scope = scope_of(user)
        public = Q(
            confirmed_at__isnull=False,
            declined_at=None,
            measure__objective__plan__state="approved",
        )
        lead = scope.where(*STAFF, *OFFICERS, field="measure__objective__plan__place")
        return self.filter(public | lead | scope.where(*STAFF, *OFFICERS, Kind.DEPUTY))

    def agreed(self) -> Self:
        return self.filter(confirmed_at__isnull=False, declined_at=None)

    def open(self) -> Self:
        return self.filter(confirmed_at=None, declined_at=None)

    def with_parts(self) -> Self:
        return self.select_related("place", "measure__objective__plan__place")


class RequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A matter between offices: the municipality, its deputies, the officers above it."""
        return self.filter(
            scope_of(user).where(*STAFF, *OFFICERS, Kind.DEPUTY, field="plan__place")
        )

    def waiting(self) -> Self:
        return self.filter(outcome="")


class ResourceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A matter between offices: of the municipality, of those near it, of officers above.

        Whoever asked for one keeps sight of it when it is no longer offered.
        """
        scope = scope_of(user)
        own = scope.where(*STAFF, *OFFICERS, Kind.DEPUTY)
        asked = Q(pk__in=_resources_asked_for(scope.where(*STAFF)))
        return self.filter(own | asked | Q(pk__in=self.model.objects.near_to(user).values("pk")))

    def near_to(self, user: Any) -> Self:
        """What the neighbours of this person's own municipalities lend from today on."""
        return self.filter(near_any(scope_of(user).places(*STAFF))).open()

    def open(self) -> Self:
        return self.filter(withdrawn_at=None, last_day__gte=timezone.localdate())


class LoanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """What is asked and answered is known to both sides and to the officers above them."""
        scope = scope_of(user)
        kinds = (*STAFF, *OFFICERS, Kind.DEPUTY)
        return self.filter(scope.where(*kinds) | scope.where(*kinds, field="resource__place"))

    def asked_of(self, user: Any) -> Self:
        """Those that wait for the word of this person's municipality."""
        mine = scope_of(user).where(*STAFF, field="resource__place")
        return self.filter(mine, outcome="")

    def granted(self) -> Self:
        return self.filter(outcome="granted")


def _resources_asked_for(mine: Q) -> Any:
    loans = apps.get_model("coordination", "Loan").objects
    return loans.filter(mine).order_by().values("resource")


def agreed_commitments_for(plan: Plan) -> CommitmentQuerySet:
    """What partners and the municipality have both confirmed for measures of `plan`; one query."""
    commitments: CommitmentQuerySet = apps.get_model("coordination", "Commitment").objects.all()
    return commitments.agreed().filter(measure__objective__plan=plan).with_parts()
