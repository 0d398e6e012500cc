import numpy as np
import pytest
from test_opinion_findings import two_camps, votes_of

from yntymak.methods.opinion import ideal_points
from yntymak.methods.opinion.draws import held_out_votes
from yntymak.methods.opinion.ideal_points import (
    fit_ideal_points,
    held_out_loss,
    log_loss,
)
from yntymak.methods.opinion.logistic_fit import LogisticFit, opinions_of
from yntymak.methods.opinion.selections import with_participants, without_votes
from yntymak.methods.opinion.votes import Votes


def planted(people=400, statements=60, dimensions=1, seed=4, share=0.6):
    """Votes drawn from the model itself, and its parameters."""
    rng = np.random.default_rng(seed)
    leniency = rng.normal(0, 0.5, people)
    points = rng.normal(size=(people, dimensions))
    intercept = rng.normal(0.5, 1, statements)
    slopes = rng.normal(0, 1.5, (statements, dimensions)) * 0.7 ** np.arange(dimensions)
    chance = 1 / (1 + np.exp(-(leniency[:, None] + intercept + points @ slopes.T)))
    table = np.where(rng.random(chance.shape) < chance, 1, -1)
    return votes_of(table, rng.random(chance.shape) < share), chance, (intercept, points, slopes)


@pytest.mark.parametrize("dimensions", [0, 1, 2])
def test_as_many_dimensions_are_found_as_the_votes_have(dimensions):
    votes, chance, _ = planted(dimensions=dimensions)
    model = fit_ideal_points(votes)
    assert model.dimensions == dimensions
    assert np.mean((model.probabilities(slice(None)) - chance) ** 2) < 0.015
    assert sorted(model.held_out_loss) == list(range(len(model.held_out_loss)))


def test_the_planted_parameters_are_found_within_their_errors():
    votes, _, (intercept, points, slopes) = planted()
    model = fit_ideal_points(votes, 1)
    off = (model.intercept - intercept) / model.intercept_error
    assert 0.7 < np.sqrt(np.mean(off**2)) < 1.6
    assert abs(np.corrcoef(model.points[:, 0], points[:, 0])[0, 1]) > 0.9
    assert abs(np.corrcoef(model.slopes[:, 0], slopes[:, 0])[0, 1]) > 0.95


def test_errors_shrink_as_votes_grow():
    few, many = (planted(people=people)[0] for people in (100, 400))
    narrow, wide = (fit_ideal_points(v, 1).intercept_error.mean() for v in (many, few))
    assert wide / narrow == pytest.approx(2, rel=0.2)


def test_the_scale_and_the_middle_are_fixed():
    model = fit_ideal_points(planted(dimensions=2)[0], 2)
    assert model.points.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    assert np.cov(model.points.T, bias=True) == pytest.approx(np.eye(2), abs=1e-9)
    overlap = model.slopes.T @ model.slopes
    assert overlap[0, 1] == pytest.approx(0, abs=1e-6)
    assert overlap[0, 0] > overlap[1, 1]
    assert (model.slopes[np.argmax(np.abs(model.slopes), axis=0), [0, 1]] > 0).all()
    assert model.leniency.mean() == pytest.approx(0, abs=1e-9)


def test_one_probability_is_the_formula():
    model = fit_ideal_points(planted()[0], 1)
    odds = model.leniency[3] + model.intercept[5] + model.points[3, 0] * model.slopes[5, 0]
    expected = 1 / (1 + np.exp(-odds))
    assert model.probability(np.array([3]), np.array([5])) == pytest.approx([expected])
    assert model.probabilities(slice(3, 4))[0, 5] == pytest.approx(expected)


def test_without_leanings_a_statement_has_the_odds_of_its_votes():
    """One person each vote: nothing but the intercept can explain them."""
    agree, disagree = 300, 100
    people = np.arange(agree + disagree)
    votes = Votes.from_arrays(people, np.zeros_like(people), np.where(people < agree, 1, -1))
    model = fit_ideal_points(votes, 0)
    assert model.probability(people, np.zeros_like(people)).mean() == pytest.approx(0.75, abs=0.02)


def test_held_out_votes_are_predicted_better_than_by_the_mean():
    votes = votes_of(*two_camps())
    held = held_out_votes(votes, 0.15, draw=9)
    known = without_votes(votes, held).counts()
    share = (known.agree + 1) / (known.agree + known.disagree + 2)
    mean = log_loss(share[votes.columns[held]], votes.values[held] > 0)
    losses = [held_out_loss(votes, held, d) for d in (0, 1)]
    assert losses[0] == pytest.approx(mean, abs=0.02)
    assert losses[1] < mean - 0.15


def test_moving_the_middle_leaves_every_chance_as_it_was_fitted():
    votes = planted(dimensions=2)[0]
    fit = LogisticFit.of(opinions_of(votes), 2, 60)  # as many passes as the model makes
    fitted = 1 / (1 + np.exp(-np.einsum("ia,ja->ij", fit.people, fit.statements)))
    assert fit_ideal_points(votes, 2).probabilities(slice(None)) == pytest.approx(fitted, abs=1e-9)


def test_the_variance_of_the_intercepts_is_taken_around_their_mean():
    fit = LogisticFit.of(opinions_of(planted()[0]), 1, 60)
    around = (fit.statements[:, 1] - fit.statements[:, 1].mean()) ** 2
    expected = np.mean(around + fit.statements_spread[:, 1, 1])
    assert fit.intercept_variance == pytest.approx(expected)


def test_passes_are_left_out():
    table, voted = two_camps()
    votes = votes_of(table, voted)
    without = votes_of(table, voted & (table != 0))
    both = [fit_ideal_points(v, 1) for v in (votes, without)]
    assert both[0].intercept == pytest.approx(both[1].intercept)


def test_log_loss_is_its_definition():
    assert log_loss(np.array([0.8, 0.3]), np.array([True, False])) == pytest.approx(
        -(np.log(0.8) + np.log(0.7)) / 2
    )


def test_a_crowd_is_placed_on_statements_learnt_from_a_draw(monkeypatch):
    votes, chance, _ = planted(people=600)
    monkeypatch.setattr(ideal_points, "MOST_LEARNT_FROM", 300)
    model = fit_ideal_points(votes, 1)
    assert model.points.shape == (600, 1)
    assert np.mean((model.probabilities(slice(None)) - chance) ** 2) < 0.015


def test_nothing_but_passes_is_a_model_without_knowledge():
    model = fit_ideal_points(Votes.from_arrays([0, 1], [0, 0], [0, 0]))
    assert model.dimensions == 0
    assert np.isinf(model.intercept_error).all()
    assert model.probability(np.array([0]), np.array([0])).tolist() == [0.5]


def test_some_participants_keep_their_votes():
    votes = votes_of(*two_camps(people=10))
    some = with_participants(votes, np.array([2, 7]))
    assert some.participants.tolist() == ["2", "7"]
    for row, i in enumerate((2, 7)):
        own, kept = (slice(v.indptr[r], v.indptr[r + 1]) for v, r in ((votes, i), (some, row)))
        assert some.columns[kept].tolist() == votes.columns[own].tolist()
        assert some.values[kept].tolist() == votes.values[own].tolist()


@pytest.mark.shared_data
def test_real_votes_are_predicted_as_well_as_promised(all_votes):
    """One poll of the ten; bench/opinion_quality.py measures all."""
    votes = all_votes["brexit-consensus"]
    held = held_out_votes(votes, 0.15, draw=100)
    assert held_out_loss(votes, held, None) < 0.345
