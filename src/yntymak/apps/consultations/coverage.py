"""Who a round has not heard yet: places without a meeting or a voice, groups that did not come.

The list is read by whoever closes the round; its `digest` tells whether they read this one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yntymak.apps.consultations.attendance import AXIS_NAMES, EXPECTED, name_of
from yntymak.apps.consultations.models import AttendanceCount, Meeting
from yntymak.foundation.registry.models import Kind, Place
from yntymak.methods.disclosure import LEAST_CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yntymak.apps.consultations.models import Round

FEW = LEAST_CELL  # fewer than a cell that may be published


@dataclass(frozen=True)
class Gap:
    """One line of the list; `key` names it whatever the language of the page."""

    key: str
    said: str


@dataclass(frozen=True)
class Coverage:
    gaps: Sequence[Gap]

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join(gap.key for gap in self.gaps).encode()).hexdigest()[:16]


def coverage_of(asked: Round) -> Coverage:
    """Five queries, and one for each place asked."""
    meetings = [each for each in meetings_of(asked) if each.state != Meeting.State.CANCELLED]
    return Coverage(
        [
            *_places(asked, meetings),
            *_silent(asked),
            *_uncounted(meetings),
            *_groups(asked, meetings),
        ]
    )


def meetings_of(asked: Round) -> list[Meeting]:
    return list(asked.meetings.select_related("place", "consultation"))


def planned_places(asked: Round) -> list[Place]:
    """Where meetings were promised; none named: nowhere in particular."""
    return list(asked.areas.order_by("sort_key"))


def held_in(place: Place, meetings: Sequence[Meeting]) -> list[Meeting]:
    return [each for each in meetings if place.contains(each.place)]


def _places(asked: Round, meetings: Sequence[Meeting]) -> Iterator[Gap]:
    for place in planned_places(asked):
        if not held_in(place, meetings):
            yield Gap(f"no-meeting:{place.code}", _("No meeting in %s.") % place)


def _silent(asked: Round) -> Iterator[Gap]:
    """Parts of the places asked, raions of an oblast, oblasts of the nation, without a proposal."""
    rows = asked.contributions.citizens().exclude(place=None).order_by()
    codes = set(rows.values_list("place__code", flat=True).distinct())
    for area, parts in _parts_of(asked):
        silent = [p for p in parts if not any(_inside(p, code) for code in codes)]
        if silent:
            names = ", ".join(str(place) for place in silent[:MOST_NAMED])
            more = len(silent) - MOST_NAMED
            if more > 0:
                names += " " + ngettext("and %d more", "and %d more", more) % more
            key = hashlib.sha256(" ".join(p.code for p in silent).encode()).hexdigest()[:12]
            yield Gap(
                f"silent:{key}",
                _("%(area)s: no proposal from %(places)s.") % {"area": area, "places": names},
            )


MOST_NAMED = 6


def _parts_of(asked: Round) -> list[tuple[str, list[Place]]]:
    """One query for each place asked; a nation is asked by its oblasts."""
    current = Place.objects.current()
    areas = planned_places(asked)
    if not areas and asked.consultation.place is None:
        kinds = (Kind.OBLAST, Kind.REPUBLICAN_CITY)
        return [(_("The country"), list(current.filter(kind__in=kinds)))]
    areas = areas or [p for p in (asked.consultation.place,) if p is not None]
    return [
        (str(area), [area] if area.is_municipality else list(current.filter(parent=area)))
        for area in areas
    ]


def _inside(place: Place, code: str) -> bool:
    first, last = place.code_range
    return first <= code <= last


def _uncounted(meetings: Sequence[Meeting]) -> Iterator[Gap]:
    for each in meetings:
        if each.figures_agreed_at is None:
            yield Gap(
                f"uncounted:{each.number}",
                _("Meeting No. %(number)d, %(place)s: attendance is not typed in by two people.")
                % {"number": each.number, "place": each.place},
            )


def _groups(asked: Round, meetings: Sequence[Meeting]) -> Iterator[Gap]:
    if not meetings:
        yield Gap("no-meeting", _("No meeting was held in this round; nobody was counted."))
        return
    rows = AttendanceCount.objects.filter(meeting__round=asked).order_by()
    sums = {
        (axis, group): total
        for axis, group, total in rows.values_list("axis", "group").annotate(Sum("count"))
    }
    for axis, groups in EXPECTED.items():
        for group in groups:
            if sums.get((axis, group), 0) < FEW:
                yield Gap(
                    f"group:{axis}:{group}",
                    _("%(axis)s: hardly anybody of this group came: %(group)s.")
                    % {"axis": AXIS_NAMES[axis], "group": name_of(axis, group)},
                )
