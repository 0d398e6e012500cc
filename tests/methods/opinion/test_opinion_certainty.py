"""Bounds, tests and verdicts against published figures and plain definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion.bridging import Verdict, bridging, wilson
from yntymak.methods.opinion.distinct import Distinction, benjamini_hochberg, distinctions
from yntymak.methods.opinion.ideal_points import IdealPoints
from yntymak.methods.opinion.votes import AGREE, DISAGREE, Counts


def model(intercept, error=0.1):
    n = len(intercept)
    return IdealPoints(
        np.zeros(1), np.zeros((1, 0)), np.array(intercept), np.full(n, error), np.zeros((n, 0))
    )


def counts(agree, disagree, seen):
    return Counts(np.array(agree), np.array(disagree), np.array(seen))


def test_wilson_gives_the_published_bounds():
    """Newcombe 1998, Stat Med 17:857, table I, method 3."""
    for count, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(count, n)
        assert (round(float(found[0]), 4), round(float(found[1]), 4)) == (low, high)
    assert [float(bound) for bound in wilson(0, 0)] == [0.0, 1.0]


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_shares_that_the_test_does_not_refuse(pair):
    count, n = pair
    for bound in wilson(count, n):
        refused = (count / n - bound) ** 2
        assert refused == pytest.approx(1.959963984540054**2 * bound * (1 - bound) / n, abs=1e-9)


def test_differences_have_the_published_bounds():
    """Newcombe 1998, Stat Med 17:873, table II, method 10: 56/70 less 48/80 and 9/10 less 3/10."""
    votes = counts([[56], [48]], [[14], [32]], [[70], [80]])
    first = distinctions(votes, np.array([False]))[0]
    assert (first.group, first.direction) == (0, AGREE)
    assert first.others_share == pytest.approx(0.6)
    assert first.difference == pytest.approx(0.2)
    assert (round(first.low, 4), round(first.high, 4)) == (0.0524, 0.3339)
    votes = counts([[9], [3]], [[1], [7]], [[10], [10]])
    first = distinctions(votes, np.array([False]))[0]
    assert (round(first.low, 4), round(first.high, 4)) == (0.1705, 0.8090)


def test_effect_and_p_are_the_textbook_formulas():
    votes = counts([[30], [10]], [[10], [30]], [[40], [40]])
    agrees, rejects = distinctions(votes, np.array([False]))[:2]
    assert agrees.effect == pytest.approx(2 * (np.arcsin(0.75**0.5) - np.arcsin(0.25**0.5)))
    assert agrees.p == pytest.approx(7.744e-6, rel=1e-3)  # z = 0.5 / sqrt(0.25 / 20)
    assert (agrees.direction, rejects.direction) == (AGREE, DISAGREE)
    assert rejects.effect == pytest.approx(-agrees.effect)


def test_few_answers_and_muted_statements_are_not_tested():
    votes = counts([[9, 9, 9]] * 2, [[0, 1, 1]] * 2, [[9, 10, 10]] * 2)
    tested = distinctions(votes, np.array([False, True, False]))
    assert {item.statement for item in tested} == {2}


def test_everybody_alike_is_no_difference():
    votes = counts([[20], [20]], [[0], [0]], [[20], [20]])
    assert {item.p for item in distinctions(votes, np.array([False]))} == {1.0}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_is_the_least_rate_that_reports_a_test(values):
    p = np.array(values)
    q = benjamini_hochberg(p)
    order = np.sort(p)
    for own, found in zip(p, q, strict=True):
        ranks = [i for i in range(len(order)) if order[i] >= own]
        plain = min(1.0, *(order[i] * len(p) / (i + 1) for i in ranks))
        assert found == pytest.approx(plain)


@pytest.mark.parametrize(("q", "is_found"), [(0.05, True), (0.0501, False)])
def test_one_in_twenty_of_those_reported_may_be_chance(q, is_found):
    few = (0, 0, AGREE, 0.5, 0.4, 0.1, 0.0, 0.2, 0.2, 0.01)
    assert Distinction(*few, q).is_found is is_found


def test_the_published_example_of_benjamini_and_hochberg():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262]
    p += [0.5719, 0.6528, 0.7590, 1.0]
    assert (benjamini_hochberg(np.array(p)) <= 0.05).sum() == 4


def test_the_measures_of_bridging_are_their_formulas():
    votes = counts([[30, 5], [18, 40]], [[5, 30], [2, 0]], [[40, 40], [20, 40]])
    found = bridging(votes, model([1.0, 0.0], 0.25))
    assert found.product == pytest.approx([31 / 42 * 19 / 22, 6 / 42 * 41 / 42])
    assert found.least_group.tolist() == [0, 0]
    assert found.least_share == pytest.approx([0.75, 0.125])
    assert found.least_low[0] == pytest.approx(wilson(30, 40)[0])
    assert found.least_high[0] == pytest.approx(wilson(30, 40)[1])
    assert found.middle == pytest.approx([1 / (1 + np.exp(-1)), 0.5])
    reach = 1.959963984540054 * 0.25
    assert found.middle_low[0] == pytest.approx(1 / (1 + np.exp(-(1 - reach))))
    assert found.middle_high[1] == pytest.approx(1 / (1 + np.exp(-reach)))


def test_verdicts_need_certainty_and_contradictions_are_told():
    votes = counts(
        [[38, 2, 21, 38], [38, 38, 38, 9]],
        [[2, 38, 19, 2], [2, 2, 2, 0]],
        [[40, 40, 40, 40], [40, 40, 40, 9]],
    )
    found = bridging(votes, model([2.0, 2.0, 0.0, 2.0]))
    assert found.by_least_group == (
        Verdict.HOLDS,
        Verdict.FAILS,
        Verdict.UNCLEAR,
        Verdict.UNCLEAR,
    )
    assert found.by_middle == (Verdict.HOLDS, Verdict.HOLDS, Verdict.UNCLEAR, Verdict.HOLDS)
    assert found.by_product == (
        Verdict.HOLDS,
        Verdict.FAILS,
        Verdict.HOLDS,
        Verdict.UNCLEAR,
    )
    assert found.contradict.tolist() == [False, True, False, False]
    assert found.least_group.tolist()[3] == -1
    assert np.isnan(found.least_share[3])
