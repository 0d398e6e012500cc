from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_opinion_findings import two_camps, votes_of

from yntymak.methods.opinion import likeness as finding
from yntymak.methods.opinion.ideal_points import IdealPoints, fit_ideal_points
from yntymak.methods.opinion.integrity import expected_twins, find_bursts, integrity
from yntymak.methods.opinion.likeness import NOT_SEEN, likeness
from yntymak.methods.opinion.votes import Votes

N_BOTS = 8


def attacked(target=3, n_bots=N_BOTS, seed=0):
    """Bots copy real people and agree with one statement that half of them reject."""
    table, voted = two_camps()
    rng = np.random.default_rng(seed)
    copied = rng.permutation(np.flatnonzero(voted.sum(axis=1) >= 20))[:n_bots]
    bots, seen = table[copied].copy(), voted[copied].copy()
    bots[:, target], seen[:, target] = 1, True
    return np.vstack([table, bots]), np.vstack([voted, seen])


def checked(table, voted, first_vote=None):
    votes = votes_of(table, voted)
    return integrity(votes, fit_ideal_points(votes), first_vote)


def test_bots_are_caught_and_nobody_else():
    found = checked(*attacked(target=30))
    assert np.flatnonzero(found.suspect).tolist() == list(range(150, 150 + N_BOTS))
    assert {(push.statement, push.vote) for push in found.pushes} <= {(30, 1)}
    assert found.largest == 2


def test_honest_votes_raise_no_suspicion():
    found = checked(*two_camps())
    assert not found.suspect.any()
    assert found.n_pairs == 0
    assert (found.pushes, found.bursts, found.largest) == ((), (), 0)


def test_a_push_is_named_with_its_statement_and_direction():
    table, voted = attacked(target=30)
    voted[:150, 30] = False
    found = checked(table, voted)
    assert [(push.statement, push.vote) for push in found.pushes] == [(30, 1)]
    assert found.pushes[0].pairs == N_BOTS


def test_who_pushes_is_the_copy_also_where_the_copied_one_came_later():
    table, voted = attacked(target=30)
    voted[:150, 30] = False
    moments = np.concatenate([np.arange(150.0) + 1000, np.arange(N_BOTS)]) * 1e4
    found = checked(table, voted, moments)
    assert np.flatnonzero(found.suspect).tolist() == list(range(150, 150 + N_BOTS))


def test_people_who_agree_on_everything_are_twins_by_chance():
    rng = np.random.default_rng(2)
    table = np.where(rng.random((150, 12)) < 0.97, 1, -1)
    found = checked(table, np.ones(table.shape, dtype=bool))
    assert found.n_pairs > 100
    assert not found.suspect.any()


def test_the_one_who_came_first_is_not_the_copy():
    table, voted = attacked()
    moments = np.concatenate([np.arange(150.0) + 1000, np.arange(N_BOTS)]) * 1e4
    by_row = checked(table, voted).suspect
    found = checked(table, voted, moments)
    identical = np.flatnonzero(by_row[:150])
    assert not identical.size
    flagged = np.flatnonzero(found.suspect[:150])
    assert len(flagged) > 0  # now the originals came later


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([1, 10, 10**6]))
def test_twins_are_all_pairs_that_differ_in_one_vote_at_most(seed, most_sorted):
    rng = np.random.default_rng(seed)
    table, voted = np.ones((6, 9), dtype=int), np.ones((6, 9), dtype=bool)
    for row in range(6):
        for column in rng.permutation(9)[: rng.integers(0, 5)]:
            change = rng.integers(0, 3)
            table[row, column] = (1, 0, -1)[change]
            voted[row, column] = rng.random() < 0.5
    cells = np.where(voted, table, NOT_SEEN)
    plain = {
        (i, j)
        for i, j in combinations(range(6), 2)
        if (cells[i] != cells[j]).sum() <= 1 and min(voted[i].sum(), voted[j].sum()) >= 7
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "_MOST_SORTED", most_sorted)
        found = likeness(votes_of(table, voted))
    assert pairs_of(found, cells) == plain
    assert found.n_pairs == len(plain)
    family = found.families(6)
    met = list(dict.fromkeys(family[family >= 0].tolist()))
    assert met == list(range(len(met)))  # numbered by the first row in each
    for i, j in combinations(range(6), 2):
        together = i == j or connected(plain, i, j)
        assert (family[i] == family[j] >= 0) == together


