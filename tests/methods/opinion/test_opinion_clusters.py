from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion import clusters

PLACES = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=40, unique=True
).map(lambda places: np.array(places, dtype=float))


def plain_silhouette(points, labels):
    scores = []
    for i, own in enumerate(labels):
        others = [j for j in range(len(points)) if labels[j] == own and j != i]
        if not others:
            scores.append(0.0)
            continue
        a = np.mean([np.linalg.norm(points[i] - points[j]) for j in others])
        b = min(
            np.mean([np.linalg.norm(points[i] - p) for p in points[labels == g]])
            for g in set(labels.tolist()) - {own}
        )
        scores.append((b - a) / max(a, b))
    return np.mean(scores)


def plain_inertia(points, weights, labels):
    return sum(
        np.sum(
            weights[labels == g]
            * np.sum(
                (points[labels == g] - np.average(points[labels == g], 0, weights[labels == g]))
                ** 2,
                axis=1,
            )
        )
        for g in set(labels.tolist())
    )


@given(PLACES, st.integers(2, 5), st.integers(0, 100))
def test_the_silhouette_is_the_published_formula(points, k, seed):
    labels = np.random.default_rng(seed).integers(0, k, len(points))
    labels = np.unique(labels, return_inverse=True)[1]
    if labels.max() == 0:
        return
    assert clusters.silhouette(points, labels) == pytest.approx(plain_silhouette(points, labels))


@given(PLACES, st.integers(0, 100))
def test_groups_are_a_fixed_point(points, seed):
    weights = np.random.default_rng(seed).integers(1, 9, len(points)).astype(float)
    found = clusters.find_groups(points, weights).chosen
    assert set(found.labels.tolist()) == set(range(found.k))
    means = [
        np.average(points[found.labels == g], axis=0, weights=weights[found.labels == g])
        for g in range(found.k)
    ]
    assert np.allclose(found.centres, means)
    distance = np.linalg.norm(points[:, None] - found.centres[None], axis=2)
    own = distance[np.arange(len(points)), found.labels]
    assert (own <= distance.min(axis=1) + 1e-9).all()
    assert found.inertia == pytest.approx(plain_inertia(points, weights, found.labels))
    assert found.weights.sum() == weights.sum()


