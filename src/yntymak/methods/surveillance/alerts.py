"""From many detections to the few alerts that people can follow up.

Benjamini-Hochberg (1995, JRSS B 57:289) over all series of a week, then a national budget: of what
is left, the least likely first. Sentinel categories (violence, weapons, inter-ethnic) alert on one
report and need no statistics; every other alert needs two. The same level of a series is not
repeated within 28 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import (
    Detection,
    Flags,
    Floats,
    Integers,
    Level,
    SurveillanceError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

VERSION = "1"
LEAST_REPORTS = 2
REPEAT_DAYS = 28


class Reason(StrEnum):
    """Why a series alerts."""

    SENTINEL = "sentinel"
    SURGE = "surge"


@dataclass(frozen=True, slots=True)
class Alert:
    """With all that a later reader needs to judge it; the decision and the outcome come after."""

    series: int
    week: int
    reason: Reason
    level: Level
    observed: float
    expected: float
    threshold: float
    p: float
    detector: str
    version: str


@dataclass(frozen=True, slots=True)
class AlertList:
    """``held_back``: series that the budget shut out, in order; people can see that they exist."""

    alerts: tuple[Alert, ...]
    held_back: tuple[int, ...]
    repeated: tuple[int, ...]
    version: str = VERSION


def benjamini_hochberg(p: ArrayLike, rate: float = 0.1) -> Flags:
    """Which of the hypotheses are rejected at a false discovery rate; NaN never is."""
    chance = np.asarray(p, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(chance))
    rejected = np.zeros(chance.shape, dtype=bool)
    order = known[np.argsort(chance[known], kind="stable")]
    limits = rate * np.arange(1, len(order) + 1) / max(len(order), 1)
    below = np.flatnonzero(chance[order] <= limits)
    if len(below):
        rejected[order[: below[-1] + 1]] = True
    return rejected


def alerts(
    found: Detection,
    sentinel: ArrayLike,
    *,
    budget: int,
    rate: float = 0.1,
    day: int = 0,
    last_alerts: Mapping[int, tuple[int, Level]] | None = None,
) -> AlertList:
    """Alerts of the latest week of ``found``.

    ``sentinel``: for each series whether its category alerts on one report. ``budget``: alerts a
    week for the country; sentinel alerts are never cut and use it up first. ``last_alerts``: for a
    series the day of its last alert and its level, days counted as in ``day``.
    """
    if budget < 0:
        raise SurveillanceError("The budget of alerts must be 0 or more.")
    watched = np.asarray(sentinel, dtype=bool)
    if watched.shape != (len(found.observed),):
        raise SurveillanceError("Each series needs to say whether it is a sentinel.")
    observed, p = found.observed[:, -1], found.p[:, -1]
    at_once = watched & (np.nan_to_num(observed) >= 1)
    surge = found.alarm[:, -1] & (observed >= LEAST_REPORTS) & ~at_once
    surge &= benjamini_hochberg(p, rate)
    order = [*_by_chance(at_once, p, observed), *_by_chance(surge, p, observed)]
    made = [_alert(found, int(i), at_once[i]) for i in order]
    before = last_alerts or {}
    repeated = [a.series for a in made if _is_repeat(a, day, before)]
    fresh = [a for a in made if a.series not in set(repeated)]
    n_sentinel = sum(a.reason == Reason.SENTINEL for a in fresh)
    cut = max(n_sentinel, budget)
    return AlertList(tuple(fresh[:cut]), tuple(a.series for a in fresh[cut:]), tuple(repeated))


def _by_chance(chosen: Flags, p: Floats, observed: Floats) -> Integers:
    at = np.flatnonzero(chosen)
    chance = np.nan_to_num(p[at], nan=1.0)
    return np.asarray(at[np.lexsort((at, -observed[at], chance))], dtype=np.int64)


def _alert(found: Detection, i: int, at_once: bool) -> Alert:
    level = Level(int(found.level[i, -1]))
    return Alert(
        series=i,
        week=int(found.weeks[-1]),
        reason=Reason.SENTINEL if at_once else Reason.SURGE,
        level=max(level, Level.RAISED),
        observed=float(found.observed[i, -1]),
        expected=float(found.expected[i, -1]),
        threshold=float(found.threshold[i, -1]),
        p=float(found.p[i, -1]),
        detector=found.detector,
        version=found.version,
    )


def _is_repeat(alert: Alert, day: int, before: Mapping[int, tuple[int, Level]]) -> bool:
    if alert.series not in before:
        return False
    when, level = before[alert.series]
    return day - when < REPEAT_DAYS and alert.level <= level
