import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion.votes import Votes, canonical_names

EVENTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 5), st.sampled_from([-1, 0, 1]), st.integers(0, 3)),
    min_size=1,
    max_size=60,
)


def as_table(votes):
    rows = votes.participants[votes.rows()]
    columns = votes.statements[votes.columns]
    return {
        (str(row), str(column)): int(value)
        for row, column, value in zip(rows, columns, votes.values, strict=True)
    }


@given(EVENTS)
def test_the_last_vote_of_each_pair_counts(events):
    people, statements, values, moments = (np.array(column) for column in zip(*events, strict=True))
    by_row, by_time = {}, {}
    for who, what, value, moment in events:
        by_row[str(who), str(what)] = value
        earlier = by_time.get((str(who), str(what)))
        if earlier is None or moment >= earlier[0]:
            by_time[str(who), str(what)] = (moment, value)
    assert as_table(Votes.from_arrays(people, statements, values)) == by_row
    timed = Votes.from_arrays(people, statements, values, timestamps=moments)
    assert as_table(timed) == {pair: value for pair, (_, value) in by_time.items()}


@given(EVENTS, st.randoms())
def test_the_order_of_the_pairs_does_not_matter(events, random):
    once = {(who, what): value for who, what, value, _ in events}
    pairs = [(who, what, value) for (who, what), value in once.items()]
    shuffled = random.sample(pairs, len(pairs))
    one = Votes.from_arrays(*zip(*pairs, strict=True))
    two = Votes.from_arrays(*zip(*shuffled, strict=True))
    for name in ("participants", "statements", "indptr", "columns", "values"):
        assert (getattr(one, name) == getattr(two, name)).all()


def test_names_stand_by_number_only_where_all_are_numbers():
    assert canonical_names(["10", "9", "9"])[0].tolist() == ["9", "10"]
    assert canonical_names(["10", "9", "а"])[0].tolist() == ["10", "9", "а"]
    assert canonical_names(np.array([10, 9]))[0].tolist() == ["9", "10"]
    assert canonical_names(["10", "9"])[1].tolist() == [1, 0]


@pytest.mark.parametrize("most", [5, 70_000, 2**40])
def test_names_far_apart_are_put_in_order_too(most):
    rng = np.random.default_rng(most)
    people = rng.integers(-most, most, 3000)
    values = rng.integers(-1, 2, 3000)
    expected = dict(zip(people.tolist(), values.tolist(), strict=True))
    votes = Votes.from_arrays(people, np.zeros(3000, dtype=int), values)
    assert votes.participants.tolist() == [str(name) for name in sorted(expected)]
    assert votes.values.tolist() == [expected[name] for name in sorted(expected)]


def test_more_people_than_sixteen_bits_hold_are_kept_apart(monkeypatch):
    people = np.random.default_rng(3).permutation(140_000) % 70_000
    values = people % 3 - 1
    votes = Votes.from_arrays(people, people % 2, values)
    assert votes.n_participants == len(votes.values) == 70_000
    assert (votes.values == np.arange(70_000) % 3 - 1).all()
    monkeypatch.setattr("yntymak.methods.opinion.votes._VOTES_AT_A_TIME", 1000)
    assert votes.counts().agree.tolist() == [11_667, 11_666]


def test_a_statement_without_votes_has_its_column():
    votes = Votes.from_arrays(["a"], [2], [1], all_statements=["1", "2", "3"])
    assert votes.statements.tolist() == ["1", "2", "3"]
    assert votes.counts().seen.tolist() == [0, 1, 0]


def test_a_vote_costs_three_bytes():
    votes = Votes.from_arrays([1, 1, 2], [1, 2, 1], [1, 0, -1])
    assert votes.columns.itemsize + votes.values.itemsize == 3
    wide = Votes.from_arrays([1], [7], [1], all_statements=range(70_000))
    assert wide.columns.dtype == np.uint32


def test_passes_are_votes():
    votes = Votes.from_arrays([1, 1, 2], [1, 2, 1], [0, 1, -1])
    assert votes.votes_per_participant.tolist() == [2, 1]
    assert votes.counts().passed.tolist() == [1, 0]
    assert votes.counts().of(1).tolist() == [0, 1]
    assert votes.counts().of(-1).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("people", "statements", "values"),
    [([1], [1], [2]), ([1], [1], [0.5]), ([1, 2], [1], [1]), ([1], [1], [1, 1])],
)
def test_arrays_that_are_no_votes_are_refused(people, statements, values):
    with pytest.raises(ValueError, match=r"vote|equally many"):
        Votes.from_arrays(people, statements, values)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint64])
def test_names_may_be_numbers_of_any_width(dtype):
    info = np.iinfo(dtype)
    people = np.array([info.max, info.min, 0, info.max], dtype=dtype)
    votes = Votes.from_arrays(people, [1, 1, 1, 2], [1, 1, 0, -1])
    assert votes.participants.tolist() == [str(n) for n in sorted({info.min, 0, info.max})]
