"""Large tables, exports of a platform and Parquet give the same votes as a small plain table."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion import event_tables
from yntymak.methods.opinion.polis_export import read_export
from yntymak.methods.opinion.reading import InputError, read_statements, read_votes
from yntymak.methods.opinion.votes import Votes

EVENTS = st.lists(
    st.tuples(
        st.integers(0, 10**12) | st.integers(0, 12),
        st.integers(0, 30),
        st.sampled_from([-1, 0, 1]),
        st.integers(0, 10**13) | st.integers(0, 3),
    ),
    min_size=1,
    max_size=80,
)
HEAD = "participant,statement,vote\n"


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(event_tables, "_CHUNK", 64)


def read(text, **options):
    return read_votes(io.BytesIO(text.encode()), **options)


def assert_same(one, two):
    for name in ("participants", "statements", "indptr", "columns", "values"):
        assert (getattr(one, name) == getattr(two, name)).all(), name
    assert one.columns.dtype == two.columns.dtype


@given(
    EVENTS,
    st.booleans(),
    st.tuples(st.sampled_from(["\n", "\r\n"]), st.sampled_from(",;\t")),
    st.integers(20, 400),
    st.sampled_from(["", "n/a", '"x, y"', "1"]),
)
def test_plain_numbers_are_read_as_they_stand(events, timed, marks, chunk, other):
    end, comma = marks
    names = ["statement", "other", "participant", "vote", "timestamp"][: 5 if timed else 4]
    lines = [[what, other, who, vote, when][: len(names)] for who, what, vote, when in events]
    text = end.join(comma.join(map(str, line)) for line in [names, *lines])
    who, what, vote, when = map(list, zip(*events, strict=True))
    expected = Votes.from_arrays(who, what, vote, timestamps=when if timed else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_tables, "_CHUNK", chunk)
        assert_same(read(text), expected)
        assert_same(read(text + end), expected)


def test_plain_tables_do_not_go_cell_by_cell(monkeypatch):
    monkeypatch.setattr(event_tables, "_cell_by_cell", None)
    monkeypatch.setattr(event_tables, "cells", None)
    rows = [f"{i},{i % 7},{i % 3 - 1},{10**12 + i}" for i in range(30_000)]
    text = "participant,statement,vote,timestamp\n" + "\n".join(rows)
    assert len(read(text).values) == 30_000


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("7,1,5", "Line 502: the vote is “5”"),
        ("7,1,", "Line 502: the vote is “”"),
        ("7,1,-0", "Line 502: the vote is “-0”"),
        ("7,,1", "Line 502: the statement is empty"),
        (",1,1", "Line 502: the participant is empty"),
        ("7,1", "Line 502 has 2 columns"),
        ("7,1,1\n7,2,1\nя,2,8", "Line 504: the vote is “8”"),
    ],
)
def test_a_bad_row_far_down_is_named_by_its_line(row, sentence):
    rows = [f"{i},{i % 7},{i % 3 - 1}" for i in range(500)]
    with pytest.raises(InputError) as refused:
        read(HEAD + "\n".join([*rows, row, *rows]))
    assert sentence in str(refused.value)


@pytest.mark.usefixtures("small_parts")
def test_a_line_far_down_that_is_no_utf8_is_named():
    data = (HEAD + "1,2,1\n" * 500).encode() + "Бакыт,1,1\n".encode("cp1251")
    with pytest.raises(InputError, match="Line 502 is not UTF-8"):
        read_votes(io.BytesIO(data))


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(
    "row",
    ["7,1,+1", "7,1,1.0", "", '"7","1","1"', "007,1,1", "Айгүл,1,-1", " 7 ,1, 1", "7,1,1,more"],
)
def test_an_unusual_row_far_down_is_read_too(row):
    rows = [f"{i},{i % 7},{i % 3 - 1}" for i in range(100)]
    table = [line.split(",") for line in rows]
    if row:
        who, what, vote, *_ = (cell.strip(' "') for cell in row.split(","))
        table.insert(50, [who, what, str(int(float(vote)))])
    rows.insert(50, row)
    who, what, vote = map(list, zip(*table, strict=True))
    assert_same(read(HEAD + "\n".join(rows)), Votes.from_arrays(who, what, list(map(int, vote))))


@pytest.mark.usefixtures("small_parts")
def test_the_share_read_is_told():
    told = []
    read(HEAD + "".join(f"{i},1,1\n" for i in range(400)), progress=told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 0.5 < told[-1] <= 1


def test_statements_without_votes_join_numbers():
    assert read(HEAD + "1,10,1\n", all_statements=("9", "10", "11")).statements.tolist() == [
        "9", "10", "11",
    ]  # fmt: skip
    assert read(HEAD + "1,10,1\n", all_statements=("9", "x")).statements.tolist() == [
        "10",
        "9",
        "x",
    ]


def test_in_the_production_tables_minus_one_agrees():
    export = read("timestamp,datetime,comment-id,voter-id,vote\n5,Mon,3,8,1\n")
    production = read("zid,pid,tid,vote,created\n1,8,3,-1,5\n")
    assert_same(export, production)
    assert production.values.tolist() == [1]


def test_an_export_is_a_folder(tmp_path):
    (tmp_path / "participants-votes.csv").write_text(
        "participant,group-id,n-votes,0,2\n4,1,2,1,-1\n5,,1,,0\n", encoding="utf-8"
    )
    in_rows = read_votes(tmp_path)
    (tmp_path / "votes.csv").write_text(
        "timestamp,comment-id,voter-id,vote\n1,0,4,-1\n2,0,4,1\n3,2,4,-1\n3,2,5,0\n",
        encoding="utf-8",
    )
    assert_same(in_rows, read_votes(tmp_path))
    about = read_statements(
        io.BytesIO(b"timestamp,comment-id,moderated,is-meta,comment-body\n1,2,-1,true,Road\n")
    )
    assert (about.names, about.texts, about.meta.tolist()) == (("2",), ("Road",), [1])


@pytest.mark.shared_data
def test_all_forms_of_a_real_export_hold_the_same_votes(polls, all_votes):
    compared = 0
    for folder in polls:
        for name in ("votes.csv", "participants-votes.csv"):
            if (folder / name).exists() and folder.name in all_votes:
                found = read_export(folder) if name == "votes.csv" else rows_only(folder)
                assert_same(found, all_votes[folder.name])
                compared += 1
    assert compared >= 20


def rows_only(folder):
    from yntymak.methods.opinion.polis_export import _read_rows

    return _read_rows(folder / "participants-votes.csv", ())


@pytest.fixture
def parquet(tmp_path):
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    def write(**columns):
        path = tmp_path / "votes.parquet"
        parquet.write_table(arrow.table(columns), path, row_group_size=100)
        return path

    return write


@pytest.mark.parametrize("as_text", [False, True])
def test_parquet_holds_the_same_votes(parquet, as_text, monkeypatch):
    monkeypatch.setattr("yntymak.methods.opinion.parquet._ROWS_AT_A_TIME", 64)
    rng = np.random.default_rng(2)
    who, what, vote = rng.integers(0, 40, 500), rng.integers(0, 9, 500), rng.integers(-1, 2, 500)
    when = rng.permutation(500)
    names = [f"Айгүл {i}" for i in who] if as_text else who
    path = parquet(timestamp=when, participant=names, statement=what, vote=vote.astype(float))
    expected = Votes.from_arrays(names, what, vote, timestamps=when)
    assert_same(read_votes(path), expected)
    assert_same(read_votes(io.BytesIO(path.read_bytes())), expected)


def test_a_bad_row_of_parquet_is_named(parquet):
    good = {"participant": [1] * 150, "statement": ["a"] * 150}
    with pytest.raises(InputError, match="Row 131: the vote is “3”"):
        read_votes(parquet(**good, vote=[1] * 130 + [3] * 20))
    with pytest.raises(InputError, match="Row 2: the participant is empty"):
        read_votes(parquet(participant=[1, None], statement=[1, 1], vote=[1, 1]))
    with pytest.raises(InputError, match="Row 2: the statement is empty"):
        read_votes(parquet(participant=[1, 2], statement=["a", ""], vote=[1, 1]))
    with pytest.raises(InputError, match="no column “vote”"):
        read_votes(parquet(participant=[1], statement=[1]))
    with pytest.raises(InputError, match="must hold numbers"):
        read_votes(parquet(participant=[1], statement=[1], vote=["yes"]))


def test_damaged_parquet_is_refused(tmp_path):
    pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    (tmp_path / "votes.parquet").write_bytes(b"PAR1 and nothing that follows")
    with pytest.raises(InputError, match="damaged"):
        read_votes(tmp_path / "votes.parquet")
