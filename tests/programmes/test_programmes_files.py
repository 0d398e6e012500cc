"""Spreadsheets as they come: cut off, hidden, worked out by nobody, far too long."""

from __future__ import annotations

import datetime as dt
import io
import random
import time
import zipfile

import pytest
from openpyxl import Workbook

from yntymak.apps.programmes.spreadsheet import LARGEST_UNPACKED, MOST_ROWS, read_spreadsheet

HEAD = ["number", "title_ky", "indicator_ky", "unit_ky", "baseline"]


def book(rows, change=None) -> bytes:
    file = Workbook()
    for row in [HEAD, *rows]:
        file.active.append(row)
    if change is not None:
        change(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def only_fault(data: bytes) -> str:
    reading = read_spreadsheet(data)
    assert len(reading.faults) == 1
    return reading.faults[0]


def goals(count: int) -> list[list[str]]:
    return [[str(1 + at), "Суу"] for at in range(count)]


def test_a_hidden_row_is_not_taken_unseen():
    def hide(file):
        file.active.row_dimensions[3].hidden = True

    assert "3" in only_fault(book([["1", "Суу"], ["2", "Жол"]], hide))


def test_the_first_sheet_that_is_shown_is_read():
    def add(file):
        file.active.sheet_state = "hidden"
        other = file.create_sheet()
        other.append(HEAD)
        other.append(["1", "Жайыт"])

    reading = read_spreadsheet(book([["1", "Суу"]], add))
    assert [goal.title for goal in reading.goals_ky] == ["Жайыт"]


def test_a_formula_that_nobody_worked_out_is_not_an_empty_cell():
    rows = [["1", "Суу", "Канал", "км", "=2*3"]]
    assert "E" in only_fault(book(rows))


def test_a_number_that_excel_made_a_date_of_is_told():
    fault = only_fault(book([[dt.datetime(2026, 2, 1), "Суу"]]))  # noqa: DTZ001
    assert "2" in fault


def test_a_row_too_many_is_refused_and_not_left_out():
    assert not read_spreadsheet(book(goals(MOST_ROWS - 1))).faults
    assert str(MOST_ROWS) in only_fault(book(goals(MOST_ROWS)))


def test_fifty_thousand_rows_are_refused_at_once():
    data = book([["1", "Суу"]] * 50_000)
    before = time.process_time()
    assert only_fault(data)
    assert time.process_time() - before < 1


def test_what_unpacks_to_too_much_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (LARGEST_UNPACKED + 1))
    assert only_fault(out.getvalue())


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_refused_in_a_sentence(seed):
    dice = random.Random(seed)
    whole = zipfile.ZipFile(io.BytesIO(book([["1", "Суу"]])))
    target = dice.choice(whole.namelist())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            content = bytearray(whole.read(name))
            if name == target:
                at = dice.randrange(len(content))
                del content[at : at + 20]
            archive.writestr(name, bytes(content))
    data = bytearray(out.getvalue())
    if seed % 2:
        data[dice.randrange(len(data))] ^= 255

    reading = read_spreadsheet(bytes(data))  # it may still be read, but never breaks
    assert reading.faults or reading.goals_ky
