"""The draw that can be replayed, and the rule that asks what tells most."""

from collections import Counter

import numpy as np
import pytest

from yntymak.methods.opinion.adaptive import PlaceModel, adaptive_weights, information
from yntymak.methods.opinion.analysis import analyse
from yntymak.methods.opinion.routing import NOBODY, arrivals, drawn, least_seen
from yntymak.methods.opinion.votes import Votes

ALL = np.ones(5, dtype=bool)


def model_of(*, meta=None):
    """Forty people in two camps over statements 2 and 3; all agree with 0; 4 was seen by five."""
    rng = np.random.default_rng(1)
    camp = np.where(np.arange(40) < 22, 1, -1)
    grid = np.stack([np.ones(40), rng.choice([-1, 1], 40), camp, -camp, rng.choice([-1, 1], 40)], 1)
    has = np.ones((40, 5), dtype=bool)
    has[5:, 4] = False
    row, column = np.nonzero(has)
    votes = Votes.from_arrays(row, column, grid[row, column].astype(int))
    return PlaceModel.of(analyse(votes, meta=meta))


def test_the_same_seed_draws_the_same_statement():
    numbers = np.arange(5)
    weights = np.array([1.0, 2, 3, 4, 5])
    first, again = (drawn(weights, ALL, arrivals("token:3", numbers)) for _ in range(2))
    assert first == again
    assert len({drawn(weights, ALL, arrivals(f"t{i}", numbers)) for i in range(60)}) == 5


def test_statements_are_drawn_in_proportion_to_their_weights():
    weights = np.array([0.5, 0.3, 0.2, 0.0, 0.0])
    tally = Counter(drawn(weights, ALL, arrivals(f"{i}", np.arange(5))) for i in range(4000))
    assert [tally[j] / 4000 for j in range(3)] == pytest.approx([0.5, 0.3, 0.2], abs=0.03)
    assert tally[3] == tally[4] == 0


def test_what_stands_beside_a_statement_does_not_change_its_arrival():
    whole, part = arrivals("a", np.arange(9)), arrivals("a", np.array([2, 7]))
    assert whole[[2, 7]].tolist() == part.tolist()


def test_nothing_is_drawn_where_nothing_may_be_shown():
    nothing = np.zeros(5, dtype=bool)
    assert drawn(np.ones(5), nothing, np.ones(5)) == NOBODY
    assert least_seen(np.arange(5), nothing, np.ones(5)) == NOBODY


def test_a_weight_of_nothing_still_comes_when_it_is_the_last():
    assert drawn(np.zeros(5), np.arange(5) == 3, arrivals("a", np.arange(5))) == 3


def test_the_least_seen_comes_first():
    seen = np.array([4, 2, 9, 2, 5])
    shown = {least_seen(seen, ALL, arrivals(f"{i}", np.arange(5))) for i in range(40)}
    assert shown == {1, 3}


def test_dividing_statements_tell_more_than_common_ones_and_less_once_asked():
    model = model_of()
    before = information(model, np.array([], dtype=np.int64))
    after = information(model, np.array([2]))
    assert before[2] > 10 * before[0]
    assert after[2] < before[2] / 1.5
    assert after[3] < before[3] / 1.5
    assert after[1] == pytest.approx(before[1], rel=0.1)


def test_a_statement_may_not_be_shown_or_never_starves():
    may = np.array([True, True, False, True, True])
    weights = adaptive_weights(model_of(), np.array([2]), may)
    assert weights[2] == 0
    assert (weights[may] > 0.002).all()
    assert weights.sum() == pytest.approx(1)


def test_a_meta_question_is_seldom_shown_and_comes_when_it_is_the_last():
    model = model_of(meta=[0, 0, 0, 0, 1])
    assert adaptive_weights(model, np.array([], dtype=np.int64), ALL)[4] < 0.1
    last = adaptive_weights(model, np.arange(4), np.arange(5) == 4)
    assert drawn(last, np.arange(5) == 4, arrivals("a", np.arange(5))) == 4


def test_without_a_map_new_statements_lead():
    votes = Votes.from_arrays(["a"] * 3, [0, 1, 2], [1, 1, 1], all_statements=range(5))
    weights = adaptive_weights(
        PlaceModel.of(analyse(votes)), np.array([0]), ALL & (np.arange(5) > 0)
    )
    assert weights[[3, 4]].sum() > 0.8
