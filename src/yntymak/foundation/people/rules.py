from __future__ import annotations

from typing import TYPE_CHECKING

from rules import predicate

from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from yntymak.foundation.people.models import Role, User
    from yntymak.foundation.registry.models import Place


@predicate
def may_give_role(user: User, place: Place | None) -> bool:
    return scope_of(user).covers(place, Kind.NATIONAL_OFFICER)


@predicate
def is_holder(user: User, role: Role) -> bool:
    return role.user_id == user.pk


@predicate
def is_above(user: User, role: Role) -> bool:
    """Not of a focal point: whoever could name one could name themselves, and open what people
    told in confidence. Where one is gone, the command line gives the role.
    """
    if role.kind == Kind.FOCAL_POINT:
        return False
    return scope_of(user).covers(role.place, Kind.HEAD, Kind.NATIONAL_OFFICER)


@predicate
def is_open(user: User, role: Role) -> bool:  # noqa: ARG001 - signature of a predicate
    return not role.is_over


may_hand_over = is_open & (is_holder | is_above)
