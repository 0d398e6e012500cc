"""Each matrix in the database must be one by which levels may be read off (Cox 2008)."""

from __future__ import annotations

import copy

import pytest
from django.urls import reverse

from yntymak.apps.risks.colouring import (
    Colour,
    betweenness,
    consistent_colouring,
    faults,
    weak_consistency,
)
from yntymak.apps.risks.matrix import LEVELS_1, anchors, ensure_matrix, in_force, picture
from yntymak.apps.risks.models import Matrix


def coloured(drawn: str) -> dict[tuple[int, int], Colour]:
    """Drawn as on paper: the greatest likelihood in the first line, impact to the right."""
    letters = {"G": Colour.GREEN, "Y": Colour.YELLOW, "R": Colour.RED}
    lines = drawn.split()[::-1]
    return {
        (row, column): letters[letter]
        for row, line in enumerate(lines, 1)
        for column, letter in enumerate(line, 1)
    }


# The only colouring of nine cells that the paper's axioms leave.
THREE = coloured("GYR GYY GGG")
# A multiplication table cut into thirds, as offices like to draw it.
PRODUCTS = [
    [1 + sum(i * j > cut for cut in (3, 6, 11, 17)) for j in range(1, 6)] for i in range(1, 6)
]


def test_every_matrix_in_the_database_satisfies_the_axioms(db):
    rows = list(Matrix.objects.all())

    assert rows
    assert {row.version: faults(row.levels) for row in rows} == {row.version: [] for row in rows}


def test_the_colouring_of_nine_cells_known_from_the_paper_passes():
    assert weak_consistency(THREE) == betweenness(THREE) == consistent_colouring(THREE) == []


def test_weak_consistency_fails_where_a_green_cell_reaches_a_red_one():
    """Red from 1·1 = 1 on, green up to 3·1 = 3."""
    assert weak_consistency(coloured("GYR GRY GGG"))


def test_betweenness_fails_where_green_touches_red():
    assert betweenness(coloured("GRR GYR GGG"))


def test_betweenness_fails_across_a_corner():
    assert betweenness(coloured("GYR YGY GGG"))


def test_consistent_colouring_fails_where_a_cell_as_great_as_red_is_green_or_yellow():
    assert consistent_colouring(coloured("GYY GYR GGG"))
    assert consistent_colouring(coloured("GYR GYY YGG"))


def test_a_multiplication_table_in_five_bands_is_refused():
    assert faults(PRODUCTS)


@pytest.mark.parametrize(
    ("cell", "level"),
    [((0, 4), 3), ((2, 2), 4), ((2, 4), 3), ((1, 2), 3), ((4, 0), 4), ((3, 3), 6)],
)
def test_changing_one_cell_of_the_first_version_breaks_it(cell, level):
    changed = copy.deepcopy(LEVELS_1)
    changed[cell[0]][cell[1]] = level

    assert faults(changed)


def test_a_level_never_falls_with_likelihood_or_impact():
    falling = copy.deepcopy(LEVELS_1)
    falling[0][1], falling[0][2] = 2, 1

    assert any(fault.startswith("order") for fault in faults(falling))


def test_a_matrix_of_another_shape_is_refused():
    assert faults([[1, 2], [3]]) == ["the matrix is not square"]
    assert faults([[1, 1], [1, 1]]) == ["there is no green or no red cell"]


def test_each_step_is_written_in_three_languages(db):
    matrix = in_force()

    for written in (matrix.likelihood_anchors, matrix.impact_anchors):
        assert len(written) == 5
        for words in written:
            assert set(words) == {"ky", "ru", "en"}
            assert len({*words.values()}) == 3


def test_the_first_version_is_made_once(db):
    assert ensure_matrix() == ensure_matrix() == in_force()
    assert Matrix.objects.count() == 1


def test_a_database_without_a_matrix_gets_it_again(db):
    Matrix.objects.all().delete()

    assert in_force().version == 1


def test_the_picture_puts_the_greatest_likelihood_on_top(db):
    rows = picture(in_force(), (5, 1))

    assert [row.likelihood for row in rows] == [5, 4, 3, 2, 1]
    assert [cell.level for cell in rows[0].cells] == LEVELS_1[4]
    assert [cell.is_marked for cell in rows[0].cells] == [True, False, False, False, False]


def test_a_language_that_is_missing_is_answered_in_kyrgyz(settings):
    from django.utils import translation

    with translation.override("ru"):
        assert anchors([{"ky": "бир"}, {"ky": "эки", "ru": "два"}]) == [(1, "бир"), (2, "два")]


def test_everybody_may_see_how_levels_are_found(visitor, db):
    page = visitor.get(reverse("risks:matrix")).content.decode()

    assert page.count('<td class="r') == 25
