"""Adding up from municipalities to raions, oblasts and the nation. Whole numbers only.

Each cell says how many were expected and how many reported: what nobody reported is None, which is
not zero. A share is added as its part and its whole.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = "most"  # a key that begins so takes the largest value instead of the sum


@dataclass(frozen=True)
class Leaf:
    """What one municipality reports, by key: (part, whole); whole None where it is no share."""

    place: int
    values: Mapping[str, tuple[int, int | None]]
    newest: str | None = None  # ISO day


@dataclass
class Cell:
    part: int = 0
    whole: int | None = None
    reported: int = 0
    newest: str | None = None

    @property
    def value(self) -> int | None:
        return self.part if self.reported else None

    @property
    def newest_day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.newest) if self.newest else None

    @property
    def share(self) -> float | None:
        return self.part / self.whole if self.reported and self.whole else None


@dataclass
class Sum:
    """Of one place: how many municipalities there are to report, and the cell of each key."""

    expected: int = 0
    cells: dict[str, Cell] = field(default_factory=dict)

    def cell(self, key: str) -> Cell:
        return self.cells.get(key, Cell())


def roll_up(
    expected: Iterable[int], leaves: Iterable[Leaf], above: Mapping[int, Sequence[int]]
) -> dict[int, Sum]:
    """`above` leads from a municipality to every place that it counts in, itself included.

    One that is not in `above` counts nowhere. Of a place that was split, `above` names only what
    lies around all its parts.
    """
    sums: dict[int, Sum] = {}
    for place in expected:
        for each in above.get(place, ()):
            sums.setdefault(each, Sum()).expected += 1
    for leaf in leaves:
        for each in above.get(leaf.place, ()):
            target = sums.setdefault(each, Sum())
            for key, value in leaf.values.items():
                _add(target.cells.setdefault(key, Cell()), key, value, leaf.newest)
    return sums


def _add(cell: Cell, key: str, value: tuple[int, int | None], newest: str | None) -> None:
    part, whole = value
    if key.startswith(MOST) and cell.reported:
        cell.part = max(cell.part, part)
    else:
        cell.part += part
    if whole is not None:
        cell.whole = (cell.whole or 0) + whole
    cell.reported += 1
    if newest is not None and (cell.newest is None or newest > cell.newest):
        cell.newest = newest
