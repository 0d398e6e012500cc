from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from yntymak.apps.plans.models import PlanVersion
from yntymak.apps.plans.snapshots import snapshot_of

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan


def keep_version(plan: Plan, kind: str, **resolution: Any) -> PlanVersion:
    """The plan as its rows stand now. Called within the action that makes it a version."""
    last = plan.versions.aggregate(last=Max("number"))["last"] or 0
    return PlanVersion.objects.create(
        plan=plan, number=last + 1, kind=kind, content=snapshot_of(plan), **resolution
    )
