"""Tables of plain whole numbers, read as arrays: most files of votes, and all the large ones.

Plain means: no quotes, every line with as many cells as the first, the participant and the
statement whole numbers as a computer writes them, the vote 1, +1, 0 or -1, the timestamp, if any,
a whole number. What is not plain is left to the reader of tables in general.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_NEWLINE, _RETURN, _QUOTE, _ZERO, _NINE, _PLUS, _MINUS = b'\n\r"09+-'
_PIECE = 1 << 18
_MOST_DIGITS = 15  # what a double still holds
_DIGITS_OF_64_BITS = 19  # nanoseconds since 1970; what begins with a 9 may be too great


class Events(NamedTuple):
    """Vote events in the order of the table; ``moments`` is None where there is no timestamp."""

    participants: NDArray[Any]
    statements: NDArray[Any]
    values: NDArray[np.int8]
    moments: NDArray[Any] | None
    n_lines: int


class Layout(NamedTuple):
    """Where the columns stand in the table: number of columns, and places, -1 for none."""

    delimiter: int
    n_columns: int
    participant: int
    statement: int
    vote: int
    timestamp: int


def plain_events(lines: bytes, layout: Layout) -> Events | None:
    """Events of whole lines (the first line of the table is not among them); None if not plain.

    Pieces that stay in the processor's cache take half the time of larger ones.
    """
    pieces = []
    start = 0
    while start < len(lines):
        stop = lines.rfind(b"\n", start, start + _PIECE) + 1 or lines.find(b"\n", start) + 1
        piece = _events(lines[start:stop], layout)
        if piece is None:
            return None
        pieces.append(piece)
        start = stop
    who, what, values, moments, n_lines = zip(*pieces, strict=True)
    return Events(
        np.concatenate(who),
        np.concatenate(what),
        np.concatenate(values),
        np.concatenate(moments) if layout.timestamp >= 0 else None,
        sum(n_lines),
    )


def _events(lines: bytes, layout: Layout) -> Events | None:
    table = np.frombuffer(lines, dtype=np.uint8)
    newline = table == _NEWLINE
    every_end = np.flatnonzero(newline | (table == layout.delimiter))
    n_lines = int(np.count_nonzero(newline))
    if _QUOTE in lines or not n_lines or len(every_end) != n_lines * layout.n_columns:
        return None
    ends = every_end.reshape(n_lines, layout.n_columns)
    if not newline[ends[:, -1]].all():
        return None
    cells = _Cells(table, ends)
    participants = cells.numbers(layout.participant)
    statements = cells.numbers(layout.statement)
    values = cells.votes(layout.vote)
    moments = cells.numbers(layout.timestamp, _DIGITS_OF_64_BITS) if layout.timestamp >= 0 else None
    if participants is None or statements is None or values is None:
        return None
    if moments is None and layout.timestamp >= 0:
        return None
    return Events(participants, statements, values, moments, n_lines)


class _Cells:
    """The bytes of a table and where its cells end, (lines, columns)."""

    def __init__(self, table: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._table = table
        self._ends = ends
        self._has_returns = _RETURN in table[ends[:, -1] - 1]

    def _span(self, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """End and length of each cell."""
        end = self._ends[:, column].copy()
        start = np.empty_like(end)
        if column:
            np.add(self._ends[:, column - 1], 1, out=start)
        else:
            start[0] = 0
            np.add(self._ends[:-1, -1], 1, out=start[1:])
        if self._has_returns and column == self._ends.shape[1] - 1:
            end -= self._table[end - 1] == _RETURN
        return end, end - start

    def numbers(self, column: int, most_digits: int = _MOST_DIGITS) -> NDArray[Any] | None:
        """Digit by digit from the right; None where there is anything else, or a leading zero."""
        end, length = self._span(column)
        shortest, longest = int(length.min()), int(length.max())
        if shortest < 1 or longest > most_digits:
            return None
        first = self._table[end - length]
        if ((first == _NINE) & (length == _DIGITS_OF_64_BITS)).any():
            return None
        if ((first == _ZERO) & (length > 1)).any():
            return None
        width = np.int32 if longest < 10 else np.int64
        total: NDArray[Any] = np.zeros(len(end), dtype=width)
        for place in range(longest):
            end -= 1
            digit = self._table.take(end, mode="clip")
            digit -= np.uint8(_ZERO)
            if place >= shortest:
                digit *= length > place
            if int(digit.max()) > 9:
                return None
            total += np.multiply(digit, 10**place, dtype=width)
        return total

    def votes(self, column: int) -> NDArray[np.int8] | None:
        end, length = self._span(column)
        if int(length.min()) < 1 or int(length.max()) > 2:
            return None
        digit = self._table[end - 1] - np.uint8(_ZERO)
        sign = self._table[end - length]
        is_signed = length == 2
        negative = is_signed & (sign == _MINUS)
        if (digit > 1).any() or (is_signed & (digit == 0)).any():
            return None
        if (is_signed & ~negative & (sign != _PLUS)).any():
            return None
        value = digit.astype(np.int8)
        value[negative] = -1
        return value
