"""The folder in which a polis conversation is exported.

``votes.csv`` holds every vote, ``participants-votes.csv`` the last votes of each participant in a
row, a column per statement. In exports 1 agrees; in the platform's own database, whose tables have
the columns pid and tid, -1 agrees (see ``event_tables``).
"""

import csv
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from yntymak.methods.opinion.cells import (
    InputError,
    delimiter_of,
    opened,
    present,
    text_lines,
    vote,
)
from yntymak.methods.opinion.event_tables import Progress, read_events
from yntymak.methods.opinion.names import codes_of_met
from yntymak.methods.opinion.votes import Votes

EVENTS, ROWS, STATEMENTS = "votes.csv", "participants-votes.csv", "comments.csv"


def read_export(
    folder: Path, all_statements: Sequence[str] = (), progress: Progress | None = None
) -> Votes:
    """Raises InputError."""
    if (folder / EVENTS).exists():
        return read_events(folder / EVENTS, all_statements, progress)
    if (folder / ROWS).exists():
        return _read_rows(folder / ROWS, all_statements)
    raise InputError(
        f"This is a folder; a file is needed, or a polis export with {EVENTS} or {ROWS} in it."
    )


def statements_of(folder: Path) -> Path | None:
    path = folder / STATEMENTS
    return path if folder.is_dir() and path.exists() else None


def _read_rows(path: Path, all_statements: Sequence[str]) -> Votes:
    people: dict[str, int] = {}
    row, column, values = array("i"), array("i"), array("b")
    with opened(path) as file:
        lines = text_lines(file)
        first = next(lines)
        delimiter = delimiter_of(first)
        header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
        statements = [name for name in header if name.isdecimal()]
        if "participant" not in header or not statements:
            raise InputError("The first line needs participant and the numbers of the statements.")
        at = [(header.index(name), j) for j, name in enumerate(statements)]
        reader = csv.reader(lines, delimiter=delimiter)
        for cells in reader:
            line = reader.line_num + 1
            if len(cells) < len(header):
                raise InputError(f"Line {line} has {len(cells)} columns; the first line has more.")
            who = present(cells[header.index("participant")].strip(), "participant", line)
            i = people.setdefault(who, len(people))
            for place, j in at:
                if cell := cells[place].strip():
                    row.append(i)
                    column.append(j)
                    values.append(vote(cell, line))
    if not values:
        raise InputError("The table has a first line but no votes under it.")
    numbers = {name: j for j, name in enumerate(statements)}
    return Votes.from_codes(
        codes_of_met(people, np.asarray(row)),
        codes_of_met(numbers, np.asarray(column), more=all_statements),
        np.asarray(values),
    )
