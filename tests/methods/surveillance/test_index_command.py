"""The composite index from the command line: fixed references, rounding, what is not known."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from yntymak.methods.surveillance.index_command import app

REFERENCES = """indicator,dimension,least,most,direction
poverty,hazard,0,100,up
water,hazard,0,1,
doctors,coping,10,50,down
"""


@pytest.fixture
def run(tmp_path):
    def done(values: str, references: str = REFERENCES):
        given, fixed, out = (tmp_path / name for name in ("v.csv", "r.csv", "o.csv"))
        given.write_text(values, encoding="utf-8")
        fixed.write_text(references, encoding="utf-8")
        result = CliRunner().invoke(app, [str(given), str(fixed), "--out", str(out)])
        lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
        rows = list(csv.DictReader(lines))
        return result, {row["place"]: row for row in rows}

    return done


def test_the_published_example_of_two_dimensions(run):
    """The scaled geometric mean of 8 and 2 is 5.79, of 9 and 1 it is 6.49."""
    result, rows = run("place,poverty,water,doctors\nА,80,0.8,42\nБ,90,0.9,46\n")

    assert result.exit_code == 0
    assert (rows["А"]["hazard"], rows["А"]["coping"], rows["А"]["index"]) == ("8.0", "2.0", "5.8")
    assert (rows["Б"]["hazard"], rows["Б"]["coping"], rows["Б"]["index"]) == ("9.0", "1.0", "6.5")
    assert rows["А"]["reliability"] == "1.00"


def test_what_is_not_known_is_left_out_and_named(run):
    result, rows = run("place;poverty;water;doctors\nА;22,5;;50\nБ;-;нет данных;\nВ;0;0;50\n")

    # 2.25 is rounded up, as people round the decimal they see.
    assert (rows["А"]["hazard"], rows["А"]["reliability"]) == ("2.3", "0.67")
    assert rows["А"]["no_data"] == "water"
    assert (rows["Б"]["index"], rows["Б"]["reliability"]) == ("", "0.00")
    assert rows["В"]["index"] == "0.0"  # nothing is not the same as no data
    assert "4 of 9 values are no data and were left out." in result.output
    assert "without an index: Б." in result.output.replace("\n", " ")


def test_another_place_does_not_move_the_index(run):
    _result, alone = run("place,poverty,water,doctors\nА,30,0.3,20\n")
    _result, beside = run("place,poverty,water,doctors\nА,30,0.3,20\nБ,99,1,10\n")

    assert beside["А"] == alone["А"]


def test_values_beyond_the_references_are_clipped(run):
    _result, rows = run("place,poverty,water,doctors\nА,150,2,5\n")

    assert (rows["А"]["hazard"], rows["А"]["coping"], rows["А"]["index"]) == ("10.0",) * 3


@pytest.mark.parametrize(
    ("values", "references", "sentence"),
    [
        ("place,poverty,water\nА,1,1\n", REFERENCES, "doctors is missing"),
        ("place,poverty,water,doctors,moon\nА,1,1,1,1\n", REFERENCES, "no reference values"),
        ("place,poverty,water,doctors\nА,many,1,1\n", REFERENCES, "“many” in the column poverty"),
        ("place,poverty,water,doctors\nА,1,1,1\nА,1,1,1\n", REFERENCES, "А stands twice"),
        ("place,poverty,water,doctors\n,1,1,1\n", REFERENCES, "names no place"),
        ("place,poverty,poverty,water,doctors\nА,1,1,1,1\n", REFERENCES, "poverty stands twice"),
        ("x", REFERENCES.replace("0,100", "100,0"), "must lie below"),
        ("x", REFERENCES.replace("down", "left"), "neither up nor down"),
        ("x", REFERENCES.replace("0,100", "few,100"), "“few” in the column least"),
        ("x", REFERENCES + "poverty,coping,0,1,\n", "poverty stands twice"),
        ("x", REFERENCES + ",coping,0,1,\n", "names no indicator"),
        ("x", "indicator,dimension\nа,б\n", "least is missing"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(run, values, references, sentence):
    result, rows = run(values, references)

    assert (result.exit_code, rows) == (2, {})
    assert sentence in result.output


def test_a_missing_file_is_named(tmp_path):
    out = str(tmp_path / "o.csv")
    result = CliRunner().invoke(
        app, [str(tmp_path / "no.csv"), str(tmp_path / "r.csv"), "--out", out]
    )

    assert result.exit_code == 2
    assert "r.csv" in result.output


def test_a_name_that_would_run_in_a_spreadsheet_stays_a_name(run):
    _result, rows = run("place,poverty,water,doctors\n=1+1,30,0.3,20\n")

    assert list(rows) == ["'=1+1"]


def test_a_table_of_a_spreadsheet_is_read_with_its_mark_and_line_ends(run):
    values = "\ufeffplace;poverty;water;doctors\r\nА;80;0,8;42\r\n"
    result, rows = run(values, "\ufeff" + REFERENCES.replace("\n", "\r\n"))

    assert (result.exit_code, rows["А"]["index"]) == (0, "5.8")


@pytest.mark.parametrize("values", ["", "place,poverty,water,doctors\n", "\n\n"])
def test_a_table_without_places_is_refused(run, values):
    result, _rows = run(values)

    assert result.exit_code == 2
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("name", ["v.csv", "r.csv"])
def test_the_result_does_not_overwrite_what_it_was_made_from(run, tmp_path, name):
    run("place,poverty,water,doctors\nА,80,0.8,42\n")
    before = (tmp_path / name).read_bytes()
    given = [str(tmp_path / each) for each in ("v.csv", "r.csv", name)]

    result = CliRunner().invoke(app, [*given[:2], "--out", given[2]])

    assert (result.exit_code, "would overwrite" in result.output) == (2, True)
    assert (tmp_path / name).read_bytes() == before
