"""What the page of resources shows to one person: two lists of resources, two of loans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from yntymak.apps.coordination.models import Loan, Resource
from yntymak.apps.coordination.nearness import near_any
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User

MOST_SHOWN = 200  # of one list: nobody reads further
OWN = (*STAFF, *OFFICERS, Kind.DEPUTY)


@dataclass(frozen=True)
class Borrowing:
    waiting: list[Loan]  # for one's own word
    near: list[Resource]  # what neighbours lend
    own: list[Resource]
    asked: list[Loan]  # of others, the newest first


def borrowing_of(user: User) -> Borrowing:
    """Three queries: the raions of one's places, resources, loans."""
    scope = scope_of(user)
    mine = scope.where(*OWN)
    open_near = near_any(scope.places(*STAFF)) & Q(last_day__gte=timezone.localdate())
    resources = (
        Resource.objects.filter(mine | open_near, withdrawn_at=None)
        .select_related("place")
        .order_by("place__sort_key", "first_day", "pk")
    )
    own: list[Resource] = []
    near: list[Resource] = []
    for resource in resources[: 2 * MOST_SHOWN]:
        (own if scope.covers(resource.place, *OWN) else near).append(resource)
    of_us, by_us = scope.where(*STAFF, field="resource__place"), scope.where(*STAFF)
    loans = (
        Loan.objects.filter((of_us & Q(outcome="")) | by_us)
        .select_related("place", "resource__place")
        .order_by("-asked_at")
    )
    waiting: list[Loan] = []
    asked: list[Loan] = []
    for loan in loans[: 2 * MOST_SHOWN]:
        if loan.is_waiting and scope.covers(loan.resource.place, *STAFF):
            waiting.append(loan)
        if scope.covers(loan.place, *STAFF):
            asked.append(loan)
    waiting.sort(key=lambda loan: (loan.first_day, loan.pk))
    return Borrowing(waiting, near[:MOST_SHOWN], own[:MOST_SHOWN], asked[:MOST_SHOWN])
