"""What tells, in one query, whether a page of a plan that was rendered before still holds.

It shows the plan, the risks of its place, last year's plan and goals of programmes. Whatever
changes one of them is an event of the place or of a programme: the newest of each go into the key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import get_language

from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rules import may_keep_plan, may_print_resolution
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.scope import scope_of

MINUTES_5 = 300  # seconds: after these another name of a place shows
PROGRAMME = "programmes.programme"  # as the ledger calls it


@dataclass(frozen=True)
class Head:
    plan: Plan
    may_keep: bool
    may_print: bool
    key: str  # another one as soon as this person would read something else


def head_of(user: Any, pk: int) -> Head | None:
    plan = _heads(user).filter(pk=pk).first()
    if plan is None:
        return None
    may_keep, may_print = may_keep_plan(user, plan), may_print_resolution(user, plan)
    # What somebody may read of risks and older plans follows from their roles, and from no less.
    roles = sorted((r.kind, r.place_id or 0, r.organisation_id or 0) for r in scope_of(user).roles)
    newest, reader = (plan.newest_here, plan.newest_goal), (roles, get_language())
    parts = (plan.pk, plan.revision, plan.state, *newest, *reader)
    key = "plan:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    return Head(plan, may_keep, may_print, key)


def _heads(user: Any) -> Any:
    """Plans with the newest event of their place, of whichever version of it, and of programmes."""
    near = Event.objects.filter(place__code=OuterRef("place__code")).order_by("-seq")
    goals = Event.objects.filter(subject_type=PROGRAMME).order_by("-seq")
    return (
        Plan.objects.visible_to(user)
        .select_related("place")
        .annotate(
            newest_here=Subquery(near.values("seq")[:1]),
            newest_goal=Subquery(goals.values("seq")[:1]),
            amended_in=F("amendment__pk"),
        )
    )
