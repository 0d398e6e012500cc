"""The first seven weeks of a place: rules, and its rate drawn towards that of its raion.

The rate of a place is gamma around the rate of its raion, with the raion worth ``weight`` weeks;
the predictive law is then negative binomial. A single minor report is never an alarm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import nbinom

from yntymak.methods.surveillance.detection import (
    Detection,
    Floats,
    Integers,
    SurveillanceError,
    as_counts,
    detection,
    judged_weeks,
    nb_tail,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
LEAST_REPORTS = 2
_SMALLEST_RATE = 0.05  # a raion without any report is not a raion where none can come


def rules(
    counts: ArrayLike,
    raion: ArrayLike,
    *,
    weight: float = 8.0,
    alpha: float = 0.01,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks; ``raion``: for each series, which series are its raion's."""
    if not 0 < alpha < 1 or weight <= 0:
        raise SurveillanceError("alpha must lie between 0 and 1, and the weight above 0.")
    table = as_counts(counts)
    group = np.asarray(raion)
    if group.shape != (len(table),):
        raise SurveillanceError("Each series needs its raion.")
    _, index = np.unique(group, return_inverse=True)
    weeks = judged_weeks(table.shape[1], start)
    size, n = np.zeros((2, len(table), len(weeks)))
    for j, week in enumerate(weeks):
        rate = raion_rate(table[:, :week], index)
        size[:, j] = np.nansum(table[:, :week], axis=1) + weight * rate
        n[:, j] = (~np.isnan(table[:, :week])).sum(axis=1) + weight
    observed = table[:, weeks]
    probability = n / (n + 1)
    quantile = nbinom.ppf(1 - alpha, size, probability)
    threshold = np.maximum(quantile, LEAST_REPORTS - 1.0)
    p = nb_tail(observed, size, probability)
    return detection(
        "rules",
        VERSION,
        alpha,
        weeks,
        observed=observed,
        expected=size / n,
        threshold=threshold,
        p=p,
    )


def raion_rate(past: Floats, raion: Integers) -> Floats:
    """Reports a week and place over the known weeks of the whole raion, per series."""
    known = ~np.isnan(past)
    reports = np.bincount(raion, weights=np.nansum(past, axis=1))
    weeks = np.bincount(raion, weights=known.sum(axis=1))
    rate = reports / np.maximum(weeks, 1)
    return np.asarray(np.maximum(rate, _SMALLEST_RATE)[raion], dtype=np.float64)
