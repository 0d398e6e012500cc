"""The units of today as rows of arrays, and which row an earlier unit lives on in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yntymak.apps.risks.models import Alert
from yntymak.foundation.registry.models import Kind, Neighbourhood, Place, Succession

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

NONE = -1
LEVEL = Alert.Asked  # municipality, raion, oblast, nation


@dataclass(frozen=True)
class Units:
    """Numbered in one row: municipalities, raions, oblasts, the country.

    `above`: of each the number of the next unit around it, or NONE. A city at the level of oblasts
    lies in the country: its own series is that of the whole unit.
    """

    municipalities: list[Place]
    raions: list[Place]
    oblasts: list[Place]
    country: Place | None
    above: Rows
    neighbours: list[list[int]]  # of each municipality
    row: dict[int, int]  # by the key of any version of a unit: where its counts go on today

    @property
    def every(self) -> list[Place]:
        country = [self.country] if self.country else []
        return [*self.municipalities, *self.raions, *self.oblasts, *country]

    @property
    def level(self) -> Rows:
        sizes = (len(self.municipalities), len(self.raions), len(self.oblasts))
        return np.repeat(list(LEVEL), [*sizes, int(self.country is not None)])

    def around(self, rows: Sequence[int]) -> Place | None:
        """The smallest unit in which all these lie."""
        row = common(rows, self.above)
        return None if row == NONE else self.every[row]


def common(rows: Iterable[int], above: Rows) -> int:
    """The number of the smallest unit in which all of `rows` lie, or NONE."""
    first, *others = ([*_chain(row, above)] for row in rows)
    return next((row for row in first if all(row in chain for chain in others)), NONE)


def _chain(row: int, above: Rows) -> Iterator[int]:
    while row != NONE:
        yield row
        row = int(above[row])


def units_of_today() -> Units:
    """Four queries."""
    places = list(Place.objects.current().order_by("code"))
    municipalities = [place for place in places if place.is_municipality]
    raions = [place for place in places if place.kind == Kind.RAION]
    oblasts = [place for place in places if place.kind == Kind.OBLAST]
    country = next((place for place in places if place.kind == Kind.COUNTRY), None)
    every = [*municipalities, *raions, *oblasts, *([country] if country else [])]
    own_rows = {place.pk: i for i, place in enumerate(every)}
    above = _above(every, own_rows)
    return Units(
        municipalities,
        raions,
        oblasts,
        country,
        above,
        _neighbours(municipalities, every, own_rows, above),
        _rows_of_all_versions(own_rows, above),
    )


def _above(every: list[Place], rows: dict[int, int]) -> Rows:
    """The raion by the register, the oblast by the code, else the country."""
    oblast_at = {place.code[:5]: rows[place.pk] for place in every if place.kind == Kind.OBLAST}
    nation = len(every) - 1 if every and every[-1].kind == Kind.COUNTRY else NONE
    raion_at = {place.pk: rows[place.pk] for place in every if place.kind == Kind.RAION}
    found = []
    for place in every:
        around = oblast_at.get(place.code[:5], nation)
        if place.kind == Kind.COUNTRY:
            around = NONE
        elif place.kind == Kind.OBLAST:
            around = nation
        found.append(raion_at.get(place.parent_id or 0, around))
    return np.array(found, dtype=np.int64)


def _rows_of_all_versions(own: dict[int, int], above: Rows) -> dict[int, int]:
    """A merged or renamed unit lives on in one; the counts of a split one in that around its parts,
    and of one that left none, or has no series of its own, in that around itself.
    """
    led: dict[int, set[int]] = defaultdict(set)
    for old, new in Succession.objects.values_list("old_id", "new_id"):
        led[old].add(new)
    inside = dict(Place.objects.order_by().values_list("pk", "parent_id"))

    def home(pk: int | None, seen: frozenset[int]) -> int:
        if pk is None or pk in seen or pk in own:
            return NONE if pk is None or pk in seen else own[pk]
        heirs = {home(new, seen | {pk}) for new in led.get(pk, ())} - {NONE}
        return common(heirs, above) if heirs else home(inside.get(pk), seen | {pk})

    homes = {pk: home(pk, frozenset()) for pk in inside}
    return own | {pk: row for pk, row in homes.items() if row != NONE}


def _neighbours(
    municipalities: list[Place], every: list[Place], rows: dict[int, int], above: Rows
) -> list[list[int]]:
    """By the register; where it names none, the others of the raion stand for them."""
    n = len(municipalities)
    near: list[set[int]] = [set() for _ in municipalities]
    for a, b in Neighbourhood.objects.values_list("a_id", "b_id"):
        if rows.get(a, n) < n and rows.get(b, n) < n:
            near[rows[a]].add(rows[b])
            near[rows[b]].add(rows[a])
    inside: dict[int, list[int]] = defaultdict(list)
    for row, raion in enumerate(above[:n].tolist()):
        if raion != NONE and every[raion].kind == Kind.RAION:
            inside[raion].append(row)
    return [
        sorted(found) or [r for r in inside[int(above[row])] if r != row]
        for row, found in enumerate(near)
    ]
