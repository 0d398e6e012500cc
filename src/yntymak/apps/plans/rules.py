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
