"""Every contribution gets an answer with a reason: alone, with its likes, by two people."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import (
    locked,
    locked_contribution,
    require_manager,
)
from yntymak.apps.consultations.actions.notices import notify_of_answers
from yntymak.apps.consultations.models import (
    AnsweringRules,
    Contribution,
    Decision,
    Tally,
)
from yntymak.apps.consultations.rules import may_answer
from yntymak.apps.consultations.tallies import count
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Consultation
    from yntymak.foundation.people.models import User

Standing = Decision.Standing


@dataclass(frozen=True)
class Answer:
    """One outcome for many, and the reasons of those whom the common one does not fit."""

    outcome: str
    reason: str
    own_reasons: Mapping[int, str] = field(default_factory=dict)  # by key of the contribution


@transaction.atomic
def decide(
    *,
    actor: User,
    client_key: uuid.UUID,
    contribution: Contribution,
    outcome: str,
    reason: str,
    seen: int | None = None,
) -> Decision:
    """Answer a contribution. `seen` is the newest decision that the officer had before their eyes.

    Raises ValidationError with code "another_decision" where a colleague's came between.
    """
    contribution = locked_contribution(contribution)
    require(actor, may_answer, contribution)
    reason = reason.strip()
    said = {"contribution": contribution, "outcome": Decision.Outcome(outcome), "reason": reason}
    standing, own_key = sent_before(Decision, client_key, said)
    if standing is not None:
        return standing
    newest = contribution.decisions.values_list("pk", flat=True).first()
    if newest != seen:
        raise ValidationError(
            _("A colleague has answered meanwhile. Read their answer before you give yours."),
            "another_decision",
        )
    if not reason:
        raise ValidationError(_("Write the reason; the person will read it."))
    decision = Decision.objects.create(
        client_key=own_key,
        decided_by=actor,
        standing=_standing(
            contribution.consultation, outcome, is_protected=contribution.is_protected
        ),
        **said,
    )
    _settle(contribution, decision)
    record(
        events.DECIDED,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
        decision=decision.pk,
        outcome=decision.outcome,
        standing=decision.standing,
        reason="" if contribution.is_protected else reason,
    )
    return decision


@transaction.atomic
def confirm_decision(*, actor: User, decision: Decision) -> Decision:
    """The second person of two. Who disagrees gives an answer of their own instead."""
    contribution = locked_contribution(decision.contribution)
    require(actor, may_answer, contribution)
    decision = contribution.decisions.get(pk=decision.pk)
    if decision.standing != Standing.PROPOSED:
        return decision
    if decision.decided_by_id == actor.pk:
        raise ValidationError(_("You proposed this rejection. Another person confirms it."))
    if contribution.decisions.order_by("-pk")[0].pk != decision.pk:
        raise ValidationError(_("A newer answer stands already."), "another_decision")
    decision.standing = _settled(contribution.consultation)
    decision.confirmed_by = actor
    decision.save(update_fields=["standing", "confirmed_by"])
    _settle(contribution, decision)
    record(
        events.DECISION_CONFIRMED,
        contribution,
        actor=actor,
        place=contribution.consultation.place,
        decision=decision.pk,
        standing=decision.standing,
    )
    return decision


@transaction.atomic
def decide_together(
    *,
    actor: User,
    client_key: uuid.UUID,
    consultation: Consultation,
    chosen: Collection[int],
    answer: Answer,
) -> int:
    """The same answer to each chosen contribution and to all that stand folded behind it.

    Those that a colleague has answered meanwhile keep that answer. Returns how many were answered.
    """
    consultation = locked(consultation)
    require_manager(actor, consultation)
    reason = answer.reason.strip()
    rows = list(_unanswered(consultation, chosen))
    if not reason and any(_own_reason(row, answer) == "" for row in rows):
        raise ValidationError(_("Write the reason; the person will read it."))
    standing = _standing(consultation, answer.outcome)
    made = [
        Decision(
            client_key=uuid.uuid5(client_key, str(row.pk)),
            contribution=row,
            outcome=Decision.Outcome(answer.outcome),
            reason=_own_reason(row, answer) or reason,
            decided_by=actor,
            standing=standing,
        )
        for row in rows
    ]
    if not made:
        return 0
    Decision.objects.bulk_create(made, batch_size=1000)
    if standing != Standing.PROPOSED:
        _count_answered(consultation, [row.pk for row in rows])
    if standing == Standing.PUBLIC:
        notify_of_answers(consultation, [row.pk for row in rows])
    _record_together(actor, consultation, rows, answer, standing)
    return len(made)


def _record_together(
    actor: User,
    consultation: Consultation,
    rows: list[Contribution],
    answer: Answer,
    standing: str,
) -> None:
    """One event for each lane: what is public of it may be shown without the other."""
    for lane in sorted({row.lane for row in rows}):
        answered = [row for row in rows if row.lane == lane]
        record(
            events.DECIDED_TOGETHER,
            consultation,
            actor=actor,
            place=consultation.place,
            lane=lane,
            numbers=[row.number for row in answered],
            outcome=answer.outcome,
            standing=standing,
            reason=answer.reason.strip(),
            own_reasons={
                str(row.number): hashlib.sha256(own.encode()).hexdigest()
                for row in answered
                if (own := _own_reason(row, answer))
            },
        )


@transaction.atomic
def publish_answers(*, actor: User, consultation: Consultation) -> int:
    """All that are decided, at one moment, so that nobody learns theirs from a neighbour."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    held = Decision.objects.filter(
        contribution__consultation=consultation, standing=Standing.DECIDED
    )
    answered = list(held.order_by("contribution__number").values_list("contribution_id", flat=True))
    if not answered:
        return 0
    held.update(standing=Standing.PUBLIC)
    notify_of_answers(consultation, answered)
    record(
        events.ANSWERS_PUBLISHED,
        consultation,
        actor=actor,
        place=consultation.place,
        count=len(answered),
    )
    return len(answered)


