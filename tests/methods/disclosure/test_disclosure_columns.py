"""Columns with known totals: what is withheld cannot be worked out, and no more than that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.disclosure import Sum, feasible_intervals, suppress, withheld_in_columns

LEAST = 10
COUNT = st.integers(0, 25)
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 2)).flatmap(
    lambda shape: st.tuples(
        st.lists(
            st.lists(COUNT, min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ),
        st.none() | st.lists(COUNT, min_size=shape[1], max_size=shape[1]),
    )
)


def as_published(column, hidden, rest):
    """The counts of one column as its reader has them, and the sum that he knows of."""
    published = {
        f"c{i}": None if gone else int(n)
        for i, (n, gone) in enumerate(zip(column, hidden, strict=True))
    }
    if rest is not None:
        published["rest"] = None
    line = Sum("total", tuple(published))
    return published | {"total": int(sum(column)) + (rest or 0)}, line


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_small_count_follows_from_the_total_and_the_others(table):
    counts, rest = np.array(table[0]), table[1]
    unpublished = None if rest is None else np.array(rest)
    hidden = withheld_in_columns(counts, least=LEAST, unpublished=unpublished)
    assert hidden[counts < LEAST].all()
    for j in range(counts.shape[1]):
        of_rest = None if rest is None else rest[j]
        published, line = as_published(counts[:, j], hidden[:, j], of_rest)
        has_small = (counts[:, j] < LEAST).any() or (of_rest is not None and of_rest < LEAST)
        if not has_small:
            assert not hidden[:, j].any()
        elif not hidden[:, j].all():
            for key, (low, high) in feasible_intervals(published, [line]).items():
                assert high - low >= LEAST, key


@settings(max_examples=40, deadline=None)
@given(st.lists(COUNT, min_size=1, max_size=5))
def test_one_column_is_as_safe_as_the_solver_makes_it(column):
    """Where the total may not be withheld, the same rows or others of the same number go."""
    counts = {f"c{i}": n for i, n in enumerate(column)} | {"total": sum(column)}
    line = Sum("total", tuple(key for key in counts if key != "total"))
    solved = suppress(counts, [line], least=LEAST, known=("total",)).withheld
    hidden = withheld_in_columns(np.array(column)[:, None], least=LEAST)[:, 0]
    assert {f"c{i}" for i in np.flatnonzero(hidden)} == solved


def test_the_same_row_goes_with_a_small_one_in_every_column():
    """In the second column the third row is the smaller one; it would tell what the first hides."""
    hidden = withheld_in_columns(np.array([[3, 3], [12, 13], [14, 12], [90, 90]]), least=LEAST)
    assert hidden.tolist() == [[True, True], [True, True], [False, False], [False, False]]


@pytest.mark.parametrize(
    ("rest", "goes"), [([0], True), ([9], True), ([10], False), ([200], False)]
)
def test_a_small_rest_that_nobody_is_told_takes_a_row_with_it(rest, goes):
    hidden = withheld_in_columns(np.array([[20], [30]]), least=LEAST, unpublished=np.array(rest))
    assert hidden[:, 0].tolist() == [goes, False]


def test_a_large_rest_hides_a_small_row_alone():
    hidden = withheld_in_columns(np.array([[4], [30]]), least=LEAST, unpublished=np.array([50]))
    assert hidden[:, 0].tolist() == [True, False]
