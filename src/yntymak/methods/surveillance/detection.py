"""What every detector returns, and the two predictive laws they share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammainc
from scipy.stats import nbinom, poisson

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

WEEKS_A_YEAR = 52
_HIGH = 50  # a level is high where p is so many times smaller than alpha


class SurveillanceError(ValueError):
    """What is wrong with the input, in one sentence for the person who brought it."""


class Level(IntEnum):
    """Of one series in one week. Levels are never summed over places."""

    UNKNOWN = -1  # too little history: never to be shown as calm
    CALM = 0
    RAISED = 1
    HIGH = 2


@dataclass(frozen=True, slots=True)
class Detection:
    """Series by weeks; NaN where the history does not carry a statement.

    ``p`` is the chance of at least so many reports under the expected course. ``weeks`` are the
    columns of the input that were judged.
    """

    detector: str
    version: str
    alpha: float
    weeks: Integers
    observed: Floats
    expected: Floats
    threshold: Floats
    p: Floats
    level: NDArray[np.int8]

    @property
    def alarm(self) -> Flags:
        return np.asarray(self.level >= Level.RAISED)


def as_counts(counts: ArrayLike) -> Floats:
    """Series by weeks, weeks before the first report NaN. Raises SurveillanceError."""
    try:
        table = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    except (TypeError, ValueError):
        raise SurveillanceError("The counts must be a table of numbers, series by weeks.") from None
    if table.ndim != 2 or not table.size:
        raise SurveillanceError("The counts must be a table of numbers, series by weeks.")
    known = table[~np.isnan(table)]
    if (known < 0).any() or np.isinf(known).any() or (known != np.floor(known)).any():
        raise SurveillanceError("A count must be a whole number, 0 or more.")
    return table


def judged_weeks(n_weeks: int, start: int | None) -> Integers:
    """From ``start`` to the end; only the latest week where none is given."""
    first = n_weeks - 1 if start is None else start
    if not 0 <= first < n_weeks:
        raise SurveillanceError(f"Week {first} is not among the {n_weeks} weeks.")
    return np.arange(first, n_weeks)


def nb_tail(count: Floats, size: Floats, probability: Floats) -> Floats:
    """P(Y >= count) of the negative binomial; 1 at 0. NaN passes through."""
    at_least = np.ceil(count)
    tail = betainc(np.maximum(at_least, 1), size, 1 - probability)
    return np.where(np.isnan(count), np.nan, np.where(at_least <= 0, 1.0, tail))


def overdispersed_tail(count: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """P(Y >= count) where the variance is ``dispersion * mean``; Poisson from 1 down."""
    mean = np.maximum(mean, 1e-9)
    at_least = np.ceil(count)
    extra = np.maximum(dispersion - 1, 1e-6)
    spread = betainc(np.maximum(at_least, 1), mean / extra, extra / (1 + extra))
    plain = gammainc(np.maximum(at_least, 1), mean)
    tail = np.where(dispersion > 1 + 1e-6, spread, plain)
    return np.where(np.isnan(count), np.nan, np.where(at_least <= 0, 1.0, tail))


def overdispersed_quantile(level: float, mean: Floats, dispersion: Floats) -> Floats:
    """Least count whose distribution function reaches ``level``."""
    mean = np.maximum(mean, 1e-9)
    extra = np.maximum(dispersion - 1, 1e-6)
    spread = nbinom.ppf(level, mean / extra, 1 / (1 + extra))
    return np.asarray(np.where(dispersion > 1 + 1e-6, spread, poisson.ppf(level, mean)))


def detection(
    name: str,
    version: str,
    alpha: float,
    weeks: Integers,
    *,
    observed: Floats,
    expected: Floats,
    threshold: Floats,
    p: Floats,
) -> Detection:
    """Levels from the threshold: above it is raised, and far above it high."""
    unknown = np.isnan(threshold) | np.isnan(observed)
    level = np.zeros(observed.shape, dtype=np.int8)
    level[~unknown & (observed > threshold)] = Level.RAISED
    level[~unknown & (observed > threshold) & (p < alpha / _HIGH)] = Level.HIGH
    level[unknown] = Level.UNKNOWN
    return Detection(name, version, alpha, weeks, observed, expected, threshold, p, level)
