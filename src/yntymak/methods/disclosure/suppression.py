"""Small cells are withheld, and as many others as it takes to hide them.

A reader knows every published number, which cells add up to which totals, and that no count is
negative. For each withheld cell that leaves an interval; it must be at least as wide as the
threshold, so that neither the cell nor the sum of the cells withheld with it is pinned down.
Willenborg, de Waal (2001), Elements of Statistical Disclosure Control, chapter 6. The choice of the
further cells is greedy: safe by the check at the end, not the fewest possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

LEAST_CELL = 5
LEAST_FOR_RATE = 10
_SOLVED = 0
_UNBOUNDED = (3, 4)  # 4 is "unbounded or infeasible", and true counts are feasible


class DisclosureError(ValueError):
    """What is wrong with the tables, in one sentence for the person who brought them."""


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``, and every reader knows it."""

    total: Hashable
    parts: tuple[Hashable, ...]

    @property
    def members(self) -> tuple[Hashable, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Protected:
    """``published``: the count, or None where withheld. ``small``: withheld for its own size."""

    published: Mapping[Hashable, int | None]
    small: frozenset[Hashable]
    further: frozenset[Hashable]

    @property
    def withheld(self) -> frozenset[Hashable]:
        return self.small | self.further


def suppress(
    counts: Mapping[Hashable, int],
    sums: Sequence[Sum],
    *,
    least: int = LEAST_CELL,
    known: Collection[Hashable] = (),
) -> Protected:
    """Every cell under ``least``, zeros too, and the further cells that hide them.

    ``known``: cells that every reader knows from elsewhere, as how many came to a meeting. They
    are never withheld, and what they give away by themselves cannot be hidden.
    Raises DisclosureError where a total is not the sum of its parts.
    """
    _check(counts, sums, least)
    fixed = frozenset(known)
    small = frozenset(key for key, count in counts.items() if count < least) - fixed
    withheld = set(small)
    while unsafe := _unsafe(counts, sums, withheld, least):
        added = [_next(key, counts, sums, withheld, fixed) for key in unsafe]
        more = {key for key in added if key is not None}
        if not more:
            # No published cell shares a sum with what is unsafe: nothing is left to hide behind.
            more = set(counts) - withheld - fixed
        if not more:
            break
        withheld |= more
    return Protected(
        MappingProxyType({k: None if k in withheld else int(n) for k, n in counts.items()}),
        small,
        frozenset(withheld) - small,
    )


def feasible_intervals(
    published: Mapping[Hashable, int | None], sums: Iterable[Sum]
) -> dict[Hashable, tuple[int, int | None]]:
    """Least and greatest whole count each withheld cell can have; None where nothing bounds it."""
    hidden = [key for key, count in published.items() if count is None]
    matrix, known = _equations(published, list(sums), hidden)
    found: dict[Hashable, tuple[int, int | None]] = {}
    for i, key in enumerate(hidden):
        least = _extreme(i, 1.0, matrix, known)
        found[key] = (least or 0, _extreme(i, -1.0, matrix, known))
    return found


def rate(part: int | None, whole: int | None, *, least: int = LEAST_FOR_RATE) -> float | None:
    """Share of published counts; None where either is withheld or the whole is under ``least``."""
    if part is None or whole is None or whole < least:
        return None
    if not 0 <= part <= whole:
        raise DisclosureError("A part must lie between 0 and its whole.")
    return part / whole


def _check(counts: Mapping[Hashable, int], sums: Sequence[Sum], least: int) -> None:
    if least < 1:
        raise DisclosureError("The threshold must be 1 or more.")
    for key, count in counts.items():
        if count != int(count) or count < 0:
            raise DisclosureError(f"The count of {key} must be a whole number, 0 or more.")
    for line in sums:
        missing = [key for key in line.members if key not in counts]
        if missing:
            raise DisclosureError(f"There is no count of {missing[0]}.")
        if counts[line.total] != sum(counts[key] for key in line.parts):
            raise DisclosureError(f"{line.total} is not the sum of its parts.")


def _unsafe(
    counts: Mapping[Hashable, int], sums: Sequence[Sum], withheld: set[Hashable], least: int
) -> list[Hashable]:
    """Withheld cells whose interval is narrower than ``least``, in the order of the counts.

    A sum with a single withheld member gives it away; those are found without a solver.
    """
    alone = {
        inside[0]
        for line in sums
        if len(inside := [key for key in line.members if key in withheld]) == 1
    }
    if alone:
        return [key for key in counts if key in alone]
    published = {key: None if key in withheld else n for key, n in counts.items()}
    return [
        key
        for key, (low, high) in feasible_intervals(published, sums).items()
        if high is not None and high - low < least
    ]


def _next(
    unsafe: Hashable,
    counts: Mapping[Hashable, int],
    sums: Sequence[Sum],
    withheld: set[Hashable],
    fixed: frozenset[Hashable],
) -> Hashable | None:
    """The published cell to withhold next for ``unsafe``, none of ``fixed``.

    From the sum where fewest are withheld; there the cell whose other sums already hide something,
    then the smallest, for it costs the reader least.
    """
    order = {key: i for i, key in enumerate(counts)}
    best: tuple[tuple[int, int, int, int], Hashable] | None = None
    for line in sums:
        if unsafe not in line.members:
            continue
        hidden = sum(key in withheld for key in line.members)
        for key in line.members:
            if key in withheld or key in fixed:
                continue
            lone = sum(
                not any(other in withheld for other in more.members)
                for more in sums
                if key in more.members and more is not line
            )
            score = (hidden, lone, counts[key], order[key])
            if best is None or score < best[0]:
                best = (score, key)
    return best[1] if best else None


def _equations(
    published: Mapping[Hashable, int | None], sums: list[Sum], hidden: list[Hashable]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    column = {key: i for i, key in enumerate(hidden)}
    matrix = np.zeros((len(sums), len(hidden)))
    known = np.zeros(len(sums))
    for row, line in enumerate(sums):
        for key, sign in ((line.total, -1.0), *((part, 1.0) for part in line.parts)):
            count = published[key]
            if count is None:
                matrix[row, column[key]] += sign
            else:
                known[row] -= sign * count
    return matrix, known


def _extreme(
    i: int, sign: float, matrix: NDArray[np.float64], known: NDArray[np.float64]
) -> int | None:
    """Least (sign 1) or greatest (sign -1) value of hidden cell ``i``; None where unbounded."""
    n = matrix.shape[1]
    cost = np.zeros(n)
    cost[i] = sign
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, known, known),
        integrality=np.ones(n, dtype=np.int64),
        bounds=Bounds(0, np.inf),
    )
    if found.status == _SOLVED and found.x is not None:
        return round(float(found.x[i]))
    if found.status in _UNBOUNDED:
        return None
    raise DisclosureError("The published numbers contradict each other.")
