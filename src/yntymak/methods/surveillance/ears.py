"""EARS C1, C2 and C3: seven weeks of history are enough.

C1 compares with the seven weeks before, C2 leaves two weeks between, C3 adds up what C2 exceeded in
three weeks. Hutwagner et al. (2003), Journal of Urban Health 80:i89; thresholds by quantiles of the
normal law as in Salmon, Schumacher, Höhle (2016), JSS 70(10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtr, ndtri

from yntymak.methods.surveillance.detection import (
    Detection,
    Floats,
    SurveillanceError,
    as_counts,
    detection,
    judged_weeks,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
BASELINE = 7
_GUARD = {"C1": 0, "C2": 2, "C3": 2}
LEAST_SD = 0.5  # seven equal weeks would otherwise make any report an alarm


def ears(
    counts: ArrayLike,
    *,
    method: Literal["C1", "C2", "C3"] = "C1",
    alpha: float | None = None,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks. ``alpha`` is .001 for C1 and C2 and .025 for C3 by default."""
    if method not in _GUARD:
        raise SurveillanceError(f"There is no EARS method {method}; choose C1, C2 or C3.")
    alpha = (0.025 if method == "C3" else 0.001) if alpha is None else alpha
    if not 0 < alpha < 1:
        raise SurveillanceError("alpha must lie between 0 and 1.")
    table = as_counts(counts)
    weeks = judged_weeks(table.shape[1], start)
    mean, sd = _baseline(table, _GUARD[method])
    z = (table - mean) / sd
    if method == "C3":
        carried = _carried(z)
        z = np.maximum(z - 1, 0) + carried
        threshold = mean + sd * (float(ndtri(1 - alpha)) - carried + 1)
    else:
        threshold = mean + sd * float(ndtri(1 - alpha))
    p = ndtr(-z)
    return detection(
        f"ears-{method}",
        VERSION,
        alpha,
        weeks,
        observed=table[:, weeks],
        expected=mean[:, weeks],
        threshold=threshold[:, weeks],
        p=p[:, weeks],
    )


def _baseline(table: Floats, guard: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of seven weeks that end ``guard`` weeks before each week."""
    mean, sd = np.full((2, *table.shape), np.nan)
    first = BASELINE + guard
    if table.shape[1] > first:
        windows = np.lib.stride_tricks.sliding_window_view(table, BASELINE, axis=1)
        used = windows[:, : table.shape[1] - first]
        mean[:, first:] = used.mean(axis=2)
        sd[:, first:] = np.maximum(used.std(axis=2, ddof=1), LEAST_SD)
    return mean, sd


def _carried(z: Floats) -> Floats:
    """What C2 exceeded by more than one standard deviation in the two weeks before."""
    over = np.maximum(z - 1, 0)
    carried = np.full(z.shape, np.nan)
    carried[:, 2:] = over[:, 1:-1] + over[:, :-2]
    return carried
