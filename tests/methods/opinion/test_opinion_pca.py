import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion import pca
from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.votes import Votes


def components(votes, muted):
    """Components, places of the participants and places of the statements."""
    sums, counts = VoteSums(votes), votes.counts()
    centre = pca.centre_of_votes(counts, muted)
    centred = pca.centred_votes(sums, counts, centre, muted)
    found = pca.principal_components(centred, centre)
    voted_on = counts.seen > 0
    return (
        found,
        pca.project(sums, centred, found.directions, voted_on, muted),
        pca.project_statements(found, voted_on),
    )


def random_votes(seed, people=40, statements=12, density=0.5):
    rng = np.random.default_rng(seed)
    given_votes = rng.random((people, statements)) < density
    row, column = np.nonzero(given_votes)
    return Votes.from_arrays(row, column, rng.integers(-1, 2, len(row)))


def dense(votes, muted):
    """Gaps filled with the mean, muted columns 0, centred: the table the method never makes."""
    table = np.full((votes.n_participants, votes.n_statements), np.nan)
    table[votes.rows(), votes.columns] = votes.values
    filled = np.where(np.isnan(table), np.nanmean(table, axis=0), table)
    filled[:, muted] = 0.0
    return filled - filled.mean(axis=0)


@pytest.mark.parametrize("statements", [3, 12, 90])
@pytest.mark.parametrize("n_muted", [0, 2])
def test_components_are_those_of_the_filled_table(statements, n_muted):
    votes = random_votes(statements, statements=statements, people=150)
    muted = np.arange(statements) < n_muted
    found, _, _ = components(votes, muted)
    table = dense(votes, muted)
    _, sizes, rows = np.linalg.svd(table, full_matrices=False)
    n = min(2, statements - n_muted)
    assert np.allclose(found.variances[:n], sizes[:n] ** 2, rtol=1e-12)
    assert np.isclose(found.total_variance, np.sum(table**2))
    for ours, theirs in zip(found.directions[:n], rows[:n], strict=True):
        assert abs(ours @ theirs) == pytest.approx(1, abs=1e-12)
        assert ours[np.argmax(np.abs(ours))] > 0


@given(st.integers(0, 10_000))
def test_small_tables_too(seed):
    rng = np.random.default_rng(seed)
    votes = random_votes(seed, people=rng.integers(2, 7), statements=rng.integers(1, 6))
    if not votes.n_participants:
        return
    muted = np.zeros(votes.n_statements, dtype=bool)
    found, _, _ = components(votes, muted)
    sizes = np.linalg.svd(dense(votes, muted), compute_uv=False)
    expected = np.zeros(2)
    expected[: min(2, len(sizes))] = sizes[:2] ** 2
    assert np.allclose(found.variances, expected, atol=1e-10)
    assert np.isfinite(found.directions).all()
    assert np.allclose(found.directions @ found.directions.T, np.diag(found.variances > 0))


@pytest.mark.parametrize("copies", [3, 40])
def test_a_repeated_variance_is_found_twice(copies):
    # Statements come in pairs of equal variance that nobody connects.
    row = np.repeat(np.arange(4 * copies), 1)
    column = row // 2
    votes = Votes.from_arrays(row, column, np.where(row % 2, 1, -1))
    found, _, _ = components(votes, np.zeros(2 * copies, dtype=bool))
    assert np.allclose(found.variances, 2.0)
    assert np.allclose(found.directions @ found.directions.T, np.eye(2))


def test_two_strangers_of_the_same_making_are_both_found():
    # Two villages vote on statements of their own in the same way: every variance comes twice.
    rng = np.random.default_rng(9)
    row, column = np.nonzero(np.ones((60, 30)))
    camp = np.where(column < 15, row % 2, row // 2 % 2)
    vote = np.where(camp, 1, -1) * (rng.random(len(row)) > 0.01)
    votes = Votes.from_arrays(
        np.concatenate([row, row + 1000]),
        np.concatenate([column, column + 100]),
        np.concatenate([vote, vote]),
    )
    found, _, _ = components(votes, np.zeros(60, dtype=bool))
    assert found.variances[0] == pytest.approx(found.variances[1], rel=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_a_muted_statement_pulls_nowhere(seed):
    votes = random_votes(seed)
    found, _, statements = components(votes, np.arange(votes.n_statements) == 2)
    assert found.directions[:, 2].tobytes() == np.zeros(2).tobytes()  # not even -0.0
    assert found.centre[2] == 0
    assert statements[2].tolist() == [0, 0]


def test_mirrored_statements_do_not_hide_a_component():
    # The second component is orthogonal to every vector that treats both statements alike.
    votes = Votes.from_arrays([1, 1, 2, 2, 3, 3, 4, 4], [1, 2] * 4, [1, 1, 1, 1, -1, -1, 1, -1])
    found, _, _ = components(votes, np.zeros(2, dtype=bool))
    sizes = np.linalg.svd(dense(votes, np.zeros(2, dtype=bool)), compute_uv=False)
    assert np.allclose(found.variances, sizes**2)


def test_a_place_is_the_stretched_sum_over_the_own_votes():
    votes = random_votes(5)
    muted = np.arange(votes.n_statements) == 3
    found, places, _ = components(votes, muted)
    for i in range(votes.n_participants):
        mine = slice(votes.indptr[i], votes.indptr[i + 1])
        total, counted = np.zeros(2), 1
        for j, vote in zip(votes.columns[mine], votes.values[mine], strict=True):
            if j != 3:
                total += (vote - found.centre[j]) * found.directions[:, j]
                counted += 1
        assert np.allclose(places[i], np.sqrt(votes.n_statements / counted) * total)


def test_a_statement_lies_where_one_who_agrees_with_it_alone_would():
    votes = random_votes(6)
    muted = np.zeros(votes.n_statements, dtype=bool)
    found, _, places = components(votes, muted)
    lone = Votes.from_arrays(["x"], ["4"], [1], all_statements=votes.statements.tolist())
    j = votes.statements.tolist().index("4")
    place = (1 - found.centre[j]) * found.directions[:, j] * np.sqrt(votes.n_statements)
    assert lone.columns.tolist() == [j]
    assert np.allclose(places[j], place)


def test_statements_without_votes_change_nothing():
    votes = random_votes(7)
    more = Votes.from_arrays(
        votes.participants[votes.rows()].astype(int),
        votes.statements[votes.columns].astype(int),
        votes.values,
        all_statements=[*votes.statements.tolist(), "500", "501"],
    )
    muted = np.arange(more.n_statements) == more.n_statements - 1
    _, places, statements = components(votes, muted[:-2])
    _, more_places, more_statements = components(more, muted)
    assert np.allclose(places, more_places)
    assert np.allclose(statements, more_statements[:-2])


def test_turning_every_vote_round_only_mirrors_the_map():
    votes = random_votes(8)
    turned = Votes.from_arrays(
        votes.participants[votes.rows()].astype(int),
        votes.statements[votes.columns].astype(int),
        -votes.values,
    )
    muted = np.zeros(votes.n_statements, dtype=bool)
    one, places, _ = components(votes, muted)
    two, turned_places, _ = components(turned, muted)
    assert np.allclose(one.directions, two.directions)
    assert np.allclose(places, -turned_places)
