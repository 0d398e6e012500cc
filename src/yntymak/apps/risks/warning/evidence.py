"""What an alert keeps of what it was made from: counts, never words, and no voice by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yntymak.apps.risks.models import Alert
from yntymak.apps.risks.warning.series import CATEGORIES
from yntymak.methods.surveillance import Rung, ladder

if TYPE_CHECKING:
    from yntymak.apps.risks.warning.clusters import FoundCluster
    from yntymak.apps.risks.warning.judging import Judged
    from yntymak.apps.risks.warning.series import Series
    from yntymak.apps.risks.warning.units import Units
    from yntymak.methods.surveillance import Completeness

KEPT = 104  # weeks of the series
BAND = 52  # weeks with what was expected of them


def evidence_of(
    judged: Judged, rows: list[int], units: Units, known: Completeness, alpha: float
) -> list[dict[str, Any]]:
    """Of each of `rows`: the series, the expected band of its last year, and the neighbours."""
    if not rows:
        return []
    table, n_weeks = judged.table, judged.table.counts.shape[1]
    band = ladder(
        table.counts[rows], table.group[rows], alpha=alpha, start=max(0, n_weeks - BAND)
    ).detection
    found = []
    for at, row in enumerate(rows):
        n_known = min(KEPT, int((~np.isnan(table.counts[row])).sum()))
        expected, threshold = band.expected[at].copy(), band.threshold[at].copy()
        expected[-1] = judged.detection.expected[row, -1]
        threshold[-1] = judged.detection.threshold[row, -1]
        found.append(
            {
                "first_week": table.weeks[-n_known].isoformat(),
                "counts": numbers(table.counts[row, -n_known:]),
                "expected": numbers(expected),
                "threshold": numbers(threshold),
                "rung": Rung(int(judged.rung[row])).name.lower(),
                "completeness": round(float(known.share[0]), 3),
                "neighbours": _neighbours(judged, row, units),
            }
        )
    return found


def evidence_of_cluster(
    found: FoundCluster, series: Series, units: Units, replicates: int
) -> dict[str, Any]:
    number = CATEGORIES.index(found.category)
    counts = np.nansum(series.shown[list(found.rows), number], axis=0)[-KEPT:]
    return {
        "first_week": series.weeks[-KEPT].isoformat(),
        "counts": numbers(counts),
        "expected": [],
        "threshold": [],
        "rung": "scan",
        "cluster": {
            "places": [units.municipalities[row].pk for row in found.rows],
            "weeks": found.weeks,
            "statistic": round(found.statistic, 3),
            "p": found.p,
            "replicates": replicates,
        },
        "neighbours": [],
    }


def numbers(values: Any) -> list[float | None]:
    """For JSON: no NaN, whole numbers whole, three digits else."""
    return [
        None
        if np.isnan(value)
        else int(value)
        if float(value).is_integer()
        else round(float(value), 3)
        for value in values
    ]


def _neighbours(judged: Judged, row: int, units: Units) -> list[dict[str, Any]]:
    """Whether those around stand out in the same week too. Their counts are their own."""
    table = judged.table
    if table.level[row] != Alert.Asked.MUNICIPALITY:
        return []
    same = (table.level == Alert.Asked.MUNICIPALITY) & (table.category == table.category[row])
    at = {int(table.unit[r]): int(r) for r in np.flatnonzero(same)}
    return [
        {
            "place": units.municipalities[near].pk,
            "state": "unheard"
            if near not in at
            else "more"
            if judged.strong[at[near]]
            else "as_expected",
        }
        for near in units.neighbours[int(table.unit[row])]
    ]
