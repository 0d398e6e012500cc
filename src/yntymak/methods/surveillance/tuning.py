"""Settings of sustained tension, chosen on all labelled series but the one they are tried on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import SurveillanceError, as_counts
from yntymak.methods.surveillance.evaluation import Confusion, confusion
from yntymak.methods.surveillance.sustained import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

WINDOWS = ((4, 0, 2), (6, 0, 2), (8, 0, 2), (6, 6, 1), (6, 6, 2))  # half width, recent, years
CHANCES_ON = (0.001, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1)
CHANCES_OFF = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
# Where specificity counts: wider windows, less likely beginnings, and the sum of three weeks.
CAREFUL_WINDOWS = (*WINDOWS, (12, 0, 2))
CAREFUL_ON = (0.0001, 0.0005, *CHANCES_ON)


@dataclass(frozen=True, slots=True)
class Setting:
    """Arguments of ``sustained``."""

    half_width: int
    recent: int
    years: int
    a_on: float
    a_off: float
    on_weeks: int = 1
    keeps_alarms: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """What each setting found in each series."""

    settings: tuple[Setting, ...]
    tables: tuple[tuple[Confusion, ...], ...]

    def whole(self, index: int, *, without: int | None = None) -> Confusion:
        kept = (table for s, table in enumerate(self.tables[index]) if s != without)
        return sum(kept, Confusion(0, 0, 0, 0))

    def best(self, score: Callable[[Confusion], float], *, without: int | None = None) -> int:
        """The setting with the least score; the first of equals."""
        scores = [score(self.whole(i, without=without)) for i in range(len(self.settings))]
        return int(np.argmin(scores))

    def leave_one_out(self, score: Callable[[Confusion], float]) -> Confusion:
        """Each series judged by the setting that is best on the others."""
        found = Confusion(0, 0, 0, 0)
        for series in range(len(self.tables[0])):
            found += self.tables[self.best(score, without=series)][series]
        return found


def distance(table: Confusion) -> float:
    return table.distance


def missed_at(specificity: float) -> Callable[[Confusion], float]:
    """1 - sensitivity where the specificity is reached; worse than any where it is not."""
    return lambda t: (1 - t.sensitivity) if t.specificity >= specificity else 2 - t.specificity


def trial(counts: ArrayLike, state: ArrayLike, *, first: int, careful: bool = False) -> Trial:
    """``counts``: series by weeks; ``state``: the weeks from ``first`` on, true in an outbreak.

    ``careful`` adds settings that sum three weeks, and that keep alarms in the baseline.
    """
    table, true = as_counts(counts), np.asarray(state, dtype=bool)
    if true.shape != (len(table), table.shape[1] - first):
        raise SurveillanceError("Each judged week of each series needs its state.")
    chances = CAREFUL_ON if careful else CHANCES_ON
    pairs = [(on, off) for on, off in product(chances, CHANCES_OFF) if on <= off]
    settings, tables = [], []
    for window, on_weeks, keeps in product(
        CAREFUL_WINDOWS if careful else WINDOWS,
        (1, 3) if careful else (1,),
        (False, True) if careful else (False,),
    ):
        half_width, recent, years = window
        _, _, on = walk(
            np.repeat(table[None], len(pairs), axis=0).reshape(-1, table.shape[1]),
            half_width=half_width,
            recent=recent,
            years=years,
            a_on=np.repeat([pair[0] for pair in pairs], len(table)),
            a_off=np.repeat([pair[1] for pair in pairs], len(table)),
            on_weeks=on_weeks,
            keeps_alarms=keeps,
        )
        alarms = on.reshape(len(pairs), len(table), -1)[:, :, first:]
        for pair, alarm in zip(pairs, alarms, strict=True):
            settings.append(Setting(*window, *pair, on_weeks, keeps))
            tables.append(tuple(confusion(a, s) for a, s in zip(alarm, true, strict=True)))
    return Trial(tuple(settings), tuple(tables))
