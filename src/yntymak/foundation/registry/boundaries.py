"""Borders of units from a GeoJSON file, matched by code. Borders are used where imported only."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yntymak.foundation.registry.models import CODE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 50 * 1024 * 1024
MOST_POINTS = 20_000  # of one unit; a page draws a few thousand for the whole country
# In this order: a property that holds the state code wins over one derived from it.
CODE_PROPERTIES = ("soate", "code", "adm3_pcode", "adm2_pcode", "adm1_pcode", "pcode")
_POLYGONS = {"Polygon": 1, "MultiPolygon": 2}  # how many lists stand around each ring


class BoundaryError(ValueError):
    """The file as a whole cannot be used; the message is one sentence for the operator."""


@dataclass
class Boundaries:
    """`geometries` by state code; `refused` names features that are no use, with the reason."""

    geometries: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def read_boundaries(path: Path) -> Boundaries:
    """Raises BoundaryError where the file is no GeoJSON collection of areas."""
    found = Boundaries()
    for number, feature in enumerate(_features(path), start=1):
        try:
            code = _code(feature["properties"])
            geometry = _geometry(feature["geometry"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            reason = str(error) if isinstance(error, ValueError) else "it is no feature of GeoJSON"
            found.refused.append(f"Feature {number}: {reason}.")
            continue
        if code in found.geometries:
            found.refused.append(f"Feature {number}: the code {code} stands twice.")
            continue
        found.geometries[code] = geometry
    return found


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BoundaryError(
                f"{path.name} is larger than {LARGEST_FILE // 1024**2} MB: simplify the borders."
            )
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BoundaryError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BoundaryError(f"{path.name} is no GeoJSON: {error}.") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundaryError(f"{path.name} holds no features: it is no GeoJSON collection.")
    return features


def _code(properties: dict[str, Any]) -> str:
    """The 14-digit code, also out of a humanitarian p-code: KG02205000000 is 41702205000000."""
    for name in CODE_PROPERTIES:
        value = str(properties.get(name) or "").strip()
        digits = "417" + value[2:] if value.startswith("KG") else value
        if digits.isascii() and digits.isdecimal():
            return digits.ljust(CODE_LENGTH, "0")[:CODE_LENGTH]
    raise ValueError(f"no code in any of {', '.join(CODE_PROPERTIES)}")


def _geometry(geometry: dict[str, Any]) -> dict[str, Any]:
    depth = _POLYGONS.get(geometry["type"])
    if depth is None:
        raise ValueError(f"its shape is {geometry['type']}, not a polygon")
    points = 0
    for ring in _rings(geometry["coordinates"], depth):
        points += len(ring)
        if points > MOST_POINTS:
            raise ValueError(f"it has more than {MOST_POINTS} points: simplify the borders")
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise ValueError("a ring is not closed")
        if not all(_is_on_earth(point) for point in ring):
            raise ValueError("a point is no longitude and latitude in degrees")
    if not points:
        raise ValueError("it is empty")
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def _rings(coordinates: Any, depth: int) -> Iterator[list[Any]]:
    if depth == 0:
        yield coordinates
        return
    for part in coordinates:
        yield from _rings(part, depth - 1)


def _is_on_earth(point: Any) -> bool:
    try:
        longitude, latitude = float(point[0]), float(point[1])
    except (IndexError, TypeError, ValueError):
        return False
    finite = math.isfinite(longitude) and math.isfinite(latitude)
    return finite and abs(longitude) <= 180 and abs(latitude) <= 90
