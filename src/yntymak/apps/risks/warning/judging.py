"""Each series judged by its own past, at every level of the country.

A wider unit is only told of where it stands out without the units inside it that are told already:
one surge is one alert.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from yntymak.apps.risks.models import Alert
from yntymak.apps.risks.warning.series import CATEGORIES
from yntymak.apps.risks.warning.units import NONE
from yntymak.methods.surveillance import (
    Completeness,
    Detection,
    Level,
    benjamini_hochberg,
    ladder,
    same_age,
)
from yntymak.methods.surveillance import alerts as choose
from yntymak.methods.surveillance.detection import SurveillanceError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from yntymak.apps.risks.warning.detector import Settings
    from yntymak.apps.risks.warning.series import Series
    from yntymak.apps.risks.warning.units import Rows, Units
    from yntymak.foundation.registry.models import Place
    from yntymak.methods.surveillance.alerts import Alert as Chosen

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

Key = tuple[int, str]  # of a unit and a category
Told = dict[Key, tuple[int, int]]  # the day of the last alert and its level
LEVELS = (Alert.Asked.MUNICIPALITY, Alert.Asked.RAION, Alert.Asked.OBLAST, Alert.Asked.NATION)


@dataclass(frozen=True)
class Table:
    """All series that can be judged, one a row: of which level, unit and category.

    `parent`: the row of the same category one level up, or NONE. `group`: series that share a rate
    while they are young.
    """

    counts: Floats
    level: Rows
    unit: Rows
    category: Rows
    parent: Rows
    places: list[Place]
    weeks: list[dt.date]

    @property
    def group(self) -> Rows:
        return np.where(self.parent == NONE, -2 - np.arange(len(self.parent)), self.parent)

    def key(self, row: int) -> Key:
        return self.places[row].pk, CATEGORIES[int(self.category[row])]

    def until(self, week: int) -> Table:
        return replace(self, counts=self.counts[:, : week + 1], weeks=self.weeks[: week + 1])


def table_of(series: Series, units: Units) -> Table:
    """Municipalities, raions, oblasts, the nation; without those of which nothing was heard."""
    shown = _with_inside(np.concatenate([series.shown, series.wider_shown]), units)
    whole = _with_inside(np.concatenate([series.whole, series.wider_whole]), units)
    n_units, n_categories, n_weeks = shown.shape
    has_protected = units.level >= Alert.Asked.OBLAST
    counts = np.where(has_protected[:, None, None], whole, shown).reshape(-1, n_weeks)
    unit = np.repeat(np.arange(n_units), n_categories)
    category = np.tile(np.arange(n_categories), n_units)
    above = units.above[unit]
    parent = np.where(above == NONE, NONE, above * n_categories + category)
    places = [place for place in units.every for _ in range(n_categories)]
    table = Table(counts, units.level[unit], unit, category, parent, places, series.weeks)
    return _only(~np.isnan(counts[:, -1]), table)


def _with_inside(told: Floats, units: Units) -> Floats:
    """What was told of each unit and of all inside it, known from the first of them on."""
    total, known = np.nan_to_num(told), ~np.isnan(told)
    for level in LEVELS:
        rows = np.flatnonzero((units.level == level) & (units.above != NONE))
        np.add.at(total, units.above[rows], total[rows])
        np.logical_or.at(known, units.above[rows], known[rows])
    return np.where(known, total, np.nan)


def _only(kept: Flags, table: Table) -> Table:
    new = np.cumsum(kept) - 1
    parent = table.parent[kept]
    return Table(
        table.counts[kept],
        table.level[kept],
        table.unit[kept],
        table.category[kept],
        np.where(parent == NONE, NONE, new[parent]),
        [place for place, keep in zip(table.places, kept, strict=True) if keep],
        table.weeks,
    )


@dataclass(frozen=True)
class Judged:
    """Of one week: what alerts, in order, and which rows the budget shut out."""

    table: Table
    detection: Detection
    rung: Rows
    chosen: tuple[Chosen, ...]
    held_back: tuple[int, ...]
    strong: Flags  # rows that stand out, whether they are told again or not


def judge(
    table: Table,
    settings: Settings,
    known: Completeness,
    *,
    budget: int,
    today: dt.date,
    told: Mapping[Key, tuple[int, int]],
) -> Judged:
    """The last week of `table`, like with like: earlier weeks as they were known at its age."""
    if not len(table.counts):
        raise SurveillanceError("No municipality has been heard of yet.")
    found = ladder(same_age(table.counts, known), table.group, alpha=settings.alpha)
    sentinels = np.isin([CATEGORIES[c] for c in table.category], settings.sentinels)
    # One report speaks for its own municipality; in wider units it would only be told again.
    sentinels &= table.level == Alert.Asked.MUNICIPALITY
    strong = _strong(table, found.detection, settings.rate, sentinels)
    before = {
        row: (told[key][0], Level(told[key][1]))
        for row in range(len(table.counts))
        if (key := table.key(row)) in told
    }
    result = choose(
        found.detection,
        sentinels,
        budget=budget,
        rate=settings.rate,
        day=today.toordinal(),
        last_alerts=before,
    )
    return Judged(
        table, found.detection, found.rung[:, -1], result.alerts, result.held_back, strong
    )


def _strong(table: Table, found: Detection, rate: float, sentinels: Flags) -> Flags:
    """Rows that stand out; the level of a wider one that does not without them is taken back."""
    observed, expected = found.observed[:, -1], found.expected[:, -1]
    raised = found.alarm[:, -1] & benjamini_hochberg(found.p[:, -1], rate)
    raised |= sentinels & (observed >= 1)
    excess = np.maximum(observed - np.nan_to_num(expected), 0.0)
    inside = np.zeros(len(observed))  # what the units inside tell already
    for level in LEVELS:
        rows = np.flatnonzero(table.level == level)
        remaining = observed[rows] - inside[rows]
        explained = raised[rows] & (inside[rows] > 0) & (remaining <= found.threshold[rows, -1])
        raised[rows[explained]] = False
        found.level[rows[explained], -1] = Level.CALM
        tells = np.where(raised[rows], excess[rows], inside[rows])
        above = table.parent[rows]
        np.add.at(inside, above[above != NONE], tells[above != NONE])
    return np.asarray(raised)
