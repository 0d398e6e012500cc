from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.lawtext.instructions import read_instructions, same_words
from yntymak.methods.lawtext.operations import (
    Insert,
    Repeal,
    WordsDelete,
)
from yntymak.methods.lawtext.plaintext import to_document


def test_several_acts_and_nested_introductions():
    found = read_instructions(
        to_document(
            "Статья 1. Внести в Закон Кыргызской Республики «О медиации» (Ведомости, № 7) "
            "следующие изменения:\n"
            "1) в статье 2:\nа) в части 1 слово «а» исключить;\n"
            "б) дополнить частью 3 следующего содержания:\n«3. Часть «с кавычками».\nАбзац.»;\n"
            "2) статью 7 признать утратившей силу.\n"
            "Статья 2. Внести в Закон Кыргызской Республики «О воде» изменение, дополнив статью 5 "
            "частью 3 следующего содержания:\n«3. Вода.».\n"
            "Статья 3. Признать утратившими силу:\n"
            "1) Закон Кыргызской Республики «О старом»;\n"
            "2) статью 5 Закона Кыргызской Республики «О другом».\n"
            "Статья 4. Настоящий Закон вступает в силу со дня опубликования.\n"
        ),
        "ru",
    )
    assert [each.error for each in found.instructions] == [None] * 6
    assert [each.operations[0] for each in found.instructions] == [
        WordsDelete("art_2__para_1", "а"),
        Insert("art_2", "paragraph", ("3",), "3. Часть «с кавычками».\nАбзац."),
        Repeal("art_7"),
        Insert("art_5", "paragraph", ("3",), "3. Вода."),
        Repeal(""),
        Repeal("art_5"),
    ]
    assert found.acts == (
        "Закон Кыргызской Республики «О медиации»",
        "Закон Кыргызской Республики «О воде»",
        "Закон Кыргызской Республики «О старом»",
        "Закона Кыргызской Республики «О другом»",
    )
    assert [each.place for each in found.instructions[:3]] == [
        "Статья 1. 1) а)",
        "Статья 1. 1) б)",
        "Статья 1. 2)",
    ]


def test_an_instruction_that_is_not_understood_is_named():
    found = read_instructions(
        to_document("Внести в Кодекс следующие изменения:\n1) статью 5 дополнить красиво;"), "ru"
    )
    assert [each.error.code for each in found.instructions] == ["formula_unknown"]
    assert not found.instructions[0].is_regenerated("ru")


def test_quotation_marks_are_no_words():
    assert same_words('слово  "а";', "слово «а»")
    assert not same_words("слово а", "слова а")


@given(st.text(alphabet='статью 5 дополнить «»"“” ⟦0⟧ \n1).:;а', max_size=120))
def test_any_text_is_read_or_refused(text):
    for language in ("ky", "ru"):
        for instruction in read_instructions(to_document(text), language).instructions:
            assert bool(instruction.operations) != bool(instruction.error)
