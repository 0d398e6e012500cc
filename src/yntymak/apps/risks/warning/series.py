"""The weekly counts as arrays: units by categories by weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.utils import timezone

from yntymak.apps.risks.models import Category, Signal, WeeklyCount
from yntymak.apps.risks.warning.weeks import OLDEST, WEEK, week_of, week_told
from yntymak.methods.surveillance import Completeness, completeness
from yntymak.methods.surveillance.delay import WINDOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yntymak.apps.risks.warning.units import Units

    Floats = NDArray[np.float64]

CATEGORIES = list(Category.values)
HISTORY = 270  # weeks: five years and what the longest detector sets aside


@dataclass(frozen=True)
class Series:
    """NaN before a municipality was first heard of. The last column is the week that still runs.

    `shown`: the public lane and that for officials. `whole`: with the protected lane; only sums
    over an oblast and more are made of it, for in a village a difference would betray a voice.
    `wider_shown` and `wider_whole`: the same of what was told of a raion, an oblast or the country
    without saying where in it; it counts there and above, in no municipality.
    """

    weeks: list[dt.date]
    shown: Floats
    whole: Floats
    wider_shown: Floats
    wider_whole: Floats

    @property
    def is_heard(self) -> NDArray[np.bool_]:
        return np.asarray(~np.isnan(self.shown[:, 0, -1]))


def load(units: Units, today: dt.date) -> Series:
    """One query. What lies in the future is left out."""
    last = week_of(today)
    weeks = [last - back * WEEK for back in range(HISTORY - 1, -1, -1)]
    n = len(units.municipalities)
    shape = (len(units.every), len(CATEGORIES), HISTORY)
    shown, whole = np.zeros((2, *shape))
    fields = ("place_id", "category", "lane", "week", "count")
    found = WeeklyCount.objects.filter(week__range=(weeks[0], last), count__gt=0).order_by()
    rows = found.values_list(*fields).iterator(chunk_size=20_000)
    column = {week: i for i, week in enumerate(weeks)}
    number = {category: i for i, category in enumerate(CATEGORIES)}
    told = [
        (units.row[place], number[category], column[week], lane != Signal.Lane.PROTECTED, count)
        for place, category, lane, week, count in rows
        if place in units.row
    ]
    if told:
        row, category, at, is_shown, count = np.array(told, dtype=np.int64).T
        np.add.at(whole, (row, category, at), count)
        np.add.at(shown, (row, category, at), count * is_shown)
    shown, whole = _from_first(shown), _from_first(whole)
    return Series(weeks, shown[:n], whole[:n], shown[n:], whole[n:])


def _from_first(table: Floats) -> Floats:
    """A unit is heard from the week of its first report on, of whatever category."""
    reported = table.sum(axis=1) > 0
    first = np.where(reported.any(axis=1), reported.argmax(axis=1), table.shape[2])
    before = np.arange(table.shape[2])[None, :] < first[:, None]
    return np.where(before[:, None, :], np.nan, table)


def completeness_of(today: dt.date) -> Completeness:
    """How much of a week is known at which age, over the country. One query."""
    first = week_of(today) - (WINDOW + OLDEST) * WEEK
    triangle = np.zeros((WINDOW + OLDEST, OLDEST + 1))
    since = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    told = Signal.objects.filter(received_at__gte=since).exclude(state=Signal.State.DROPPED)
    for occurred_on, received_at in told.order_by().values_list("occurred_on", "received_at"):
        week, age = week_told(occurred_on, received_at)
        at = (week - first).days // 7
        if 0 <= at < len(triangle):
            triangle[at, age] += 1
    ages = np.arange(len(triangle))[::-1]  # of the weeks, the last one full week ago at 0
    triangle[ages[:, None] < np.arange(OLDEST + 1)[None, :]] = np.nan
    if not np.nansum(triangle):
        return Completeness(np.ones(OLDEST + 1), 0)
    return completeness(triangle, window=len(triangle))
