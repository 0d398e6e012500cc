import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion.analysis import MapState, analyse, people_in_conversation
from yntymak.methods.opinion.report import report_html
from yntymak.methods.opinion.votes import Votes
from yntymak.methods.opinion.writing import tables, to_json


def two_camps(people=40, statements=10, seed=3):
    """Half agrees with the even statements and rejects the odd ones, half the other way round."""
    rng = np.random.default_rng(seed)
    row, column = np.nonzero(rng.random((people, statements)) < 0.9)
    vote = np.where((row + column) % 2 == 0, 1, -1)
    vote[rng.random(len(vote)) < 0.1] = 0
    return Votes.from_arrays(row, column, vote)


def files(found):
    return {**tables(found), "json": to_json(found), "html": report_html(found)}


def test_two_camps_are_found():
    votes = two_camps()
    found = analyse(votes)
    assert found.state is MapState.DRAWN
    assert found.group_sizes.tolist() == [20, 20]
    camp = votes.participants.astype(int) % 2
    assert len({(int(c), int(g)) for c, g in zip(camp, found.group, strict=True)}) == 2
    assert found.group[0] == 0  # of equal groups the one met first
    by_group = [{item.direction for item in items} for items in found.representative]
    assert by_group == [{1, -1}, {1, -1}]


def test_the_largest_group_comes_first():
    rng = np.random.default_rng(2)
    row = np.repeat(np.arange(30), 9)
    column = np.tile(np.arange(9), 30)
    camp = np.where(row < 8, -1, 1)
    vote = np.where(rng.random(len(row)) < 0.15, 0, camp)
    found = analyse(Votes.from_arrays(row, column, vote))
    assert (np.diff(found.group_sizes) <= 0).all()
    assert found.group[0] != found.group[29]


def test_given_groups_are_kept_with_their_names_and_people():
    votes = two_camps()
    labels = np.full(votes.n_participants, -1)
    labels[:6] = [1, 0, 1, 0, 1, 1]
    found = analyse(votes, labels=labels, group_names=("ысык", "суук"))
    assert found.group.tolist() == labels.tolist()
    assert found.group_names == ("ысык", "суук")
    assert found.group_sizes.tolist() == [2, 4]
    assert found.in_conversation.all()
    assert found.group_votes.seen.sum(axis=1).tolist() == [
        found.votes_per_participant[labels == g].sum() for g in (0, 1)
    ]


def test_whoever_has_a_group_is_in_the_conversation():
    rows = np.repeat(np.arange(20), 8)
    votes = Votes.from_arrays([*rows, 99], [*np.tile(np.arange(8), 20), 3], [*(rows % 3 - 1), 1])
    assert not people_in_conversation(votes, 8)[-1]
    labels = np.zeros(21, dtype=int)
    assert analyse(votes, labels=labels).in_conversation[-1]
    labels[-1] = -1
    assert not analyse(votes, labels=labels).in_conversation[-1]


def test_seven_votes_let_in_and_the_most_active_fill_up_to_fifteen():
    def people(*votes_of_each):
        row = np.repeat(np.arange(len(votes_of_each)), votes_of_each)
        column = np.concatenate([np.arange(n) for n in votes_of_each])
        votes = Votes.from_arrays(row, column, np.ones(len(row), dtype=int))
        return people_in_conversation(votes, votes.n_statements)

    assert people(*[7] * 15, 6).tolist() == [True] * 15 + [False]
    assert people(*[9] * 14, 1, 6, 6).tolist() == [True] * 14 + [False, True, False]
    assert people(*[2] * 16, 1).tolist() == [True] * 16 + [False]


def test_muted_statements_do_not_move_the_map_but_are_counted():
    votes = two_camps()
    n = votes.n_statements
    out = np.where(np.arange(n) == 4, -1, 1)
    found = analyse(votes, moderated=out)
    assert found.components.directions[:, 4].tolist() == [0, 0]
    assert found.components.centre[4] == 0
    assert found.extremity[4] == 0
    assert found.counts.agree[4] == analyse(votes).counts.agree[4] > 0
    assert not any(item.statement == 4 for items in found.representative for item in items)
    as_meta = analyse(votes, meta=np.arange(n) == 4)
    assert (as_meta.places == found.places).all()
    assert as_meta.priority[4] == 49
    assert found.priority[4] != 49


def everybody(vote):
    rows = np.repeat(np.arange(20), 8)
    return Votes.from_arrays(rows, np.tile(np.arange(8), 20), np.full(len(rows), vote))


@pytest.mark.parametrize("flags", [{"meta": True}, {"moderated": -1}])
def test_muted_statements_speak_neither_for_a_group_nor_for_all(flags):
    [(name, flag)] = flags.items()

    def without(votes, j):
        return analyse(votes, **{name: np.where(np.arange(votes.n_statements) == j, flag, 0)})

    camps = two_camps()
    j = analyse(camps).representative[0][0].statement
    left = without(camps, j).representative
    assert j not in {item.statement for items in left for item in items}
    j = analyse(everybody(1)).consensus[0].statement
    assert j not in {item.statement for item in without(everybody(1), j).consensus}


