"""The simulated daily signals of Noufaily et al. (2019), Bioinformatics 35:3110.

Seven years of 52 weeks; a week of 5 or 7 days; a yearly and a weekly wave; negative-binomial noise;
one outbreak in the last 49 weeks, and in three signals a yearly seasonal outbreak that belongs to
the baseline. Random numbers are NumPy's, so single runs differ from the published ones; holidays
stand on fixed days, for the published calendar is no part of the parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yntymak.methods.surveillance.detection import WEEKS_A_YEAR, Flags, Floats, Integers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

YEARS = 7
JUDGED_WEEKS = 49
DAYS = YEARS * WEEKS_A_YEAR * 7
_SEASONAL_START = {6: (0, 20), 7: (0, 20), 16: (209, 230)}  # days of a year
_SEASONAL_16 = 450.0  # size of signal 16's seasonal outbreaks, over the mean of signal 7
_SEASONAL_INTERVAL = 0.02
_WEIGHT = {5: (1.5, 1.1, 1.0, 1.0, 1.1), 7: (1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0)}  # from Monday
# Week and weekday: New Year, Easter (Friday, Monday), two in May, August, two at Christmas
_HOLIDAYS = ((0, 1), (13, 4), (14, 0), (17, 0), (21, 0), (34, 0), (51, 2), (51, 3))


@dataclass(frozen=True, slots=True)
class Signal:
    """Names of the parameters as in the publication."""

    sigid: int
    k: int
    k2: int
    alpha: float
    beta: float
    gama1: float
    gama2: float
    gama3: float
    gama4: float
    phi: float
    shift: float
    shift2: float
    days_per_week: int
    divide: float
    seasonal_outbreak_peak: float
    interval: float
    meanlog: float
    sdlog: float

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Signal:
        whole: dict[str, Any] = {"shift2": given["shift"], **given}
        kinds = {"sigid": int, "k": int, "k2": int, "days_per_week": int}
        values: dict[str, Any] = {n: kinds.get(n, float)(whole[n]) for n in cls.__slots__}
        return cls(**values)

    def mean(self, days: int) -> Floats:
        """Of each day, before the division."""
        t = np.arange(1, days + 1, dtype=np.float64)
        year, week = WEEKS_A_YEAR * self.days_per_week, self.days_per_week
        eta = self.alpha + self.beta * (t + self.shift)
        for j in range(1, self.k + 1):
            eta += self.gama1 * np.cos(2 * np.pi * j * (t + self.shift) / year)
            eta += self.gama2 * np.sin(2 * np.pi * j * (t + self.shift2) / year)
        for j in range(1, self.k2 + 1):
            eta += self.gama3 * np.cos(2 * np.pi * j * (t + self.shift) / week)
            eta += self.gama4 * np.sin(2 * np.pi * j * (t + self.shift) / week)
        return np.exp(eta)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Runs by 2,548 days of seven-day weeks. ``outbreak``: days with cases of the outbreak."""

    counts: Integers
    outbreak: Flags


def signals(given: Iterable[Mapping[str, Any]]) -> dict[int, Signal]:
    """Of the published parameters, by their number."""
    return {signal.sigid: signal for signal in map(Signal.of, given)}


def simulate(
    number: int, known: Mapping[int, Signal], *, runs: int, size: float = 2.0, seed: int = 1
) -> Simulated:
    """``runs`` runs of one signal, outbreaks of ``size`` times the daily deviation a weekday."""
    signal = known[number]
    rng = np.random.default_rng([seed, number])
    week = signal.days_per_week
    days = YEARS * WEEKS_A_YEAR * week
    mu = signal.mean(days)
    noise = (
        rng.poisson(mu, (runs, days))
        if signal.phi == 1
        else rng.negative_binomial(mu / (signal.phi - 1), 1 / signal.phi, (runs, days))
    )
    deviation = np.sqrt(mu * signal.phi)
    outbreak, seasonal = np.zeros((2, runs, days))
    for run in range(runs):
        start = int(rng.integers(days - JUDGED_WEEKS * week, days))
        outbreak[run] = _spread(rng, signal, start, size * week * deviation[start], days)
        if number in _SEASONAL_START:
            seasonal[run] = _seasonal(rng, number, known, days)
    total = _holidays(noise / signal.divide + seasonal + outbreak, week)
    return Simulated(
        _calendar(np.rint(total), week).astype(np.int64), _calendar(np.rint(outbreak), week) > 0
    )


def _spread(
    rng: np.random.Generator,
    signal: Signal,
    start: int,
    size: float,
    days: int,
    *,
    interval: float | None = None,
) -> Floats:
    """Cases a day: at least two, log-normal in time, heavier on the days reports come."""
    cases = 0
    while cases < 2:
        cases = int(rng.poisson(size))
    after = rng.lognormal(signal.meanlog, signal.sdlog, cases) / (interval or signal.interval)
    at = start + after.astype(np.int64)
    course = np.bincount(at[at < days], minlength=days).astype(np.float64)
    weight = np.resize(np.array(_WEIGHT[signal.days_per_week]), days)
    return np.asarray(course * weight)


def _seasonal(
    rng: np.random.Generator, number: int, known: Mapping[int, Signal], days: int
) -> Floats:
    signal, source = known[number], known[7] if number == 16 else known[number]
    peak = _SEASONAL_16 if number == 16 else signal.seasonal_outbreak_peak
    deviation = np.sqrt(source.mean(days) * source.phi)
    year, total = WEEKS_A_YEAR * signal.days_per_week, np.zeros(days)
    for first in range(0, days, year):
        start = first + int(rng.integers(*_SEASONAL_START[number]))
        size = signal.days_per_week * peak * deviation[start]
        total += _spread(rng, signal, start, size, days, interval=_SEASONAL_INTERVAL)
    return total


def _holidays(counts: Floats, week: int) -> Floats:
    """Offices that close report half as much more the next day; open services see twice as many."""
    changed = counts.copy()
    for year in range(YEARS):
        for number, weekday in _HOLIDAYS:
            day = (year * WEEKS_A_YEAR + number) * week + weekday
            if week == 5:
                changed[:, day] = 0
                changed[:, day + 1 : day + 2] *= 1.5
            else:
                changed[:, day] *= 2
    return changed


def _calendar(counts: Floats, week: int) -> Floats:
    """Five-day weeks get their empty weekend."""
    if week == 7:
        return counts
    full = np.zeros((len(counts), counts.shape[1] // week, 7))
    full[:, :, :week] = counts.reshape(len(counts), -1, week)
    return full.reshape(len(counts), -1)
