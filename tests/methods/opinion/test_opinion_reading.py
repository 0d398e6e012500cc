import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.opinion.reading import InputError, read_labels, read_statements, read_votes

NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs", "Cc")),
    min_size=1,
    max_size=8,
).filter(lambda name: name == name.strip() and name)


def file(text, encoding="utf-8"):
    return io.BytesIO(text.encode(encoding))


def votes_of(text):
    votes = read_votes(file(text))
    return {
        (str(votes.participants[row]), str(votes.statements[column])): int(value)
        for row, column, value in zip(votes.rows(), votes.columns, votes.values, strict=True)
    }


@given(
    st.dictionaries(st.tuples(NAMES, NAMES), st.sampled_from([-1, 0, 1]), min_size=1, max_size=20),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.permutations(["participant", "statement", "vote", "xid"]),
    st.booleans(),
)
def test_what_was_written_is_read(table, delimiter, line_end, header, mark):
    out = io.StringIO()
    writer = csv.DictWriter(out, header, delimiter=delimiter, lineterminator=line_end)
    writer.writeheader()
    for (who, what), vote in table.items():
        writer.writerow({"participant": who, "statement": what, "vote": vote, "xid": "x"})
    text = ("\ufeff" if mark else "") + out.getvalue()
    assert votes_of(text) == table


@given(st.binary(max_size=200))
def test_any_bytes_are_votes_or_one_sentence(data):
    sentence = "fine"
    try:
        read_votes(io.BytesIO(b"participant,statement,vote\n" + data))
    except InputError as error:
        sentence = str(error)
    assert sentence
    assert "\n" not in sentence


def test_the_last_vote_counts_by_timestamp_else_by_row():
    head = "participant,statement,vote,timestamp\n"
    assert votes_of(head + "a,1,1,20\na,1,-1,10\n") == {("a", "1"): 1}
    assert votes_of(head + "a,1,1,20\na,1,-1,20\n") == {("a", "1"): -1}
    assert votes_of(head + "a,1,1,20\na,1,-1,\n") == {("a", "1"): 1}
    assert votes_of("participant,statement,vote\na,1,1\na,1,-1\n") == {("a", "1"): -1}
    early, late = "2025-01-02T10:00:00+06:00", "2025-01-02T05:00:00"
    assert votes_of(head + f"a,1,1,{late}\na,1,-1,{early}\n") == {("a", "1"): 1}


LATE = [2**53, 10**18 + 7, 1_731_990_143_000_000_000, 2**63 - 2]


@pytest.mark.parametrize("at", LATE)
@pytest.mark.parametrize("name", ["7", "Айгүл", '"7"'])
def test_nanoseconds_keep_their_order_to_the_last_digit(at, name):
    """Each table goes another way: as plain numbers, cell by cell for its names, or its quotes."""
    head = "participant,statement,vote,timestamp\n"
    key = name.strip('"'), "1"
    assert votes_of(head + f"{name},1,1,{at + 1}\n{name},1,-1,{at}\n") == {key: 1}
    assert votes_of(head + f"{name},1,1,{at}\n{name},1,-1,{at}\n") == {key: -1}
    assert votes_of(head + f"{name},1,1,{at}\n{name},1,-1,\n") == {key: 1}
    assert votes_of(head + f"{name},1,1,-{at}\n{name},1,-1,\n") == {key: 1}
    assert votes_of(head + f"{name},1,1,{at}\n{name},1,-1,1e30\n") == {key: -1}
    assert votes_of(head + f"{name},1,1,-1e30\n{name},1,-1,\n") == {key: 1}


@pytest.mark.parametrize("name", ["7", "Айгүл"])
def test_moments_of_more_than_63_bits_and_fractions_are_doubles(name):
    head = "participant,statement,vote,timestamp\n"
    assert votes_of(head + f"{name},1,1,{10**20}\n{name},1,-1,{2**63 - 1}\n") == {(name, "1"): 1}
    assert votes_of(head + f"{name},1,1,{10**19}\n{name},1,-1,7\n") == {(name, "1"): 1}
    assert votes_of(head + f"{name},1,1,5\n{name},1,-1,2.5\n") == {(name, "1"): 1}


