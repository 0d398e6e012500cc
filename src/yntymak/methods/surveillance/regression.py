"""Quasi-Poisson regression of many series on one design at once.

The series are rows; every one has the same design matrix, so that each step of iteratively
reweighted least squares is two matrix products and a batch of small solves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.window import SURGE, anscombe

if TYPE_CHECKING:
    from yntymak.methods.surveillance.detection import Floats

_STEPS = 30
_RIDGE = 1e-8
_LEAST, _MOST = -12.0, 25.0  # of the linear predictor: a series of zeros would run to -infinity
_TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True)
class Fit:
    """``beta``: series by columns; ``dispersion``: at least 1; ``covariance`` of beta."""

    beta: Floats
    mean: Floats
    dispersion: Floats
    covariance: Floats

    def predict(self, row: Floats) -> tuple[Floats, Floats]:
        """Mean at a row of the design, and the variance of its logarithm."""
        eta = np.clip(self.beta @ row, _LEAST, _MOST)
        spread = np.einsum("i,sij,j->s", row, self.covariance, row)
        return np.exp(eta), np.asarray(np.maximum(spread, 0.0))


def fit(y: Floats, design: Floats, weight: Floats | None = None) -> Fit:
    """``y``: series by n, NaN for unknown weeks; ``design``: n by columns."""
    prior: Floats = (~np.isnan(y)).astype(np.float64)
    if weight is not None:
        prior = prior * weight
    y = np.nan_to_num(y)
    eta: Floats = np.log(y + 0.5)
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    k = design.shape[1]
    ridge = _RIDGE * np.eye(k)
    beta: Floats = np.zeros((len(y), k))
    for _ in range(_STEPS):
        mu = np.exp(eta)
        work = prior * mu
        gram = (work @ products).reshape(-1, k, k) + ridge
        right = (work * (eta + (y - mu) / mu)) @ design
        new = np.linalg.solve(gram, right[:, :, None])[:, :, 0]
        eta = np.asarray(np.clip(new @ design.T, _LEAST, _MOST), dtype=np.float64)
        change = np.abs(new - beta).max(initial=0.0)
        beta = np.asarray(new, dtype=np.float64)
        if change < _TOLERANCE:
            break
    mu = np.exp(eta)
    gram = ((prior * mu) @ products).reshape(-1, k, k) + ridge
    inverse = np.linalg.inv(gram)
    free = np.maximum((prior > 0).sum(axis=1) - k, 1)
    pearson = (prior * (y - mu) ** 2 / mu).sum(axis=1) / free
    dispersion = np.maximum(pearson, 1.0)
    return Fit(beta, mu, dispersion, inverse * dispersion[:, None, None])


def robust_fit(y: Floats, design: Floats, threshold: float = SURGE) -> Fit:
    """Fitted twice: weeks whose residual exceeds ``threshold`` count as its inverse square.

    Noufaily et al. (2013), section 2.2.3.
    """
    first = fit(y, design)
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    per_week = first.covariance.reshape(len(y), -1) @ products.T
    leverage = per_week * first.mean / first.dispersion[:, None]
    residual = anscombe(np.nan_to_num(y), first.mean, first.dispersion[:, None])
    residual /= np.sqrt(np.clip(1 - leverage, 1e-3, 1.0))
    known = ~np.isnan(y)
    weight = np.where(residual > threshold, 1 / np.maximum(residual, 1) ** 2, 1.0) * known
    scale = known.sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    return fit(y, design, weight * scale[:, None])
