"""The meetings of the consultation with which a plan's hearing is held, and who came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yntymak.apps.consultations.attendance import AXIS_NAMES, name_of
from yntymak.apps.consultations.models import Consultation, Meeting, PublicCount
from yntymak.apps.coordination.models import HeardIn
from yntymak.ui.figures import MISSING

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Hearing


@dataclass(frozen=True)
class HeardTogether:
    consultation: Consultation
    meetings: list[Meeting]  # in the plan's place, or in all places where none was held there
    groups: list[tuple[str, str]]  # "Sex", "women 12, men 9", as they were published

    @property
    def attended(self) -> int | None:
        known = [each.attended for each in self.meetings if each.attended is not None]
        return sum(known) if known else None


def heard_with(hearing: Hearing, user: Any) -> HeardTogether | None:
    """Three queries; one where the hearing is held alone.

    Groups are those that the consultation itself publishes: no small cell, none to guess.
    """
    joined = HeardIn.objects.filter(hearing=hearing).select_related("consultation").first()
    if joined is None:
        return None
    seen = Meeting.objects.visible_to(user).filter(consultation=joined.consultation)
    found = list(seen.select_related("place").exclude(state=Meeting.State.CANCELLED))
    near = [each for each in found if hearing.plan.place.contains(each.place)]
    return HeardTogether(joined.consultation, near or found, _groups(near or found))


def _groups(meetings: list[Meeting]) -> list[tuple[str, str]]:
    """Only of one meeting: sums over some of them could give withheld cells away."""
    if len(meetings) != 1:
        return []
    said: dict[str, list[str]] = {}
    for row in PublicCount.objects.filter(meeting=meetings[0]).order_by("pk"):
        count = MISSING if row.count is None else str(row.count)
        said.setdefault(row.axis, []).append(f"{name_of(row.axis, row.group)}: {count}")
    return [(str(AXIS_NAMES[axis]), ", ".join(parts)) for axis, parts in said.items()]
