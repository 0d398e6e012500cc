from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from test_opinion_findings import votes_of

from yntymak.methods.opinion.ideal_points import IdealPoints, fit_ideal_points
from yntymak.methods.opinion.slate import (
    completed_approvals,
    justified_representation,
    proportional_approval,
    slate,
)
from yntymak.methods.opinion.votes import Votes

SMALL = st.tuples(st.integers(1, 6), st.integers(2, 6)).flatmap(
    lambda shape: arrays(bool, shape, elements=st.booleans())
)


def thiele(approvals, weight, chosen):
    """The sum that proportional approval voting makes greatest."""
    return sum(
        w * sum(1 / (i + 1) for i in range(int(row[list(chosen)].sum())))
        for row, w in zip(approvals, weight, strict=True)
    )


def subsets(items):
    return chain.from_iterable(combinations(items, r) for r in range(1, len(items) + 1))


def violates_ejr_plus(approvals, chosen):
    """By the words of the definition: over every group of people and every number l."""
    n, size = len(approvals), len(chosen)
    left_out = [j for j in range(approvals.shape[1]) if j not in chosen]
    for group, least, j in product(list(subsets(range(n))), range(1, size + 1), left_out):
        members = list(group)
        if (
            len(members) * size >= least * n
            and approvals[members, j].all()
            and (approvals[members][:, chosen].sum(axis=1) < least).all()
        ):
            return True
    return False


def violates_ejr(approvals, chosen):
    n, size = len(approvals), len(chosen)
    for group, least in product(list(subsets(range(n))), range(1, size + 1)):
        members = list(group)
        if (
            len(members) * size >= least * n
            and approvals[members].all(axis=0).sum() >= least
            and (approvals[members][:, chosen].sum(axis=1) < least).all()
        ):
            return True
    return False


@settings(max_examples=60, deadline=None)
@given(SMALL, st.data())
def test_the_ratio_is_the_definition_of_ejr_plus(approvals, data):
    size = data.draw(st.integers(1, min(3, approvals.shape[1])))
    chosen = data.draw(
        st.lists(st.integers(0, approvals.shape[1] - 1), min_size=size, max_size=size, unique=True)
    )
    ratio = justified_representation(approvals, np.ones(len(approvals)), chosen)
    assert (ratio < 1 - 1e-9) == (not violates_ejr_plus(approvals, chosen))
    if ratio < 1 - 1e-9:
        assert not violates_ejr(approvals, chosen)


@settings(max_examples=60, deadline=None)
@given(SMALL, st.data())
def test_the_slate_is_proportional_and_no_swap_betters_it(approvals, data):
    size = data.draw(st.integers(1, min(3, approvals.shape[1])))
    weight = np.ones(len(approvals))
    chosen = proportional_approval(approvals, weight, size)
    assert len(set(chosen)) == size
    assert justified_representation(approvals, weight, chosen) < 1
    score = thiele(approvals, weight, chosen)
    for out, comes in product(chosen, range(approvals.shape[1])):
        swapped = {*chosen, comes} - ({out} if comes not in chosen else set())
        if len(swapped) == size:
            assert thiele(approvals, weight, swapped) <= score + 1e-9
    best = max(
        thiele(approvals, weight, slate) for slate in combinations(range(approvals.shape[1]), size)
    )
    assert score >= best / 2


def test_the_search_leaves_the_greedy_slate_where_a_swap_is_better():
    """Greedy takes 0 first; the pair (1, 2) pleases everybody."""
    approvals = np.array([[0, 1, 0]] * 3 + [[1, 1, 0]] * 2 + [[1, 0, 1]] * 4 + [[0, 0, 1]] * 3) == 1
    weight = np.ones(len(approvals))
    chosen = proportional_approval(approvals, weight, 2)
    best = max(combinations(range(3), 2), key=lambda pair: thiele(approvals, weight, pair))
    assert set(chosen) == set(best) == {1, 2}


def test_two_camps_share_the_slate_by_their_size():
    approvals = np.zeros((30, 10), dtype=bool)
    approvals[:20, :5] = True
    approvals[20:, 5:] = True
    chosen = proportional_approval(approvals, np.ones(30), 3)
    assert sorted(j < 5 for j in chosen) == [False, True, True]
    weight = np.where(np.arange(30) < 20, 0.5, 2.0)
    chosen = proportional_approval(approvals, weight, 3)
    assert sorted(j < 5 for j in chosen) == [False, False, True]


def test_a_forgotten_camp_raises_the_ratio():
    approvals = np.zeros((4, 3), dtype=bool)
    approvals[:2, 0] = approvals[:2, 1] = True
    approvals[2:, 2] = True
    assert justified_representation(approvals, np.ones(4), [0, 1]) == 1.0
    assert justified_representation(approvals, np.ones(4), [0, 2]) == 0.5


def test_votes_stand_and_only_what_was_not_seen_is_completed():
    votes = Votes.from_arrays([0, 0, 1], [0, 1, 0], [-1, 0, 1], all_statements=[2])
    model = IdealPoints(
        leniency=np.array([1.0, -9.0]),
        points=np.zeros((2, 0)),
        intercept=np.array([2.0, 2.0, 1.5]),
        intercept_error=np.array([1.0, 1.0, 2.0]),
        slopes=np.zeros((3, 0)),
    )
    approvals, completed = completed_approvals(votes, model, np.arange(2), np.arange(3))
    assert approvals.tolist() == [[False, False, True], [True, False, False]]
    model.intercept_error[2] = 2.6
    doubtful, _ = completed_approvals(votes, model, np.arange(2), np.arange(3))
    assert doubtful.tolist() == [[False, False, False], [True, False, False]]
    assert completed == pytest.approx(3 / 6)


def test_nothing_to_choose_from_is_no_slate():
    votes = Votes.from_arrays([0, 1], [0, 0], [1, 1])
    model = IdealPoints(np.zeros(2), np.zeros((2, 0)), np.ones(1), np.ones(1), np.zeros((1, 0)))
    assert slate(votes, model, np.array([True])) is None
    whole = slate(votes, model, np.array([False]))
    assert whole.statements == (0,)
    assert whole.represented == 1.0
    assert whole.ratio == 0.0


def test_what_hardly_anybody_has_seen_stands_on_no_slate():
    rng = np.random.default_rng(3)
    table = np.where(rng.random((60, 9)) < 0.7, 1, -1)
    table[:, 8] = 1
    voted = np.ones(table.shape, dtype=bool)
    voted[9:, 8] = False
    votes = votes_of(table, voted)
    found = slate(votes, fit_ideal_points(votes, 0), np.zeros(9, dtype=bool), size=3)
    assert 8 not in found.statements
    shares = (table[:, :8] == 1).mean(axis=0)
    assert found.statements[0] == int(np.argmax(shares))
