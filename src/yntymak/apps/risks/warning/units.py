"""The units of today as rows of arrays, and which row an earlier unit lives on in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yntymak.foundation.registry.models import Kind, Neighbourhood, Place, Succession

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

NONE = -1


@dataclass(frozen=True)
class Units:
    """`raion` and `oblast`: of each municipality the row in `raions` and `oblasts`, or NONE.

    A city at the level of oblasts lies in neither: its own series is that of the whole unit.
    """

    municipalities: list[Place]
    raions: list[Place]
    oblasts: list[Place]
    country: Place | None
    raion: Rows
    oblast: Rows
    raion_oblast: Rows  # of each raion
    neighbours: list[list[int]]
    row: dict[int, int]  # by the key of any version of a municipality; after a split there is none

    def around(self, rows: Sequence[int]) -> Place | None:
        """The smallest unit in which all these municipalities lie."""
        if len(rows) == 1:
            return self.municipalities[rows[0]]
        for units, of in ((self.raions, self.raion), (self.oblasts, self.oblast)):
            found = {int(of[row]) for row in rows}
            if len(found) == 1 and NONE not in found:
                return units[found.pop()]
        return self.country


def units_of_today() -> Units:
    """Three queries."""
    places = list(Place.objects.current().order_by("code"))
    municipalities = [place for place in places if place.is_municipality]
    raions = [place for place in places if place.kind == Kind.RAION]
    oblasts = [place for place in places if place.kind == Kind.OBLAST]
    raion_at = {place.pk: i for i, place in enumerate(raions)}
    oblast_at = {place.code[:5]: i for i, place in enumerate(oblasts)}
    raion = [raion_at.get(place.parent_id or 0, NONE) for place in municipalities]
    own_rows = {place.pk: i for i, place in enumerate(municipalities)}
    return Units(
        municipalities,
        raions,
        oblasts,
        next((place for place in places if place.kind == Kind.COUNTRY), None),
        np.array(raion, dtype=np.int64),
        np.array([oblast_at.get(p.code[:5], NONE) for p in municipalities], dtype=np.int64),
        np.array([oblast_at.get(p.code[:5], NONE) for p in raions], dtype=np.int64),
        _neighbours(municipalities, own_rows, raion),
        _rows_of_all_versions(own_rows),
    )


def _rows_of_all_versions(own: dict[int, int]) -> dict[int, int]:
    """A merged or renamed unit lives on in one row; the counts of a split one belong to nobody."""
    led: dict[int, set[int]] = defaultdict(set)
    for old, new in Succession.objects.values_list("old_id", "new_id"):
        led[old].add(new)

    def ends(pk: int, seen: frozenset[int]) -> set[int]:
        if pk in own or pk in seen:
            return {own[pk]} if pk in own else set()
        return {row for new in led.get(pk, ()) for row in ends(new, seen | {pk})}

    found = dict(own)
    for old in led:
        rows = ends(old, frozenset())
        if len(rows) == 1:
            found[old] = rows.pop()
    return found


def _neighbours(
    municipalities: list[Place], rows: dict[int, int], raion: list[int]
) -> list[list[int]]:
    """By the register; where it names none, the other units of the raion stand for them."""
    near: list[set[int]] = [set() for _ in municipalities]
    for a, b in Neighbourhood.objects.values_list("a_id", "b_id"):
        if a in rows and b in rows:
            near[rows[a]].add(rows[b])
            near[rows[b]].add(rows[a])
    inside: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(raion):
        inside[number].append(row)
    return [
        sorted(found) or [r for r in inside[raion[row]] if r != row and raion[row] != NONE]
        for row, found in enumerate(near)
    ]
