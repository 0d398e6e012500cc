"""The year of the country as a spreadsheet: each place with its sums, each line of money."""

from __future__ import annotations

import uuid

import openpyxl
import pytest

from yntymak.apps.plans.documents.nation import write_nation
from yntymak.apps.plans.models import BudgetLine


@pytest.fixture
def sheets(tmp_path, approved, aimak, neighbour, year):
    aimak.population = 1000
    aimak.save()
    line = BudgetLine.objects.get()
    other = BudgetLine.objects.get()
    other.pk, other.client_key, other.source = None, uuid.uuid4(), "donor"
    other.planned = other.approved = 1
    other.year = year + 1  # the outlook is not money of this year
    other.save()
    written = write_nation(year, "ru", tmp_path / "nation.xlsx")
    assert written == 1
    book = openpyxl.load_workbook(tmp_path / "nation.xlsx")
    return line, [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def test_each_place_has_its_sum_and_a_municipality_what_that_is_per_head(
    sheets, aimak, neighbour, raion
):
    _line, (places, _money) = sheets
    row = {each[0]: each for each in places[1:]}

    assert row[aimak.code][4] == row[raion.code][4] == 1240.5
    assert row[aimak.code][-2:] == (1000, 1241)  # 1 240 500 som for 1000 people, halves upwards
    assert row[raion.code][-2:] == row[neighbour.code][-2:] == (None, None)
    assert row[neighbour.code][4] is None  # not reported is no zero


def test_each_line_of_the_year_stands_with_its_place(sheets, aimak, year):
    line, (_places, money) = sheets

    assert [row[0] for row in money[1:]] == [aimak.code]
    assert money[1][5:] == (year, 1240.5, 1240.5, None)
    assert money[1][2] == line.measure.title_ru
