"""Attendance that everybody may read, worked out once for a round: no small cell, none to guess.

The number of people at each meeting is known to everybody who was there, so it is taken as known.
What is worked out holds for pages and downloads alike.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yntymak.apps.consultations.attendance import AXES, AXIS_NAMES
from yntymak.apps.consultations.models import AttendanceCount, PublicCount
from yntymak.methods.disclosure import LEAST_CELL, Sum, suppress

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from yntymak.apps.consultations.models import Round

# Beyond so many meetings the groups of each are not shown apart, only those of all together:
# what can be worked out from so many sums takes too long to rule out.
MOST_APART = 12
ALL = 0  # stands for all meetings together, where a key of a meeting would stand

STATED = ""  # stands for all groups of a meeting together
Cell = tuple[int, str]  # meeting and group
Counts = dict[Cell, int]


def publish_counts(asked: Round) -> None:
    """Call in the transaction that closes the round."""
    meetings = list(asked.meetings.exclude(figures_agreed_at=None).exclude(attended=None))
    rows = AttendanceCount.objects.filter(meeting__in=meetings)
    counted: dict[str, Counts] = {axis: {} for axis in AXES}
    for row in rows:
        counted[row.axis][row.meeting_id, row.group] = row.count
    apart = len(meetings) <= MOST_APART
    PublicCount.objects.bulk_create(
        PublicCount(round=asked, meeting_id=meeting or None, axis=axis, group=group, count=count)
        for axis, counts in counted.items()
        for (meeting, group), count in protected(counts, apart=apart).items()
    )


def protected(counts: Counts, *, apart: bool = True) -> dict[Cell, int | None]:
    """The cells of one axis that may be shown, None where withheld.

    A reader is taken to know how many of each meeting named a group. Of a meeting where fewer than
    five did, that alone tells too much: its groups are shown nowhere, not even within a sum.
    """
    groups = list(dict.fromkeys(group for _meeting, group in counts))
    stated = Counter[int]()
    for (meeting, _group), count in counts.items():
        stated[meeting] += count
    meetings = [meeting for meeting in stated if stated[meeting] >= LEAST_CELL]
    tiny = {(m, g): None for m in stated if stated[m] < LEAST_CELL for g in groups if apart}
    if not meetings:
        return {**tiny}
    cells = {(m, g): counts.get((m, g), 0) for m in meetings for g in groups}
    if not apart:
        cells = {(ALL, g): sum(cells[m, g] for m in meetings) for g in groups}
        meetings = [ALL]
    return {**_shown(cells, meetings, groups), **tiny}


def _shown(cells: Counts, meetings: Sequence[int], groups: Sequence[str]) -> dict[Cell, int | None]:
    everything: dict[Hashable, int] = dict(cells.items())
    sums: list[Sum] = []
    for m in meetings:
        everything[m, STATED] = sum(cells[m, g] for g in groups)
        sums.append(Sum((m, STATED), tuple((m, g) for g in groups)))
    if len(meetings) > 1:
        for g in groups:
            everything[ALL, g] = sum(cells[m, g] for m in meetings)
            sums.append(Sum((ALL, g), tuple((m, g) for m in meetings)))
        everything[ALL, STATED] = sum(everything[m, STATED] for m in meetings)
        sums.append(Sum((ALL, STATED), tuple((ALL, g) for g in groups)))
    known = [(m, STATED) for m in (ALL, *meetings) if (m, STATED) in everything]
    found = suppress(everything, sums, known=known).published
    return {(m, g): found[m, g] for m in (ALL, *meetings) for g in groups if (m, g) in found}


def counts_of_round(asked: Round) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """Of all meetings together, as they were published at the closing; None where withheld."""
    if not asked.is_closed:
        return []
    stored: dict[tuple[str, str], int | None] = {}
    alone: dict[tuple[str, str], list[int | None]] = {}
    for each in asked.public_counts.all():
        if each.meeting_id is None:
            stored[each.axis, each.group] = each.count
        else:
            alone.setdefault((each.axis, each.group), []).append(each.count)
    for key, counts in alone.items():  # a single meeting is its own sum
        if key not in stored and len(counts) == 1:
            stored[key] = counts[0]
    return [
        (
            str(AXIS_NAMES[axis]),
            [(str(name), stored[axis, g]) for g, name in groups.items() if (axis, g) in stored],
        )
        for axis, groups in AXES.items()
        if any(a == axis for a, _g in stored)
    ]
