import json

import pytest
from lxml import etree
from typer.testing import CliRunner

from yntymak.methods.lawtext.command import app

LAW = "Статья 1. Название\n1. Текст.\nСтатья 1. Название\nТекст.\n"


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "law.txt"
    path.write_text(LAW)
    return path


def test_reading_writes_json_and_akoma_ntoso(run, file, tmp_path):
    out, akn = tmp_path / "out.json", tmp_path / "out.xml"
    result = run("read", file, "--language", "ru", "--json", out, "--akn", akn)
    assert result.exit_code == 0
    assert "duplicate_number" in result.stdout
    read = json.loads(out.read_text())
    assert [each["key"] for each in read["provisions"]] == ["art_1", "art_1__para_1", "art_1~2"]
    assert read["provisions"][1] == {
        "key": "art_1__para_1",
        "kind": "paragraph",
        "number": "1",
        "heading": "",
        "paragraphs": ["Текст."],
        "parent": "art_1",
        "label": "1.",
        "line": 2,
    }
    assert [each["code"] for each in read["problems"]] == ["duplicate_number"]
    assert etree.fromstring(akn.read_bytes()).tag.endswith("akomaNtoso")


def test_reading_twice_writes_the_same_bytes(run, file, tmp_path):
    written = []
    for name in ("one", "two"):
        run("read", file, "--language", "ru", "--json", tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("content", "language", "code"),
    [
        (b"%PDF-1.4", "ru", "pdf"),
        ("Просто текст.".encode(), "ru", "no_articles"),
        (LAW.encode(), "ky", "wrong_language"),
        (LAW.encode(), "uz", "wrong_language"),
        (None, "ru", "missing"),
    ],
)
def test_bad_input_ends_with_two_and_one_sentence(run, tmp_path, content, language, code):
    path = tmp_path / "law.txt"
    if content is not None:
        path.write_bytes(content)
    result = run("read", path, "--language", language)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("law.txt: ")
    assert result.stderr.endswith(f"[{code}]\n")
    assert result.stderr.count("\n") == 1


def test_a_place_that_cannot_be_written_ends_with_two(run, file, tmp_path):
    result = run("read", file, "--language", "ru", "--json", tmp_path / "no" / "out.json")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_two_languages_are_compared(run, file, tmp_path):
    kyrgyz, out = tmp_path / "ky.txt", tmp_path / "out.json"
    kyrgyz.write_text("1-берене. Аталышы\n1. Текст.\n2-берене. Аталышы\nТекст.\n")
    result = run("parity", kyrgyz, file, "--json", out)
    assert result.exit_code == 0
    assert "1 of 1 article pairs have the same structure" in result.stdout
    assert "missing_in_ru" in result.stdout
    found = json.loads(out.read_text())
    assert found["share"] == 1.0
    assert {each["code"] for each in found["problems"]} == {"missing_in_ru", "missing_in_ky"}


def test_two_redactions_are_compared(run, tmp_path):
    old, new, out = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "out.json"
    old.write_text("Статья 1. Имя\n1. Старое слово.\n2. Прочее.\n")
    new.write_text("Статья 1. Имя\n1. Новое слово.\n3. Ещё.\n")
    result = run("compare", old, new, "--language", "ru", "--json", out)
    assert result.exit_code == 0
    assert "1 provisions changed, 1 added, 1 removed, in 1 articles" in result.stdout
    found = json.loads(out.read_text())
    assert found["added"] == ["art_1__para_3"]
    assert found["removed"] == ["art_1__para_2"]
    assert found["changed"][0]["segments"] == [
        {"kind": "replace", "old": "Старое", "new": "Новое"},
        {"kind": "equal", "old": " слово.", "new": " слово."},
    ]


def test_a_by_law_is_read_and_amended_by_its_points(run, tmp_path):
    act, bill = tmp_path / "plan.txt", tmp_path / "change.txt"
    act.write_text("ПОСТАНОВЛЕНИЕ\nО плане\n1. Утвердить план.\n2. Контроль.\n")
    bill.write_text(
        "ПОСТАНОВЛЕНИЕ\nВнести в постановление кенеша «О плане» следующие изменения:\n"
        "1) пункт 2 изложить в следующей редакции:\n«2. Контроль возложить на комиссию.»;\n"
        "2) дополнить пунктом 3 следующего содержания:\n«3. Опубликовать.».\n"
    )
    assert run("read", act, "--language", "ru").exit_code == 2
    assert run("read", act, "--language", "ru", "--by-law").exit_code == 0
    out = tmp_path / "new.txt"
    done = run("amend", act, bill, "--language", "ru", "--by-law", "--out", out)
    assert done.exit_code == 0
    assert out.read_text().split("\n")[3:5] == [
        "2. Контроль возложить на комиссию.",
        "3. Опубликовать.",
    ]


def test_lost_superscripts_are_restored_for_a_comparison_and_said_so(run, tmp_path):
    articles = (
        "Статья 84. А\nТекст.\nСтатья 85. Б\nТекст.\nСтатья {}. В\nТекст.\nСтатья 86. Г\nТ.\n"
    )
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(articles.format("851"))
    new.write_text(articles.format("85¹"))
    target = tmp_path / "changes.json"
    found = run("compare", old, new, "--language", "ru", "--json", target)
    assert (found.exit_code, "restored in 1 numbers: 85¹" in found.output) == (0, True)
    assert json.loads(target.read_text()) == {"changed": [], "added": [], "removed": []}
