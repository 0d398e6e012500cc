"""An approved plan is amended on a copy; the kenesh's resolution carries the copy over.

The rows of the plan in force keep their identity, and with them their progress and their partners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.guarding import count_up, draft, kept
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Alignment, BudgetLine, Measure, Objective, Plan
from yntymak.apps.plans.snapshots import (
    MEASURE_WORDS,
    OBJECTIVE_WORDS,
    snapshot_of,
    write_snapshot,
)

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.foundation.people.models import User

ASIDE = 100_000  # positions are unique: rows step aside before they take their new ones
LATER = 1000  # years, for the same reason


@transaction.atomic
def begin_amendment(*, actor: User, plan: Plan, key: UUID) -> Plan:
    """A plan has one amendment at a time: a second call is led to it."""
    plan = kept(actor, plan)
    if not plan.is_approved:
        raise ValidationError(_("Only an approved plan is amended: this one can still be changed."))
    known: Plan | None = Plan.objects.filter(amends=plan).first()
    if known is not None:
        return known
    amendment: Plan = Plan.objects.create(
        client_key=key,
        place=plan.place,
        year=plan.year,
        author=actor,
        amends=plan,
        set_aside=plan.set_aside,
    )
    write_snapshot(amendment, snapshot_of(plan), as_amendment=True)
    _keep_confirmations(plan, amendment)
    count_up(Verb.AMENDMENT_BEGUN, plan, actor, amendment=amendment.pk)
    return amendment


@transaction.atomic
def drop_amendment(*, actor: User, amendment: Plan, revision: int) -> Plan:
    """The plan in force stays as it is."""
    amendment = draft(actor, amendment, revision)
    plan = amendment.amends
    if plan is None:
        raise ValidationError(_("This is no amendment."))
    amendment.delete()
    plan = kept(actor, plan)
    count_up(Verb.AMENDMENT_DROPPED, plan, actor)
    return plan


def carry_over(amendment: Plan, plan: Plan) -> None:
    """Make `plan` say what `amendment` says. Called within the action that resolves it."""
    _refuse_to_lose(amendment, plan)
    plan.set_aside = amendment.set_aside
    Objective.objects.filter(plan=plan).update(position=models.F("position") + ASIDE)
    Measure.objects.filter(objective__plan=plan).update(position=models.F("position") + ASIDE)
    kept_objectives = {
        copy.pk: _carry(copy, OBJECTIVE_WORDS, plan=plan)
        for copy in amendment.objectives.select_related("origin")
    }
    copies = list(
        Measure.objects.filter(objective__plan=amendment)
        .select_related("origin")
        .prefetch_related("risks", "alignments", "budget_lines__origin")
    )
    columns = (*MEASURE_WORDS, "starts_on", "ends_on")
    kept_measures = {
        copy.pk: _carry(copy, columns, objective=kept_objectives[copy.objective_id])
        for copy in copies
    }
    for copy in copies:
        measure = kept_measures[copy.pk]
        if measure.pk != copy.pk:
            _carry_links(copy, measure)
            _carry_lines(copy, measure)
    stays = {measure.pk for measure in kept_measures.values()}
    try:
        Measure.objects.filter(objective__plan=plan).exclude(pk__in=stays).delete()
    except models.ProtectedError:
        raise ValidationError(
            _("A measure that partners joined or that was reported on cannot be left out.")
        ) from None
    Objective.objects.filter(plan=plan).exclude(
        pk__in={objective.pk for objective in kept_objectives.values()}
    ).delete()
    _carry_hearings(amendment, plan)
    amendment.delete()


def _carry_hearings(amendment: Plan, plan: Plan) -> None:
    """What people said of the amendment, and the text that they spoke about, stay with the plan."""
    amendment.hearings.update(plan=plan)
    last = plan.versions.aggregate(last=models.Max("number"))["last"] or 0
    for number, version in enumerate(amendment.versions.all(), start=last + 1):
        version.plan, version.number = plan, number
        version.save(update_fields=["plan", "number"])


def _carry(copy: Any, columns: tuple[str, ...], **under: Any) -> Any:
    """The row of the plan in force, brought up to its copy; a new row moves over as it is."""
    row = copy.origin or copy
    for name in columns:
        setattr(row, name, getattr(copy, name))
    row.position, row.origin = copy.position, None
    for name, value in under.items():
        setattr(row, name, value)
    row.save()
    return row


def _carry_links(copy: Measure, measure: Measure) -> None:
    measure.risks.set(copy.risks.all())
    for said in measure.alignments.confirmed():  # some since the amendment was begun
        copy.alignments.filter(goal=said.goal_id, share=said.share, confirmed_at=None).update(
            confirmed_at=said.confirmed_at, confirmed_by=said.confirmed_by
        )
    measure.alignments.all().delete()
    Alignment.objects.filter(measure=copy).update(measure=measure)


def _carry_lines(copy: Measure, measure: Measure) -> None:
    copies = list(copy.budget_lines.all())
    kept_lines = [line.origin_id for line in copies if line.origin_id]
    measure.budget_lines.exclude(pk__in=kept_lines).delete()
    measure.budget_lines.update(year=models.F("year") + LATER)
    for line in copies:
        row = line.origin or line
        for name in ("source", "year", "planned", "classification_id"):
            setattr(row, name, getattr(line, name))
        row.measure, row.origin = measure, None
        row.save()


def _keep_confirmations(plan: Plan, amendment: Plan) -> None:
    """What a goal's keeper has confirmed stays confirmed while nothing about it changes."""
    said = {
        (each.measure_id, each.goal_id): each
        for each in Alignment.objects.filter(measure__objective__plan=plan).confirmed()
    }
    copies = Alignment.objects.filter(measure__objective__plan=amendment).select_related("measure")
    for copy in copies:
        origin = said.get((copy.measure.origin_id or 0, copy.goal_id))
        if origin is not None:
            copy.confirmed_at, copy.confirmed_by = origin.confirmed_at, origin.confirmed_by
            copy.save(update_fields=["confirmed_at", "confirmed_by"])


def _refuse_to_lose(amendment: Plan, plan: Plan) -> None:
    kept_lines = BudgetLine.objects.filter(
        measure__objective__plan=amendment, origin__isnull=False
    ).values("origin")
    lost = (
        BudgetLine.objects.filter(measure__objective__plan=plan, spent__isnull=False)
        .exclude(pk__in=kept_lines)
        .select_related("measure")
        .first()
    )
    if lost is not None:
        raise ValidationError(
            _("Money of this measure has been spent, so its line stays: %(title)s")
            % {"title": lost.measure}
        )
