from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import (  # noqa: F401 - in generics
        Consultation,
        Contribution,
        Decision,
        Meeting,
    )

MANAGERS = (*OFFICERS, *STAFF)
RUNNERS = (*MANAGERS, Kind.FACILITATOR)


def held_at(user: Any, *kinds: str, field: str = "place") -> Q:
    """The rows of those very places where a role is held, not of all that lie inside them."""
    places = scope_of(user).places(*kinds)
    mine = Q(**{f"{field}__code__in": [place.code for place in places]})
    if any(place.kind == "country" for place in places):
        mine |= Q(**{field: None})
    return mine


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: Any) -> Self:
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(Q(state="published") | scope.where(*RUNNERS))

    def managed_by(self, user: Any) -> Self:
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(scope.where(*MANAGERS))

    def open_to_entry_by(self, user: Any) -> Self:
        """Those into which this person may type what others said (see rules.may_enter)."""
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        national = Q(place=None, state="published") if scope.has(*RUNNERS) else Q(pk__in=())
        return self.filter(national | scope.where(*RUNNERS))

    def asked_of(self, user: Any) -> Self:
        """Running ones that wait for this very person, not for every officer above them."""
        return self.filter(held_at(user, *MANAGERS), state="published", archived_at=None)

    def open(self) -> Self:
        today = timezone.localdate()
        running = self.filter(state="published", archived_at=None)
        return running.filter(opens_on__lte=today, closes_on__gte=today)

    def closed(self) -> Self:
        return self.filter(state="published", closes_on__lt=timezone.localdate())


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: Any) -> Self:
        scope = scope_of(user)
        open_lanes = self.exclude(lane="protected")
        if scope.has(Kind.NATIONAL_OFFICER):
            return open_lanes
        mine = scope.where(*RUNNERS, field="consultation__place")
        return open_lanes.filter(Q(state="published", consultation__state="published") | mine)

    def managed_by(self, user: Any) -> Self:
        """What the office answers. A protected voice is answered by the focal point alone."""
        scope = scope_of(user)
        open_lanes = self.exclude(lane="protected")
        if scope.has(Kind.NATIONAL_OFFICER):
            return open_lanes
        return open_lanes.filter(scope.where(*MANAGERS, field="consultation__place"))

    def opened_by(self, user: Any) -> Self:
        """Protected voices, for the focal point of the place that the person named."""
        return self.filter(scope_of(user).where(Kind.FOCAL_POINT), lane="protected")

    def published(self) -> Self:
        return self.filter(state="published")

    def undecided(self) -> Self:
        return self.filter(is_answered=False)

    def citizens(self) -> Self:
        """Positions of organisations are shown apart and never counted among them."""
        return self.exclude(lane="protected").exclude(kind="position")

    def positions(self) -> Self:
        return self.filter(kind="position")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def newest(self, count: int) -> Self:
        """In a subquery of its own, so that a filter upon it cannot set out from a million rows."""
        return self.filter(pk__in=self.order_by("-pk").values("pk")[:count])

    def public(self) -> Self:
        """Answers to what everybody may read."""
        return self.filter(
            standing="public",
            contribution__state="published",
            contribution__consultation__state="published",
        )

    def readable(self) -> Self:
        """By the person who spoke: neither proposals to a colleague nor what is held back."""
        return self.filter(standing="public")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> Self:
        return self.run_by(user) | self.filter(consultation__state="published")

    def run_by(self, user: Any) -> Self:
        """Those for which this person takes minutes and counts (see rules.may_run)."""
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        of_consultation = scope.where(*RUNNERS, field="consultation__place")
        of_meeting = scope.where(*RUNNERS) & Q(consultation__state="published")
        return self.filter(of_consultation | of_meeting)

    def asked_of(self, user: Any) -> Self:
        """Those held in a round that still runs, whose paper waits for this very person."""
        mine = held_at(user, *RUNNERS, field="consultation__place")
        mine |= Q(place__code__in=[place.code for place in scope_of(user).places(*RUNNERS)])
        running = self.filter(mine, round__closed_at=None, held_on__lte=timezone.localdate())
        published = running.filter(consultation__state="published", consultation__archived_at=None)
        return published.exclude(state="cancelled")
