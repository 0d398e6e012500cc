from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Alert, Case, Risk, Signal
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@rules.predicate
def may_enter(user: User, place: Place | None) -> bool:
    """Type in what somebody said at the counter or wrote on paper. No place: anywhere at all."""
    scope = scope_of(user)
    kinds = (*STAFF, *OFFICERS, Kind.FOCAL_POINT)
    return scope.has(*kinds) if place is None else scope.covers(place, *kinds)


@rules.predicate
def may_triage(user: User, signal: Signal) -> bool:
    if signal.is_protected:
        return scope_of(user).covers(signal.place, Kind.FOCAL_POINT)
    return scope_of(user).covers(signal.place, *STAFF, *OFFICERS)


@rules.predicate
def may_open(user: User, signal: Signal) -> bool:
    return signal.is_protected and scope_of(user).covers(signal.place, Kind.FOCAL_POINT)


@rules.predicate
def may_publish(user: User, signal: Signal) -> bool:
    return signal.lane == "public" and not signal.is_erased and may_triage(user, signal)


@rules.predicate
def may_read_cases(user: User) -> bool:
    return scope_of(user).has(*STAFF, *OFFICERS)


@rules.predicate
def may_open_case(user: User, place: Place | None) -> bool:
    """In the name of the unit that will hold it: one's own."""
    scope = scope_of(user)
    return scope.has(*STAFF, *OFFICERS) if place is None else _works_for(user, place)


@rules.predicate
def may_note(user: User, case: Case) -> bool:
    """Everybody who sees a case may add to its timeline."""
    return type(case).objects.visible_to(user).filter(pk=case.pk).exists()


@rules.predicate
def may_hold(user: User, case: Case) -> bool:
    """Decide on a case: whoever works for the unit that holds it. Those above it only read."""
    return _works_for(user, case.holder)


@rules.predicate
def may_take(user: User, case: Case) -> bool:
    return case.handed_to is not None and _works_for(user, case.handed_to)


def _works_for(user: User, place: Place) -> bool:
    return any(unit.code == place.code for unit in scope_of(user).units(*STAFF, *OFFICERS))


@rules.predicate
def may_read_register(user: User) -> bool:
    return scope_of(user).has(*STAFF, *OFFICERS, Kind.DEPUTY, Kind.FOCAL_POINT)


@rules.predicate
def may_register(user: User, place: Place | None) -> bool:
    """Staff keep the register of their municipality, an officer that of the own raion or oblast and
    only reads those below; a focal point must be able to act on a protected voice.
    """
    scope = scope_of(user)
    if place is None:
        return scope.has(*STAFF, *OFFICERS, Kind.FOCAL_POINT)
    own = any(unit.code == place.code for unit in scope.units(*OFFICERS))
    return own or scope.covers(place, *STAFF, Kind.FOCAL_POINT)


@rules.predicate
def may_assess(user: User, risk: Risk) -> bool:
    return may_register(user, risk.place)


@rules.predicate
def may_close(user: User, risk: Risk) -> bool:
    return may_register(user, risk.place)


@rules.predicate
def may_accept(user: User, risk: Risk) -> bool:
    """To live with a risk is decided by whoever answers for the place."""
    scope = scope_of(user)
    own = any(unit.code == risk.place.code for unit in scope.units(*OFFICERS))
    return own or scope.covers(risk.place, Kind.HEAD)


@rules.predicate
def may_import_cases(user: User, subject: object) -> bool:
    """Officers, each for the own area, which is checked row by row."""
    del subject
    return scope_of(user).has(*OFFICERS)


@rules.predicate
def may_read_warnings(user: User) -> bool:
    return scope_of(user).has(*STAFF, *OFFICERS)


@rules.predicate
def may_answer(user: User, alert: Alert) -> bool:
    """Whoever answers for the place, and every officer above it."""
    return scope_of(user).covers(alert.place, *STAFF, *OFFICERS)


@rules.predicate
def may_set_detector(user: User, _subject: object = None) -> bool:
    return scope_of(user).covers(None, Kind.NATIONAL_OFFICER)


@rules.predicate
def may_read_precision(user: User) -> bool:
    """How often alerts of the whole country were right, and what the budget held back."""
    return scope_of(user).covers(None, Kind.NATIONAL_OFFICER)
