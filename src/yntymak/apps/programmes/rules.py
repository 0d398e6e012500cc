from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.foundation.people.scope import STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.programmes.models import Programme
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

# Who keeps a programme of a place, by what kind of place it is.
_KEEPERS = {
    "oblast": (Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER),
    "aiyl_aimak": STAFF,
    "city": STAFF,
    "republican_city": (*STAFF, Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER),
}


@rules.predicate
def may_keep_programme_of(user: User, place: Place | None) -> bool:
    """No place: a national programme."""
    scope = scope_of(user)
    if place is None:
        return scope.covers(None, Kind.NATIONAL_OFFICER)
    kinds = _KEEPERS.get(place.kind, ())
    return bool(kinds) and scope.covers(place, *kinds)


@rules.predicate
def may_change_programme(user: User, programme: Programme) -> bool:
    return may_keep_programme_of(user, programme.place)


@rules.predicate
def may_begin_programme(user: User) -> bool:
    return scope_of(user).has(*STAFF, Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER)
