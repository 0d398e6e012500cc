"""Counts that spread over borders: an own past, the neighbours' past, and a seasonal floor.

The mean of place i in week t is lambda * y[i, t-1] + phi * sum over neighbours y[j, t-1]
+ e_i * exp(a + b t + g sin + d cos), the law negative binomial with one dispersion. Held, Höhle,
Hofmann (2005), Statistical Modelling 5:187; Meyer, Held, Höhle (2017), JSS 77(11). With more than
one lag the past is a geometrically weighted mean of the last weeks, as in Bracher, Held (2022),
International Journal of Forecasting 38:1221; the decay is the likeliest of a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from yntymak.methods.surveillance.detection import (
    WEEKS_A_YEAR,
    Floats,
    SurveillanceError,
    as_counts,
    nb_tail,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"
_BOUND = 15.0
_SMALL = 1e-10
_DECAYS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8)


@dataclass(frozen=True, slots=True)
class NeighbourModel:
    """``theta``: log lambda, log phi, level, trend, sine, cosine of the floor, log dispersion.

    The variance is mean + dispersion * mean². ``lag_weights``: of the last weeks, latest first.
    """

    theta: Floats
    log_likelihood: float
    weights: Floats
    population: Floats
    lag_weights: Floats
    version: str = VERSION

    @property
    def dispersion(self) -> float:
        return float(np.exp(self.theta[6]))

    def mean(self, before: ArrayLike, week: int) -> Floats:
        """Of each place in ``week`` (0 is the first of the series) after the counts ``before``.

        ``before``: places by weeks, the latest last; at least as many weeks as lags.
        """
        past = np.atleast_2d(np.asarray(before, dtype=np.float64))
        lags = len(self.lag_weights)
        recent = past[:, ::-1][:, :lags] @ self.lag_weights
        parts = _parts(recent[:, None], self.weights, self.population, np.array([week]))
        return np.asarray(sum(np.exp(k) * x for k, x in parts.terms(self.theta)))[:, 0]


@dataclass(frozen=True, slots=True)
class _Parts:
    own: Floats
    near: Floats
    population: Floats
    season: Floats  # weeks by (level, trend, sine, cosine)

    def terms(self, theta: Floats) -> list[tuple[float | Floats, Floats]]:
        """Pairs of a logarithm and what it multiplies."""
        endemic = np.clip(theta[2:6] @ self.season.T, -_BOUND, _BOUND)[None, :]
        return [
            (float(theta[0]), self.own),
            (float(theta[1]), self.near),
            (endemic, np.broadcast_to(self.population[:, None], self.own.shape)),
        ]


def fit_neighbours(
    counts: ArrayLike,
    adjacency: ArrayLike,
    population: ArrayLike,
    *,
    lags: int = 1,
) -> NeighbourModel:
    """``counts``: places by weeks; ``adjacency``: places by places, true for a border in common;
    ``population``: share of each place. Maximum likelihood, from the first week with all lags on.
    """
    table = as_counts(counts)
    weights = np.array(adjacency, dtype=np.float64)
    share = np.asarray(population, dtype=np.float64)
    if weights.shape != (len(table), len(table)) or share.shape != (len(table),):
        raise SurveillanceError("Neighbours and population must fit the places of the counts.")
    if np.isnan(table).any() or table.shape[1] < WEEKS_A_YEAR:
        raise SurveillanceError("The neighbour model needs a year of weeks without gaps.")
    if lags < 1:
        raise SurveillanceError("The neighbour model needs at least one lag.")
    np.fill_diagonal(weights, 0.0)
    best = _fit(table, weights, share, np.eye(lags)[0], None)
    for decay in _DECAYS if lags > 1 else ():
        lag_weights = decay ** np.arange(lags, dtype=np.float64)
        found = _fit(table, weights, share, lag_weights / lag_weights.sum(), best)
        if found.log_likelihood > best.log_likelihood:
            best = found
    return best


def _fit(
    table: Floats,
    weights: Floats,
    share: Floats,
    lag_weights: Floats,
    near: NeighbourModel | None,
) -> NeighbourModel:
    """``near``: a model fitted before, whose parameters are a good start."""
    lags, weeks = len(lag_weights), table.shape[1]
    y = table[:, lags:]
    before = sum(w * table[:, lags - 1 - q : weeks - 1 - q] for q, w in enumerate(lag_weights))
    parts = _parts(np.asarray(before), weights, share, np.arange(lags, weeks))
    level = np.log(max(float(y.mean()), 0.01) / max(float(share.mean()), _SMALL) / 2)
    start = np.array([-1.0, -3.0, level, 0.0, 0.0, 0.0, 0.0]) if near is None else near.theta
    found = minimize(
        _loss,
        start,
        args=(y, parts),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-_BOUND, _BOUND)] * 7,
        options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-7},
    )
    return NeighbourModel(np.asarray(found.x), -float(found.fun), weights, share, lag_weights)


def _parts(before: Floats, weights: Floats, population: Floats, weeks: ArrayLike) -> _Parts:
    t = np.asarray(weeks, dtype=np.float64)
    angle = 2 * np.pi * t / WEEKS_A_YEAR
    # The trend in years keeps the scales of the parameters alike.
    season = np.column_stack([np.ones(len(t)), t / WEEKS_A_YEAR, np.sin(angle), np.cos(angle)])
    return _Parts(before, weights @ before, population, season)


def _loss(theta: Floats, y: Floats, parts: _Parts) -> tuple[float, Floats]:
    """Negative log likelihood and its gradient."""
    own, near, endemic = (np.exp(log) * x for log, x in parts.terms(theta))
    mu = own + near + endemic + _SMALL
    size = float(np.exp(-theta[6]))
    value = (
        gammaln(y + size)
        - gammaln(size)
        - gammaln(y + 1)
        + size * np.log(size / (size + mu))
        + y * np.log(mu / (size + mu))
    )
    slope = y / mu - (y + size) / (size + mu)
    by_size = (
        digamma(y + size)
        - digamma(size)
        + np.log(size / (size + mu))
        + 1
        - (y + size) / (size + mu)
    )
    seasonal = (slope * endemic).sum(axis=0) @ parts.season
    gradient = np.concatenate(
        [[(slope * own).sum(), (slope * near).sum()], seasonal, [-size * by_size.sum()]]
    )
    return -float(value.sum()), -gradient


def log_score(y: ArrayLike, mean: Floats, dispersion: float) -> Floats:
    """Minus the logarithm of the predictive chance of what came."""
    seen, size = np.asarray(y, dtype=np.float64), 1 / dispersion
    return np.asarray(
        -(
            gammaln(seen + size)
            - gammaln(size)
            - gammaln(seen + 1)
            + size * np.log(size / (size + mean))
            + seen * np.log(mean / (size + mean))
        )
    )


def ranked_probability_score(y: ArrayLike, mean: Floats, dispersion: float) -> Floats:
    """Sum over k of (P(Y <= k) - 1[y <= k])²; Czado, Gneiting, Held (2009), Biometrics 65:1254."""
    seen, size = np.asarray(y, dtype=np.float64), 1 / dispersion
    sd = np.sqrt(mean + dispersion * mean**2)
    top = int(np.ceil(max(float((mean + 40 * sd).max(initial=0.0)), float(seen.max(initial=0)))))
    k = np.arange(top + 1, dtype=np.float64)
    probability = (size / (size + mean))[..., None]
    above = nb_tail(k + 1, np.asarray(size), probability)
    return np.asarray(((1 - above - (seen[..., None] <= k)) ** 2).sum(axis=-1))
