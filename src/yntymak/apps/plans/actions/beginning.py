"""How a plan begins: empty, like last year's, or from a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.amounts import check_amount
from yntymak.apps.plans.actions.guarding import count_up, draft
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Plan, PlanTemplate
from yntymak.apps.plans.rules import may_keep_templates, may_make_plan
from yntymak.apps.plans.snapshots import snapshot_of, write_snapshot
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

EARLIEST_YEAR = 2020


@transaction.atomic
def create_plan(
    *,
    actor: User,
    key: UUID,
    place: Place,
    year: int,
    begin_with: Plan | PlanTemplate | None = None,
) -> Plan:
    """One plan a year: a second call is led to the first one's plan."""
    require(actor, may_make_plan, place)
    latest = timezone.localdate().year + 2
    if not EARLIEST_YEAR <= year <= latest:
        raise ValidationError(
            {
                "year": _("Choose a year from %(first)s to %(last)s.")
                % {"first": EARLIEST_YEAR, "last": latest}
            }
        )
    _known, own_key = sent_before(Plan, key, {"place": place, "year": year, "amends": None})
    plan, made = Plan.objects.get_or_create(
        place=place, year=year, amends=None, defaults={"author": actor, "client_key": own_key}
    )
    if made:
        if begin_with is not None:
            write_snapshot(plan, _content(begin_with))
        record(
            Verb.CREATED,
            plan,
            actor=actor,
            place=place,
            revision=plan.revision,
            year=year,
            begun_with=str(begin_with or ""),
        )
    return plan


@transaction.atomic
def set_money_aside(*, actor: User, plan: Plan, revision: int, amount: int | None) -> Plan:
    """What the local budget of the year holds for the plan; None: nothing is known."""
    plan = draft(actor, plan, revision)
    check_amount("amount", amount)
    if plan.set_aside != amount:
        plan.set_aside = amount
        count_up(Verb.MONEY_SET_ASIDE, plan, actor, amount=amount)
    return plan


@transaction.atomic
def offer_template(
    *, actor: User, plan: Plan, key: UUID, title_ky: str, title_ru: str = ""
) -> PlanTemplate:
    """The objectives and measures of a plan, without its risks, goals and money, for everybody."""
    require(actor, may_keep_templates)
    said = {"title_ky": title_ky, "title_ru": title_ru}
    known, own_key = sent_before(PlanTemplate, key, said)
    if known is not None:
        return known
    content = _without_what_is_local(snapshot_of(plan))
    template = PlanTemplate.objects.create(client_key=own_key, content=content, **said)
    record(Verb.TEMPLATE_OFFERED, template, actor=actor, title=title_ky)
    return template


def _content(begin_with: Plan | PlanTemplate) -> dict[str, Any]:
    if isinstance(begin_with, PlanTemplate):
        content: dict[str, Any] = begin_with.content
        return content
    return snapshot_of(begin_with)


def _without_what_is_local(content: dict[str, Any]) -> dict[str, Any]:
    for objective in content["objectives"]:
        objective.pop("key")
        for measure in objective["measures"]:
            for name in ("key", "risks", "goals", "lines"):
                measure.pop(name)
    return content
