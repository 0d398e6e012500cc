from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_opinion_findings import two_camps, votes_of

from yntymak.methods.opinion.draws import held_out_votes, participant_keys, uniform
from yntymak.methods.opinion.stability import (
    Confidence,
    adjusted_rand_index,
    best_k_means,
    places_of,
    stable_groups,
)
from yntymak.methods.opinion.votes import Votes

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=25)


@given(LABELS)
def test_the_rand_index_is_its_definition_by_pairs(pairs):
    a, b = np.array(pairs).T
    both = of_a = of_b = every = 0
    for i, j in combinations(range(len(a)), 2):
        every += 1
        of_a += a[i] == a[j]
        of_b += b[i] == b[j]
        both += a[i] == a[j] and b[i] == b[j]
    expected = of_a * of_b / every
    most = (of_a + of_b) / 2
    plain = 1.0 if most == expected else (both - expected) / (most - expected)
    assert adjusted_rand_index(a, b) == pytest.approx(plain)


def test_the_rand_index_ignores_names_and_knows_chance():
    a = np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand_index(a, (a + 1) % 3) == 1.0
    assert adjusted_rand_index(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(
        -0.5
    )


def inertia(points, weights, labels):
    total = 0.0
    for g in set(labels):
        own = np.array(labels) == g
        centre = np.average(points[own], axis=0, weights=weights[own])
        total += float((weights[own] * ((points[own] - centre) ** 2).sum(axis=1)).sum())
    return total


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 3))
def test_no_partition_of_a_few_points_is_better(seed, k):
    rng = np.random.default_rng(seed)
    points, weights = rng.normal(size=(8, 2)), rng.integers(1, 4, 8).astype(float)
    best = min(
        inertia(points, weights, labels)
        for labels in product(range(k), repeat=8)
        if len(set(labels)) == k
    )
    assert best_k_means(points, weights, k).inertia <= best * 1.005


def test_a_crowd_is_grouped_through_its_cells():
    rng = np.random.default_rng(3)
    points = rng.normal(size=(9000, 2)) + rng.integers(0, 3, 9000)[:, None] * [6.0, 0.0]
    found = best_k_means(points, np.ones(9000), 3)
    assert np.sort(found.centres[:, 0]) == pytest.approx([0, 6, 12], abs=0.1)


def groups_of(table, voted):
    votes = votes_of(table, voted)
    muted = np.zeros(votes.n_statements, dtype=bool)
    inside = np.ones(votes.n_participants, dtype=bool)
    return stable_groups(votes, places_of(votes, muted), inside, muted)


def three_camps(people, statements=45, noise=0.1):
    rng = np.random.default_rng(7)
    own = rng.choice([-1, 1], (3, statements))
    table = own[np.arange(people) % 3]
    return np.where(rng.random(table.shape) < noise, -table, table), np.ones(
        table.shape, dtype=bool
    )


def test_three_camps_are_three_groups():
    found = groups_of(*three_camps(150))
    assert found.k == 3
    assert found.stability[3] > found.stability[2] + 0.1
    assert found.confidence is Confidence.HIGH
    for camp in range(3):
        assert len(set(found.labels[camp::3].tolist())) == 1


def test_a_handful_of_outsiders_is_no_group():
    table, voted = two_camps(people=150)
    rng = np.random.default_rng(1)
    alike = np.where(rng.random((150, 40)) < 0.9, 1, -1)
    alike[:9] *= -1
    found = groups_of(alike, voted)
    assert found is None or min(np.bincount(found.labels)) >= 10
    assert min(np.bincount(groups_of(table, voted).labels)) >= 10


def test_people_who_vote_the_same_have_no_groups():
    assert groups_of(np.ones((120, 9), dtype=int), np.ones((120, 9), dtype=bool)) is None


def test_badges_follow_the_number():
    assert [Confidence.of(x) for x in (0.8, 0.79, 0.6, 0.59)] == [
        Confidence.HIGH,
        Confidence.MEDIUM,
        Confidence.MEDIUM,
        Confidence.LOW,
    ]


def test_places_are_mean_pulls_shrunk_by_five_votes():
    """One dimension: half of the people reject everything that the others like."""
    table = np.where(np.arange(20)[:, None] % 2 == 0, 1, -1) * np.ones((20, 16), dtype=int)
    voted = np.ones(table.shape, dtype=bool)
    voted[0, 8:] = False
    votes = votes_of(table, voted)
    places = places_of(votes, np.zeros(16, dtype=bool))
    # all pulls are 1/4 (a unit vector of 16 equal entries); centres are 0 or -1/19
    full, half = places[2, 0], places[0, 0]
    assert half / full == pytest.approx((8 * 16 / 13) / (16 * 16 / 21), rel=0.08)
    assert full == pytest.approx(16 * 16 / 21 / 4, rel=0.08)


def test_draws_are_even_and_independent_of_each_other():
    keys = participant_keys(votes_of(*two_camps(people=2000)))
    assert len(np.unique(keys)) == 2000
    first, second = uniform(keys, 0), uniform(keys, 1)
    assert 0 <= first.min() < 0.01
    assert 0.99 < first.max() < 1
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.05
    assert np.histogram(first, bins=10, range=(0, 1))[0].min() > 150


def test_people_who_vote_the_same_are_drawn_together_and_opposites_too():
    votes = Votes.from_arrays(
        [0, 0, 1, 1, 2, 2, 3], [0, 1, 0, 1, 0, 1, 0], [1, -1, 1, -1, 1, 1, 1]
    )  # 0 is no news
    keys = participant_keys(votes)
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_votes_are_held_out_per_person_and_passes_never():
    table, voted = two_camps(people=60)
    votes = votes_of(table, voted)
    held = held_out_votes(votes, 0.15, draw=3)
    assert not (votes.values[held] == 0).any()
    rows = votes.rows()
    for i in range(60):
        opinions = np.count_nonzero(votes.values[rows == i])
        assert held[rows == i].sum() == int(0.15 * opinions + 0.5)
    assert (held_out_votes(votes, 0.15, draw=4) != held).any()


def test_two_draws_of_a_poll_agree_within_its_badge():
    table, voted = two_camps(people=400)
    found = groups_of(table, voted)
    halves = [groups_of(table[start::2], voted[start::2]) for start in (0, 1)]
    for start, half in zip((0, 1), halves, strict=True):
        assert adjusted_rand_index(half.labels, found.labels[start::2]) > 0.9
