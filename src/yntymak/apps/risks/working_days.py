"""By which day an office must have done something: working days, with the holidays as data."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from yntymak.apps.risks import seeds
from yntymak.apps.risks.models import Holiday, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DAY = dt.timedelta(days=1)
SATURDAY = 5
LONGEST_BREAK = 21  # days without work that any calendar could hold on end


def due(kinds: Iterable[str], since: dt.date) -> dict[str, dt.date]:
    """The last day of each term that begins the day after `since`. Two queries.

    A database without any terms (emptied by hand) gets the first ones again.
    """
    wanted = set(kinds)
    days = _in_force(wanted, since)
    if not wanted <= days.keys():
        seeds.ensure_terms(Term)
        days = _in_force(wanted, since)
    if not days:
        return {}
    last = since + (2 * max(days.values()) + LONGEST_BREAK) * DAY
    rows = Holiday.objects.filter(day__gt=since, day__lte=last)
    differing = dict(rows.values_list("day", "is_working"))
    return {kind: after(since, number, differing) for kind, number in days.items()}


def _in_force(kinds: set[str], since: dt.date) -> dict[str, int]:
    terms = Term.objects.filter(kind__in=kinds, in_force_from__lte=since)
    days: dict[str, int] = {}
    for term in terms.order_by("kind", "-in_force_from"):
        days.setdefault(term.kind, term.working_days)
    return days


def after(since: dt.date, number: int, differing: Mapping[dt.date, bool]) -> dt.date:
    """The `number`-th working day after `since`. `differing`: day → whether it is worked."""
    day, left = since, number
    while left > 0:
        day += DAY
        left -= is_working(day, differing)
    return day


def is_working(day: dt.date, differing: Mapping[dt.date, bool]) -> bool:
    return differing.get(day, day.weekday() < SATURDAY)
