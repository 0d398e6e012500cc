"""The composite index of risk by the formulas of the INFORM subnational models.

Indicators are scaled 0 to 10 between fixed reference values; dimensions meet in the scaled
geometric mean, in which one high value weighs more than in an arithmetic mean. Marin-Ferrer,
Vernaccini, Poljansek (2017), Index for Risk Management INFORM, EUR 28655.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import Floats, SurveillanceError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Index:
    """``value``: one per place, NaN without any data; ``reliability``: share of known values."""

    value: Floats
    reliability: Floats
    version: str = VERSION


def half_up(value: float, digits: int = 1) -> float:
    """2.25 → 2.3, as people round the decimal they see; not to the even neighbour."""
    step = Decimal(1).scaleb(-digits)
    # Plus nothing: a mean of no risk at all may come out as -0.0.
    return float(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)) + 0.0


def rescale(values: ArrayLike, least: float, most: float, *, inverted: bool = False) -> Floats:
    """0 to 10 between fixed reference values, clipped. NaN stays "no data"."""
    if not least < most:
        raise SurveillanceError("The least reference value must lie below the largest.")
    scaled = 10 * (np.asarray(values, dtype=np.float64) - least) / (most - least)
    scaled = np.clip(scaled, 0, 10)
    return np.asarray(10 - scaled if inverted else scaled)


def scaled_geometric_mean(values: ArrayLike) -> Floats:
    """Of the last axis: values 0 to 10 turned to 1 to 10 downwards, geometric mean, turned back.

    NaN is left out.
    """
    given = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(given)
    if (given[known] < 0).any() or (given[known] > 10).any():
        raise SurveillanceError("A value of the index must lie between 0 and 10.")
    logs = np.where(known, np.log((10 - np.nan_to_num(given)) / 10 * 9 + 1), 0.0)
    n = known.sum(axis=-1)
    mean = np.exp(logs.sum(axis=-1) / np.maximum(n, 1))
    return np.asarray(np.where(n > 0, (10 - mean) / 9 * 10, np.nan))


def composite(indicators: ArrayLike, dimension: ArrayLike, *, digits: int = 1) -> Index:
    """``indicators``: places by indicators, 0 to 10, NaN for no data; ``dimension`` of each.

    Arithmetic mean inside a dimension, scaled geometric mean between them, rounded half up.
    """
    table = np.atleast_2d(np.asarray(indicators, dtype=np.float64))
    groups = np.asarray(dimension)
    if groups.shape != (table.shape[1],):
        raise SurveillanceError("Each indicator needs its dimension.")
    means = np.stack([_mean(table[:, groups == name]) for name in np.unique(groups)], axis=1)
    value = np.array(
        [half_up(v, digits) if np.isfinite(v) else np.nan for v in scaled_geometric_mean(means)]
    )
    return Index(value, (~np.isnan(table)).mean(axis=1))


def _mean(part: Floats) -> Floats:
    known = ~np.isnan(part)
    n = known.sum(axis=1)
    total = np.where(known, part, 0.0).sum(axis=1)
    return np.asarray(np.where(n > 0, total / np.maximum(n, 1), np.nan))
