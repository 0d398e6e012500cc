"""The public hearing of a plan: announced, held, each comment answered with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans.actions.guarding import check_mark, count_up, draft, kept
from yntymak.apps.plans.actions.versions import keep_version
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Hearing, HearingComment, Measure, Plan, PlanVersion
from yntymak.foundation.ledger.repeats import sent_before

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from yntymak.apps.plans.content import Answer
    from yntymak.foundation.people.models import User


@transaction.atomic
def announce_hearing(
    *, actor: User, plan: Plan, key: UUID, revision: int, held_on: dt.date, venue: str
) -> Hearing:
    """From now on everybody reads the draft; what it says today is kept as a version."""
    said = {"plan": plan, "held_on": held_on, "venue": venue}
    known, own_key = sent_before(Hearing, key, said)
    if known is not None:
        return known
    plan = draft(actor, plan, revision)
    if not Measure.objects.filter(objective__plan=plan).exists():
        raise ValidationError(_("Add at least one measure: people need something to speak about."))
    if not plan.year - 2 <= held_on.year <= plan.year:
        raise ValidationError(
            {"held_on": _("A hearing is held in the plan's year or at most two years before it.")}
        )
    hearing = Hearing.objects.create(client_key=own_key, **{**said, "plan": plan})
    plan.state, plan.is_public = Plan.State.HEARING, True
    keep_version(plan, PlanVersion.Kind.HEARING)
    count_up(Verb.HEARING_ANNOUNCED, plan, actor, held_on=held_on.isoformat(), venue=venue)
    return hearing


@transaction.atomic
def enter_attendance(
    *, actor: User, hearing: Hearing, attended: int, opened_on: str | None = None
) -> Hearing:
    """`opened_on` is the mark of the number that the form showed."""
    plan = kept(actor, hearing.plan)
    hearing.refresh_from_db(fields=["attended"])
    _refuse_before(hearing)
    if hearing.attended == attended:
        return hearing
    check_mark(opened_on, hearing.attended)
    hearing.attended = attended
    hearing.save(update_fields=["attended"])
    count_up(Verb.HEARING_HELD, plan, actor, attended=attended)
    return hearing


@transaction.atomic
def add_comment(*, actor: User, hearing: Hearing, key: UUID, text: str) -> HearingComment:
    """What somebody said at the hearing, or sent in for it; without a name."""
    plan = draft(actor, hearing.plan)
    said = {"hearing": hearing, "text": text.strip()}
    known, own_key = sent_before(HearingComment, key, said)
    if known is not None:
        return known
    last = hearing.comments.aggregate(last=Max("number"))["last"] or 0
    comment = HearingComment.objects.create(client_key=own_key, number=last + 1, **said)
    count_up(Verb.COMMENT_ENTERED, plan, actor, number=comment.number)
    return comment


@transaction.atomic
def answer_comment(
    *, actor: User, comment: HearingComment, answer: Answer, opened_on: str | None = None
) -> HearingComment:
    """A later answer replaces an earlier one; both stand in the ledger.

    `opened_on` is the mark of the outcome and reason that the form showed.
    """
    plan = draft(actor, comment.hearing.plan)
    comment.refresh_from_db(fields=["outcome", "reason"])
    if not answer.reason.strip():
        raise ValidationError({"reason": _("Say in a sentence why.")})
    if (comment.outcome, comment.reason) == (answer.outcome, answer.reason.strip()):
        return comment
    check_mark(opened_on, comment.outcome, comment.reason)
    comment.outcome, comment.reason = answer.outcome, answer.reason.strip()
    comment.answered_at, comment.answered_by = timezone.now(), actor
    comment.save()
    count_up(
        Verb.COMMENT_ANSWERED,
        plan,
        actor,
        number=comment.number,
        outcome=comment.outcome,
        reason=comment.reason,
    )
    return comment


def require_heard(plan: Plan) -> None:
    """What was announced has been held, and nobody waits for an answer."""
    for hearing in plan.hearings.all():
        _refuse_before(hearing)
    waiting = HearingComment.objects.filter(hearing__plan=plan, outcome="").count()
    if waiting:
        raise ValidationError(
            _("Answer each comment of the hearing first: %(count)s wait for an answer.")
            % {"count": waiting}
        )


def _refuse_before(hearing: Hearing) -> None:
    if hearing.held_on > timezone.localdate():
        raise ValidationError(
            _("The hearing is on %(day)s. Do this when it has been held.")
            % {"day": f"{hearing.held_on:%d.%m.%Y}"}
        )
