"""How a plan begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rules import may_make_plan
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

EARLIEST_YEAR = 2020


@transaction.atomic
def create_plan(*, actor: User, key: UUID, place: Place, year: int) -> Plan:
    """One plan a year: a second call is led to the first one's plan."""
    require(actor, may_make_plan, place)
    if not EARLIEST_YEAR <= year <= timezone.localdate().year + 2:
        raise ValidationError({"year": _("Choose this year or one of the two that follow.")})
    _known, own_key = sent_before(Plan, key, {"place": place, "year": year})
    plan, made = Plan.objects.get_or_create(
        place=place, year=year, defaults={"author": actor, "client_key": own_key}
    )
    if made:
        record(Verb.CREATED, plan, actor=actor, place=place, revision=plan.revision, year=year)
    return plan
