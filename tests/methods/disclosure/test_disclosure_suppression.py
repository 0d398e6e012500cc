from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.disclosure import (
    DisclosureError,
    Sum,
    Table,
    feasible_intervals,
    protect,
    rate,
    suppress,
)

COUNTS = st.integers(0, 30)


def two_way(rows):
    return Table(
        ("place", "age"),
        {(f"p{i}", f"a{j}"): n for i, row in enumerate(rows) for j, n in enumerate(row)},
    )


def solved(result, sums):
    """Withheld cells that the linear system alone gives away, found by its null space."""
    hidden = [key for key, n in result.published.items() if n is None]
    if not hidden:
        return []
    column = {key: i for i, key in enumerate(hidden)}
    matrix = np.zeros((len(sums), len(hidden)))
    for row, line in enumerate(sums):
        for key, sign in [(line.total, -1), *((part, 1) for part in line.parts)]:
            if key in column:
                matrix[row, column[key]] += sign
    _, sizes, directions = np.linalg.svd(matrix)
    free = directions[(sizes > 1e-9).sum() :]
    return [key for key, i in column.items() if not np.abs(free[:, i]).max(initial=0) > 1e-9]


def assert_safe(tables):
    result = protect(tables).result
    sums = list(dict.fromkeys(line for table in tables for line in table.sums()))
    for key, n in result.published.items():
        assert n is None or n >= 5, key
    assert solved(result, sums) == []
    for key, (low, high) in feasible_intervals(result.published, sums).items():
        assert high is None or high - low >= 5, key
    return result


@given(st.lists(COUNTS, min_size=1, max_size=7))
@settings(max_examples=60, deadline=None)
def test_no_small_cell_of_a_list_can_be_worked_out(counts):
    assert_safe([Table(("age",), {(f"a{i}",): n for i, n in enumerate(counts)})])


@given(
    st.integers(1, 4).flatmap(
        lambda w: st.lists(st.lists(COUNTS, min_size=w, max_size=w), min_size=1, max_size=4)
    )
)
@settings(max_examples=40, deadline=None)
def test_no_small_cell_of_a_table_with_margins_can_be_worked_out(rows):
    assert_safe([two_way(rows)])


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=90
    )
)
@settings(max_examples=25, deadline=None)
def test_tables_that_show_the_same_totals_do_not_betray_each_other(people):
    def table(*variables):
        counts = {}
        sizes = {"sex": 2, "age": 3, "place": 3}
        for key in product(*(range(sizes[v]) for v in variables)):
            counts[tuple(map(str, key))] = 0
        for sex, age, place in people:
            who = {"sex": sex, "age": age, "place": place}
            counts[tuple(str(who[v]) for v in variables)] += 1
        return Table(variables, counts)

    assert_safe(
        [
            table("sex", "age"),
            table("sex", "place"),
            table(
                "age",
            ),
        ]
    )


def test_a_small_cell_takes_the_next_smallest_with_it():
    shown = protect([Table(("age",), {("young",): 3, ("middle",): 40, ("old",): 9})])
    assert shown.value(age="young") is None
    assert shown.value(age="old") is None
    assert shown.value(age="middle") == 40
    assert shown.total == 52


@pytest.mark.parametrize(("count", "shown"), [(0, None), (4, None), (5, 5)])
def test_five_is_the_least_that_is_shown(count, shown):
    table = Table(("age",), {("a",): count, ("b",): 40, ("c",): 41})
    assert protect([table]).value(age="a") == shown


def test_a_table_without_small_cells_is_published_whole():
    shown = protect([two_way([[5, 6], [7, 8]])])
    assert shown.result.withheld == frozenset()
    assert (shown.value(place="p0"), shown.value(age="a1"), shown.total) == (11, 14, 26)


def test_two_tiny_cells_are_not_enough_to_hide_each_other():
    """Their sum, 2, follows from the total, and is as small as they are."""
    shown = protect([Table(("age",), {("a",): 1, ("b",): 1, ("c",): 6, ("d",): 50})])
    assert shown.value(age="c") is None
    assert shown.value(age="d") == 50


def test_when_all_that_is_left_would_betray_it_the_total_goes_too():
    shown = protect([Table(("age",), {("only",): 3})])
    assert shown.value(age="only") is None
    assert shown.total is None


def test_a_margin_withheld_on_one_page_is_withheld_on_the_other():
    first = Table(("sex", "age"), {("f", "y"): 2, ("f", "o"): 1, ("m", "y"): 30, ("m", "o"): 40})
    second = Table(("sex",), {("f",): 3, ("m",): 70})
    shown = protect([first, second])
    assert shown.value(sex="f") is None
    assert shown.value(sex="m") is None


def test_without_the_link_the_second_table_would_betray_the_first():
    """Each table alone is safe; together they are not. The check must see both."""
    lines = [Sum("T", ("a", "b", "c")), Sum("S", ("a", "c"))]
    counts = {"T": 60, "a": 3, "b": 27, "c": 30, "S": 33}
    alone = suppress({k: counts[k] for k in ("T", "a", "b", "c")}, lines[:1])
    assert alone.withheld == {"a", "b"}
    together = suppress(counts, lines)
    assert len(together.withheld & {"a", "c", "S"}) >= 2
    for key, (low, high) in feasible_intervals(together.published, lines).items():
        assert high is None or high - low >= 5, key


def test_the_intervals_are_those_of_all_tables_that_fit():
    """Brute force over every table of counts that agrees with what is published."""
    sums = [
        Sum("r0", ("a", "b")),
        Sum("r1", ("c", "d")),
        Sum("c0", ("a", "c")),
        Sum("c1", ("b", "d")),
    ]
    published = {"a": None, "b": None, "c": None, "d": None, "r0": 7, "r1": 9, "c0": 4, "c1": 12}
    fits = [
        (a, b, c, d)
        for a, b, c, d in product(range(13), repeat=4)
        if a + b == 7 and c + d == 9 and a + c == 4 and b + d == 12
    ]
    found = feasible_intervals(published, sums)
    for i, key in enumerate("abcd"):
        assert found[key] == (min(t[i] for t in fits), max(t[i] for t in fits))


def test_rates_stand_only_on_ten_or_more_and_on_published_counts():
    assert rate(5, 10) == 0.5
    assert rate(5, 9) is None
    assert rate(None, 100) is None
    assert rate(7, None) is None
    with pytest.raises(DisclosureError, match="between 0 and its whole"):
        rate(12, 10)


@pytest.mark.parametrize(
    ("counts", "sums", "sentence"),
    [
        ({"T": 10, "a": 4, "b": 5}, [Sum("T", ("a", "b"))], "T is not the sum of its parts"),
        ({"T": 10, "a": 10}, [Sum("T", ("a", "b"))], "There is no count of b"),
        ({"a": -1}, [], "must be a whole number"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(counts, sums, sentence):
    with pytest.raises(DisclosureError, match=sentence):
        suppress(counts, sums)


def test_tables_that_contradict_each_other_are_refused():
    with pytest.raises(DisclosureError, match="different counts of sex=f"):
        protect(
            [
                Table(("sex",), {("f",): 8, ("m",): 9}),
                Table(("sex", "age"), {("f", "y"): 7, ("m", "y"): 10}),
            ]
        )