@pytest.mark.parametrize("vote", [-1, 0, 1])
def test_when_all_vote_the_same_there_is_no_map(vote):
    found = analyse(everybody(vote))
    assert found.state is MapState.NO_DIFFERENCES
    assert found.base is None
    assert found.group.tolist() == [-1] * 20
    assert len(found.consensus) == (5 if vote else 0)
    assert found.consensus_across_groups is None
    assert "бардыгы бирдей добуш берди" in report_html(found)


def test_when_all_statements_are_out_there_is_no_map():
    votes = two_camps()
    found = analyse(votes, moderated=np.full(votes.n_statements, -1))
    assert found.state is MapState.NO_STATEMENTS
    assert found.representative == ()
    assert found.consensus == ()


def test_one_person_makes_no_map():
    found = analyse(Votes.from_arrays([1, 1], [1, 2], [1, -1]))
    assert found.state is MapState.TOO_FEW_PEOPLE
    assert "адам аз" in report_html(found)


def test_two_people_who_differ_are_two_groups():
    found = analyse(Votes.from_arrays([1, 2], [1, 1], [1, -1]))
    assert found.state is MapState.DRAWN
    assert found.group_sizes.tolist() == [1, 1]


def test_people_of_one_mind_beside_one_who_is_not_in_the_conversation():
    rows = np.repeat(np.arange(16), 7)
    votes = Votes.from_arrays(
        [*rows, 99], [*np.tile(np.arange(7), 16), 0], [*np.ones(len(rows), dtype=int), -1]
    )
    found = analyse(votes)
    assert not found.in_conversation[-1]
    assert found.state is MapState.NO_DIFFERENCES
    assert found.group_names == ()


@given(
    st.integers(1, 9),
    st.integers(1, 6),
    st.integers(0, 10_000),
    st.sampled_from([None, "labels", "out"]),
)
def test_no_figure_is_ever_not_a_number(people, statements, seed, extra):
    rng = np.random.default_rng(seed)
    row, column = np.nonzero(rng.random((people, statements)) < rng.choice([0.2, 0.6, 1]))
    votes = Votes.from_arrays(
        row, column, rng.integers(-1, 2, len(row)), all_statements=range(statements)
    )
    options = {}
    if extra == "labels":
        options["labels"] = rng.integers(-1, 3, votes.n_participants)
    if extra == "out":
        options["moderated"] = rng.integers(-1, 2, votes.n_statements)
        options["meta"] = rng.integers(0, 2, votes.n_statements)
    found = analyse(votes, **options)
    for text in files(found).values():
        assert "nan" not in text.lower().split("<style>")[0]
        assert "inf," not in text.lower()
    assert np.isfinite(found.priority).all()
    if found.base is not None and not extra:
        assert (found.group[found.in_conversation] >= 0).all()


def test_the_same_votes_in_any_order_give_the_same_bytes():
    votes = two_camps()
    order = np.random.default_rng(0).permutation(len(votes.values))
    shuffled = Votes.from_arrays(
        votes.participants[votes.rows()][order],
        votes.statements[votes.columns][order],
        votes.values[order],
    )
    assert files(analyse(votes)) == files(analyse(shuffled))


@pytest.mark.shared_data
def test_another_process_with_other_threads_gives_the_same_bytes(polls):
    program = (
        "import hashlib, sys; from pathlib import Path;"
        "from yntymak.methods.opinion import *;"
        "m = analyse(read_votes(Path(sys.argv[1])));"
        "print(hashlib.sha256((''.join(tables(m).values()) + to_json(m)).encode()).hexdigest())"
    )
    poll = next(folder for folder in polls if folder.name == "scoop-hivemind.biodiversity")
    source = next(path for path in sys.path if path.endswith("src"))
    prints = {
        subprocess.run(
            [sys.executable, "-c", program, str(poll / "votes-last.csv")],
            env={"OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": source, "PYTHONHASHSEED": threads},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(prints) == 1
    assert len(prints.pop().strip()) == 64


@pytest.mark.shared_data
def test_real_polls_fall_into_groups_of_their_own(all_votes):
    assert len(all_votes) >= 20
    for votes in all_votes.values():
        found = analyse(votes)
        assert found.state is MapState.DRAWN
        assert 2 <= len(found.group_names) <= 5
        assert found.group_sizes.sum() == found.in_conversation.sum()
        assert max(found.silhouettes.values()) > 0.3


@pytest.mark.parametrize(
    "options",
    [
        {"labels": [0]},
        {"moderated": [0]},
        {"meta": [True]},
        {"labels": [1] * 40, "group_names": ("a",)},
    ],
)
def test_flags_and_labels_must_fit(options):
    with pytest.raises(ValueError, match=r"one label|one flag|a name"):
        analyse(two_camps(), **options)
