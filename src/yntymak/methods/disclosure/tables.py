"""Tables with margins over named variables; equal margins of several tables are one number.

A table by sex and age and another by sex and place show the same total of women: whatever is
withheld in one must be withheld in the other, and must not follow from both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from yntymak.methods.disclosure.suppression import (
    LEAST_CELL,
    DisclosureError,
    Protected,
    Sum,
    suppress,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

Cell = frozenset[tuple[str, str]]  # {("sex", "f"), ("age", "18-30")}; empty: the grand total


@dataclass(frozen=True, slots=True)
class Table:
    """``counts``: for each combination of values, in the order of ``variables``; absent is 0."""

    variables: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]

    def values(self, variable: str) -> list[str]:
        at = self.variables.index(variable)
        return list(dict.fromkeys(key[at] for key in self.counts))

    def cells(self) -> Iterator[tuple[Cell, int]]:
        """Of every margin from the grand total to the inner cells."""
        for size in range(len(self.variables) + 1):
            for chosen in combinations(self.variables, size):
                yield from self._margin(chosen)

    def sums(self) -> Iterator[Sum]:
        """Each cell of a margin is the sum over the values of each variable it leaves out."""
        for size in range(len(self.variables)):
            for chosen in combinations(self.variables, size):
                for cell, _ in self._margin(chosen):
                    for left in (v for v in self.variables if v not in chosen):
                        parts = tuple(cell | {(left, value)} for value in self.values(left))
                        yield Sum(cell, parts)

    def _margin(self, chosen: tuple[str, ...]) -> Iterator[tuple[Cell, int]]:
        found: dict[Cell, int] = {}
        for cell in self._grid(chosen):
            found[cell] = 0
        for key, count in self.counts.items():
            named = dict(zip(self.variables, key, strict=True))
            found[frozenset((v, named[v]) for v in chosen)] += count
        yield from found.items()

    def _grid(self, chosen: tuple[str, ...]) -> list[Cell]:
        grid: list[Cell] = [frozenset()]
        for variable in chosen:
            grid = [cell | {(variable, value)} for cell in grid for value in self.values(variable)]
        return grid


@dataclass(frozen=True, slots=True)
class ProtectedTables:
    """What may be shown of all the tables together."""

    result: Protected

    def value(self, **named: str) -> int | None:
        """The count of a cell or margin, None where withheld; without arguments the grand total."""
        cell: Hashable = frozenset(named.items())
        if cell not in self.result.published:
            raise DisclosureError(f"No table shows {named}.")
        return self.result.published[cell]

    @property
    def total(self) -> int | None:
        return self.value()


def protect(tables: Iterable[Table], *, least: int = LEAST_CELL) -> ProtectedTables:
    """Every page and download that shows one of ``tables`` takes its numbers from this result.

    Raises DisclosureError where two tables give different counts of the same margin.
    """
    counts: dict[Hashable, int] = {}
    sums: dict[Sum, None] = {}
    for table in tables:
        if any(len(key) != len(table.variables) for key in table.counts):
            raise DisclosureError("Each count needs one value for each variable of its table.")
        for cell, count in table.cells():
            if counts.setdefault(cell, count) != count:
                name = ", ".join(f"{v}={x}" for v, x in sorted(cell)) or "everybody"
                raise DisclosureError(f"Two tables give different counts of {name}.")
        sums.update(dict.fromkeys(table.sums()))
    return ProtectedTables(suppress(counts, list(sums), least=least))
