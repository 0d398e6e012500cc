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
