"""Tables as people write them, in tiny parts, against one dictionary and one line after the other.

Rows may be quoted, padded, empty, signed, without a moment or out of order, and one of them may be
wrong: then both readers name the same line.
"""

import csv
import io
import math
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.opinion import gathering, last_votes, runs
from yntymak.methods.opinion.reading import InputError, read_votes

VOTES = {"1": 1, "+1": 1, "0": 0, "-1": -1, "1.0": 1, "−1": -1}
NUMBERS = st.integers(0, 7).map(str)
NAMES = st.sampled_from(["07", "7", "№ 1", " 3 ", "a,b", 'he "x"', "-4", "1e3", "0", "10" * 9])
MOMENTS = st.integers(0, 5).map(str)
LONG_MOMENTS = MOMENTS | st.integers(2**60, 2**60 + 3).map(str)
ODD_MOMENTS = MOMENTS | st.sampled_from(
    ["", "2.5", "-1", "1970-01-01T00:00:03", "1970-01-01 00:00:04+00:00", "1e0"]
)
WRONG = [("", "1", "1", "1"), ("1", " ", "1", "1"), ("1", "1", "2", "1"), ("1", "1", "", "1"),
         ("1", "1", "1", "soon"), ("1", "1", "1", "nan"), ("1", "1")]  # fmt: skip


@st.composite
def tables(draw):
    """Bytes of a table."""
    plain = draw(st.booleans())
    person, statement = (NUMBERS if plain else NUMBERS | NAMES for _ in "ab")
    vote = st.sampled_from(["1", "0", "-1"] if plain else list(VOTES))
    moment = LONG_MOMENTS  # of a column of whole numbers every digit counts
    if not plain:
        moment = draw(st.sampled_from([ODD_MOMENTS, LONG_MOMENTS | st.sampled_from(["", "-1"])]))
    rows = draw(
        st.lists(st.tuples(person, statement, vote, moment).map(list), min_size=1, max_size=60)
    )
    if draw(st.booleans()):
        rows.sort(key=lambda row: row[3])
    timed = draw(st.booleans())
    if draw(st.sampled_from([False, False, True])):
        rows.insert(draw(st.integers(0, len(rows))), list(draw(st.sampled_from(WRONG))))
    header = ["participant", "statement", "vote", "timestamp"]
    order = draw(st.permutations(range(4 if timed else 3)))
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    out = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL] * 3 + [csv.QUOTE_ALL]))
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow([header[i] for i in order])
    for row in rows:
        writer.writerow([row[i] for i in order] if len(row) == 4 else row)
        if not plain and draw(st.integers(0, 9)) == 0:
            out.write(end)
    text = out.getvalue()
    text = text if draw(st.booleans()) else text.removesuffix(end)
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


def one_after_the_other(data):
    """(participant, statement) → vote, or the number of the first line that is wrong."""
    lines = io.StringIO(data.decode("utf-8-sig"), newline="")
    first = lines.readline()
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    last = {}
    reader = csv.reader(lines, delimiter=delimiter)
    for row in reader:
        if not any(row):
            continue
        line = reader.line_num + 1
        if len(row) < len(header):
            return line
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        moment = since_1970(cells.get("timestamp", ""))
        pair = cells["participant"], cells["statement"]
        if not all(pair) or cells["vote"] not in VOTES or moment is None:
            return line
        if pair not in last or moment >= last[pair][1]:
            last[pair] = VOTES[cells["vote"]], moment
    return {pair: value for pair, (value, _) in last.items()}


def since_1970(cell):
    if not cell:
        return -math.inf
    if cell.isdecimal():
        return int(cell)
    try:
        number = float(cell)
    except ValueError:
        try:
            return datetime.fromisoformat(cell).replace(tzinfo=UTC).timestamp()
        except ValueError:
            return None
    return number if math.isfinite(number) else None


def as_table(votes):
    rows, columns = votes.participants[votes.rows()], votes.statements[votes.columns]
    cast = zip(rows.tolist(), columns.tolist(), votes.values.tolist(), strict=True)
    found = {(row, column): value for row, column, value in cast}
    assert len(found) == len(votes.values)
    return found


def read_or_place_of_mistake(file):
    try:
        return as_table(read_votes(file))
    except InputError as error:
        return int(re.match(r"(?:Line|Row) (\d+)", str(error))[1])


