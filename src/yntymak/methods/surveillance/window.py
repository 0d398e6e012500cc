"""Half a year to two years of history: a negative-binomial law over the last 26 weeks.

Mean and dispersion come from the weeks before a guard of two, past surges are damped as in Noufaily
et al. (2013), and the predictive variance carries the uncertainty of the mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import (
    Detection,
    Flags,
    Floats,
    SurveillanceError,
    as_counts,
    detection,
    judged_weeks,
    overdispersed_quantile,
    overdispersed_tail,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
LEAST_WEEKS = 12
SURGE = 2.58  # Anscombe residual from which a past week is damped


def window(
    counts: ArrayLike,
    *,
    width: int = 26,
    guard: int = 2,
    alpha: float = 0.01,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks; ``width`` weeks that end ``guard`` weeks before."""
    if not 0 < alpha < 1 or width < LEAST_WEEKS or guard < 0:
        raise SurveillanceError(
            f"The window needs at least {LEAST_WEEKS} weeks, and alpha lies between 0 and 1."
        )
    table = as_counts(counts)
    weeks = judged_weeks(table.shape[1], start)
    mean, dispersion = np.full((2, len(table), len(weeks)), np.nan)
    for j, week in enumerate(weeks):
        past = table[:, max(0, week - guard - width) : max(0, week - guard)]
        mean[:, j], dispersion[:, j] = window_law(past)
    observed = table[:, weeks]
    threshold = overdispersed_quantile(1 - alpha, mean, dispersion)
    p = overdispersed_tail(observed, mean, dispersion)
    threshold = np.where(np.isnan(mean), np.nan, threshold)
    p = np.where(np.isnan(mean), np.nan, p)
    name = f"window({width},{guard})"
    return detection(
        name, VERSION, alpha, weeks, observed=observed, expected=mean, threshold=threshold, p=p
    )


def window_law(past: Floats) -> tuple[Floats, Floats]:
    """Mean and ratio of predictive variance to mean; NaN with fewer than 12 known weeks."""
    if past.shape[1] < LEAST_WEEKS:
        unknown = np.full(len(past), np.nan)
        return unknown, unknown
    known: Flags = np.isfinite(past)
    n = known.sum(axis=1)
    y = np.where(known, past, 0.0)
    mean, phi = _typical(past, known)
    residual = anscombe(y, mean[:, None], phi[:, None])
    weight = np.where(residual > SURGE, 1 / np.maximum(residual, 1) ** 2, 1.0) * known
    mean, phi = _moments(y, weight)
    # A window without a report does not prove that none can come: half a report, as Jeffreys.
    mean = mean + 0.5 / np.maximum(n, 1)
    dispersion = phi * (1 + 1 / np.maximum(weight.sum(axis=1), 1))
    enough = n >= LEAST_WEEKS
    return np.where(enough, mean, np.nan), np.where(enough, dispersion, np.nan)


def _typical(past: Floats, known: Flags) -> tuple[Floats, Floats]:
    """Centre and dispersion by medians, which a surge of some weeks does not move.

    Moments would let a surge widen the law so far that it is no longer seen as one.
    """
    shown = np.where(known.any(axis=1, keepdims=True), past, 0.0)
    mean = np.maximum(np.nanmedian(shown, axis=1), 0.5)
    spread = 1.4826 * np.nanmedian(np.abs(shown - mean[:, None]), axis=1)
    return np.asarray(mean), np.asarray(np.maximum(spread**2 / mean, 1.0))


def _moments(y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    total = np.maximum(weight.sum(axis=1), 1e-9)
    mean = (weight * y).sum(axis=1) / total
    square = (weight * (y - mean[:, None]) ** 2).sum(axis=1) / np.maximum(total - 1, 1)
    return mean, np.maximum(square / np.maximum(mean, 1e-9), 1.0)


def anscombe(y: Floats, mean: Floats, phi: Floats) -> Floats:
    """Residuals that are nearly standard normal for counts; Farrington et al. (1996)."""
    safe = np.maximum(mean, 1e-9)
    return np.asarray(1.5 * (y ** (2 / 3) * safe ** (-1 / 6) - np.sqrt(safe)) / np.sqrt(phi))
