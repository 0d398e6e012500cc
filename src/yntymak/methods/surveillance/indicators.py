"""A table of indicators and its reference values, and the index of each place back into a table."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import Floats, SurveillanceError
from yntymak.methods.surveillance.index import Index, composite, half_up, rescale
from yntymak.methods.surveillance.reading import read_table, safe_name

if TYPE_CHECKING:
    from pathlib import Path

NO_DATA = frozenset(("", "-", "–", "—", "x", "х", "na", "n/a", "no data", "нет данных"))
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?", flags=re.ASCII)
_DIRECTIONS = {"": False, "up": False, "down": True}


@dataclass(frozen=True, slots=True)
class Reference:
    """Fixed values, never those of the table at hand: an index must not move because another place
    was added. ``least`` becomes 0 and ``most`` becomes 10, or the other way round if ``inverted``.
    """

    indicator: str
    dimension: str
    least: float
    most: float
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Indicators:
    """``values``: places by indicators as they were measured, NaN for no data."""

    places: tuple[str, ...]
    references: tuple[Reference, ...]
    values: Floats

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.dimension for each in self.references))

    def scaled(self) -> Floats:
        """0 to 10, clipped: the worse the higher."""
        return np.stack(
            [
                rescale(self.values[:, i], each.least, each.most, inverted=each.inverted)
                for i, each in enumerate(self.references)
            ],
            axis=1,
        )


def read_references(path: Path) -> tuple[Reference, ...]:
    """Columns indicator, dimension, least, most and perhaps direction: up, or down where more is
    better. Raises SurveillanceError.
    """
    found = []
    for line, row in read_table(path, ("indicator", "dimension", "least", "most")):
        least, most = (_known(row[name], line, name) for name in ("least", "most"))
        if not least < most:
            raise SurveillanceError(
                f"Line {line}: the least value {row['least']} must lie below the largest."
            )
        direction = row.get("direction", "").lower()
        if direction not in _DIRECTIONS:
            raise SurveillanceError(f"Line {line}: “{direction}” is neither up nor down.")
        if not row["indicator"] or not row["dimension"]:
            raise SurveillanceError(f"Line {line} names no indicator or no dimension.")
        inverted = _DIRECTIONS[direction]
        found.append(Reference(row["indicator"], row["dimension"], least, most, inverted))
    names = [each.indicator.lower() for each in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SurveillanceError(f"The indicator {twice} stands twice.")
    return tuple(found)


def read_indicators(path: Path, references: tuple[Reference, ...]) -> Indicators:
    """Column place and one for each indicator; an empty cell is no data. Raises SurveillanceError.

    A column without reference values is refused: it would be left out in silence.
    """
    names = [each.indicator.lower() for each in references]
    rows = read_table(path, ("place", *names))
    unknown = sorted(set(rows[0][1]) - {"place", *names})
    if unknown:
        raise SurveillanceError(f"There are no reference values for the column {unknown[0]}.")
    places: dict[str, None] = {}
    for line, row in rows:
        if not row["place"]:
            raise SurveillanceError(f"Line {line} names no place.")
        if row["place"] in places:
            raise SurveillanceError(f"Line {line}: {row['place']} stands twice.")
        places[row["place"]] = None
    values = [[_value(row[name], line, name) for name in names] for line, row in rows]
    return Indicators(tuple(places), references, np.array(values, dtype=np.float64))


def index_of(given: Indicators) -> Index:
    return composite(given.scaled(), [each.dimension for each in given.references])


def index_table(given: Indicators, found: Index) -> str:
    """One line per place: index, each dimension, how much was known, what was not."""
    scaled, text = given.scaled(), io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["place", "index", *given.dimensions, "reliability", "no_data"])
    for i, place in enumerate(given.places):
        row = scaled[i]
        parts = [_mean_of(row, given, dimension) for dimension in given.dimensions]
        absent = [
            each.indicator
            for each, value in zip(given.references, row, strict=True)
            if math.isnan(value)
        ]
        cells = [_rounded(float(value)) for value in (found.value[i], *parts)]
        known = f"{half_up(float(found.reliability[i]), 2):.2f}"
        writer.writerow([safe_name(place), *cells, known, "; ".join(absent)])
    return text.getvalue()


def _mean_of(row: Floats, given: Indicators, dimension: str) -> float:
    inside = [
        float(value)
        for each, value in zip(given.references, row, strict=True)
        if each.dimension == dimension and not math.isnan(value)
    ]
    return sum(inside) / len(inside) if inside else math.nan


def _rounded(value: float) -> str:
    return "" if math.isnan(value) else f"{half_up(value):.1f}"


def _value(text: str, line: int, name: str) -> float:
    return math.nan if text.lower() in NO_DATA else _known(text, line, name)


def _known(text: str, line: int, name: str) -> float:
    digits = text.replace(" ", "").replace("\u00a0", "")
    if not _NUMBER.fullmatch(digits):
        raise SurveillanceError(f"Line {line}: “{text}” in the column {name} is no number.")
    return float(digits.replace(",", "."))
