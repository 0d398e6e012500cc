"""What a deputy compares before the vote: the comments of the hearing, and what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yntymak.apps.plans.models import HearingComment, PlanVersion
from yntymak.apps.plans.snapshots import words_and_sums_of
from yntymak.apps.plans.versions import changes_between, sums_between

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan
    from yntymak.apps.plans.versions import RowChange


@dataclass(frozen=True)
class Papers:
    comments: list[HearingComment]
    since: PlanVersion | None  # the newest version: put to a hearing, or in force
    changes: list[RowChange]
    sums: list[tuple[str, int | None, int | None]]  # source, before and now in tyiyn

    @property
    def answered(self) -> int:
        return sum(1 for comment in self.comments if comment.outcome)


def papers_of(plan: Plan) -> Papers:
    """`plan` comes from plans_with_parts; two queries more, one where it was never heard.

    An amendment is compared with the plan in force, if it was not heard since.
    """
    comments: list[HearingComment] = []
    if plan.hearings.all():
        said = HearingComment.objects.filter(hearing__plan=plan)
        comments = list(said.order_by("hearing__held_on", "hearing", "number"))
    since = _version_before(plan)
    if since is None:
        return Papers(comments, None, [], [])
    now = words_and_sums_of(plan)
    return Papers(
        comments=comments,
        since=since,
        changes=changes_between(since.content, now),
        sums=sums_between(since.content, now),
    )


def _version_before(plan: Plan) -> PlanVersion | None:
    """Of an approved plan the one before its newest, which is what it says itself."""
    rows = PlanVersion.objects.filter(plan=plan).order_by("-number")
    if plan.is_approved:
        return next(iter(rows[1:2]), None)
    if plan.is_amendment:
        return rows.first() or PlanVersion.objects.filter(plan=plan.amends_id).last()
    return rows.first()
