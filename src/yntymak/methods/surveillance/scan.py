"""Prospective space-time scan: where do reports cluster that are still going on?

Kulldorff (2001), JRSS A 164:61: every zone of adjoining places, every period that ends now; the
likelihood ratio of a Poisson model given the total; the chance of so large a maximum by Monte-Carlo
replicates, and beyond their resolution by a Gumbel law fitted to them (Abrams, Kulldorff, Kleinman
2010, International Journal of Health Geographics 9:61).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from yntymak.methods.surveillance.detection import (
    Floats,
    SurveillanceError,
    as_counts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

VERSION = "1"
_BATCH = 64  # replicates at once: keeps the working arrays in the cache
_EULER = 0.5772156649015329


@dataclass(frozen=True, slots=True)
class Cluster:
    """``places``: rows of the counts, the middle first; ``weeks``: how many, up to the latest.

    ``p`` comes from the ranks of the replicates, ``p_tail`` from the Gumbel law.
    """

    places: tuple[int, ...]
    weeks: int
    observed: int
    expected: float
    statistic: float
    p: float
    p_tail: float


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Clusters that share no place, the strongest first."""

    clusters: tuple[Cluster, ...]
    replicates: int
    seed: int
    version: str


def zones(neighbours: Sequence[Sequence[int]], most_places: int) -> list[tuple[int, ...]]:
    """Each place with its nearest in steps over borders, 1 to ``most_places`` of them.

    Equal distances are taken in the order of the places; equal sets of places stand once.
    """
    found: dict[frozenset[int], tuple[int, ...]] = {}
    for middle in range(len(neighbours)):
        order, seen = [middle], {middle}
        for place in order:
            if len(order) >= most_places:
                break
            for near in sorted(set(neighbours[place]) - seen):
                seen.add(near)
                order.append(near)
        for size in range(1, min(len(order), most_places) + 1):
            found.setdefault(frozenset(order[:size]), tuple(order[:size]))
    return list(found.values())


def scan(
    counts: ArrayLike,
    expected: ArrayLike,
    neighbours: Sequence[Sequence[int]],
    *,
    most_places: int = 10,
    most_weeks: int = 4,
    replicates: int = 999,
    seed: int = 20_010_101,
    most_clusters: int = 3,
) -> ScanResult:
    """``counts`` and ``expected``: places by weeks, of which the last ``most_weeks`` are scanned.

    ``neighbours``: for each place the rows of the places it borders on. ``expected`` needs only be
    proportional. The same input and seed give the same result on every machine.
    """
    cases, base = _checked(counts, expected, neighbours, most_weeks)
    total = int(cases.sum())
    if not total:
        return ScanResult((), replicates, seed, VERSION)
    base *= total / base.sum()
    areas = zones(neighbours, most_places)
    member = _membership(areas, len(cases))
    mean = member @ _growing(base)
    ratio = _Ratio.of(mean, total)
    observed = (member @ _growing(cases)).astype(np.int64)
    statistic = ratio.of_counts(observed)
    highest = _replicated(base, total, member, ratio, replicates=replicates, seed=seed)
    chosen = _apart(statistic, areas, most_clusters)
    clusters = tuple(
        Cluster(
            places=areas[zone],
            weeks=length + 1,
            observed=int(observed[zone, length]),
            expected=float(mean[zone, length]),
            statistic=float(statistic[zone, length]),
            p=float((1 + (highest >= statistic[zone, length]).sum()) / (1 + replicates)),
            p_tail=gumbel_tail(float(statistic[zone, length]), highest),
        )
        for zone, length in chosen
    )
    return ScanResult(clusters, replicates, seed, VERSION)


def gumbel_tail(statistic: float, highest: Floats) -> float:
    """Chance of a maximum at least so large under a Gumbel law with the replicates' moments."""
    scale = float(highest.std(ddof=1)) * np.sqrt(6) / np.pi if len(highest) > 1 else 0.0
    if scale <= 0:
        return 1.0 if statistic <= highest.max(initial=0.0) else 0.0
    place = float(highest.mean()) - _EULER * scale
    return float(-np.expm1(-np.exp(-(statistic - place) / scale)))


