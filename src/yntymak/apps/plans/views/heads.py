"""What tells, in one query, whether a page of a plan that was rendered before still holds.

It shows the plan, the risks of its place and last year's plan. Whatever changes one of them is an
event of the place, and the newest of these goes into the key. What the office of a programme
changes, an indicator or the name of a goal, shows within five minutes.
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

MINUTES_5 = 300  # seconds


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
    parts = (plan.pk, plan.revision, plan.state, plan.newest_event, roles, get_language())
    key = "plan:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    return Head(plan, may_keep, may_print, key)


def _heads(user: Any) -> Any:
    """Plans with the number of the newest event of their place, of whichever version of it."""
    newest = (
        Event.objects.filter(place__code=OuterRef("place__code")).order_by("-seq").values("seq")[:1]
    )
    return (
        Plan.objects.visible_to(user)
        .select_related("place")
        .annotate(newest_event=Subquery(newest), amended_in=F("amendment__pk"))
    )
