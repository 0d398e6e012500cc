from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@rules.predicate
def may_make_plan(user: User, place: Place) -> bool:
    return place.is_municipality and scope_of(user).covers(place, *STAFF)


@rules.predicate
def may_keep_plan(user: User, plan: Plan) -> bool:
    """Write it, submit it, and enter what the kenesh resolved."""
    return scope_of(user).covers(plan.place, *STAFF)


@rules.predicate
def may_print_resolution(user: User, plan: Plan) -> bool:
    """A working paper of the municipality: it names risks of the register, which is internal."""
    return scope_of(user).covers(plan.place, *STAFF, *OFFICERS, Kind.DEPUTY)


@rules.predicate
def may_keep_templates(user: User, _subject: object = None) -> bool:
    return scope_of(user).has(Kind.NATIONAL_OFFICER)


def level_of(user: User, place: Place) -> str:
    """The highest level for which this person takes reports of the place; "" for none.

    An oblast may act where a raion has no officer, and the nation for both.
    """
    scope = scope_of(user)
    levels = (
        ("nation", Kind.NATIONAL_OFFICER),
        ("oblast", Kind.OBLAST_OFFICER),
        ("raion", Kind.RAION_OFFICER),
    )
    return next((level for level, kind in levels if scope.covers(place, kind)), "")


@rules.predicate
def may_take_report(user: User, plan: Plan) -> bool:
    return bool(level_of(user, plan.place))


@rules.predicate
def may_see_report(user: User, plan: Plan) -> bool:
    """Also while it is written; a report that was sent is public."""
    return scope_of(user).covers(plan.place, *STAFF, *OFFICERS, Kind.DEPUTY)
