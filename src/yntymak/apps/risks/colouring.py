"""When a risk matrix may be trusted: the three axioms of Cox (2008).

L. A. Cox Jr., "What's Wrong with Risk Matrices?", Risk Analysis 28(2):497-512, 2008. Likelihood and
impact are cut into n equal steps of [0, 1]; the quantitative risk of a point is their product. In
units of 1/n², cell (l, i) with l, i = 1…n holds the risks from (l − 1)(i − 1) to l·i.

The axioms speak of three colours: green (the lowest category), red (the highest) and what lies
between. Five levels cannot each be a colour of their own: level n would have to be separated from
level n − 1 as red is from green, and 25 cells are too coarse for it. So they are read as levels 1-2
green, 3 yellow, 4-5 red, and within a colour a level may only rise with likelihood and impact.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Levels = Sequence[Sequence[int]]
    Cell = tuple[int, int]


class Colour(Enum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @classmethod
    def of(cls, level: int) -> Colour:
        if level <= 2:
            return cls.GREEN
        return cls.YELLOW if level == 3 else cls.RED


def faults(levels: Levels) -> list[str]:
    """What is wrong with `levels[likelihood − 1][impact − 1]`, one line each; [] if nothing is."""
    size = len(levels)
    if any(len(row) != size for row in levels):
        return ["the matrix is not square"]
    cells = {
        (likelihood, impact): level
        for likelihood, row in enumerate(levels, 1)
        for impact, level in enumerate(row, 1)
    }
    if any(level not in range(1, 6) for level in cells.values()):
        return ["a level is not one of 1 to 5"]
    colours = {cell: Colour.of(level) for cell, level in cells.items()}
    if not {Colour.GREEN, Colour.RED} <= set(colours.values()):
        return ["there is no green or no red cell"]
    return [
        *_falling(cells),
        *weak_consistency(colours),
        *betweenness(colours),
        *consistent_colouring(colours),
    ]


def weak_consistency(colours: Mapping[Cell, Colour]) -> list[str]:
    """Each point of each red cell is a greater risk than each point of each green cell."""
    least_red, most_green = _bounds(colours)
    if least_red > most_green:
        return []
    return [f"weak consistency: a red cell begins at {least_red}, a green one ends at {most_green}"]


def betweenness(colours: Mapping[Cell, Colour]) -> list[str]:
    """A rising line from a green cell to a red one passes through a cell that is neither.

    A rising line leaves a cell upward, to the right, or through the common corner: so no red cell
    may lie at one of these three sides of a green one.
    """
    return [
        f"betweenness: {(row, column)} is green and {(row + up, column + right)} is red"
        for (row, column) in _of(colours, Colour.GREEN)
        for up, right in ((0, 1), (1, 0), (1, 1))
        if colours.get((row + up, column + right)) is Colour.RED
    ]


def consistent_colouring(colours: Mapping[Cell, Colour]) -> list[str]:
    """A cell has the colour that its risks have elsewhere in the matrix.

    It is red if it reaches the risks of the red cells and holds none as small as a green cell's;
    green if it holds risks of the green cells and none as great as a red cell's; and between, if it
    holds both, or lies on a rising line from a green cell to a red one.
    """
    least_red, most_green = _bounds(colours)
    found = []
    for cell, colour in colours.items():
        reaches_red = _most(cell) >= least_red
        reaches_green = _least(cell) <= most_green
        if reaches_red and not reaches_green:
            fits = colour is Colour.RED
        elif reaches_green and not reaches_red:
            fits = colour is Colour.GREEN
        else:
            fits = colour is Colour.YELLOW and (reaches_red or _lies_between(cell, colours))
        if not fits:
            found.append(f"consistent colouring: {cell} should not be {colour.value}")
    return found


def _falling(cells: Mapping[Cell, int]) -> list[str]:
    return [
        f"order: {after} lies above {cell} and has a lower level"
        for cell, level in cells.items()
        for after in ((cell[0] + 1, cell[1]), (cell[0], cell[1] + 1))
        if cells.get(after, level) < level
    ]


def _lies_between(cell: Cell, colours: Mapping[Cell, Colour]) -> bool:
    def below(a: Cell, b: Cell) -> bool:
        return a != b and a[0] <= b[0] and a[1] <= b[1]

    return any(below(green, cell) for green in _of(colours, Colour.GREEN)) and any(
        below(cell, red) for red in _of(colours, Colour.RED)
    )


def _bounds(colours: Mapping[Cell, Colour]) -> tuple[int, int]:
    return (
        min(_least(cell) for cell in _of(colours, Colour.RED)),
        max(_most(cell) for cell in _of(colours, Colour.GREEN)),
    )


def _of(colours: Mapping[Cell, Colour], wanted: Colour) -> Iterable[Cell]:
    return [cell for cell, colour in colours.items() if colour is wanted]


def _least(cell: Cell) -> int:
    return (cell[0] - 1) * (cell[1] - 1)


def _most(cell: Cell) -> int:
    return cell[0] * cell[1]
