import csv
import io

import pytest
from typer.testing import CliRunner

from yntymak.methods.surveillance.command import app


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def table(path, rows, head="series,week,count,state"):
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def counts(tmp_path):
    """Ак-Суу and Теплоключенка, 30 weeks; the last week of Ак-Суу stands out."""
    rows = [
        f"{name},{week},{20 if (name, week) == ('Ак-Суу', 30) else week % 3},"
        f"{int((name, week) == ('Ак-Суу', 30))}"
        for name in ("Ак-Суу", "Теплоключенка")
        for week in range(1, 31)
    ]
    return table(tmp_path / "counts.csv", rows)


def lines(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_each_week_is_judged_and_the_surge_stands_in_the_result(counts, tmp_path):
    out = tmp_path / "new" / "out.csv"
    done = run(counts, "--detector", "bayes", "--out", out)
    assert done.exit_code == 0, done.output
    assert "2 series" in done.stdout
    found = lines(out)
    assert len(found) == 60
    last = next(r for r in found if (r["series"], r["week"]) == ("Ак-Суу", "30"))
    assert (last["observed"], last["level"], last["detector"]) == ("20", "high", "bayes(6,6,0) v1")
    assert found[0]["level"] == "unknown"
    assert found[0]["threshold"] == ""


def test_repeated_it_writes_the_same_bytes(counts, tmp_path):
    run(counts, "--out", tmp_path / "a.csv")
    run(counts, "--out", tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_evaluated_it_prints_the_confusion(counts, tmp_path):
    done = run(counts, "--detector", "bayes", "--out", tmp_path / "o.csv", "--evaluate")
    assert "TP 1, FP " in done.stdout
    assert "FN 0; sensitivity 1.000" in done.stdout


def test_without_an_outbreak_the_sensitivity_is_undefined(tmp_path):
    given = table(tmp_path / "c.csv", [f"x,{w},1,0" for w in range(1, 13)])
    done = run(given, "--detector", "bayes", "--out", tmp_path / "o.csv", "--evaluate")
    assert "sensitivity undefined, specificity 1.000" in done.stdout


@pytest.mark.parametrize(
    "detector",
    [
        "ladder",
        "bayes(4,0,2)",
        "bayes (6, 6, 1)",
        "sustained",
        "sustained(4,4,1)",
        "ears-c1",
        "EARS-C2",
        "ears-c3",
        "window",
        "harmonic",
        "farrington",
    ],
)
def test_every_detector_can_be_named(counts, tmp_path, detector):
    done = run(counts, "--detector", detector, "--out", tmp_path / "o.csv", "--from", 28)
    assert done.exit_code == 0, done.output
    assert len(lines(tmp_path / "o.csv")) == 6


def test_weeks_may_be_named_as_in_the_calendar(tmp_path):
    rows = ["x,2025-W52,1", "x,2026-W01,2", "x,2026-W02,0", "x,2026-W03,1"]
    given = table(tmp_path / "c.csv", rows, head="series,week,count")
    assert run(given, "--out", tmp_path / "o.csv").exit_code == 0
    assert [r["week"] for r in lines(tmp_path / "o.csv")] == [
        "2025-W52", "2026-W01", "2026-W02", "2026-W03"
    ]  # fmt: skip


def test_a_later_series_is_unknown_before_it_began(tmp_path):
    rows = [*(f"old,{w},1" for w in range(1, 13)), *(f"young,{w},1" for w in range(9, 13))]
    given = table(tmp_path / "c.csv", rows, head="series,week,count")
    assert run(given, "--out", tmp_path / "o.csv").exit_code == 0
    first = next(r for r in lines(tmp_path / "o.csv") if r["series"] == "young")
    assert (first["observed"], first["level"]) == ("", "unknown")


def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text(tmp_path):
    given = table(tmp_path / "c.csv", ["=1+1,1,0", "=1+1,2,0"], head="series,week,count")
    assert run(given, "--out", tmp_path / "o.csv").exit_code == 0
    assert {r["series"] for r in lines(tmp_path / "o.csv")} == {"'=1+1"}


@pytest.mark.parametrize(
    ("rows", "head", "sentence"),
    [
        (["x,1,1"], "series,week", "column count is missing"),
        ([], "series,week,count", "no lines below the first"),
        (["x,1,-1"], "series,week,count", "“-1” is not a whole number"),
        (["x,1,1.5"], "series,week,count", "not a whole number"),
        (["x,one,1"], "series,week,count", "week “one” is not understood"),
        (["x,2026-W60,1"], "series,week,count", "is not understood"),
        (["x,1,1", "x,1,2"], "series,week,count", "week 1 twice"),
        (["x,1,1", "x,3,1"], "series,week,count", "missing after 1"),
        (["x,1,1", "y,2,1", "x,3,1"], "series,week,count", "x has no count for week 2"),
        (["x,1,1,7"], "series,week,count,state", "neither 0 nor 1"),
        (["x,1"], "series,week,count", "Line 2 has 2 cells"),
        ([",1,1"], "series,week,count", "names no series"),
        (["x,1,1", "x,999999,1"], "series,week,count", "at most 5000"),
        (["x,1,1", "x,2026-W07,1"], "series,week,count", "as numbers and some as dates"),
        (["x,2026-01-05,1", "x,2026-W02,1"], "series,week,count", "week 2026-W02 twice"),
        (["x,2026-W02,1", "x,2026-01-11,1"], "series,week,count", "week 2026-01-11 twice"),
        (["x,1,"], "series,week,count", "“” is not a whole number"),
        (["x,1,1", "", "x,2,1"], "series,week,count", "Line 3 is empty"),
        (["x,1,1", "x,2,١"], "series,week,count", "“١” is not a whole number"),
        (["x,1,1,1"], "series,week,count,week", "column week stands twice"),
        (['x,1,"1', "x,2,1"], "series,week,count", "not a table (unexpected end of data)"),
        (['x,1,"1\n2"'], "series,week,count", "“1 2” is not a whole number"),
    ],
)
def test_wrong_input_ends_with_one_sentence_and_code_2(tmp_path, rows, head, sentence):
    given, out = table(tmp_path / "c.csv", rows, head=head), tmp_path / "o.csv"
    done = run(given, "--out", out)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert not out.exists()


def test_wrong_wishes_end_with_one_sentence_and_code_2(counts, tmp_path):
    for arguments, sentence in (
        (["--detector", "oracle"], "There is no detector “oracle”"),
        (["--detector", "bayes(4,0,0)"], "needs reference weeks"),
        (["--from", "31"], "has only 30 weeks"),
    ):
        done = run(counts, "--out", tmp_path / "o.csv", *arguments)
        assert (done.exit_code, sentence in done.stderr) == (2, True), done.output
    done = run(tmp_path / "none.csv", "--out", tmp_path / "o.csv")
    assert (done.exit_code, "cannot be read" in done.stderr) == (2, True)
    done = run(counts, "--out", counts / "o.csv")
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)
    stateless = table(tmp_path / "s.csv", ["x,1,1"], head="series,week,count")
    done = run(stateless, "--out", tmp_path / "o.csv", "--evaluate")
    assert (done.exit_code, "column state" in done.stderr) == (2, True)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_table_is_read_as_spreadsheets_of_the_country_write_it(tmp_path, separator, end, mark):
    rows = [["Series", "week", "COUNT"], *(["Ак-Суу", str(w), "1"] for w in range(1, 10))]
    text = end.join(separator.join(row) for row in rows) + end
    (tmp_path / "c.csv").write_bytes(mark + text.encode())
    done = run(tmp_path / "c.csv", "--out", tmp_path / "o.csv")
    assert done.exit_code == 0, done.output
    assert {row["series"] for row in lines(tmp_path / "o.csv")} == {"Ак-Суу"}
    assert len(lines(tmp_path / "o.csv")) == 9


def test_an_empty_file_is_no_table(tmp_path):
    (tmp_path / "c.csv").touch()
    done = run(tmp_path / "c.csv", "--out", tmp_path / "o.csv")
    assert (done.exit_code, "column series is missing" in done.stderr) == (2, True)


def test_the_result_does_not_overwrite_its_own_table(counts):
    before = counts.read_bytes()
    done = run(counts, "--out", counts.parent / "." / counts.name)
    assert (done.exit_code, "would overwrite" in done.stderr) == (2, True)
    assert counts.read_bytes() == before


def test_more_than_the_machine_can_hold_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("yntymak.methods.surveillance.reading._MOST_CELLS", 5)
    given = table(tmp_path / "c.csv", ["x,1,1", "y,1,1", "x,2,1", "y,2,1"], "series,week,count")
    assert run(given, "--out", tmp_path / "o.csv").exit_code == 0
    wider = table(tmp_path / "c.csv", ["x,1,1", "y,2,1", "z,2,1", "x,2,1"], "series,week,count")
    done = run(wider, "--out", tmp_path / "o.csv")
    assert (done.exit_code, "3 series: judge fewer" in done.stderr) == (2, True)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe\x00")
    done = run(tmp_path / "c.csv", "--out", tmp_path / "o.csv")
    assert (done.exit_code, "not UTF-8" in done.stderr) == (2, True)
