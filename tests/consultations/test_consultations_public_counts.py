"""Nobody works out how many of a small group came, from any page or download."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.apps.consultations.public_counts import ALL, protected

COUNT = st.integers(0, 7)


def tables(meetings: int, groups: int):
    cells = [(m, f"g{g}") for m in range(1, meetings + 1) for g in range(groups)]
    return st.tuples(*[COUNT] * len(cells)).map(lambda n: dict(zip(cells, n, strict=True)))


def possible(counts, shown, groups):
    """Every table that a reader cannot tell from the true one, by trying them all."""
    meetings = sorted({m for m, _g in counts})
    big = [m for m in meetings if sum(counts[m, g] for g in groups) >= 5]
    rows = []
    for m in big:
        stated = sum(counts[m, g] for g in groups)
        fits = [
            row
            for row in product(range(stated + 1), repeat=len(groups))
            if sum(row) == stated
            and all(
                shown[m, g] is None or shown[m, g] == n for g, n in zip(groups, row, strict=True)
            )
        ]
        rows.append(fits)
    for table in product(*rows):
        sums = [sum(row[i] for row in table) for i in range(len(groups))]
        if all(
            shown.get((ALL, g)) is None or shown[ALL, g] == n
            for g, n in zip(groups, sums, strict=True)
        ):
            yield {
                (m, g): row[i]
                for m, row in zip(big, table, strict=True)
                for i, g in enumerate(groups)
            }


@given(tables(2, 2))
@settings(max_examples=60, deadline=None)
def test_each_withheld_count_of_two_meetings_may_be_any_of_six_numbers(counts):
    groups = ["g0", "g1"]
    shown = protected(counts)
    worlds = list(possible(counts, shown, groups))
    assert worlds
    for cell, count in shown.items():
        assert count is None or count >= 5
        if count is None and cell[0] != ALL and (cell in worlds[0]):
            found = {world[cell] for world in worlds}
            assert max(found) - min(found) >= 5, (counts, shown, cell)


@given(st.dictionaries(st.tuples(st.integers(1, 4), st.sampled_from("abc")), st.integers(0, 40)))
@settings(max_examples=60, deadline=None)
def test_a_small_count_is_never_shown(counts):
    for cell, shown in protected(counts).items():
        assert shown is None or shown >= 5
        if cell[0] != ALL and shown is not None:
            assert shown == counts.get(cell, 0)


def test_large_counts_are_shown_and_summed():
    shown = protected({(1, "a"): 20, (1, "b"): 26, (2, "a"): 25, (2, "b"): 33})
    assert shown == {
        (1, "a"): 20,
        (1, "b"): 26,
        (2, "a"): 25,
        (2, "b"): 33,
        (ALL, "a"): 45,
        (ALL, "b"): 59,
    }


def test_a_meeting_where_only_four_answered_is_in_no_sum():
    shown = protected({(1, "a"): 20, (1, "b"): 26, (2, "a"): 4, (2, "b"): 0})
    assert (shown[2, "a"], shown[2, "b"]) == (None, None)
    assert shown.get((ALL, "a")) in (None, 20)


def test_a_meeting_of_five_is_shown_and_one_of_four_is_not():
    assert protected({(1, "a"): 5}) == {(1, "a"): 5}
    assert protected({(1, "a"): 4}) == {(1, "a"): None}


def test_many_meetings_are_shown_together_alone():
    counts = {(m, g): 9 for m in range(1, 14) for g in "ab"}
    assert protected(counts, apart=False) == {(ALL, "a"): 117, (ALL, "b"): 117}
