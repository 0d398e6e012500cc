"""Farrington-Flexible for daily reports: weekdays in the model, short windows in the alarm.

A seven-day sum sees a surge late and goes on alarming after it has ended. Here the robust
regression of Noufaily et al. (2013) describes single days (trend, yearly waves, weekday), and an
alarm needs an unlikely sum of one or a few days that ends in a day above its own expectation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import (
    WEEKS_A_YEAR,
    Detection,
    Floats,
    Integers,
    Level,
    SurveillanceError,
    as_counts,
    detection,
    judged_weeks,
    overdispersed_quantile,
    overdispersed_tail,
)
from yntymak.methods.surveillance.regression import robust_fit

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
YEAR = WEEKS_A_YEAR * 7
LEAST_DAYS = 2 * YEAR
_CLOSED = 1e-6  # expected on a weekday on which nothing was ever reported
_WIDEST = 4.0  # variance of the logarithm of a mean beyond which it says nothing


def daily(
    counts: ArrayLike,
    *,
    windows: tuple[int, ...] = (1, 3),
    waves: int = 5,
    alpha: float = 0.002,
    guard: int = 182,
    refit: int = 49,
    years: int = 6,
    start: int | None = None,
) -> Detection:
    """``counts``: series by days, a year being 364; columns of the result are days, not weeks.

    The model is fitted again every ``refit`` days from days at least ``guard`` before. ``p`` is the
    least over ``windows``; the threshold is that of the single day.
    """
    table = as_counts(counts)
    days = judged_weeks(table.shape[1], start)
    if not 0 < alpha < 1 or not windows or min(windows) < 1:
        raise SurveillanceError("alpha must lie between 0 and 1, and a window has a day or more.")
    if days[0] - guard < LEAST_DAYS:
        raise SurveillanceError("The daily detector needs two years of days before the first.")
    mean, variance, spread = np.zeros((3, len(table), len(days)))
    for first in range(0, len(days), refit):
        now = days[first : first + refit]
        past = np.arange(max(0, days[first] - years * YEAR), days[first] - guard)
        law = _law(table[:, past], past, now, waves)
        for into, value in zip((mean, variance, spread), law, strict=True):
            into[:, first : first + refit] = value
    observed = table[:, days]
    tails = [_tail(observed, mean, variance, spread, length=length) for length in windows]
    p = np.min(tails, axis=0)
    dispersion = variance / mean + mean * spread
    threshold = overdispersed_quantile(1 - alpha, mean, dispersion)
    found = detection(
        f"daily{windows}",
        VERSION,
        alpha,
        days,
        observed=observed,
        expected=mean,
        threshold=threshold,
        p=p,
    )
    found.level[(found.level == Level.CALM) & (p < alpha) & (observed > mean)] = Level.RAISED
    return found


def _law(past: Floats, at: Integers, now: Integers, waves: int) -> tuple[Floats, Floats, Floats]:
    """Mean, variance around it, and variance of the logarithm of the mean, series by days."""
    weekday = at % 7
    reports = np.stack([np.nansum(past[:, weekday == d], axis=1) for d in range(7)], axis=1)
    closed = reports == 0
    model = robust_fit(np.where(closed[:, weekday], np.nan, past), _design(at, now[0], waves))
    rows = [model.predict(row) for row in _design(now, now[0], waves)]
    mean = np.stack([row[0] for row in rows], axis=1)
    spread = np.minimum(np.stack([row[1] for row in rows], axis=1), _WIDEST)
    mean[closed[:, now % 7]] = _CLOSED
    return mean, mean * model.dispersion[:, None], spread


def _design(days: Integers, origin: int, waves: int) -> Floats:
    angle = 2 * np.pi * days[:, None] * np.arange(1, waves + 1) / YEAR
    trend = (days - origin) / YEAR
    return np.column_stack([trend, np.cos(angle), np.sin(angle), np.eye(7)[days % 7]])


def _tail(
    observed: Floats, mean: Floats, variance: Floats, spread: Floats, *, length: int
) -> Floats:
    """Chance of at least the sum of the last ``length`` days; of fewer at the beginning.

    The errors of the means of neighbouring days are taken as one error: the same model made them.
    """
    total, expected = _sums(observed, length), _sums(mean, length)
    common = _sums(mean * spread, length) / expected
    dispersion = _sums(variance, length) / expected + expected * common
    return overdispersed_tail(total, expected, dispersion)


def _sums(days: Floats, length: int) -> Floats:
    running = np.cumsum(np.pad(days, ((0, 0), (length, 0))), axis=1)
    return np.asarray(running[:, length:] - running[:, :-length])
