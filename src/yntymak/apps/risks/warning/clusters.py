"""Where reports of adjoining municipalities rise together, though none of them stands out alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yntymak.apps.risks.warning.series import CATEGORIES
from yntymak.methods.surveillance import scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from yntymak.apps.risks.warning.detector import Settings
    from yntymak.apps.risks.warning.units import Units
    from yntymak.methods.surveillance import Cluster

    Floats = NDArray[np.float64]

WEEKS = 4
REFERENCE = 52  # weeks before them that tell the share of each municipality
LEAST_KNOWN = 12
LEAST_REPORTS = 3
SEED = 20_010_101


@dataclass(frozen=True)
class FoundCluster:
    """`rows`: municipalities, the middle first."""

    category: str
    rows: tuple[int, ...]
    weeks: int
    observed: int
    expected: float
    statistic: float
    p: float
    p_tail: float


def find_clusters(
    shown: Floats, units: Units, settings: Settings, strong: set[tuple[int, int]]
) -> list[FoundCluster]:
    """`shown`: municipalities by categories by weeks. `strong`: (row, category) told by itself.

    The reports of each week are shared out by the shares of the year before, so a rise of the whole
    country is no cluster, and a week that still runs is compared with itself.
    """
    past, now = shown[:, :, -WEEKS - REFERENCE : -WEEKS], shown[:, :, -WEEKS:]
    known = (~np.isnan(past[:, 0])).sum(axis=1)
    rows = np.flatnonzero(known >= LEAST_KNOWN)
    place = {int(row): i for i, row in enumerate(rows)}
    near = [[place[n] for n in units.neighbours[int(r)] if n in place] for r in rows]
    found = []
    for number, category in enumerate(CATEGORIES):
        counts = np.nan_to_num(now[rows, number])
        if counts.sum() < LEAST_REPORTS or len(rows) < 2:
            continue
        share = (np.nansum(past[rows, number], axis=1) + 0.5) / known[rows]
        base = share[:, None] / share.sum() * np.maximum(counts.sum(axis=0), 1e-9)[None, :]
        result = scan(
            counts, base, near, most_weeks=WEEKS, replicates=settings.replicates, seed=SEED
        )
        alone = {place[row] for row, c in strong if c == number and row in place}
        found += [
            _told(category, cluster, rows)
            for cluster in result.clusters
            if cluster.p_tail <= settings.cluster_p
            and cluster.observed >= LEAST_REPORTS
            and not _is_told_by(alone, cluster, counts, base)
        ]
    return sorted(found, key=lambda cluster: (cluster.p_tail, cluster.category))


def _is_told_by(alone: Iterable[int], cluster: Cluster, counts: Floats, base: Floats) -> bool:
    """Half of the excess or more comes from municipalities that are told by themselves."""
    inside = [place for place in cluster.places if place in alone]
    excess = (counts[inside, -cluster.weeks :] - base[inside, -cluster.weeks :]).sum()
    return bool(inside and excess >= 0.5 * (cluster.observed - cluster.expected))


def _told(category: str, cluster: Cluster, rows: NDArray[np.int64]) -> FoundCluster:
    return FoundCluster(
        category,
        tuple(int(rows[place]) for place in cluster.places),
        cluster.weeks,
        cluster.observed,
        cluster.expected,
        cluster.statistic,
        cluster.p,
        cluster.p_tail,
    )