@pytest.mark.parametrize("cell", ["1", "+1", "1.0", " 1 "])
def test_a_spreadsheet_may_write_the_vote_its_own_way(cell):
    assert votes_of(f"participant;statement;vote\na;1;{cell}\nb;1;−1\n")["a", "1"] == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "The file is empty."),
        (b"participant,statement,vote\n", "no votes under it"),
        (b"participant,statement\na,1\n", "no column “vote”"),
        (b"participant,vote,statement,vote\na,1,1,1\n", "the column “vote” twice"),
        (b"participant,statement,vote\na,1,1\na,2,2\n", "Line 3: the vote is “2”"),
        (b"participant,statement,vote\na,1,\n", "Line 2: the vote is “”"),
        (b"participant,statement,vote\n\na,1,yes\n", "Line 3: the vote is “yes”"),
        (b"participant,statement,vote\n,1,1\n", "Line 2: the participant is empty"),
        (b"participant,statement,vote\na, ,1\n", "Line 2: the statement is empty"),
        (b"participant,statement,vote\na,1\n", "Line 2 has 2 columns"),
        (b"participant,statement,vote,timestamp\na,1,1,soon\n", "Line 2: the timestamp “soon”"),
        (b"participant,statement,vote,timestamp\na,1,1,nan\n", "Line 2: the timestamp “nan”"),
        ("participant,statement,vote\nБакыт,1,1\n".encode("cp1251"), "Line 2 is not UTF-8"),
        ("participant,statement,vote\na,1,1\n".encode("utf-16"), "UTF-16"),
        ("participant,statement,vote\na,1,1\n".encode("utf-16-le"), "UTF-16"),
    ],
)
def test_bad_votes_are_refused_with_one_sentence(data, sentence):
    with pytest.raises(InputError) as refused:
        read_votes(io.BytesIO(data))
    assert sentence in str(refused.value)


def test_a_folder_and_an_absent_file_are_named(tmp_path):
    with pytest.raises(InputError, match="This is a folder"):
        read_votes(tmp_path)
    with pytest.raises(InputError, match="There is no such file"):
        read_votes(Path(tmp_path / "absent.csv"))


def test_statements_are_aligned_with_the_votes():
    about = read_statements(
        file("statement,moderated,meta,text\n3,-1,0,Суу\n1,,1,Жол\n2,1,true,\n9,0,0,Жайыт\n")
    )
    votes = read_votes(file("participant,statement,vote\na,1,1\na,3,1\nb,2,0\nb,4,1\n"))
    moderated, meta = about.aligned(votes)
    assert votes.statements.tolist() == ["1", "2", "3", "4"]
    assert moderated.tolist() == [0, 1, -1, 0]
    assert meta.tolist() == [1, 1, 0, 0]
    assert about.text_of() == {"3": "Суу", "1": "Жол", "2": "", "9": "Жайыт"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("statement\n1\n1\n", "Line 3: statement “1” stands there twice"),
        ("statement,moderated\n1,2\n", "moderated is “2”; it must be -1, 0 or 1"),
        ("statement,meta\n1,-1\n", "meta is “-1”; it must be 0 or 1"),
        ("text\nСуу\n", "no column “statement”"),
        ("statement\n", "no statements under it"),
    ],
)
def test_bad_statements_are_refused_with_one_sentence(text, sentence):
    with pytest.raises(InputError) as refused:
        read_statements(file(text))
    assert sentence in str(refused.value)


def test_groups_are_aligned_with_the_votes():
    labels = read_labels(file("participant,group\nb,ысык\na,суук\nc,\nz,башка\nb,ысык\n"))
    votes = read_votes(file("participant,statement,vote\na,1,1\nb,1,1\nc,1,1\nd,1,1\n"))
    group, names = labels.aligned(votes)
    assert names == ("суук", "ысык")
    assert group.tolist() == [0, 1, -1, -1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("participant,group\na,1\na,2\n", "Line 3: participant “a” already has another group"),
        ("participant,group\na,\n", "no groups under it"),
        ("participant\na\n", "no column “group”"),
    ],
)
def test_bad_groups_are_refused_with_one_sentence(text, sentence):
    with pytest.raises(InputError) as refused:
        read_labels(file(text))
    assert sentence in str(refused.value)


def test_groups_of_strangers_are_refused():
    votes = read_votes(file("participant,statement,vote\na,1,1\n"))
    with pytest.raises(InputError, match="has voted"):
        read_labels(file("participant,group\nz,1\n")).aligned(votes)
