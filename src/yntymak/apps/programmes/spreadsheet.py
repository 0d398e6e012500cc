"""Goals and indicators as an office keeps them in a spreadsheet.

The first row names the columns, in any of three languages. A row with a number and a title is a
goal; its indicator may stand in the same row, further ones in rows that repeat the number alone.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from yntymak.apps.programmes.content import IndicatorContent, Responsible
from yntymak.apps.programmes.models import Indicator
from yntymak.apps.programmes.outline import GoalLine, read_goals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_UNPACKED = 10 * 1024 * 1024
MOST_ROWS = 500
MOST_COLUMNS = 40
COLUMNS = {
    "number": ("number", "№", "номер", "номери"),
    "title_ky": ("title_ky", "goal_ky", "максат", "максат (ky)", "аталышы"),
    "title_ru": ("title_ru", "goal_ru", "цель", "цель (ru)", "название"),
    "responsible_ky": ("responsible_ky", "жооптуу"),
    "responsible_ru": ("responsible_ru", "ответственный"),
    "name_ky": ("indicator_ky", "индикатор (ky)", "көрсөткүч"),
    "name_ru": ("indicator_ru", "индикатор (ru)", "показатель"),
    "unit_ky": ("unit_ky", "unit", "бирдик", "өлчөм бирдиги"),
    "unit_ru": ("unit_ru", "единица", "единица измерения"),
    "direction": ("direction", "багыты", "направление"),
    "over_time": ("over_time", "убакыт боюнча", "по времени"),
    "over_places": ("over_places", "жерлер боюнча", "по местам"),
    "missing": ("missing", "маалымат жок болсо", "если данных нет"),
    "baseline": ("baseline", "баштапкы", "исходное"),
    "target": ("target", "максаттуу", "целевое"),
}
DATE = re.compile(r"\d\d\.\d\d\.\d{4}")
REQUIRED = ("number", "title_ky")
WORDS = ("name_ky", "name_ru", "unit_ky", "unit_ru")
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "direction": Indicator.Direction.choices,
    "over_time": Indicator.OverTime.choices,
    "over_places": Indicator.OverPlaces.choices,
    "missing": Indicator.Missing.choices,
}
NUMBERS = ("baseline", "target")
Cells = dict[str, str]


@dataclass
class Reading:
    """What stands in the file. With `faults` nothing of it is taken."""

    goals_ky: list[GoalLine] = field(default_factory=list)
    goals_ru: list[GoalLine] = field(default_factory=list)
    responsible: dict[str, Responsible] = field(default_factory=dict)
    indicators: dict[str, list[IndicatorContent]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[GoalLine, Responsible | None, list[IndicatorContent]]]:
        return [
            (goal, self.responsible.get(goal.number), self.indicators.get(goal.number, []))
            for goal in self.goals_ky
        ]


def read_spreadsheet(data: bytes) -> Reading:
    reading = Reading()
    try:
        sheet, formulas = _first_sheet(data)
        columns = _columns(sheet)
    except ValidationError as refusal:
        reading.faults = list(refusal.messages)
        return reading
    rows = list(_rows(sheet, columns))
    reading.faults = [
        *_merged(sheet),
        *_hidden(sheet, [at for at, _cells in rows]),
        *_unworked(sheet, formulas, columns),
    ]
    _read_goals(rows, reading)
    for at, cells in rows:
        _read_indicator(at, cells, reading)
    if not reading.goals_ky and not reading.faults:
        reading.faults.append(_("The file has no goals below its first row."))
    return reading


def _first_sheet(data: bytes) -> tuple[Any, Any]:
    """The first sheet that is shown, with the values of its cells and with their formulas."""
    try:
        _refuse_large(data)
        _refuse_long(data)
        book = load_workbook(io.BytesIO(data), data_only=True)
        shown = next(each for each in book.worksheets if each.sheet_state == "visible")
        return shown, load_workbook(io.BytesIO(data))[shown.title]
    except ValidationError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file leads the library into any error there is
        raise ValidationError(
            _("This is no XLSX file. Open it in Excel and save it as an Excel workbook.")
        ) from None


def _refuse_large(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # The sizes stand in the directory of the archive: nothing is unpacked to learn them.
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise ValidationError(_("The file is too large for a list of goals."))


def _refuse_long(data: bytes) -> None:
    """Row by row, so that fifty thousand rows are not read to learn that they are too many."""
    book = load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    shown = next(each for each in book.worksheets if each.sheet_state == "visible")
    for row in shown.iter_rows(min_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True):
        if any(value is not None for value in row):
            raise ValidationError(
                _("A list of goals has at most %(most)s rows: this one has more.")
                % {"most": MOST_ROWS}
            )


def _hidden(sheet: Any, rows: Iterable[int]) -> Iterator[str]:
    for at in rows:
        if at in sheet.row_dimensions and sheet.row_dimensions[at].hidden:
            yield _row_says(at, _("it is hidden: show it or delete it."))


def _unworked(sheet: Any, formulas: Any, columns: Iterable[int]) -> Iterator[str]:
    """Formulas whose result was never saved: they would be read as empty."""
    for column in columns:
        for at in range(1, min(sheet.max_row, MOST_ROWS) + 1):
            is_formula = formulas.cell(at, column).data_type == "f"
            if is_formula and sheet.cell(at, column).value is None:
                yield _row_says(
                    at,
                    _("column %(letter)s holds a formula without a result: write the value.")
                    % {"letter": get_column_letter(column)},
                )


def _merged(sheet: Any) -> Iterator[str]:
    for area in sheet.merged_cells.ranges:
        yield _("The cells %(cells)s are merged: split them and fill each row.") % {
            "cells": area.coord
        }


def _columns(sheet: Any) -> dict[int, str]:
    """Column number → what it holds."""
    known = {word: name for name, words in COLUMNS.items() for word in words}
    found: dict[int, str] = {}
    for at in range(1, min(sheet.max_column, MOST_COLUMNS) + 1):
        title = _text(sheet.cell(1, at).value)
        name = known.get(title.casefold())
        if title and name is None:
            raise ValidationError(
                _("Column %(letter)s has an unknown name: %(title)s. Known are: %(known)s.")
                % {
                    "letter": get_column_letter(at),
                    "title": title,
                    "known": ", ".join(words[0] for words in COLUMNS.values()),
                }
            )
        if name is not None and name in found.values():
            raise ValidationError(_("The column %(name)s stands twice.") % {"name": name})
        if name is not None:
            found[at] = name
    lacking = [name for name in REQUIRED if name not in found.values()]
    if lacking:
        raise ValidationError(
            _("The first row lacks the column %(name)s.") % {"name": ", ".join(lacking)}
        )
    return found


def _rows(sheet: Any, columns: dict[int, str]) -> Iterator[tuple[int, Cells]]:
    for at in range(2, min(sheet.max_row, MOST_ROWS) + 1):
        cells = {name: _text(sheet.cell(at, column).value) for column, name in columns.items()}
        if any(cells.values()):
            yield at, {name: cells.get(name, "") for name in COLUMNS}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.date):  # as people here read it
        value = f"{value:%d.%m.%Y}"
    return " ".join(str(value).split())


def _read_goals(rows: list[tuple[int, Cells]], reading: Reading) -> None:
    """Each line is read by itself first, so that a fault names the row of the spreadsheet."""
    taken: list[str] = []
    for at, cells in rows:
        if not cells["title_ky"]:
            continue
        number = cells["number"].rstrip(".")
        if DATE.fullmatch(number):
            reading.faults.append(
                _row_says(at, _("the number became a date: make the column text, type it anew."))
            )
            continue
        line = f"{number}. {cells['title_ky']}"
        try:
            read_goals("\n".join([*taken, line]))
        except ValidationError as refusal:
            said = refusal.messages[0].partition(": ")[2]
            reading.faults.append(_row_says(at, said))
            continue
        taken.append(line)
        if cells["title_ru"]:
            reading.goals_ru.append(GoalLine(number, cells["title_ru"]))
        if cells["responsible_ky"]:
            reading.responsible[number] = Responsible(
                cells["responsible_ky"], cells["responsible_ru"]
            )
    reading.goals_ky = read_goals("\n".join(taken))


def _read_indicator(at: int, cells: Cells, reading: Reading) -> None:
    if not any(cells[name] for name in (*WORDS, *NUMBERS)):
        return
    number = cells["number"].rstrip(".")
    if number not in {goal.number for goal in reading.goals_ky}:
        reading.faults.append(
            _row_says(at, _("there is no goal %(number)s above it.") % {"number": number or "–"})
        )
        return
    if not (cells["name_ky"] and cells["unit_ky"]):
        reading.faults.append(_row_says(at, _("an indicator needs a name and a unit.")))
        return
    said: dict[str, Any] = {name: cells[name] for name in WORDS}
    try:
        for name, choices in CHOICES.items():
            if cells[name]:
                said[name] = _chosen(cells[name], choices)
        for name in NUMBERS:
            said[name] = _number(cells[name])
    except ValidationError as refusal:
        reading.faults.append(_row_says(at, refusal.messages[0]))
        return
    reading.indicators.setdefault(number, []).append(IndicatorContent(**said))


def _chosen(typed: str, choices: list[tuple[str, Any]]) -> str:
    for value, label in choices:
        if typed.casefold() in (value, str(label).casefold()):
            return value
    raise ValidationError(
        _("“%(typed)s” is not known; write one of: %(known)s.")
        % {"typed": typed, "known": ", ".join(value for value, _label in choices)}
    )


def _number(typed: str) -> Decimal | None:
    if not typed:
        return None
    plain = "".join(typed.split()).replace(",", ".").rstrip("%")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= Decimal(10) ** 15:
        raise ValidationError(_("“%(typed)s” is no number.") % {"typed": typed})
    return found.quantize(Decimal("0.001"))


def _row_says(at: int, said: str) -> str:
    return _("Row %(row)s: %(said)s") % {"row": at, "said": said}
