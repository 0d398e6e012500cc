import numpy as np
import pytest

from yntymak.methods.surveillance import SurveillanceError, fit_neighbours, scan
from yntymak.methods.surveillance.neighbours import _loss, _parts, ranked_probability_score
from yntymak.methods.surveillance.scan import gumbel_tail, zones

CHAIN = [[1], [0, 2], [1, 3], [2, 4], [3]]


@pytest.fixture
def clustered():
    counts = np.full((5, 6), 2)
    counts[1:3, -2:] = 9
    return counts


def test_a_cluster_that_goes_on_is_found_with_its_places_and_weeks(clustered):
    found = scan(clustered, np.ones((5, 6)), CHAIN, most_weeks=4, replicates=199)
    best = found.clusters[0]
    assert set(best.places) == {1, 2}
    assert (best.weeks, best.observed) == (2, 36)
    assert best.p == 1 / 200
    assert best.p_tail < 0.001


def test_a_cluster_that_has_ended_speaks_less_than_one_that_goes_on(clustered):
    ended = np.full((5, 6), 2)
    ended[1:3, 2:4] = 9
    live = scan(clustered, np.ones((5, 6)), CHAIN, most_weeks=4, replicates=9)
    past = scan(ended, np.ones((5, 6)), CHAIN, most_weeks=4, replicates=9)
    assert past.clusters[0].weeks == 4, "every period that is scanned lasts up to now"
    assert past.clusters[0].statistic < live.clusters[0].statistic / 2
    assert all(c.p > 0.05 for c in scan(ended, np.ones((5, 6)), CHAIN, most_weeks=2).clusters)


def test_the_statistic_is_the_highest_of_all_cylinders(clustered):
    """Brute force over every zone and period with the formula of the paper."""
    recent = clustered[:, -4:]
    total, expected = recent.sum(), recent.sum() / recent.size
    best = 0.0
    for zone in zones(CHAIN, 10):
        for weeks in range(1, 5):
            c = recent[list(zone), -weeks:].sum()
            e = expected * len(zone) * weeks
            if c > e:
                rest = total - c
                outside = rest * np.log(rest / (total - e)) if rest else 0.0
                best = max(best, c * np.log(c / e) + outside)
    found = scan(clustered, np.ones((5, 6)), CHAIN, most_weeks=4, replicates=9)
    assert found.clusters[0].statistic == pytest.approx(best)


def test_the_same_input_and_seed_give_the_same_result(clustered):
    base = np.ones((5, 6))
    first = scan(clustered, base, CHAIN, replicates=99, seed=5)
    assert scan(clustered, base, CHAIN, replicates=99, seed=5) == first
    assert scan(clustered, base, CHAIN, replicates=99, seed=6).clusters != first.clusters


def test_without_a_cluster_small_chances_are_as_rare_as_they_say():
    rng = np.random.default_rng(9)
    base = np.ones((5, 4))
    p = [
        scan(rng.poisson(3, (5, 4)), base, CHAIN, replicates=99, seed=i).clusters[0].p
        for i in range(120)
    ]
    assert 0.01 <= np.mean(np.array(p) <= 0.1) <= 0.2


def test_clusters_share_no_place():
    counts = np.full((5, 4), 1)
    counts[0, -1] = counts[4, -1] = 15
    found = scan(counts, np.ones((5, 4)), CHAIN, most_places=2, replicates=99, most_clusters=5)
    assert {found.clusters[0].places[0], found.clusters[1].places[0]} == {0, 4}
    places = [place for cluster in found.clusters for place in cluster.places]
    assert len(places) == len(set(places))


def test_zones_grow_over_borders_and_stand_once():
    found = zones(CHAIN, 3)
    assert found[:3] == [(0,), (0, 1), (0, 1, 2)]
    assert len({frozenset(z) for z in found}) == len(found)
    assert zones([[], []], 4) == [(0,), (1,)]


def test_a_zone_takes_all_that_adjoin_before_it_goes_further():
    star = [[1, 2, 3], [0], [0], [0, 4], [3]]
    assert zones(star, 5)[:5] == [(0,), (0, 1), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3, 4)]


def test_a_statistic_that_every_replicate_reaches_has_chance_one():
    counts = np.zeros((5, 4))
    counts[2, -1] = 1  # thrown at random it lies somewhere too, and is as remarkable there
    best = scan(counts, np.ones((5, 4)), [[]] * 5, most_weeks=1, replicates=99).clusters[0]
    assert best.p == 1.0


def test_no_reports_give_no_clusters():
    assert scan(np.zeros((5, 4)), np.ones((5, 4)), CHAIN).clusters == ()


def test_the_gumbel_tail_agrees_with_the_ranks_where_both_can_speak():
    highest = np.random.default_rng(1).gumbel(5, 1.5, 20_000)
    for level in (0.5, 0.1, 0.01):
        assert gumbel_tail(np.quantile(highest, 1 - level), highest) == pytest.approx(level, 0.1)


@pytest.mark.parametrize(
    ("expected", "neighbours", "sentence"),
    [
        (np.ones((5, 5)), CHAIN, "as many as the counts"),
        (np.ones((5, 6)), CHAIN[:4], "Each place needs its neighbours"),
        (np.ones((5, 6)), [[9], [], [], [], []], "must be one of the places"),
        (np.zeros((5, 6)), CHAIN, "where none are expected"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(clustered, expected, neighbours, sentence):
    with pytest.raises(SurveillanceError, match=sentence):
        scan(clustered, expected, neighbours)


def test_the_gradient_of_the_neighbour_model_is_that_of_its_likelihood():
    rng = np.random.default_rng(2)
    y = rng.poisson(3, (4, 60)).astype(float)
    parts = _parts(y[:, :-1], np.eye(4)[[1, 0, 3, 2]], np.full(4, 0.25), np.arange(1, 60))
    theta = np.array([-1.0, -2.0, 1.0, 0.1, 0.2, -0.1, -0.5])
    _, gradient = _loss(theta, y[:, 1:], parts)
    for i in range(7):
        step = np.eye(7)[i] * 1e-5
        up, down = _loss(theta + step, y[:, 1:], parts)[0], _loss(theta - step, y[:, 1:], parts)[0]
        assert gradient[i] == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-4)


def test_a_spread_over_borders_is_recovered():
    rng = np.random.default_rng(3)
    border = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    y = np.zeros((3, 600))
    for week in range(1, 600):
        mean = 0.3 * y[:, week - 1] + 0.2 * border @ y[:, week - 1] + 1
        y[:, week] = rng.poisson(mean)
    model = fit_neighbours(y, border, np.full(3, 1 / 3))
    assert np.exp(model.theta[:2]) == pytest.approx([0.3, 0.2], abs=0.06)
    assert model.dispersion < 0.05


def test_the_ranked_probability_score_is_the_sum_it_says():
    from scipy.stats import nbinom

    size, mean = 2.0, np.array([3.0])
    cdf = nbinom.cdf(np.arange(400), size, size / (size + 3))
    for seen in (0, 3, 20):
        by_hand = ((cdf - (seen <= np.arange(400))) ** 2).sum()
        assert ranked_probability_score([seen], mean, 1 / size)[0] == pytest.approx(by_hand)
