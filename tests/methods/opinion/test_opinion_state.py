"""What comes in bit by bit gives what it gives at once."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion import Votes, analyse
from yntymak.methods.opinion.covotes import CoVotes
from yntymak.methods.opinion.pca import centre_of_votes
from yntymak.methods.opinion.state import OpinionState
from yntymak.methods.opinion.state_file import StateError, load_state, save_state

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["Айгүл", "Бакыт", "1", "2", "10", "07", "7"]),
        st.integers(0, 6).map(str),
        st.sampled_from([-1, 0, 1]),
    ),
    min_size=1,
    max_size=60,
)


def votes_from(events):
    return Votes.from_arrays(*map(list, zip(*events, strict=True)))


def cast(state, who, what, vote):
    state.add([who], [what], [vote])


def camps(seed=3, people=300, statements=30):
    rng = np.random.default_rng(seed)
    place = (
        rng.normal(size=(people, 2)) + np.array([[3, 0], [-3, 1], [0, 3]])[np.arange(people) % 3]
    )
    row, column = np.nonzero(rng.random((people, statements)) < 0.5)
    lean = np.einsum("ij,ij->i", place[row], rng.normal(size=(statements, 2))[column])
    order = rng.permutation(len(row))
    vote = np.sign(lean.round())[order].astype(int).tolist()
    return list(zip(map(str, row[order]), map(str, column[order]), vote, strict=True))


def assert_same_votes(one, two):
    for name in ("participants", "statements", "indptr", "columns", "values"):
        assert (getattr(one, name) == getattr(two, name)).all(), name


def dense_gram(votes, muted):
    centre = centre_of_votes(votes.counts(), muted)
    table = np.zeros((votes.n_participants, votes.n_statements))
    table[votes.rows(), votes.columns] = votes.values - centre[votes.columns]
    table[:, muted] = 0
    return table.T @ table


@given(EVENTS, st.lists(st.integers(0, 60), max_size=3), st.integers(0, 3), st.booleans())
def test_votes_in_portions_give_the_state_of_all_at_once(events, cuts, n_muted, ask):
    at = [0, *sorted(min(cut, len(events) - 1) for cut in cuts), len(events)]
    portions = [events[a:b] for a, b in pairwise(at) if a < b]
    state = OpinionState(votes_from(portions[0]))
    for portion in portions[1:]:
        state.add(*map(list, zip(*portion, strict=True)))
        if ask:
            state.votes()
    whole = votes_from(events)
    assert_same_votes(state.votes(), whole)
    muted = np.arange(whole.n_statements) < n_muted
    counts = whole.counts()
    for name in ("agree", "disagree", "seen"):
        assert (getattr(state.covotes.counts(), name) == getattr(counts, name)).all()
    gram = state.covotes.gram(centre_of_votes(counts, muted), muted)
    assert np.abs(gram - dense_gram(whole, muted)).max() <= 1e-9
    found, full = state.map(moderated=-1 * muted), analyse(whole, moderated=-1 * muted)
    assert np.abs(found.components.variances - full.components.variances).max() <= 1e-9
    assert found.state == full.state


def test_a_newcomer_with_a_name_puts_the_rows_of_numbers_in_another_order():
    """Numbers alone stand as 1, 2, 10; beside a name as 1, 10, 2."""
    first = [("1", "5", 1), ("2", "5", -1), ("10", "5", 0), ("10", "6", 1)]
    state = OpinionState(votes_from(first))
    cast(state, "Айгүл", "5", 1)
    assert_same_votes(state.votes(), votes_from([*first, ("Айгүл", "5", 1)]))
    assert state.votes().participants.tolist() == ["1", "10", "2", "Айгүл"]
    assert state.votes().values.tolist() == [1, 0, 1, -1, 1]


@pytest.mark.parametrize("moderated", [False, True])
def test_the_map_of_a_state_is_that_of_all_votes(moderated):
    events = camps()
    state = OpinionState(votes_from(events[:2000]))
    for event in events[2000:]:
        cast(state, *event)
    muted = -1 * (np.arange(30) < 3 * moderated)
    found, full = state.map(moderated=muted), analyse(votes_from(events), moderated=muted)
    for name in ("places", "statement_places", "extremity", "priority"):
        assert np.abs(getattr(found, name) - getattr(full, name)).max() <= 1e-9
    assert np.abs(found.components.directions - full.components.directions).max() <= 1e-9
    assert (found.group == full.group).all()
    assert found.representative == full.representative
    assert len(found.group_names) == 3


@pytest.mark.parametrize("moderated", [False, True])
def test_one_vote_refreshes_axes_place_and_group(moderated):
    events = camps()
    muted = -1 * (np.arange(30) < 3 * moderated)
    state = OpinionState(votes_from(events[:-40]))
    state.map(moderated=muted)
    for event in events[-40:]:
        cast(state, *event)
        seen = state.refresh(event[0])
    full = analyse(votes_from(events), moderated=muted)
    row = full.participants.tolist().index(events[-1][0])
    assert np.abs(seen.components.directions - full.components.directions).max() <= 1e-9
    assert np.abs(seen.place - full.places[row]).max() <= 1e-9
    assert seen.group == state.groups.of[row] >= 0
    middles = state.groups.middles(seen.components) * np.sqrt(30)
    of = state.groups.of
    expected = [full.places[of == g].mean(axis=0) for g in range(len(middles))]
    assert np.abs(middles - expected).max() <= 1e-9
    nearest = np.argmin(np.sum((full.places[row] - middles) ** 2, axis=1))
    assert seen.group == nearest


def test_a_newcomer_joins_a_group_after_seven_votes():
    events = camps()
    state = OpinionState(votes_from(events))
    found = state.map()
    like = found.participants[np.flatnonzero(found.group == 1)[0]]
    own = [(what, vote) for who, what, vote in events if who == like]
    seen = []
    for what, vote in own:
        cast(state, "Данияр", what, vote)
        seen.append(state.refresh("Данияр").group)
    assert seen[:6] == [-1] * 6
    assert seen[-1] == 1
    with pytest.raises(KeyError):
        state.refresh("Элмира")


def test_votes_outside_are_refused_and_leave_the_state():
    state = OpinionState(votes_from(camps()))
    before = state.covotes.n.copy()
    with pytest.raises(ValueError, match="A vote is"):
        cast(state, "1", "1", 2)
    assert (state.covotes.n == before).all()


def test_a_saved_state_goes_on_where_it_was(tmp_path):
    events = camps()
    state = OpinionState(votes_from(events[:-100]))
    state.map()
    save_state(state, tmp_path / "poll.npz")
    again = load_state(tmp_path / "poll.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["poll.npz"]
    for each in (state, again):
        each.add(*map(list, zip(*events[-100:], strict=True)))
    one, two = state.refresh(events[-1][0]), again.refresh(events[-1][0])
    assert one.place.tobytes() == two.place.tobytes()
    assert one.group == two.group
    assert_same_votes(state.votes(), again.votes())
    assert state.map().places.tobytes() == again.map().places.tobytes()


@pytest.mark.parametrize("content", [b"", b"participant,statement,vote\n", b"PK\x03\x04broken"])
def test_a_file_that_is_no_state_is_refused(tmp_path, content):
    (tmp_path / "poll.npz").write_bytes(content)
    with pytest.raises(StateError, match="no saved state"):
        load_state(tmp_path / "poll.npz")


def test_a_state_of_a_newer_version_is_refused(tmp_path):
    np.savez(tmp_path / "poll.npz", version=np.array(99))
    with pytest.raises(StateError, match="newer version"):
        load_state(tmp_path / "poll.npz")


def test_many_people_are_summed_some_at_a_time(monkeypatch):
    votes = votes_from(camps())
    whole = CoVotes.of(votes)
    monkeypatch.setattr("yntymak.methods.opinion.covotes._CELLS_AT_A_TIME", 1000)
    parts = CoVotes.of(votes)
    assert (whole.n == parts.n).all()
    assert (whole.t == parts.t).all()
    assert (whole.s == parts.s).all()
