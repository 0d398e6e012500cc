"""What a municipality asks upward, with a term for the answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.coordination.actions.in_force import require_in_force
from yntymak.apps.coordination.events import Verb
from yntymak.apps.coordination.models import Request
from yntymak.apps.coordination.rules import may_answer_request, may_ask_for
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.apps.plans.models import Plan
    from yntymak.foundation.people.models import User

# From which day on → days within which a request is answered.
DAYS_TO_ANSWER = ((dt.date(2020, 1, 1), 14),)


@dataclass(frozen=True)
class Asked:
    kind: str
    level: str
    text: str
    amount: int | None = None  # tyiyn


@transaction.atomic
def ask_upward(*, actor: User, key: UUID, plan: Plan, asked: Asked) -> Request:
    require(actor, may_ask_for, plan)
    said = {"plan": plan, **vars(asked)}
    known, own_key = sent_before(Request, key, said)
    if known is not None:
        return known
    require_in_force(plan)
    if asked.kind == Request.Kind.MONEY and not asked.amount:
        raise ValidationError({"amount": _("Write how much money is asked for.")})
    made = Request.objects.create(
        client_key=own_key, asked_by=actor, due_on=_term(timezone.localdate()), **said
    )
    record(
        Verb.REQUEST_MADE,
        made,
        actor=actor,
        place=plan.place,
        kind=made.kind,
        level=made.level,
        due_on=made.due_on.isoformat(),
    )
    return made


@transaction.atomic
def answer_request(*, actor: User, request: Request, outcome: str, answer: str) -> Request:
    """The first answer stands: another one is a new request."""
    request = (
        Request.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan__place")
        .get(pk=request.pk)
    )
    require(actor, may_answer_request, request)
    if (request.outcome, request.answer) == (outcome, answer.strip()):
        return request
    if request.outcome:
        raise ValidationError(_("This request has been answered already."))
    if not answer.strip():
        raise ValidationError({"answer": _("Say in a sentence why.")})
    request.outcome, request.answer = outcome, answer.strip()
    request.answered_at, request.answered_by = timezone.now(), actor
    request.save()
    record(Verb.REQUEST_ANSWERED, request, actor=actor, place=request.plan.place, outcome=outcome)
    return request


def _term(today: dt.date) -> dt.date:
    days = max(rule for rule in DAYS_TO_ANSWER if rule[0] <= today)[1]
    return today + dt.timedelta(days=days)
