"""What one night finds, from what is stored. Nothing is written here."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from yntymak.apps.risks.models import Alert, Standing
from yntymak.apps.risks.warning.clusters import find_clusters
from yntymak.apps.risks.warning.evidence import evidence_of, evidence_of_cluster
from yntymak.apps.risks.warning.judging import Told, judge, table_of
from yntymak.apps.risks.warning.series import completeness_of, load
from yntymak.apps.risks.warning.units import units_of_today
from yntymak.apps.risks.warning.weeks import week_of
from yntymak.methods.surveillance import Completeness, Level, Reason, silence
from yntymak.methods.surveillance.alerts import REPEAT_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.risks.warning.clusters import FoundCluster
    from yntymak.apps.risks.warning.detector import Settings
    from yntymak.apps.risks.warning.judging import Judged, Table
    from yntymak.apps.risks.warning.series import Series
    from yntymak.apps.risks.warning.units import Units
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class NewAlert:
    place: Place
    category: str
    week: dt.date
    reason: str
    level: int
    observed: int
    expected: float | None
    threshold: float | None
    p: float | None
    evidence: dict[str, Any]


@dataclass
class Night:
    input_version: str
    series: int = 0
    judged: int = 0
    alerts: list[NewAlert] = field(default_factory=list)
    held_back: list[dict[str, Any]] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)


@dataclass
class Input:
    today: dt.date
    version: str
    units: Units
    series: Series
    known: Completeness
    settings: Settings


def read_input(today: dt.date, detector_version: int, settings: Settings) -> Input:
    """Seven queries. The version changes with the day, the detector, the units and the counts."""
    units = units_of_today()
    series = load(units, today)
    known = completeness_of(today)
    codes = ",".join(place.code for place in units.every)
    digest = hashlib.sha256(f"{today} {detector_version} {codes}".encode())
    told = (series.shown, series.whole, series.wider_shown, series.wider_whole)
    for part in (*told, known.share):
        digest.update(np.ascontiguousarray(part).tobytes())
    return Input(today, digest.hexdigest(), units, series, known, settings)


def find(given: Input, told: Told, budget: int) -> Night:
    """`told`: last alerts of 28 days; `budget`: what of the week's alerts is left.

    Two weeks are judged: the last full one, with what was told late, and the one that still runs,
    which can only rise further.
    """
    table = table_of(given.series, given.units)
    night = Night(given.version, series=given.series.shown[:, :, 0].size)
    night.standings = standings_of(given)
    if not len(table.counts):
        return night
    told = dict(told)
    strong: set[tuple[int, int]] = set()
    for back in (1, 0):
        part = table.until(table.counts.shape[1] - 1 - back)
        known = Completeness(given.known.share[back:], given.known.weeks_used)
        left = max(0, budget - len(night.alerts))
        judged = judge(part, given.settings, known, budget=left, today=given.today, told=told)
        night.judged = int((judged.detection.level > Level.UNKNOWN).sum())
        new = list(_alerts_of(judged, given, known))
        night.alerts += new
        night.held_back += [_held_back(judged, row) for row in judged.held_back]
        told |= {(a.place.pk, a.category): (given.today.toordinal(), a.level) for a in new}
        strong |= _alone(judged.table, judged)
    for found in find_clusters(given.series.shown, given.units, given.settings, strong):
        _add_cluster(night, found, given, told, budget)
    return night


def standings_of(given: Input) -> list[Standing]:
    """Over all categories together, up to the last full week. None before places are loaded."""
    if not given.units.municipalities:
        return []
    total = given.series.shown[:, :, :-1].sum(axis=1)
    found = silence(total, chance=given.settings.silence)
    states = Standing.State
    return [
        Standing(
            place=place,
            week=week_of(given.today),
            state=(
                states.UNHEARD if not heard else states.SILENT if found.gap[row] else states.HEARD
            ),
            silent_weeks=int(found.weeks[row]) if heard else 0,
            usual_rate=round(float(found.rate[row]), 3),
        )
        for row, (place, heard) in enumerate(
            zip(given.units.municipalities, given.series.is_heard, strict=True)
        )
    ]


def last_told(today: dt.date, units: Units) -> Told:
    """Highest alert of 28 days by unit of today and category. One query.

    None of a day to come: after a night with a wrong clock the series would be told no more.
    """
    since = today - dt.timedelta(days=REPEAT_DAYS)
    found: Told = {}
    every = units.every
    rows = Alert.objects.filter(raised_on__gt=since, raised_on__lte=today).order_by("raised_on")
    for place, category, day, level in rows.values_list(
        "place_id", "category", "raised_on", "level"
    ):
        row = units.row.get(place)
        key = (place if row is None else every[row].pk, category)
        if level >= found.get(key, (0, 0))[1]:
            found[key] = (day.toordinal(), level)
    return found


def _alerts_of(judged: Judged, given: Input, known: Completeness) -> Iterator[NewAlert]:
    rows = [alert.series for alert in judged.chosen]
    evidence = evidence_of(judged, rows, given.units, known, given.settings.alpha)
    for alert, kept in zip(judged.chosen, evidence, strict=True):
        place, category = judged.table.places[alert.series], judged.table.key(alert.series)[1]
        is_sentinel = alert.reason == Reason.SENTINEL
        yield NewAlert(
            place=place,
            category=category,
            week=judged.table.weeks[-1],
            reason=Alert.Reason.SENTINEL if is_sentinel else Alert.Reason.SURGE,
            level=int(alert.level),
            observed=int(alert.observed),
            expected=_finite(alert.expected),
            threshold=_finite(alert.threshold),
            p=_finite(alert.p),
            evidence=kept,
        )


def _held_back(judged: Judged, row: int) -> dict[str, Any]:
    place, category = judged.table.places[row], judged.table.key(row)[1]
    return {
        "place": place.pk,
        "category": category,
        "week": judged.table.weeks[-1].isoformat(),
        "observed": int(judged.detection.observed[row, -1]),
        "p": _finite(judged.detection.p[row, -1]),
    }


def _alone(table: Table, judged: Judged) -> set[tuple[int, int]]:
    rows = np.flatnonzero(judged.strong & (table.level == Alert.Asked.MUNICIPALITY))
    return {(int(table.unit[row]), int(table.category[row])) for row in rows}


def _add_cluster(night: Night, found: FoundCluster, given: Input, told: Told, budget: int) -> None:
    """Unless it is told already; where the budget is spent it is held back."""
    place = given.units.around(found.rows)
    if place is None:
        return
    level = Level.HIGH if found.p_tail < given.settings.cluster_p / 50 else Level.RAISED
    if told.get((place.pk, found.category), (0, 0))[1] >= level:
        return
    week = week_of(given.today)
    if len(night.alerts) >= budget:
        night.held_back.append(
            {
                "place": place.pk,
                "category": found.category,
                "week": week.isoformat(),
                "observed": found.observed,
                "p": found.p_tail,
            }
        )
        return
    told[place.pk, found.category] = (given.today.toordinal(), int(level))
    night.alerts.append(
        NewAlert(
            place=place,
            category=found.category,
            week=week,
            reason=Alert.Reason.CLUSTER,
            level=int(level),
            observed=found.observed,
            expected=round(found.expected, 3),
            threshold=None,
            p=found.p_tail,
            evidence=evidence_of_cluster(
                found, given.series, given.units, given.settings.replicates
            ),
        )
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
