"""Early warning through the app: the nightly run of the country, and surges that were planted.

    python bench/warning.py [--weeks 20] [--out FOLDER]

The counts are drawn, not real: the figures tell how the detectors, the budget and the rule of one
alert for one surge work together. They say nothing of how conflicts between people begin.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Alert
    from yntymak.apps.risks.warning.units import Units

YEARS, HISTORY = 5, 262
FIRST = dt.date(2020, 1, 6)  # a Monday
WEEK = dt.timedelta(days=7)
EACH = 12  # planted surges of each kind
LASTS = {"single place": 2, "six neighbours": 3, "slow rise": 8}
TOLD_LATE = 1  # weeks after its end in which an alert still counts as found
Row = tuple[str, str, str]  # check, to reach, reached


@dataclass
class Planted:
    kind: str
    rows: tuple[int, ...]
    category: int
    start: int  # week
    found_after: int | None = None
    held_back: bool = False

    @property
    def weeks(self) -> range:
        return range(self.start, self.start + LASTS[self.kind] + TOLD_LATE)


@dataclass
class Country:
    units: Units
    rate: np.ndarray  # municipalities by categories
    counts: np.ndarray  # with weeks
    planted: list[Planted] = field(default_factory=list)


def drawn(units: Units, weeks: int, seed: int = 7) -> Country:
    """Few reports almost everywhere, a yearly wave, more scatter than Poisson."""
    rng = np.random.default_rng(seed)
    n = len(units.municipalities)
    rate = rng.gamma(0.8, 0.7, (n, 7))
    phase = rng.uniform(0, 2 * np.pi, 7)
    season = 1 + 0.3 * np.sin(2 * np.pi * np.arange(weeks)[None, :] / 52 + phase[:, None])
    mean = np.maximum(rate[:, :, None] * season[None], 1e-3)
    return Country(units, rate, rng.negative_binomial(mean / 0.3, 1 / 1.3))


def plant(country: Country, first: int, last: int, seed: int = 8) -> None:
    """Surges that start in weeks `first` to `last`; no municipality has two."""
    rng = np.random.default_rng(seed)
    inside: dict[int, list[int]] = {}
    for row, unit in enumerate(country.units.above[: len(country.rate)]):
        inside.setdefault(int(unit), []).append(row)
    raions = {place.pk for place in country.units.raions}
    every = country.units.every
    large = [r for unit, r in inside.items() if every[unit].pk in raions and len(r) >= 6]
    places = rng.permutation(len(country.rate))
    taken: set[int] = set()
    for kind in LASTS:
        for number in range(EACH):
            if kind == "six neighbours":
                near = large[number % len(large)]
                rows = tuple(int(r) for r in near if r not in taken)[:6]
            else:
                rows = (next(int(r) for r in places if int(r) not in taken),)
            taken.update(rows)
            category, start = int(rng.integers(7)), int(rng.integers(first, last))
            surge = Planted(kind, rows, category, start)
            _add(country, surge, rng)
            country.planted.append(surge)


def _add(country: Country, surge: Planted, rng: np.random.Generator) -> None:
    for row in surge.rows:
        usual = country.rate[row, surge.category]
        for week in range(LASTS[surge.kind]):
            size = {
                "single place": 5 + 4 * np.sqrt(usual),
                "six neighbours": 1.5 + 1.5 * np.sqrt(usual),
                "slow rise": (week + 1) * (0.6 + 0.5 * np.sqrt(usual)),
            }[surge.kind]
            at = surge.start + week
            if at < country.counts.shape[2]:
                country.counts[row, surge.category, at] += rng.poisson(size)


def store(country: Country) -> int:
    """In bulk: an action for each of hundreds of thousands of worries would take hours."""
    from yntymak.apps.risks.models import WeeklyCount  # noqa: PLC0415
    from yntymak.apps.risks.warning.series import CATEGORIES  # noqa: PLC0415

    WeeklyCount.objects.all().delete()
    places = country.units.municipalities
    rows = (
        WeeklyCount(
            place=places[row],
            category=CATEGORIES[category],
            lane="public",
            week=FIRST + int(week) * WEEK,
            count=int(country.counts[row, category, week]),
        )
        for row, category, week in np.argwhere(country.counts > 0)
    )
    return len(WeeklyCount.objects.bulk_create(rows, batch_size=5000))


def one_night(weeks: int) -> tuple[float, int]:
    """CPU seconds and alerts of the run at the end of week `weeks`."""
    from yntymak.apps.risks import actions  # noqa: PLC0415

    before = time.process_time()
    watch = actions.keep_watch(today=sunday(weeks))
    return time.process_time() - before, watch.raised


def sunday(week: int) -> dt.date:
    return FIRST + week * WEEK + dt.timedelta(days=6)


def judge_weeks(country: Country, first: int, last: int) -> Counter[str]:
    """One run at the end of each week; which alerts belong to what was planted."""
    from yntymak.apps.risks import actions  # noqa: PLC0415

    tally: Counter[str] = Counter()
    for week in range(first, last):
        watch = actions.keep_watch(today=sunday(week))
        for alert in watch.alerts.select_related("place"):
            found = [s for s in country.planted if _is_of(alert, s, country, week)]
            tally["true" if found else f"false {alert.reason}"] += 1
            for surge in found:
                if surge.found_after is None:
                    surge.found_after = week - surge.start
        for held in watch.held_back:
            for surge in country.planted:
                pks = {country.units.municipalities[row].pk for row in surge.rows}
                surge.held_back |= held["place"] in pks and week in surge.weeks
        tally["held back"] += len(watch.held_back)
    return tally


def _is_of(alert: Alert, surge: Planted, country: Country, week: int) -> bool:
    from yntymak.apps.risks.warning.series import CATEGORIES  # noqa: PLC0415

    places = [country.units.municipalities[row] for row in surge.rows]
    same = CATEGORIES[surge.category] == alert.category and week in surge.weeks
    return same and any(alert.place.contains(place) for place in places)


def told(country: Country, tally: Counter[str], weeks: int) -> list[Row]:
    rows: list[Row] = []
    for kind, lasts in LASTS.items():
        of_kind = [s for s in country.planted if s.kind == kind]
        after = [s.found_after for s in of_kind if s.found_after is not None]
        held = sum(s.held_back and s.found_after is None for s in of_kind)
        delay = f"{np.mean(after):.1f} weeks" if after else "-"
        said = f"{len(after)} of {len(of_kind)} found, delay {delay}, {held} only held back"
        rows.append((f"planted: {kind}, {lasts} weeks", "report", said))
    false = {name: n for name, n in tally.items() if name.startswith("false")}
    kinds = ", ".join(f"{name.removeprefix('false ')} {n}" for name, n in sorted(false.items()))
    rows.append(
        ("false alerts a week", "report", f"{sum(false.values()) / weeks:.2f} ({kinds or 'none'})")
    )
    wanted = sum(tally.values())
    inside = wanted - tally["held back"]
    share = f"{inside / wanted:.2f} of {wanted}" if wanted else "no alert at all"
    rows.append(("alerts inside the budget of 20 a week", "report", share))
    return rows


def measure(weeks: int) -> list[Row]:
    from yntymak.apps.risks import actions  # noqa: PLC0415
    from yntymak.apps.risks.warning.units import units_of_today  # noqa: PLC0415
    from yntymak.cli import prepare  # noqa: PLC0415
    from yntymak.foundation.registry.actions import load_places_2023  # noqa: PLC0415

    prepare()
    load_places_2023()
    # Sentinels alert on one report by design: their number says nothing of the detectors.
    actions.issue_detector(actor=None, in_force_from=FIRST, changes={"sentinels": []})
    country = drawn(units_of_today(), HISTORY + weeks)
    plant(country, HISTORY, HISTORY + weeks - 10)
    n = store(country)
    seconds, _raised = one_night(HISTORY - 1)
    size = f"{len(country.rate)} places x 7 categories x {YEARS} years, {n} rows of counts"
    rows: list[Row] = [
        (f"nightly run, {size}", "≤ 10 s CPU", f"{seconds:.1f} s CPU"),
    ]
    return rows + told(country, judge_weeks(country, HISTORY, HISTORY + weeks), weeks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["YNTYMAK_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
        from yntymak.foundation.console import set_up_django  # noqa: PLC0415

        set_up_django()
        rows = measure(given.weeks)
    table = Table("check", "to reach", "reached", title="Early warning through the app")
    for row in rows:
        table.add_row(*row)
    Console(width=140).print(table)
    given.out.mkdir(parents=True, exist_ok=True)
    head = [
        "# Early warning through the app",
        "",
        "Measured by `python bench/warning.py` on drawn counts. They tell how the detectors, the",
        "budget and the rule of one alert for one surge work together, not how conflicts begin.",
        "Beside a usual count of u a week, a single place has 5 + 4√u reports more, each of six",
        "neighbours 1.5 + 1.5√u more; a slow rise grows by 0.6 + 0.5√u each week. Found: an",
        "alert of the place or of a unit around it while it lasts or a week after. No sentinels.",
        "",
        "| check | to reach | reached |",
        "| --- | --- | --- |",
    ]
    lines = head + [f"| {' | '.join(row)} |" for row in rows]
    (given.out / "warning.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (given.out / "warning.json").write_text(
        json.dumps(
            [dict(zip(("check", "to_reach", "reached"), r, strict=True)) for r in rows], indent=1
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
