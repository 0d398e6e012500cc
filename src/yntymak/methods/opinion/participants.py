"""Who the participants are, as far as the poll knows, and how many such people there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.cells import InputError, moment, present, quoted, rows
from yntymak.methods.opinion.event_tables import PARTICIPANT, TIMESTAMP
from yntymak.methods.opinion.names import canonical_names
from yntymak.methods.opinion.reading import table_of_events
from yntymak.methods.opinion.votes import Votes

COMPARED = ("place", "round", "channel")  # agreement is looked at along these
WEIGHTED = ("place", "sex", "age")  # and these may be weighted to the population
_MOST_TIMED = 5_000_000
_AXES = ("place", "round", "channel", "sex", "age")
_PARTICIPANT = (("participant",),)
_COLUMNS = tuple((name,) for name in (*_AXES, "weight"))
_POPULATION = (("axis",), ("group",), ("people",))


@dataclass(frozen=True, slots=True)
class Axis:
    """``code`` (m,) row of ``names`` for each participant, -1 where it is not known."""

    code: NDArray[np.int64]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Participants:
    """Axes such as place and channel by name, and the ``weight`` (m,) that came with them."""

    axes: dict[str, Axis]
    weight: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class ParticipantTable:
    """As read: the cells of each participant by column."""

    cells: dict[str, dict[str, str]]
    columns: tuple[str, ...]

    def aligned(self, votes: Votes) -> Participants:
        """In the order of the votes. Raises InputError where nobody of the table has voted."""
        rows = [self.cells.get(str(name)) for name in votes.participants]
        if not any(rows):
            raise InputError("None of the participants in the table has voted.")
        axes = {}
        for column in self.columns:
            cells = [row[column] if row else "" for row in rows]
            names, code = canonical_names([cell for cell in cells if cell])
            of_person = np.full(len(rows), -1)
            of_person[[i for i, cell in enumerate(cells) if cell]] = code
            axes[column] = Axis(of_person, tuple(str(name) for name in names))
        given = [float(row["weight"] or 1) if row else 1.0 for row in rows]
        has_weight = any(weight != 1.0 for weight in given)
        return Participants(axes, np.array(given) if has_weight else None)


def read_participants(source: Path | BinaryIO) -> ParticipantTable:
    """Columns participant and, where there are, place, round, channel, sex, age and weight.

    Raises InputError, also for a participant who stands there twice and a weight below 0.
    """
    cells: dict[str, dict[str, str]] = {}
    for line, (participant, *values, weight) in rows(source, _PARTICIPANT, _COLUMNS):
        if present(participant, "participant", line) in cells:
            raise InputError(f"Line {line}: participant {quoted(participant)} stands there twice.")
        _positive(weight or "1", "weight", line)
        cells[participant] = {**dict(zip(_AXES, values, strict=True)), "weight": weight}
    if not cells:
        raise InputError("The table has a first line but no participants under it.")
    known = tuple(axis for axis in _AXES if any(row[axis] for row in cells.values()))
    return ParticipantTable(cells, known)


def read_population(source: Path | BinaryIO) -> Mapping[str, Mapping[str, float]]:
    """Columns axis (place, sex or age), group and people → people of each group by axis.

    Raises InputError.
    """
    margins: dict[str, dict[str, float]] = {}
    for line, (axis, group, people) in rows(source, _POPULATION):
        if axis not in WEIGHTED:
            raise InputError(
                f"Line {line}: the axis is {quoted(axis)}; it must be place, sex or age."
            )
        groups = margins.setdefault(axis, {})
        if present(group, "group", line) in groups:
            raise InputError(f"Line {line}: group {quoted(group)} stands there twice.")
        groups[group] = _positive(people, "people", line)
    if not any(sum(groups.values()) > 0 for groups in margins.values()):
        raise InputError("The table has a first line but no people under it.")
    return margins


def read_first_votes(source: Path | BinaryIO, votes: Votes) -> NDArray[np.float64] | None:
    """When each participant of the votes began (m,), in seconds; nan for who has no moment.

    None where there are no timestamps that can be read here: files that are no tables of text, and
    polls of more than five million votes, which would be read for minutes. Raises InputError.
    """
    events = table_of_events(source)
    if events is None or len(votes.values) > _MOST_TIMED:
        return None
    first: dict[str, float] = {}
    for line, (participant, stamp) in rows(events, (PARTICIPANT,), (TIMESTAMP,)):
        if stamp:
            began = float(moment(stamp, line))
            first[participant] = min(first.get(participant, began), began)
    if not first:
        return None
    began_at = np.array([first.get(str(name), np.nan) for name in votes.participants])
    return began_at / _units_a_second(max(first.values()))


def _units_a_second(latest: float) -> float:
    """Platforms write seconds, milli-, micro- or nanoseconds since 1970. In seconds a number of
    twelve digits would be the year 5138, in milliseconds it is after 1973.
    """
    return next((unit for unit in (1.0, 1e3, 1e6) if latest < 1e11 * unit), 1e9)


def _positive(cell: str, column: str, line: int) -> float:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not 0 <= number < float("inf"):
        raise InputError(f"Line {line}: {column} is {quoted(cell)}; it must be a number from 0 up.")
    return number