def pairs_of(found, cells):
    """Twins one by one, each checked against the votes."""
    groups = [
        (found.identical_people[found.identical_group == g], None)
        for g in np.unique(found.identical_group)
    ]
    groups += [
        (found.person[found.group == g], int(statement))
        for g, statement in enumerate(found.statement)
    ]
    pairs = set()
    for people, statement in groups:
        for i, j in combinations(people.tolist(), 2):
            differs = np.flatnonzero(cells[i] != cells[j]).tolist()
            assert differs in ([], [statement])
            pairs.add((min(i, j), max(i, j)))
    for person, vote, group in zip(found.person, found.vote, found.group, strict=True):
        assert cells[person, found.statement[group]] == vote
    return pairs


def connected(pairs, i, j):
    reached = {i}
    while more := {b for pair in pairs for b in pair if set(pair) & reached} - reached:
        reached |= more
    return j in reached


@pytest.mark.parametrize(("n", "pairs"), [(6, 0), (7, 1)])
def test_lists_of_six_votes_coincide_by_chance_and_are_no_twins(n, pairs):
    same = votes_of(np.ones((2, n), dtype=int), np.ones((2, n), dtype=bool))
    assert likeness(same).n_pairs == pairs
    differing = np.ones((2, n), dtype=int)
    differing[0, 3] = -1
    assert likeness(votes_of(differing, np.ones((2, n), dtype=bool))).n_pairs == pairs


def test_a_crowd_that_votes_the_same_is_counted_and_not_listed():
    """Fifty thousand people make a billion pairs."""
    table = np.tile(np.array([1, -1, 1, 1, -1, 0, 1, 1]), (50_000, 1))
    table[:20_000, 3] = -1
    found = checked(table, np.ones(table.shape, dtype=bool))
    assert found.n_pairs == 50_000 * 49_999 // 2
    assert found.largest == 50_000


def test_the_twins_to_expect_are_the_chance_to_see_and_to_vote_the_same():
    """Four people; three of them vote as much as the first, two of these saw statement 1."""
    votes = Votes.from_arrays([0, 0, 1, 1, 2, 2, 3], [0, 1, 0, 1, 0, 2, 0], [1, 0, 1, 1, -1, 1, 1])
    model = IdealPoints(
        np.zeros(4), np.zeros((4, 0)), np.array([1.0, 0, 0]), np.ones(3), np.zeros((3, 0))
    )
    agrees = 1 / (1 + np.exp(-1))
    chance = (3 / 3) * (5 / 6) * agrees * (2 / 3) * (2 / 4)
    assert expected_twins(votes, model, np.array([0])) == pytest.approx(4 * chance)


def test_a_burst_is_far_more_people_than_around():
    steady = np.arange(0, 360_000, 300.0)
    assert find_bursts(steady) == ()
    crowd = np.concatenate([steady, 180_000 + np.arange(40)])
    (burst,) = find_bursts(crowd)
    assert (burst.start, burst.people) == (180_000, 42)
    assert burst.expected == pytest.approx(2)
    assert find_bursts(np.full(5, np.nan)) == ()


def test_a_burst_alone_makes_nobody_suspect():
    table, voted = two_camps()
    moments = np.where(np.arange(150) < 100, 0.0, np.arange(150) * 1e5)
    found = checked(table, voted, moments)
    assert found.bursts
    assert not found.suspect.any()
