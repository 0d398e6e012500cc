"""What becomes of the money of an approved plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.amounts import check_amount
from yntymak.apps.plans.actions.figures import renew_figures
from yntymak.apps.plans.actions.guarding import count_up, kept
from yntymak.apps.plans.events import Verb

if TYPE_CHECKING:
    from yntymak.apps.plans.models import BudgetLine
    from yntymak.foundation.people.models import User


@transaction.atomic
def commit_money(
    *, actor: User, line: BudgetLine, revision: int, committed: int | None
) -> BudgetLine:
    """The sum of signed contracts. More than was approved is let in: it is shown as a gap."""
    plan = kept(actor, line.measure.objective.plan, revision)
    if not plan.is_approved:
        raise ValidationError(_("Contracts are entered when the kenesh has approved the plan."))
    check_amount("committed", committed)
    if line.committed != committed:
        line.committed = committed
        line.save(update_fields=["committed"])
        renew_figures(plan)
        what = line.measure.title
        count_up(Verb.MONEY_COMMITTED, plan, actor, what=what, line=line.pk, committed=committed)
    return line
