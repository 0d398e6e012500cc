"""Keeping what a plan adds to the roll-ups beside it, in the transaction of what changed it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.figures import figures_of
from yntymak.apps.plans.models import Plan, PlanFigures, RollUp
from yntymak.apps.plans.nation import nation_of
from yntymak.foundation.ledger.actions import record

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH = 500


def renew_figures(plan: Plan) -> None:
    """Called by each action that changes what an approved plan reports."""
    _write(Plan.objects.filter(pk=plan.pk))


@transaction.atomic
def roll_up_year(year: int) -> RollUp:
    """Everything of the year anew: after an import, a reform, or once a night to be sure."""
    _write(Plan.objects.filter(year=year, amends=None))
    nation = nation_of(year)
    content = {str(pk): asdict(each) for pk, each in nation.sums.items()}
    rolled, _made = RollUp.objects.update_or_create(
        year=year, defaults={"content": content, "made_at": timezone.now()}
    )
    record(Verb.ROLLED_UP, rolled, year=year, places=len(content))
    return rolled


def _write(plans: QuerySet[Plan]) -> None:
    PlanFigures.objects.bulk_create(
        (PlanFigures(plan_id=pk, content=content) for pk, content in figures_of(plans).items()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["plan"],
        update_fields=["content"],
    )
