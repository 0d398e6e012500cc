"""Weekly counts from a table as offices write it, and what was found back into one."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.surveillance.detection import Flags, Floats, Level, SurveillanceError

if TYPE_CHECKING:
    from pathlib import Path

    from yntymak.methods.surveillance.detection import Detection

_FLAGS = {"": False, "0": False, "1": True, "false": False, "true": True}
_MOST_WEEKS = 5_000
_MOST_CELLS = 20_000_000  # series by weeks, so many as fit into a small machine
_DATES = 1_000_000  # numbers of weeks from dates lie above, apart from plain numbers
_COLUMNS = ("series", "week", "observed", "expected", "threshold", "p", "level", "detector")


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """``counts``: series by weeks, NaN before a series began; ``state``: outbreak weeks."""

    series: tuple[str, ...]
    weeks: tuple[str, ...]
    counts: Floats
    state: Flags | None


def read_counts(path: Path) -> WeeklyCounts:
    """Columns series, week, count and perhaps state; week is a number, 2026-W07 or a date.

    Raises SurveillanceError.
    """
    rows = read_table(path, ("series", "week", "count"))
    for line, row in rows:
        if not row["series"]:
            raise SurveillanceError(f"Line {line} names no series.")
    names = list(dict.fromkeys(row["series"] for _line, row in rows))
    number = {text: _week(text) for text in dict.fromkeys(row["week"] for _line, row in rows)}
    first, last = min(number.values()), max(number.values())
    if first < _DATES <= last:
        raise SurveillanceError("Some weeks are written as numbers and some as dates.")
    if last - first >= _MOST_WEEKS:
        raise SurveillanceError(f"The weeks span {last - first + 1}; at most {_MOST_WEEKS} can.")
    label = {at: text for text, at in number.items()}
    missing = next((at for at in range(first, last + 1) if at not in label), None)
    if missing is not None:
        raise SurveillanceError(
            f"A week is missing after {label[missing - 1]}; write 0 where nothing was reported."
        )
    if len(names) * (last - first + 1) > _MOST_CELLS:
        raise SurveillanceError(f"The table has {len(names)} series: judge fewer at a time.")
    counts = np.full((len(names), last - first + 1), np.nan)
    state = np.zeros(counts.shape, dtype=bool)
    index = {name: i for i, name in enumerate(names)}
    for line, row in rows:
        at = index[row["series"]], number[row["week"]] - first
        if not np.isnan(counts[at]):
            raise SurveillanceError(f"Line {line}: {row['series']} has week {row['week']} twice.")
        counts[at] = _count(row["count"], line)
        if "state" in row:
            state[at] = _state(row["state"], line)
    _without_gaps(counts, names, label, first)
    weeks = tuple(label[at] for at in range(first, last + 1))
    return WeeklyCounts(tuple(names), weeks, counts, state if "state" in rows[0][1] else None)


def table_of(found: Detection, given: WeeklyCounts) -> str:
    """One line per series and judged week, the same bytes for the same input."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for i, name in enumerate(given.series):
        for j, week in enumerate(found.weeks):
            numbers = (found.observed, found.expected, found.threshold, found.p)
            cells = [_number(float(part[i, j])) for part in numbers]
            level = Level(int(found.level[i, j])).name.lower()
            detector = f"{found.detector} v{found.version}"
            writer.writerow([safe_name(name), given.weeks[week], *cells, level, detector])
    return text.getvalue()


def read_table(path: Path, required: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The lines below the first with their numbers, cells by column name in small letters.

    Separated by comma, semicolon or tab. Raises SurveillanceError.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SurveillanceError(f"The file cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise SurveillanceError("The file is not UTF-8 text.") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SurveillanceError(f"The file is not a table ({error}).") from None
    columns = [name.strip().lower() for name in lines[0]] if lines else []
    absent = [name for name in required if name not in columns]
    if absent:
        raise SurveillanceError(f"The column {absent[0]} is missing from the first line.")
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise SurveillanceError(f"The column {twice or 'without a name'} stands twice.")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            raise SurveillanceError(f"Line {number} is empty.")
        if len(line) != len(columns):
            raise SurveillanceError(
                f"Line {number} has {len(line)} cells, the first line {len(columns)}."
            )
        row = dict(
            zip(columns, (" ".join(cell.splitlines()).strip() for cell in line), strict=True)
        )
        rows.append((number, row))
    if not rows:
        raise SurveillanceError("The table has no lines below the first.")
    return rows


def safe_name(name: str) -> str:
    """A name that a spreadsheet would run as a formula stays a name."""
    return "'" + name if name[:1] in "=+-@\t\r" else name


def _week(text: str) -> int:
    """A running number of weeks."""
    if re.fullmatch(r"\d{1,6}", text, flags=re.ASCII):
        return int(text)
    try:
        if match := re.fullmatch(r"(\d{4})-?W(\d{2})", text, flags=re.ASCII):
            day = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        else:
            day = date.fromisoformat(text)
    except ValueError:
        raise SurveillanceError(
            f"The week “{text}” is not understood; write a number, 2026-W07 or a date."
        ) from None
    return (day.toordinal() - 1) // 7 + _DATES  # day 1 was a Monday


def _count(text: str, line: int) -> int:
    if not re.fullmatch(r"\d{1,9}", text, flags=re.ASCII):
        raise SurveillanceError(f"Line {line}: the count “{text}” is not a whole number from 0.")
    return int(text)


def _state(text: str, line: int) -> bool:
    if text.lower() not in _FLAGS:
        raise SurveillanceError(f"Line {line}: the state “{text}” is neither 0 nor 1.")
    return _FLAGS[text.lower()]


def _without_gaps(counts: Floats, names: list[str], label: dict[int, str], first: int) -> None:
    known = ~np.isnan(counts)
    begun = np.maximum.accumulate(known, axis=1)
    gaps = np.argwhere(begun & ~known)
    if len(gaps):
        i, week = (int(at) for at in gaps[0])
        raise SurveillanceError(
            f"{names[i]} has no count for week {label[first + week]}; "
            "write 0 where nothing was reported."
        )


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6g}"
