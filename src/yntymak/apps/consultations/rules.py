from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.apps.consultations.queries import MANAGERS, RUNNERS
from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from yntymak.apps.consultations.models import Consultation, Contribution, Meeting
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@rules.predicate
def may_hold(user: User | AnonymousUser | None, place: Place | None) -> bool:
    """Begin a consultation for `place`; for the nation where it is None."""
    return scope_of(user).covers(place, *MANAGERS)


@rules.predicate
def may_manage(user: User | AnonymousUser | None, consultation: Consultation) -> bool:
    """Change, publish, hold meetings, answer, show and hide."""
    return scope_of(user).covers(consultation.place, *MANAGERS)


@rules.predicate
def may_enter(user: User | AnonymousUser | None, consultation: Consultation) -> bool:
    """Type in what people said or wrote; to a national consultation every municipality does."""
    scope = scope_of(user)
    if consultation.place is None and consultation.state == "published":
        return scope.has(*RUNNERS)
    return scope.covers(consultation.place, *RUNNERS)


@rules.predicate
def may_open(user: User | AnonymousUser | None, contribution: Contribution) -> bool:
    """A protected voice: the focal point of the place that the person named, and nobody else."""
    return contribution.is_protected and scope_of(user).covers(contribution.place, Kind.FOCAL_POINT)


@rules.predicate
def may_answer(user: User | AnonymousUser | None, contribution: Contribution) -> bool:
    if contribution.is_protected:
        return may_open(user, contribution)
    return may_manage(user, contribution.consultation)


@rules.predicate
def may_release(user: User | AnonymousUser | None, meeting: Meeting) -> bool:
    """Take a colleague's counts out of the way: whoever holds the round, or the head there."""
    scope = scope_of(user)
    if scope.covers(meeting.consultation.place, *MANAGERS):
        return True
    return may_run(user, meeting) and scope.covers(meeting.place, Kind.HEAD)


@rules.predicate
def may_run(user: User | AnonymousUser | None, meeting: Meeting) -> bool:
    """Hold a meeting: minutes, counts, scans. The staff of its place run it too."""
    scope, consultation = scope_of(user), meeting.consultation
    if scope.covers(consultation.place, *RUNNERS):
        return True
    return consultation.state == "published" and scope.covers(meeting.place, *RUNNERS)
