"""Votes sorted in many small runs are those of one dictionary, whatever the numbers and moments."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.opinion import gathering, last_votes, runs
from yntymak.methods.opinion.reading import read_votes
from yntymak.methods.opinion.votes import Votes

PEOPLE = st.integers(0, 9) | st.integers(0, 10**14)
STATEMENTS = st.integers(0, 5) | st.integers(0, 10**14)
EVENTS = st.lists(
    st.tuples(PEOPLE, STATEMENTS, st.sampled_from([-1, 0, 1]), st.integers(0, 6)),
    min_size=1,
    max_size=120,
)


@pytest.fixture
def tiny(monkeypatch):
    """Five events a run, three votes a lot."""
    make_tiny(monkeypatch)


def make_tiny(patch):
    patch.setattr(gathering, "MOST_EVENTS", 5)
    patch.setattr(last_votes, "MOST_EVENTS", 5)
    patch.setattr(runs, "_AT_A_TIME", 2)
    patch.setattr(runs, "_LOT", 3)


def by_hand(events, *, timed):
    last = {}
    for who, what, value, moment in events:
        before = last.get((who, what))
        if not timed or before is None or moment >= before[1]:
            last[who, what] = value, moment
    return {(str(who), str(what)): value for (who, what), (value, _) in last.items()}


def as_table(votes):
    rows, columns = votes.participants[votes.rows()], votes.statements[votes.columns]
    table = {
        (str(row), str(column)): int(value)
        for row, column, value in zip(rows, columns, votes.values, strict=True)
    }
    assert len(table) == len(votes.values)
    within = np.diff(votes.columns.astype(np.int64))
    starts = votes.indptr[1:-1] - 1
    assert (np.delete(within, starts) > 0).all()
    return table


def csv_of(events, *, timed, name=str):
    lines = ["participant,statement,vote" + ",timestamp" * timed]
    for who, what, value, moment in events:
        lines.append(",".join([name(who), name(what), str(value), *([str(moment)] * timed)]))
    return io.BytesIO("\n".join(lines).encode())


@settings(deadline=None, max_examples=60)
@given(EVENTS, st.booleans(), st.booleans())
def test_many_runs_hold_the_votes_of_one_dictionary(events, timed, in_order):
    if in_order:
        events = sorted(events, key=lambda event: event[3])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yntymak.methods.opinion.event_tables._CHUNK", 40)
        patch.setattr("yntymak.methods.opinion.event_tables._TELL_EVERY", 4)
        make_tiny(patch)
        expected = by_hand(events, timed=timed)
        read = read_votes(csv_of(events, timed=timed))
        assert as_table(read) == expected
        assert read.participants.tolist() == sorted({who for who, _ in expected}, key=int)
        named = read_votes(csv_of(events, timed=timed, name=lambda number: f"№ {number}"))
        assert as_table(named) == {
            (f"№ {who}", f"№ {what}"): value for (who, what), value in expected.items()
        }
        assert named.participants.tolist() == sorted(named.participants.tolist())
        who, what, value, moment = map(list, zip(*events, strict=True))
        whole = Votes.from_arrays(who, what, value, timestamps=moment if timed else None)
    for part in ("participants", "statements", "indptr", "columns", "values"):
        assert (getattr(read, part) == getattr(whole, part)).all()


@pytest.mark.usefixtures("tiny")
def test_runs_of_narrow_and_of_wide_numbers_meet_as_whole_numbers():
    """A column of 64 bits without a sign beside one with a sign would become one of fractions."""
    wide = [(2**53 + 1, 0), (2**62, 10**14), (2**32, 7), (2**53, 0), (5, 7)]
    events = [(i, i % 4, 1, 0) for i in range(9)] + [(*pair, -1, 0) for pair in wide]
    who, what, value, _ = map(list, zip(*events, strict=True))
    assert as_table(Votes.from_arrays(who, what, value)) == by_hand(events, timed=False)
    short = [(who % 10**14, what, value, moment) for who, what, value, moment in events]
    assert as_table(read_votes(csv_of(short, timed=False))) == by_hand(short, timed=False)


@pytest.mark.usefixtures("tiny")
def test_an_event_older_than_an_earlier_run_is_met_by_reading_again():
    events = [(i, 1, 1, 100 + i) for i in range(12)] + [(3, 1, -1, 50), (4, 1, -1, 500)]
    votes = read_votes(csv_of(events, timed=True))
    assert votes.values[3] == 1
    assert votes.values[4] == -1


@pytest.mark.usefixtures("tiny")
def test_parquet_goes_the_same_way(tmp_path, monkeypatch):
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    monkeypatch.setattr("yntymak.methods.opinion.parquet._ROWS_AT_A_TIME", 4)
    rng = np.random.default_rng(4)
    events = [
        (int(a), int(b), int(c), int(d))
        for a, b, c, d in zip(
            rng.integers(2**63, 2**63 + 9, 60, dtype=np.uint64),
            rng.integers(0, 4, 60),
            rng.integers(-1, 2, 60),
            rng.integers(0, 9, 60),
            strict=True,
        )
    ]
    who, what, value, moment = map(list, zip(*events, strict=True))
    columns = {"participant": arrow.array(who, arrow.uint64()), "statement": what}
    table = arrow.table({**columns, "vote": value, "timestamp": moment})
    parquet.write_table(table, tmp_path / "votes.parquet", row_group_size=7)
    votes = read_votes(tmp_path / "votes.parquet")
    assert as_table(votes) == by_hand(events, timed=True)
    assert votes.participants.tolist() == sorted({str(name) for name in who}, key=int)


def test_a_vote_that_is_kept_takes_about_three_bytes():
    """Beside five for each participant of the run."""
    rng = np.random.default_rng(1)
    people, statements = rng.integers(0, 1000, 50_000), rng.integers(0, 900, 50_000)
    values = rng.integers(-1, 2, 50_000).astype(np.int8)
    run = runs.sorted_run([runs.Part(people, statements, values, None)])
    kept = run.columns.nbytes + run.values.nbytes
    assert kept == 3 * len(run.values)
    assert run.counts.itemsize == 1


@pytest.mark.usefixtures("tiny")
def test_a_vote_a_moment_older_than_one_of_the_run_before_does_not_count():
    events = [(i, 0, 1, 1 + i) for i in range(5)] + [(4, 0, -1, 4)] + [(9, i, 1, 6) for i in (1, 2)]
    who, what, value, moment = map(list, zip(*events, strict=True))
    whole = Votes.from_arrays(who, what, value, timestamps=moment)
    assert as_table(whole) == by_hand(events, timed=True)


def test_a_run_ends_with_the_latest_moment_of_all_its_parts(monkeypatch):
    monkeypatch.setattr(gathering, "MOST_EVENTS", 4)

    def part(*moments):
        n = len(moments)
        people, votes = np.arange(n), np.ones(n, dtype=np.int8)
        return runs.Part(people, np.zeros(n, dtype=np.int64), votes, np.array(moments))

    with ThreadPoolExecutor(1) as pool:
        gathered = gathering.Gathering(pool, keep_moments=False)
        gathered.add(part(100, 1))
        gathered.add(part(5, 6))
        with pytest.raises(gathering.OutOfOrder):
            gathered.add(part(50, 200, 200, 200))
