from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.models import Kind as PlaceKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from yntymak.apps.opinions.models import Poll, VoteSheet
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

MANAGERS = (*STAFF, *OFFICERS)
PAPER_TAKERS = (*MANAGERS, Kind.FACILITATOR)
VOTER_PLACES = (PlaceKind.OBLAST, PlaceKind.REPUBLICAN_CITY)
"""what is kept of where votes come from: fine enough to compare, too coarse to find anybody"""


@rules.predicate
def may_create_poll(user: User | AnonymousUser | None, place: Place | None) -> bool:
    """For a place: who is responsible for it or for one around it; for the nation: the Agency."""
    return scope_of(user).covers(place, *MANAGERS)


@rules.predicate
def may_manage_poll(user: User | AnonymousUser | None, poll: Poll) -> bool:
    return scope_of(user).covers(poll.place, *MANAGERS)


@rules.predicate
def may_take_in_sheet(user: User | AnonymousUser | None, poll: Poll) -> bool:
    """A facilitator brings what was voted on paper in a meeting, for the place and all around it.

    A national poll is voted on in meetings everywhere, so whoever may take in sheets anywhere may
    bring one to it.
    """
    scope = scope_of(user)
    if poll.place is None:
        return scope.has(*PAPER_TAKERS)
    return scope.covers(poll.place, *PAPER_TAKERS)


@rules.predicate
def may_withdraw_sheet(user: User | AnonymousUser | None, sheet: VoteSheet) -> bool:
    """Who brought it, and who is responsible for the poll; not whoever else may bring sheets."""
    is_own = user is not None and sheet.uploaded_by_id == user.pk
    is_responsible = scope_of(user).covers(sheet.poll.place, *PAPER_TAKERS)
    return may_take_in_sheet(user, sheet.poll) and (is_own or is_responsible)
