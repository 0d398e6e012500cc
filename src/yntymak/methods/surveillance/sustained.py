"""Sustained tension: an alarm that holds until the level has really come down.

A week in which P(Y >= observed) < a_on switches a series on; it is switched off when the mean of
the last three weeks is no more than the upper quantile at a_off. Weeks in alarm leave the baseline,
so a long tension does not become the new normal. The predictive law is that of ``bayes``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import nbinom

from yntymak.methods.surveillance.bayes import LEAST_WEEKS, reference_weeks
from yntymak.methods.surveillance.detection import (
    Detection,
    Flags,
    Floats,
    Level,
    SurveillanceError,
    as_counts,
    detection,
    judged_weeks,
    nb_tail,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
SMOOTHED_WEEKS = 3


def sustained(
    counts: ArrayLike,
    *,
    half_width: int = 4,
    recent: int = 0,
    years: int = 2,
    a_on: float = 0.05,
    a_off: float = 0.2,
    least_reports: int = 0,
    on_weeks: int = 1,
    keeps_alarms: bool = False,
    start: int | None = None,
) -> Detection:
    """``counts``: series by weeks; the whole history is walked through, whatever ``start``.

    ``least_reports`` in three weeks are needed to switch on: one minor report is no tension.
    ``on_weeks`` > 1 switches on by the sum of so many weeks: later, and with fewer false alarms.
    ``keeps_alarms`` leaves weeks in alarm in the baseline, which adapts to a lasting level.
    """
    if not 0 < a_on <= a_off < 1 or on_weeks < 1:
        raise SurveillanceError("It takes 0 < a_on <= a_off < 1 and a week or more to switch on.")
    table = as_counts(counts)
    weeks = judged_weeks(table.shape[1], start)
    total, n, on = walk(
        table,
        half_width=half_width,
        recent=recent,
        years=years,
        a_on=np.full(len(table), a_on),
        a_off=np.full(len(table), a_off),
        least_reports=least_reports,
        on_weeks=on_weeks,
        keeps_alarms=keeps_alarms,
    )
    observed, total, n, on = table[:, weeks], total[:, weeks], n[:, weeks], on[:, weeks]
    enough = n >= LEAST_WEEKS
    size, probability = _law(total, n)
    threshold = np.where(enough, nbinom.ppf(1 - a_on, size, probability), np.nan)
    p = np.where(enough, nb_tail(observed, size, probability), np.nan)
    expected = np.where(enough, size / np.maximum(n, 1), np.nan)
    name = f"sustained({half_width},{recent},{years};{a_on:g},{a_off:g})"
    found = detection(
        name, VERSION, a_on, weeks, observed=observed, expected=expected, threshold=threshold, p=p
    )
    found.level[on & (found.level == Level.CALM)] = Level.RAISED
    found.level[~on & (found.level > Level.CALM)] = Level.CALM
    return found


def walk(
    table: Floats,
    *,
    half_width: int,
    recent: int,
    years: int,
    a_on: Floats,
    a_off: Floats,
    least_reports: int = 0,
    on_weeks: int = 1,
    keeps_alarms: bool = False,
) -> tuple[Floats, Floats, Flags]:
    """Sum and number of the reference weeks, and whether the series is on, each series by weeks."""
    total, n = np.zeros((2, *table.shape))
    on = np.zeros(table.shape, dtype=bool)
    known = np.where(np.isnan(table), 0.0, table)
    counted = ~np.isnan(table)
    for week in range(1, table.shape[1]):
        columns = reference_weeks(week, half_width=half_width, recent=recent, years=years)
        usable = counted[:, columns] & ~on[:, columns]
        whole = keeps_alarms | (usable.sum(axis=1) < LEAST_WEEKS)
        usable = np.where(whole[:, None], counted[:, columns], usable)
        total[:, week] = (known[:, columns] * usable).sum(axis=1)
        n[:, week] = usable.sum(axis=1)
        size, probability = _law(total[:, week], n[:, week])
        enough = n[:, week] >= LEAST_WEEKS
        latest = known[:, max(0, week - SMOOTHED_WEEKS + 1) : week + 1]
        summed = known[:, max(0, week - on_weeks + 1) : week + 1]
        together = n[:, week] / (n[:, week] + summed.shape[1])
        starts = nb_tail(summed.sum(axis=1), size, together) < a_on
        starts &= latest.sum(axis=1) >= least_reports
        holds = on[:, week - 1] & (nb_tail(latest.mean(axis=1), size, probability) <= a_off)
        on[:, week] = enough & (starts | holds)
    return total, n, on


def _law(total: Floats, n: Floats) -> tuple[Floats, Floats]:
    weeks = np.maximum(n, 1)
    return total + 0.5, weeks / (weeks + 1)
