import csv
import io
import json

import pytest
from test_opinion_findings import two_camps
from typer.testing import CliRunner

from yntymak.methods.opinion import command
from yntymak.methods.opinion.command import app

RESULTS = {
    "participants.csv",
    "statements.csv",
    "group_votes.csv",
    "representative.csv",
    "consensus.csv",
    "report.json",
    "report.html",
}
FEW = "participant,statement,vote\nАйгүл,1,1\nБакыт,1,-1\nАйгүл,2,1\nБакыт,2,-1\n"


def run(*arguments, profile="polis"):
    return CliRunner().invoke(app, ["analyse", "--profile", profile, *map(str, arguments)])


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.fixture
def votes(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text(FEW, encoding="utf-8")
    return path


def test_every_result_is_written(votes, tmp_path):
    done = run(votes, "--out", tmp_path / "new" / "out")
    assert done.exit_code == 0, done.output
    assert "2 participants, 2 statements, 4 votes: 2 groups." in done.stdout
    assert {path.name for path in (tmp_path / "new" / "out").iterdir()} == RESULTS
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out"]


def test_repeated_it_writes_the_same_bytes_and_leaves_other_files(votes, tmp_path):
    out = tmp_path / "out"
    run(votes, "--out", out)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "notes.txt").write_text("Айгүл", encoding="utf-8")
    (out / "report.json").write_text("old", encoding="utf-8")
    assert run(votes, "--out", out).exit_code == 0
    second = {path.name: path.read_bytes() for path in out.iterdir()}
    assert second.pop("notes.txt").decode() == "Айгүл"
    assert first == second


def test_statements_and_groups_are_taken_from_files(votes, tmp_path):
    statements, labels = tmp_path / "statements.csv", tmp_path / "labels.csv"
    statements.write_text(
        "statement;text;moderated;meta\n1;Суу;1;0\n2;Жол;-1;0\n3;Жайыт;0;0\n", encoding="utf-8-sig"
    )
    labels.write_text("participant,group\nБакыт,ысык\nАйгүл,суук\n", encoding="utf-8")
    out = tmp_path / "out"
    done = run(votes, "--out", out, "--statements", statements, "--labels", labels)
    assert done.exit_code == 0, done.output
    assert [row["group"] for row in rows(out / "participants.csv")] == ["суук", "ысык"]
    assert [row["centre"] for row in rows(out / "statements.csv")] == ["0.0", "0.0", "0.0"]
    found = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [row["moderated_out"] for row in found["statements"]] == [False, True, False]
    assert "Жайыт" in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "word"), [("ru", "Карта мнений"), ("en", "Map of opinions")])
def test_the_report_speaks_the_language_asked_for(votes, tmp_path, language, word):
    assert run(votes, "--out", tmp_path / "out", "--language", language).exit_code == 0
    assert word in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (FEW.encode("utf-16"), "UTF-16"),
        (FEW.encode("cp1251", errors="replace"), "not UTF-8"),
        (b"a,b\n1,2\n", "no column"),
        (b"participant,statement,vote\na,1,5\n", "Line 2: the vote is"),
        (b"participant,statement,vote\n", "no votes under it"),
        (b"participant,statement,vote\na,1,1\na,2,1\n", "Only one participant has voted"),
    ],
)
def test_bad_votes_end_with_two_and_one_sentence_and_write_nothing(tmp_path, content, sentence):
    path = tmp_path / "votes.csv"
    path.write_bytes(content)
    refused = run(path, "--out", tmp_path / "out")
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert refused.stderr.startswith(f"{path}: ")
    assert sentence in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["votes.csv"]


def test_a_folder_or_an_absent_file_ends_with_two(tmp_path):
    for path in (tmp_path, tmp_path / "absent.csv"):
        refused = run(path, "--out", tmp_path / "out")
        assert refused.exit_code == 2
        assert str(path) in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_kept(votes, tmp_path):
    before = votes.read_bytes()
    refused = run(votes, "--out", votes)
    assert refused.exit_code == 2
    assert "the results need a folder" in refused.stderr
    assert votes.read_bytes() == before


def test_labels_of_strangers_end_with_two(votes, tmp_path):
    labels = tmp_path / "labels.csv"
    labels.write_text("participant,group\nЭлмира,1\n", encoding="utf-8")
    refused = run(votes, "--out", tmp_path / "out", "--labels", labels)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"{labels}: ")
    assert not (tmp_path / "out").exists()


def test_a_fault_in_the_middle_leaves_the_old_results_whole(votes, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run(votes, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    votes.write_text(FEW + "Чынара,1,1\nЧынара,2,1\n", encoding="utf-8")

    def full_disk(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "report_html", full_disk)
    refused = run(votes, "--out", out)
    assert refused.exit_code == 2
    assert "No space left on device" in refused.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "votes.csv"]


@pytest.mark.shared_data
def test_a_real_poll_goes_from_votes_to_report(polls, tmp_path):
    folder = next(path for path in polls if path.name.startswith("ssis.land-bank"))
    statements = tmp_path / "statements.csv"
    with statements.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["statement", "moderated", "meta"])
        for row in rows(folder / "math-statements.csv"):
            writer.writerow([row["statement"], -int(row["mod_out"]), row["meta"]])
    out = tmp_path / "out"
    done = run(folder / "votes-last.csv", "--out", out, "--statements", statements)
    assert done.exit_code == 0, done.output
    people = rows(out / "participants.csv")
    assert len(people) == 404
    assert {"0", "1"} <= {row["group"] for row in people}
    # The published result lacks the last few votes: the same statements, not the same counts.
    published = {(row["direction"], row["tid"]) for row in rows(folder / "math-consensus.csv")}
    ours = {(row["direction"], row["statement"]) for row in rows(out / "consensus.csv")}
    assert ours == published