@dataclass(frozen=True, slots=True)
class _Ratio:
    """The logarithm of the likelihood ratio is linear in tables that are made once.

    c log(c/e) + (C - c) log((C - c)/(C - e)) = table[c] - c * slope - shift.
    """

    table: Floats
    slope: Floats
    shift: Floats
    mean: Floats

    @classmethod
    def of(cls, mean: Floats, total: int) -> _Ratio:
        c = np.arange(total + 1, dtype=np.float64)
        logs = np.log(np.maximum(c, 1))
        table = c * logs + (c * logs)[::-1]
        inside = np.clip(mean, 1e-12, None)
        outside = np.clip(total - mean, 1e-12, None)
        return cls(
            table, np.log(inside) - np.log(outside), total * np.log(outside), np.asarray(mean)
        )

    def of_counts(self, c: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Floats:
        """0 where no more than expected was seen."""
        value = self.table[c] - c * self.slope - self.shift
        return np.asarray(np.where(c > self.mean, np.maximum(value, 0.0), 0.0))


def _checked(
    counts: ArrayLike,
    expected: ArrayLike,
    neighbours: Sequence[Sequence[int]],
    most_weeks: int,
) -> tuple[Floats, Floats]:
    table = np.nan_to_num(as_counts(counts))
    base = np.array(expected, dtype=np.float64, ndmin=2)
    if base.shape != table.shape or not np.isfinite(base).all() or (base < 0).any():
        raise SurveillanceError("The expected counts must be 0 or more, and as many as the counts.")
    if len(neighbours) != len(table):
        raise SurveillanceError("Each place needs its neighbours, an empty list at least.")
    if any(not 0 <= near < len(table) for nears in neighbours for near in nears):
        raise SurveillanceError("A neighbour must be one of the places.")
    cases, base = table[:, -most_weeks:], base[:, -most_weeks:]
    if cases.sum() and not (base.sum() > 0 and (base[cases > 0] > 0).all()):
        raise SurveillanceError(
            "Reports stand where none are expected; expect a little everywhere."
        )
    return cases, base.copy()


def _membership(areas: list[tuple[int, ...]], n_places: int) -> csr_array:
    rows = np.repeat(np.arange(len(areas)), [len(area) for area in areas])
    columns = np.concatenate([np.array(area) for area in areas])
    return csr_array(
        (np.ones(len(rows), dtype=np.float64), (rows, columns)), shape=(len(areas), n_places)
    )


def _growing(table: Floats) -> Floats:
    """Sums over the last 1, 2, … weeks."""
    return np.asarray(np.cumsum(table[:, ::-1], axis=1))


def _replicated(
    base: Floats, total: int, member: csr_array, ratio: _Ratio, *, replicates: int, seed: int
) -> Floats:
    """The highest statistic of each replicate, ``total`` reports thrown at random."""
    rng = np.random.default_rng(seed)
    share = (base / base.sum()).ravel()
    highest = np.empty(replicates)
    places, weeks = base.shape
    for first in range(0, replicates, _BATCH):
        n = min(_BATCH, replicates - first)
        thrown = rng.multinomial(total, share, size=n).reshape(n, places, weeks)
        growing = np.cumsum(thrown[:, :, ::-1], axis=2).transpose(1, 2, 0)
        inside = member @ growing.reshape(places, weeks * n).astype(np.float64)
        cases = inside.reshape(-1, weeks, n)
        c = cases.astype(np.int32)
        value = ratio.table[c]
        value -= cases * ratio.slope[:, :, None]
        value -= ratio.shift[:, :, None]
        value[cases <= ratio.mean[:, :, None]] = 0.0
        highest[first : first + n] = np.maximum(value.max(axis=(0, 1)), 0.0)
    return highest


def _apart(statistic: Floats, areas: list[tuple[int, ...]], most: int) -> list[tuple[int, int]]:
    """The strongest, then the strongest that shares no place with it, and so on."""
    chosen: list[tuple[int, int]] = []
    taken: set[int] = set()
    for flat in np.argsort(-statistic, axis=None, kind="stable"):
        zone, length = divmod(int(flat), statistic.shape[1])
        if len(chosen) >= most or statistic[zone, length] <= 0:
            break
        if taken.isdisjoint(areas[zone]):
            chosen.append((zone, length))
            taken.update(areas[zone])
    return chosen