@settings(deadline=None, max_examples=250)
@given(tables(), st.integers(1, 40))
def test_a_table_in_tiny_parts_is_read_as_one_line_after_the_other(data, chunk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yntymak.methods.opinion.event_tables._CHUNK", chunk)
        patch.setattr("yntymak.methods.opinion.event_tables._TELL_EVERY", 3)
        patch.setattr("yntymak.methods.opinion.plain_csv._PIECE", 20)
        patch.setattr(gathering, "MOST_EVENTS", 4)
        patch.setattr(last_votes, "MOST_EVENTS", 4)
        patch.setattr(runs, "_AT_A_TIME", 2)
        patch.setattr(runs, "_LOT", 3)
        found = read_or_place_of_mistake(io.BytesIO(data))
    assert found == one_after_the_other(data)


HUGE = [5, 10**17, 10**18 - 1, 10**18, 10**18 + 1, 2 * 10**18, 2**63 - 1]


def test_huge_numbers_stand_in_the_same_order_in_every_form(tmp_path):
    """By number also where they have more digits than the plain way takes."""
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    lines = "".join(f"{number},{number},1\n" for number in reversed(HUGE))
    text = read_votes(io.BytesIO(f"participant,statement,vote\n{lines}".encode()))
    table = arrow.table({"participant": HUGE, "statement": HUGE, "vote": [1] * len(HUGE)})
    parquet.write_table(table, tmp_path / "votes.parquet")
    for votes in (text, read_votes(tmp_path / "votes.parquet")):
        assert votes.participants.tolist() == [str(number) for number in HUGE]
        assert votes.statements.tolist() == [str(number) for number in HUGE]
        assert votes.columns.tolist() == list(range(len(HUGE)))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.integers(-3, 6) | st.integers(-(2**60), 2**60),
            st.integers(0, 4),
            st.sampled_from([-1, 0, 1]) | st.sampled_from([-1, 0, 1, 2, None]),
            st.integers(0, 6) | st.integers(2**60, 2**60 + 2),
        ),
        min_size=1,
        max_size=60,
    ),
    st.booleans(),
    st.booleans(),
    st.integers(1, 9),
)
def test_parquet_in_tiny_parts_is_read_as_one_row_after_the_other(events, named, moments, size):
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    who, what, value, moment = map(list, zip(*events, strict=True))
    columns = {
        "participant": [f"№ {name}" for name in who] if named else who,
        "statement": arrow.array([str(name) for name in what]).dictionary_encode(),
        "vote": value,
    }
    if moments:
        columns["timestamp"] = arrow.array(moment, arrow.timestamp("us") if named else None)
    file = io.BytesIO()
    parquet.write_table(arrow.table(columns), file, row_group_size=size)
    expected = {}
    for row, (person, statement, vote, at) in enumerate(events, 1):
        if vote not in (-1, 0, 1):
            expected = row
            break
        pair = (f"№ {person}" if named else str(person)), str(statement)
        before = expected.get(pair)
        if before is None or not moments or at >= before[1]:
            expected[pair] = vote, at
    else:
        expected = {pair: vote for pair, (vote, _) in expected.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yntymak.methods.opinion.parquet._ROWS_AT_A_TIME", 4)
        patch.setattr(gathering, "MOST_EVENTS", 5)
        patch.setattr(last_votes, "MOST_EVENTS", 5)
        patch.setattr(runs, "_AT_A_TIME", 2)
        patch.setattr(runs, "_LOT", 3)
        assert read_or_place_of_mistake(file) == expected


FAULTS = {
    "participant": (None, "the participant is empty"),
    "statement": (None, "the statement is empty"),
    "vote": (5, "the vote is “5"),
    "timestamp": (math.nan, "the timestamp “nan” is no number"),
}


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(list(FAULTS)), st.integers(0, 11)), st.none(), min_size=1
    ),
    st.integers(1, 12),
)
def test_the_first_bad_row_of_parquet_is_named_whatever_its_column(wrong, at_a_time):
    arrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    good = {"participant": "a", "statement": "b", "vote": 1.0, "timestamp": 1.5}
    columns = {
        name: [FAULTS[name][0] if (name, row) in wrong else cell for row in range(12)]
        for name, cell in good.items()
    }
    file = io.BytesIO()
    parquet.write_table(arrow.table(columns), file)
    first = min(row for _, row in wrong)
    sentences = [FAULTS[name][1] for name, row in wrong if row == first]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yntymak.methods.opinion.parquet._ROWS_AT_A_TIME", at_a_time)
        with pytest.raises(InputError) as refused:
            read_votes(file)
    assert str(refused.value).startswith(f"Row {first + 1}: ")
    assert any(sentence in str(refused.value) for sentence in sentences)