def test_a_state_file_collects_votes_from_run_to_run(tmp_path):
    state, head = tmp_path / "poll.npz", "participant,statement,vote\n"
    parts = ["Айгүл,1,1\nБакыт,1,-1\n", "Айгүл,2,1\nБакыт,2,-1\nАйгүл,1,1\n"]
    for name, text in (("first", parts[0]), ("second", parts[1]), ("whole", "".join(parts))):
        table = tmp_path / f"{name}.csv"
        table.write_text(head + text, encoding="utf-8")
        more = [] if name == "whole" else ["--state", state]
        assert run(table, "--out", tmp_path / name, *more).exit_code == 0
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    assert whole == {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}
    assert whole != {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}


def test_a_file_that_is_no_state_is_named_and_left(votes, tmp_path):
    state = tmp_path / "poll.npz"
    state.write_text("notes", encoding="utf-8")
    done = run(votes, "--out", tmp_path / "out", "--state", state)
    assert done.exit_code == 2
    assert f"{state}: The file is no saved state" in done.stderr
    assert state.read_text(encoding="utf-8") == "notes"
    assert not (tmp_path / "out").exists()


NEW_RESULTS = {"bridging.csv", "distinctions.csv", "across.csv", "slate.csv", "people.csv"}


@pytest.fixture
def large(tmp_path):
    """A poll of 120 people in two camps, with who they are and how many such people there are."""
    table, voted = two_camps(people=120)
    lines = ["participant,statement,vote,timestamp"]
    lines += [
        f"{i},{j},{table[i, j]},{1_700_000_000 + 900 * i}"
        for i, j in zip(*voted.nonzero(), strict=True)
    ]
    (tmp_path / "large.csv").write_text("\n".join(lines), encoding="utf-8")
    people = ["participant,place,channel,sex"]
    people += [f"{i},{'Ош' if i % 2 else 'Нарын'},онлайн,{'fm'[i % 3 == 0]}" for i in range(120)]
    (tmp_path / "people.csv").write_text("\n".join(people), encoding="utf-8")
    (tmp_path / "population.csv").write_text(
        "axis,group,people\nsex,f,52\nsex,m,48\nplace,Ош,5\nplace,Нарын,3\nplace,Талас,2\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_own_profile_is_the_default_and_writes_more(large):
    who = ["--participants", large / "people.csv", "--population", large / "population.csv"]
    arguments = ["analyse", large / "large.csv", "--out", large / "out", *who, "--language", "ru"]
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    assert "2 groups" in done.stdout
    assert {path.name for path in (large / "out").iterdir()} == RESULTS | NEW_RESULTS
    report = json.loads((large / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["profile"] == "yntymak"
    assert report["confidence"] == "high"
    assert report["slate"]["justified_representation_ratio"] < 1
    assert report["weights"]["unheard"] == [["place", "Талас"]]
    across = rows(large / "out" / "across.csv")
    assert {row["axis"] for row in across} == {"place"}
    assert {row["reach"] for row in across} >= {"holds_everywhere"}
    html = (large / "out" / "report.html").read_text(encoding="utf-8")
    for words in ("Общее мнение", "согласны везде", "Не услышаны: Талас", "Доверие к группам"):
        assert words in html


def test_the_own_profile_writes_the_same_bytes_again(large):
    results = []
    for name in ("one", "two"):
        assert run(large / "large.csv", "--out", large / name, profile="yntymak").exit_code == 0
        results.append({path.name: path.read_bytes() for path in (large / name).iterdir()})
    assert results[0] == results[1]


def test_a_few_people_get_figures_without_a_map(votes, tmp_path):
    done = run(votes, "--out", tmp_path / "out", profile="yntymak")
    assert "too few people for a map" in done.stdout
    assert {row["group"] for row in rows(tmp_path / "out" / "participants.csv")} == {""}
    html = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "кеминде 100 адам" in html


def test_a_population_needs_to_know_who_took_part(large):
    refused = run(
        large / "large.csv", "--out", large / "out", "--population", large / "population.csv"
    )
    assert refused.exit_code == 2
    assert "--population needs --participants" in refused.stderr
    assert not (large / "out").exists()


def test_strangers_in_the_table_of_participants_end_with_two(large):
    path = large / "strangers.csv"
    path.write_text("participant,place\nЭлмира,Ош\n", encoding="utf-8")
    refused = run(large / "large.csv", "--out", large / "out", "--participants", path)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"{path}: ")
