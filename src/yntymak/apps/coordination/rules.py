from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.foundation.people.scope import STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.coordination.models import Commitment, JointPart, Loan, Request, Resource
    from yntymak.apps.plans.models import Measure, Plan
    from yntymak.foundation.people.models import Organisation, User
    from yntymak.foundation.registry.models import Place


@rules.predicate
def is_of_organisation(user: User, organisation: Organisation) -> bool:
    return organisation in scope_of(user).organisations()


@rules.predicate
def is_of_municipality(user: User, measure: Measure) -> bool:
    return scope_of(user).covers(measure.objective.plan.place, *STAFF)


@rules.predicate
def may_propose(user: User, measure: Measure) -> bool:
    """Either side may begin: an organisation offers, or the municipality asks one."""
    return scope_of(user).has(Kind.MEMBER) or is_of_municipality(user, measure)


@rules.predicate
def may_confirm(user: User, commitment: Commitment) -> bool:
    return (commitment.waits_for_municipality and is_of_municipality(user, commitment.measure)) or (
        commitment.waits_for_organisation and is_of_organisation(user, commitment.organisation)
    )


@rules.predicate
def is_a_side(user: User, commitment: Commitment) -> bool:
    return is_of_municipality(user, commitment.measure) or is_of_organisation(
        user, commitment.organisation
    )


@rules.predicate
def is_of_part(user: User, part: JointPart) -> bool:
    """Of the municipality that was asked to take a part."""
    return scope_of(user).covers(part.place, *STAFF)


@rules.predicate
def may_ask_for(user: User, plan: Plan) -> bool:
    return scope_of(user).covers(plan.place, *STAFF)


LEVELS = {
    "raion": (Kind.RAION_OFFICER, Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER),
    "oblast": (Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER),
    "nation": (Kind.NATIONAL_OFFICER,),
}


@rules.predicate
def may_answer_request(user: User, request: Request) -> bool:
    """The level that was asked, or one above it."""
    return scope_of(user).covers(request.plan.place, *LEVELS[request.level])


@rules.predicate
def may_lend(user: User, place: Place) -> bool:
    return place.is_municipality and scope_of(user).covers(place, *STAFF)


@rules.predicate
def is_of_lender(user: User, resource: Resource) -> bool:
    return scope_of(user).covers(resource.place, *STAFF)


@rules.predicate
def is_of_borrower(user: User, loan: Loan) -> bool:
    return scope_of(user).covers(loan.place, *STAFF)
