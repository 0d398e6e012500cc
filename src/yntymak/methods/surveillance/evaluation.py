"""Alarms beside known outbreaks: the figures of Höhle (2007)."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, nan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Confusion:
    """Weeks by alarm and by state."""

    tp: int
    fp: int
    tn: int
    fn: int

    @property
    def sensitivity(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else nan

    @property
    def specificity(self) -> float:
        return self.tn / (self.tn + self.fp) if self.tn + self.fp else nan

    @property
    def distance(self) -> float:
        """To the perfect detector in the plane of sensitivity and specificity."""
        return hypot(1 - self.sensitivity, 1 - self.specificity)

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(
            self.tp + other.tp, self.fp + other.fp, self.tn + other.tn, self.fn + other.fn
        )


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Of outbreaks on judged days, as in Noufaily et al. (2019).

    ``false_alarms``: share of days without outbreak that alarm; ``detected``: share of outbreaks
    with an alarm while they last; ``sensitivity``: share of outbreak days that alarm; ``delay``:
    mean days from the first outbreak day to the first alarm, of detected outbreaks.
    """

    false_alarms: float
    detected: float
    sensitivity: float
    delay: float


def timeliness(alarm: ArrayLike, outbreak: ArrayLike) -> Timeliness:
    """Runs by days; at most one outbreak a run."""
    raised, true = np.asarray(alarm, dtype=bool), np.asarray(outbreak, dtype=bool)
    hit = raised & true
    has = true.any(axis=1)
    seen = hit.any(axis=1)
    wait = (hit.argmax(axis=1) - true.argmax(axis=1))[seen]
    return Timeliness(
        false_alarms=float((raised & ~true).sum() / max(int((~true).sum()), 1)),
        detected=float(seen[has].mean()) if has.any() else nan,
        sensitivity=float(hit.sum() / true.sum()) if true.any() else nan,
        delay=float(wait.mean()) if len(wait) else nan,
    )


def confusion(alarm: ArrayLike, state: ArrayLike) -> Confusion:
    raised = np.asarray(alarm, dtype=bool)
    true = np.asarray(state, dtype=bool)
    return Confusion(
        tp=int((raised & true).sum()),
        fp=int((raised & ~true).sum()),
        tn=int((~raised & ~true).sum()),
        fn=int((~raised & true).sum()),
    )


def two_copies_before(counts: ArrayLike, n: int = 208) -> NDArray[np.generic]:
    """The published protocol for the 14 labelled series: the first ``n`` weeks stand twice before
    the series, so that a detector that looks back for years has a history.

    A week's own count is therefore among its references wherever years count; figures reached this
    way compare detectors and say nothing of the future.
    """
    table = np.atleast_2d(np.asarray(counts))
    return np.concatenate([table[:, :n], table[:, :n], table], axis=1)