@transaction.atomic
def set_answering(
    *,
    actor: User,
    consultation: Consultation,
    rejections_by_two: bool,
    published_together: bool,
) -> AnsweringRules:
    """From now on. Answers that are held back stay so until they are published together."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    rules, _made = AnsweringRules.objects.get_or_create(consultation=consultation)
    wanted = (rejections_by_two, published_together)
    if (rules.rejections_by_two, rules.published_together) == wanted:
        return rules
    rules.rejections_by_two, rules.published_together = wanted
    rules.save()
    record(
        events.ANSWERING_CHANGED,
        consultation,
        actor=actor,
        place=consultation.place,
        rejections_by_two=rejections_by_two,
        published_together=published_together,
    )
    return rules


def answering_rules(consultation: Consultation) -> AnsweringRules:
    found = AnsweringRules.objects.filter(consultation=consultation).first()
    return found or AnsweringRules(consultation=consultation)


def _standing(consultation: Consultation, outcome: str, *, is_protected: bool = False) -> str:
    """One person alone may open a protected voice: there is no second one to confirm."""
    rules = answering_rules(consultation)
    if rules.rejections_by_two and outcome == Decision.Outcome.REJECTED and not is_protected:
        return Standing.PROPOSED
    return Standing.DECIDED if rules.published_together else Standing.PUBLIC


def _settled(consultation: Consultation) -> str:
    held = answering_rules(consultation).published_together
    return Standing.DECIDED if held else Standing.PUBLIC


def _settle(contribution: Contribution, decision: Decision) -> None:
    if decision.standing != Standing.PROPOSED and not contribution.is_answered:
        contribution.is_answered = True
        contribution.save(update_fields=["is_answered"])
        count(contribution, answered=1)
    if decision.standing == Standing.PUBLIC:
        notify_of_answers(contribution.consultation, [contribution.pk])


def _unanswered(consultation: Consultation, chosen: Collection[int]) -> QuerySet[Contribution]:
    """Without a decision of any standing. A folded row brings those behind it."""
    rows: QuerySet[Contribution] = consultation.contributions.citizens()
    mine = Q(pk__in=chosen) | Q(fold__leader__in=chosen, is_queued=False)
    waiting = rows.filter(mine, is_answered=False, decisions=None)
    return waiting.select_for_update(no_key=True, of=("self",)).select_related("fold")


def _own_reason(row: Contribution, answer: Answer) -> str:
    """That of the row itself, else that of the row behind which it stands."""
    leader = row.fold.leader_id if row.fold is not None else row.pk
    return (answer.own_reasons.get(row.pk) or answer.own_reasons.get(leader) or "").strip()


def _count_answered(consultation: Consultation, keys: list[int]) -> None:
    rows = Contribution.objects.filter(pk__in=keys)
    by_article = rows.order_by().values_list("article_key").annotate(answered=Count("pk"))
    for article, answered in list(by_article):
        Tally.objects.filter(consultation=consultation, article_key=article).update(
            answered=F("answered") + answered
        )
    rows.update(is_answered=True)
