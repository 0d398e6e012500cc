"""Late reports and silence: what a low count may mean.

A report comes days or weeks after the event. Completeness by age of the latest weeks tells how much
of a week is known by now; silence where reports are usual is a gap in reporting, never calm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import (
    Flags,
    Floats,
    Integers,
    SurveillanceError,
    as_counts,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
WINDOW = 26
SILENCE = 0.05
_RATE_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Completeness:
    """``share[a]``: of a week's reports, those known ``a`` weeks after it; ends at 1."""

    share: Floats
    weeks_used: int
    version: str = VERSION


@dataclass(frozen=True, slots=True)
class Silence:
    """Per series: weeks without a report up to the latest, the usual rate, and the chance of it."""

    weeks: Integers
    rate: Floats
    p: Floats
    gap: Flags
    version: str = VERSION


def completeness(triangle: ArrayLike, *, window: int = WINDOW) -> Completeness:
    """``triangle``: event weeks by age, reports that came ``age`` weeks after the event week.

    NaN where the age is not yet reached. Only the last ``window`` weeks that are fully known count;
    with younger weeks the chain-ladder ratios of the known part are used.
    """
    table = as_counts(triangle)[-window:]
    cumulated = np.cumsum(table, axis=1)
    ages = table.shape[1]
    share = np.ones(ages)
    for age in range(ages - 2, -1, -1):
        both = ~np.isnan(cumulated[:, age + 1])
        later = cumulated[both, age + 1].sum()
        ratio = cumulated[both, age].sum() / later if later > 0 else 1.0
        share[age] = share[age + 1] * ratio
    return Completeness(share, len(table))


def same_age(counts: ArrayLike, known: Completeness) -> Floats:
    """Earlier weeks thinned to the completeness each had at the age the latest has now.

    ``counts``: series by weeks, the latest at age 0. A detector then compares like with like:
    the expected count of a young week is what is usually known of a week so young.
    """
    table = as_counts(counts)
    weeks = table.shape[1]
    age = np.minimum(np.arange(weeks)[::-1], len(known.share) - 1)
    return np.asarray(np.rint(table * (known.share[0] / known.share[age])))


def silence(counts: ArrayLike, *, chance: float = SILENCE) -> Silence:
    """``counts``: series by weeks. A gap where exp(-k * rate) < ``chance`` for k weeks of zeros.

    The rate is that of up to 52 known weeks before the silence began.
    """
    if not 0 < chance < 1:
        raise SurveillanceError("The chance of a silence must lie between 0 and 1.")
    table = as_counts(counts)
    n_weeks = table.shape[1]
    reported = np.nan_to_num(table) > 0
    last = np.where(reported.any(axis=1), n_weeks - 1 - np.argmax(reported[:, ::-1], axis=1), -1)
    known = ~np.isnan(table)
    column = np.arange(n_weeks)
    quiet = known & (column > last[:, None])
    length = quiet.sum(axis=1)
    before = known & (column <= last[:, None]) & (column > last[:, None] - _RATE_WEEKS)
    n = before.sum(axis=1)
    rate = np.where(before, np.nan_to_num(table), 0).sum(axis=1) / np.maximum(n, 1)
    p = np.exp(-length * rate)
    return Silence(length.astype(np.int64), rate, p, np.asarray(p < chance))
