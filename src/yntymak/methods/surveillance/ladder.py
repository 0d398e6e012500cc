"""Which detector a series can carry is a matter of how long its history is.

Under 7 weeks rules and the raion's rate; from 7 weeks EARS C1-C3 and Bayes exceedance; from 26 a
negative-binomial window; from 104 a yearly wave; from 208 Farrington-Flexible.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.bayes import bayes
from yntymak.methods.surveillance.detection import (
    Detection,
    Floats,
    Integers,
    Level,
    SurveillanceError,
    as_counts,
    judged_weeks,
)
from yntymak.methods.surveillance.ears import ears
from yntymak.methods.surveillance.rules import rules
from yntymak.methods.surveillance.seasonal import (
    FARRINGTON_LEAST,
    HARMONIC_LEAST,
    farrington,
    harmonic,
)
from yntymak.methods.surveillance.window import window

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

VERSION = "1"


class Rung(IntEnum):
    """By the weeks of history it needs."""

    RULES = 0
    SHORT = 7
    WINDOW = 26
    HARMONIC = HARMONIC_LEAST
    FARRINGTON = FARRINGTON_LEAST


@dataclass(frozen=True, slots=True)
class LadderResult:
    """``rung``: series by weeks, which detector spoke (see ``Rung``)."""

    detection: Detection
    rung: Integers


def rung_of(history: ArrayLike) -> Integers:
    """The highest rung that ``history`` weeks reach."""
    rungs = np.array(sorted(Rung))
    at = np.searchsorted(rungs, np.asarray(history), side="right") - 1
    return np.asarray(rungs[np.maximum(at, 0)], dtype=np.int64)


def ladder(
    counts: ArrayLike,
    raion: ArrayLike,
    *,
    alpha: float = 0.01,
    start: int | None = None,
) -> LadderResult:
    """``counts``: series by weeks, NaN before a series began; ``raion``: of each series.

    Only series of one category and raion should share a raion's rate: give each pair its own name.
    """
    table = as_counts(counts)
    group = np.asarray(raion)
    if group.shape != (len(table),):
        raise SurveillanceError("Each series needs its raion.")
    weeks = judged_weeks(table.shape[1], start)
    known = ~np.isnan(table)
    first = np.where(known.any(axis=1), known.argmax(axis=1), table.shape[1])
    shape = (len(table), len(weeks))
    expected, threshold, p = np.full((3, *shape), np.nan)
    level = np.full(shape, Level.UNKNOWN, dtype=np.int8)
    rung = rung_of(weeks[None, :] - first[:, None])
    for j, week in enumerate(weeks):
        for step in Rung:
            rows = np.flatnonzero(rung[:, j] == step)
            if len(rows):
                found = _judge(step, table[:, : week + 1], rows, group, alpha)
                for into, value in (
                    (expected, found.expected),
                    (threshold, found.threshold),
                    (p, found.p),
                    (level, found.level),
                ):
                    into[rows, j] = value[:, -1]
    whole = Detection(
        "ladder", VERSION, alpha, weeks, table[:, weeks], expected, threshold, p, level
    )
    return LadderResult(whole, rung)


def _judge(
    step: Rung, past: Floats, rows: Integers, raion: NDArray[np.generic], alpha: float
) -> Detection:
    own = past[rows]
    if step is Rung.RULES:
        # The raion's rate comes from all its places, not only from the young ones.
        found = rules(past, raion, alpha=alpha)
        return Detection(
            found.detector,
            found.version,
            alpha,
            found.weeks,
            found.observed[rows],
            found.expected[rows],
            found.threshold[rows],
            found.p[rows],
            found.level[rows],
        )
    if step is Rung.SHORT:
        return _short(own, alpha)
    if step is Rung.WINDOW:
        return window(own, alpha=alpha)
    if step is Rung.HARMONIC:
        return harmonic(own, alpha=alpha)
    return farrington(own, alpha=alpha)


def _short(own: Floats, alpha: float) -> Detection:
    """Expected, threshold and p are those of Bayes; two reports and one of C1-C3 raise it too.

    A week no higher than expected is not raised: C3 alone carries earlier weeks into it.
    """
    found = bayes(own, half_width=0, recent=25, years=0, alpha=alpha)
    for method in ("C1", "C2", "C3"):
        more = ears(own, method=method)
        rises = more.alarm & (found.observed >= 2) & (found.observed > found.expected)
        rises &= found.level == Level.CALM
        found.level[rises] = Level.RAISED
    return found
