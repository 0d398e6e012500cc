"""Group votes, typical statements, consensus and priorities against plain arithmetic."""

import math

import numpy as np
import pytest

from yntymak.methods.opinion.consensus import consensus_statements, group_informed_consensus
from yntymak.methods.opinion.representativeness import (
    Z_90,
    difference_z,
    representative_statements,
    share_z,
)
from yntymak.methods.opinion.routing import routing_priority
from yntymak.methods.opinion.votes import Counts, Votes


def counts(agree, disagree, seen):
    return Counts(np.array(agree), np.array(disagree), np.array(seen))


def no(n):
    return np.zeros(n, dtype=bool)


def test_votes_of_a_group_are_those_of_its_people():
    votes = Votes.from_arrays(
        ["a", "a", "b", "c", "c", "d"], [1, 2, 1, 1, 2, 2], [1, 0, -1, 1, -1, 1]
    )
    found = votes.counts_of_groups(np.array([1, 1, 0, -1]), 2)
    assert found.agree.tolist() == [[1, 0], [1, 0]]
    assert found.disagree.tolist() == [[0, 1], [1, 0]]
    assert found.seen.tolist() == [[1, 1], [2, 1]]


@pytest.mark.parametrize(("success", "trials"), [(0, 0), (3, 4), (0, 9), (9, 9)])
def test_the_test_of_a_share_adds_one_success_and_one_trial(success, trials):
    share = (success + 1) / (trials + 1)
    standard_error = math.sqrt(0.25 / (trials + 1))
    found = share_z(np.array([success]), np.array([trials]))[0]
    assert found == pytest.approx((share - 0.5) / standard_error)


@pytest.mark.parametrize(
    ("success", "trials", "other_success", "other_trials"),
    [(3, 4, 1, 6), (0, 5, 9, 9), (2, 2, 0, 0)],
)
def test_the_test_of_a_difference_pools_both(success, trials, other_success, other_trials):
    a, n, b, m = success + 1, trials + 1, other_success + 1, other_trials + 1
    p = (a + b) / (n + m)
    standard_error = math.sqrt(p * (1 - p) / n + p * (1 - p) / m) if p < 1 else math.inf
    found = difference_z(*(np.array([x]) for x in (success, trials, other_success, other_trials)))
    assert found[0] == pytest.approx((a / n - b / m) / standard_error)


def test_a_difference_of_nothing_is_no_division_by_zero():
    full = np.array([5])
    assert difference_z(full, full, full, full).tolist() == [0.0]


def test_a_statement_of_one_group_speaks_for_it_and_against_the_other():
    first, second = representative_statements(
        counts([[30, 15], [1, 15]], [[1, 15], [30, 15]], [[32, 32], [32, 32]]), no(2)
    )
    assert [(item.statement, item.direction) for item in first] == [(0, 1)]
    assert [(item.statement, item.direction) for item in second] == [(0, -1)]
    item = first[0]
    assert item.best_agree
    assert (item.n_success, item.n_trials) == (30, 32)
    assert item.share == pytest.approx(31 / 34)
    assert item.ratio == pytest.approx((31 / 34) / (2 / 34))
    assert item.metric == pytest.approx(item.ratio * item.ratio_z * item.share * item.share_z)
    assert not second[0].best_agree


def test_both_tests_must_pass():
    # Most of the group agrees, but so do the others; then clearly more than the others, but half.
    same = counts([[40, 20], [40, 1]], [[0, 20], [0, 20]], [[40, 40], [40, 40]])
    typical = representative_statements(same, no(2))[0]
    assert [item.statement for item in typical] == [0]
    assert typical[0].best_agree  # nothing passes both, so the best agreement stands alone
    assert typical[0].ratio_z < Z_90


def test_muted_statements_speak_for_nobody():
    found = representative_statements(
        counts([[30, 29], [1, 2]], [[1, 1], [30, 29]], [[32, 32], [32, 32]]),
        np.array([True, False]),
    )
    assert [[item.statement for item in items] for items in found] == [[1], [1]]


def test_a_weak_agreement_that_the_others_share_is_not_the_best_agreement():
    # 2 of 3 agree: more than half, but not for sure, and the others agree more.
    found = representative_statements(counts([[2], [30]], [[1], [0]], [[3], [30]]), no(1))
    assert [item.best_agree for item in found[0]] == [False]
    alone = representative_statements(counts([[2], [3]], [[1], [27]], [[3], [30]]), no(1))
    assert [item.best_agree for item in alone[0]] == [True]