@given(PLACES)
def test_the_number_of_groups_has_the_best_silhouette(points):
    found = clusters.find_groups(points, np.ones(len(points)))
    most = min(5, 2 + len(points) // 12, len(points))
    assert set(found.silhouettes) == set(range(2, most + 1))
    assert found.silhouettes[found.chosen.k] == max(found.silhouettes.values())
    assert clusters.silhouette(points, found.chosen.labels) == pytest.approx(
        found.silhouettes[found.chosen.k]
    )


@pytest.mark.parametrize("seed", range(8))
def test_two_groups_of_few_points_are_the_best_there_are(seed):
    rng = np.random.default_rng(seed)
    points = np.concatenate([rng.normal(0, 1, (5, 2)), rng.normal(6, 1, (5, 2))])
    weights = rng.integers(1, 5, len(points)).astype(float)
    best = min(
        plain_inertia(points, weights, np.array([0, *rest]))
        for rest in product((0, 1), repeat=len(points) - 1)
        if any(rest)
    )
    assert clusters.find_groups(points, weights).chosen.inertia == pytest.approx(best)


def test_weights_move_the_groups():
    points = np.array([[0.0, 0], [1, 0], [2, 0], [3, 0]])
    heavy = clusters.weighted_k_means(points, np.array([1.0, 9, 1, 1]), points[[0, 3]], passes=50)
    assert heavy.centres[0].tolist() == [0.9, 0]
    assert heavy.weights.tolist() == [10, 2]


def test_a_place_between_two_centres_goes_to_the_first():
    points = np.array([[0.0, 0], [5, 0], [10, 0]])
    found = clusters.weighted_k_means(points, np.ones(3), points[[0, 2]], passes=1)
    assert found.labels.tolist() == [0, 0, 1]


def test_of_equally_good_numbers_of_groups_the_least_is_taken(monkeypatch):
    monkeypatch.setattr(clusters, "silhouette", lambda *_: 0.5)
    points = np.random.default_rng(0).normal(size=(60, 2))
    assert clusters.find_groups(points, np.ones(60)).chosen.k == 2


def test_no_cluster_stays_empty():
    points = np.array([[0.0, 0], [1, 0], [10, 0]])
    far = np.array([[0.0, 0], [500, 0], [600, 0]])
    found = clusters.weighted_k_means(points, np.ones(3), far, passes=50)
    assert sorted(found.labels.tolist()) == [0, 1, 2]


def test_an_empty_cluster_takes_no_point_that_is_alone():
    """The point farthest from its centre is the only one of its cluster."""
    points = np.array([[0.0, 0], [1, 0], [90, 0]])
    start = np.array([[0.0, 0], [100, 0], [500, 0]])
    found = clusters.weighted_k_means(points, np.ones(3), start, passes=1)
    assert found.labels.tolist() == [0, 2, 1]


def test_starts_stand_in_the_middle_of_equal_slices_of_weight():
    """On a diagonal the curve runs from one end to the other."""
    line = np.arange(8.0)[:, None] * [1, 1]
    start = clusters._along_curve(line, np.ones(8), 4)
    assert start[:, 0].tolist() == [0, 2, 4, 6]
    start = clusters._along_curve(line, np.array([1, 1, 1, 1, 1, 1, 1, 9.0]), 4)
    assert start[:, 0].tolist() == [1, 5, 7, 7]
    assert clusters._along_curve(line[[3, 0, 3, 1]], np.ones(4), 4)[:, 0].tolist() == [3, 0, 1]


def test_farthest_points_begin_with_the_heaviest():
    points = np.array([[0.0, 0], [4, 0], [9, 0], [1, 0]])
    chosen = clusters._farthest_points(points, np.array([1.0, 1, 1, 5]), 3)
    assert chosen[:, 0].tolist() == [1, 9, 4]


def test_slices_along_an_axis_weigh_the_same():
    points = np.array([[3.0, 0], [1, 0], [2, 0], [4, 0], [0, 0]])
    weights = np.array([1.0, 1, 1, 1, 4])
    along_x = clusters.fixed_starts(points, weights, 2)[2]
    assert along_x[:, 0].tolist() == [0, 2.5]  # four lie at 0, four beyond


@given(PLACES)
def test_thinned_places_keep_their_number_and_their_middle(places):
    crowd = np.repeat(places, 3, axis=0) + np.tile([[0, 0], [1e-3, 0], [0, 1e-3]], (len(places), 1))
    cells, weights = clusters.thinned(crowd)
    assert weights.sum() == len(crowd)
    assert np.average(cells, axis=0, weights=weights) == pytest.approx(crowd.mean(axis=0), abs=1e-9)


def test_few_places_are_their_own_base_clusters():
    places = np.array([[1.0, 1], [0, 0], [1, 1], [2, 5]])
    found = clusters.base_clusters(places)
    assert found.labels.tolist() == [0, 1, 0, 2]
    assert found.weights.tolist() == [2, 1, 1]


def test_many_places_are_thinned_to_a_hundred():
    places = np.random.default_rng(1).normal(size=(1000, 2))
    found = clusters.base_clusters(places)
    assert found.k == clusters.N_BASE
    assert found.weights.min() >= 1
    assert found.weights.sum() == 1000


def test_a_crowd_is_thinned_with_little_loss():
    rng = np.random.default_rng(5)
    places = np.concatenate([rng.normal(c, 1, (3000, 2)) for c in ((0, 0), (6, 0), (0, 6))])
    found = clusters.base_clusters(places)
    assert found.weights.sum() == len(places)
    start = places[:: len(places) // clusters.N_BASE][: clusters.N_BASE]
    plain = clusters.weighted_k_means(places, np.ones(len(places)), start, passes=20)
    assert found.inertia <= 1.1 * plain.inertia
    distance = np.linalg.norm(places[found.labels == 7] - found.centres[7], axis=1)
    assert np.allclose(found.centres[7], places[found.labels == 7].mean(axis=0))
    assert distance.max() < 2
