"""Two years of history and more: the harmonic model and Farrington-Flexible.

Both are robust quasi-Poisson regressions whose law of the coming week is negative binomial with the
estimated dispersion and the uncertainty of the mean. Farrington et al. (1996), JRSS A 159:547;
Noufaily et al. (2013), Statistics in Medicine 32:1206.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import (
    WEEKS_A_YEAR,
    Detection,
    Floats,
    Integers,
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
HALF_WIDTH = 3
SEASONS = 10
GUARD = 26  # weeks before the judged one that do not train, so that a surge does not hide itself
HARMONIC_LEAST = 104
FARRINGTON_LEAST = 208
_LEAST_RECENT = 5  # reports in four weeks, below which Farrington et al. raise no alarm


def harmonic(
    counts: ArrayLike,
    *,
    waves: int = 1,
    guard: int = 4,
    alpha: float = 0.01,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks; trend and ``waves`` yearly waves over the whole past."""
    table = as_counts(counts)
    weeks = judged_weeks(table.shape[1], start)
    _check(alpha)
    mean, dispersion = np.full((2, len(table), len(weeks)), np.nan)
    for j, week in enumerate(weeks):
        if week < HARMONIC_LEAST:
            continue
        past = np.arange(week - guard)
        design = _waves(past, week, waves)
        mean[:, j], dispersion[:, j] = _law(
            table[:, past], design, _waves(np.array([week]), week, waves)[0]
        )
    return _result(f"harmonic({waves})", alpha, weeks, table, mean=mean, dispersion=dispersion)


def farrington(
    counts: ArrayLike,
    *,
    most_years: int = 5,
    alpha: float = 0.01,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks; four years at least. The season is a factor of ten levels."""
    table = as_counts(counts)
    weeks = judged_weeks(table.shape[1], start)
    _check(alpha)
    mean, dispersion = np.full((2, len(table), len(weeks)), np.nan)
    for j, week in enumerate(weeks):
        years = min(most_years, (int(week) - HALF_WIDTH) // WEEKS_A_YEAR)
        if week < FARRINGTON_LEAST or years < 3:
            continue
        past, season = reference_seasons(int(week), years)
        design = np.column_stack([_trend(past, int(week)), np.eye(SEASONS)[season]])
        now = np.concatenate([[0.0], np.eye(SEASONS)[0]])
        mean[:, j], dispersion[:, j] = _law(table[:, past], design, now)
    recent = np.stack([np.nansum(table[:, max(0, w - 3) : w + 1], axis=1) for w in weeks], axis=1)
    found = _result(
        f"farrington({most_years})", alpha, weeks, table, mean=mean, dispersion=dispersion
    )
    found.level[(found.level > 0) & (recent < _LEAST_RECENT)] = 0
    return found


def reference_seasons(week: int, years: int) -> tuple[Integers, Integers]:
    """Past weeks that train, and the season of each: 0 holds the weeks around the judged week.

    The rest of each year is cut into nine parts as equal as can be.
    """
    first = max(0, week - years * WEEKS_A_YEAR - HALF_WIDTH)
    past = np.arange(first, week - GUARD)
    position = (past - week + HALF_WIDTH) % WEEKS_A_YEAR
    core = 2 * HALF_WIDTH + 1
    rest = (position - core) * (SEASONS - 1) // (WEEKS_A_YEAR - core)
    return past, np.where(position < core, 0, rest + 1)


def _check(alpha: float) -> None:
    if not 0 < alpha < 1:
        raise SurveillanceError("alpha must lie between 0 and 1.")


def _trend(past: Integers, week: int) -> Floats:
    """In years before the judged week, so that the judged week has 0."""
    return np.asarray((past - week) / WEEKS_A_YEAR, dtype=np.float64)


def _waves(past: Integers, week: int, waves: int) -> Floats:
    angle = 2 * np.pi * (past[:, None] - week) * np.arange(1, waves + 1) / WEEKS_A_YEAR
    return np.column_stack([_trend(past, week), np.ones(len(past)), np.cos(angle), np.sin(angle)])


def _law(past: Floats, design: Floats, now: Floats) -> tuple[Floats, Floats]:
    """Mean and ratio of predictive variance to mean at the judged week.

    A trend that leads beyond everything seen is dropped (Farrington et al. 1996, section 3.3).
    """
    model = robust_fit(past, design)
    mean, spread = model.predict(now)
    dispersion = model.dispersion.copy()
    beyond = mean > np.nanmax(past, axis=1, initial=0.0)
    if beyond.any():
        flat = robust_fit(past[beyond], design[:, 1:])
        mean[beyond], spread[beyond] = flat.predict(now[1:])
        dispersion[beyond] = flat.dispersion
    # A past without a report leaves the logarithm without bounds; Jeffreys' half report instead.
    empty = np.nansum(past, axis=1) == 0
    n = (~np.isnan(past)).sum(axis=1)
    mean = np.where(empty, 0.5 / np.maximum(n, 1), mean)
    spread = np.where(empty, 2.0, np.minimum(spread, 4.0))
    return mean, np.asarray(dispersion + mean * spread)


def _result(
    name: str, alpha: float, weeks: Integers, table: Floats, *, mean: Floats, dispersion: Floats
) -> Detection:
    observed = table[:, weeks]
    unknown = np.isnan(mean)
    threshold = np.where(unknown, np.nan, overdispersed_quantile(1 - alpha, mean, dispersion))
    p = np.where(unknown, np.nan, overdispersed_tail(observed, mean, dispersion))
    return detection(
        name, VERSION, alpha, weeks, observed=observed, expected=mean, threshold=threshold, p=p
    )