def test_at_most_five_and_agreement_first():
    n = 9
    agree = np.array([[30 - j if j % 2 else j for j in range(n)], [15] * n])
    disagree = np.array([[j if j % 2 else 30 - j for j in range(n)], [15] * n])
    first = representative_statements(counts(agree, disagree, agree + disagree), no(n))[0]
    directions = [item.direction for item in first]
    assert len(first) == 5
    assert directions == sorted(directions, reverse=True)
    assert first[0].best_agree
    assert first[0].statement == 1
    rest = [item.metric for item in first[1:] if item.direction == -1]
    assert rest == sorted(rest, reverse=True)


def test_a_group_without_votes_on_anything_has_nothing_to_say_first():
    found = representative_statements(
        counts([[0, 0], [9, 0]], [[0, 0], [0, 9]], [[0, 0], [9, 9]]), no(2)
    )
    assert not any(item.best_agree for item in found[0])
    assert all(math.isfinite(item.metric) for items in found for item in items)
    assert representative_statements(counts([[0]], [[0]], [[0]]), np.array([True])) == ((),)


def votes_with(table):
    """Statement → (agree, disagree, pass)."""
    rows, columns, values = [], [], []
    for statement, (agree, disagree, passed) in table.items():
        for vote, count in ((1, agree), (-1, disagree), (0, passed)):
            rows += range(len(rows), len(rows) + count)
            columns += [statement] * count
            values += [vote] * count
    return Votes.from_arrays(rows, columns, values).counts()


def test_consensus_needs_most_people_and_enough_of_them():
    votes = votes_with({0: (30, 1, 0), 1: (2, 0, 0), 2: (1, 30, 1), 3: (15, 15, 1), 4: (15, 1, 15)})
    found = consensus_statements(votes, no(5))
    # 2 of 2 agree, yet z = 1.73 > 1.2816; 15 of 31 with passes are under one half.
    assert [(item.statement, item.direction) for item in found] == [(0, 1), (1, 1), (2, -1)]
    assert found[0].share == pytest.approx(31 / 33)
    assert found[0].share_z == pytest.approx((31 / 32 - 0.5) / math.sqrt(0.25 / 32))
    narrow = votes_with({0: (115, 85, 0), 1: (105, 95, 0)})  # z = 2.2 and 0.8
    assert [item.statement for item in consensus_statements(narrow, no(2))] == [0]
    few = votes_with({0: (1, 0, 0), 1: (3, 1, 0)})
    assert [item.statement for item in consensus_statements(few, no(2))] == [0, 1]
    assert consensus_statements(votes_with({0: (4, 2, 0)}), no(1)) == ()


def test_at_most_five_a_direction_by_share_times_test():
    votes = votes_with({j: (20 + j, 1, 0) for j in range(7)})
    assert [item.statement for item in consensus_statements(votes, no(7))] == [6, 5, 4, 3, 2]
    muted = np.arange(7) == 6
    assert [item.statement for item in consensus_statements(votes, muted)] == [5, 4, 3, 2, 1]


def test_many_who_mostly_agree_stand_before_a_few_who_all_do():
    """A share of .83 times z = 2.2 is less than .78 times 3.7."""
    votes = votes_with({0: (4, 0, 0), 1: (30, 8, 0)})
    assert [item.statement for item in consensus_statements(votes, no(2))] == [1, 0]


def test_consensus_across_groups_is_a_product():
    found = group_informed_consensus(counts([[3, 0], [1, 5]], [[0, 0], [1, 0]], [[4, 0], [2, 5]]))
    assert found == pytest.approx([4 / 6 * 2 / 4, 1 / 2 * 6 / 7])


def test_priority_is_the_published_formula():
    agree, passed, seen, extremity = 3, 2, 10, 0.7
    importance = (1 - 3 / 12) * 1.7 * 4 / 12
    found = routing_priority(
        np.array([agree, agree]),
        np.array([passed, passed]),
        np.array([seen, seen]),
        np.array([extremity, extremity]),
        np.array([False, True]),
    )
    assert found == pytest.approx([(importance * (1 + 8 * 2 ** (-2))) ** 2, 49.0])
