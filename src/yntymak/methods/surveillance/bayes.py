"""Bayes exceedance of a week over its reference weeks.

With Jeffreys' prior on a Poisson rate and n reference weeks whose counts sum to s, the predictive
law is negative binomial of size s + 1/2 and probability n / (n + 1); a count above its 1 - alpha
quantile is an alarm. Riebler (2004), Empirischer Vergleich von statistischen Methoden zur
Ausbruchserkennung; Höhle (2007), Computational Statistics 22:571.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import nbinom

from yntymak.methods.surveillance.detection import (
    WEEKS_A_YEAR,
    Detection,
    Flags,
    Floats,
    SurveillanceError,
    as_counts,
    detection,
    judged_weeks,
    nb_tail,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
LEAST_WEEKS = 3


def reference_weeks(
    week: int, *, half_width: int, recent: int, years: int, period: int = WEEKS_A_YEAR
) -> list[int]:
    """The ``recent`` weeks before, and 2 * half_width + 1 weeks around the same week of each year.

    Weeks before the first are left out; weeks not yet past too.
    """
    found = list(range(week - recent, week))
    for year in range(1, years + 1):
        middle = week - year * period
        found += range(middle - half_width, middle + half_width + 1)
    return [at for at in found if 0 <= at < week]


def bayes(
    counts: ArrayLike,
    *,
    half_width: int = 6,
    recent: int = 6,
    years: int = 0,
    alpha: float = 0.05,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks. The literature writes bayes(half_width, recent, years), such as
    bayes(4, 0, 2) for nine weeks around the same week of each of two years.
    """
    if not 0 < alpha < 1:
        raise SurveillanceError("alpha must lie between 0 and 1.")
    if min(half_width, recent, years) < 0 or recent + years == 0:
        raise SurveillanceError("A detector needs reference weeks: recent ones or earlier years.")
    table = as_counts(counts)
    weeks = judged_weeks(table.shape[1], start)
    total, n = np.zeros((2, len(table), len(weeks)))
    for j, week in enumerate(weeks):
        chosen = table[
            :, reference_weeks(int(week), half_width=half_width, recent=recent, years=years)
        ]
        total[:, j] = np.nansum(chosen, axis=1)
        n[:, j] = (~np.isnan(chosen)).sum(axis=1)
    observed = table[:, weeks]
    expected, threshold, p = predict(total, n, observed, alpha)
    name = f"bayes({half_width},{recent},{years})"
    return detection(
        name, VERSION, alpha, weeks, observed=observed, expected=expected, threshold=threshold, p=p
    )


def predict(
    total: Floats, n: Floats, observed: Floats, alpha: float
) -> tuple[Floats, Floats, Floats]:
    """Expected count, threshold and p from the sum of ``n`` reference weeks."""
    enough: Flags = n >= LEAST_WEEKS
    weeks = np.where(enough, n, 1.0)
    size, probability = total + 0.5, weeks / (weeks + 1)
    threshold = np.where(enough, nbinom.ppf(1 - alpha, size, probability), np.nan)
    p = np.where(enough, nb_tail(observed, size, probability), np.nan)
    return np.where(enough, size / weeks, np.nan), threshold, p
