from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.lawtext.instructions import read_instructions, same_words
from yntymak.methods.lawtext.operations import (
    Insert,
    Repeal,
    Replace,
    WordsDelete,
    WordsReplace,
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


def test_an_act_and_its_place_in_one_sentence():
    found = read_instructions(
        to_document(
            "1. Внести в статью 5 Закона Кыргызской Республики «О воде» изменение, изложив ее в "
            "следующей редакции:\n«Статья 5. Вода\nТекст.».\n"
            "2. Внести в Закон Кыргызской Республики «О лесе» следующие изменения и дополнения:\n"
            "в статье 2:\nв части 1 слово «а» исключить;\nдополнить частью 3 следующего "
            "содержания\n«3. Лес.»;\nстатью 4 признать утратившей силу.\n"
        ),
        "ru",
    )
    assert [(each.error, each.operations) for each in found.instructions] == [
        (None, (Replace("art_5", "Статья 5. Вода\nТекст."),)),
        (None, (WordsDelete("art_2__para_1", "а"),)),
        (None, (Insert("art_2", "paragraph", ("3",), "3. Лес."),)),
        (None, (Repeal("art_4"),)),
    ]


def test_kyrgyz_acts_and_introductions():
    found = read_instructions(
        to_document(
            "1-берене.\n«Тил жөнүндө» Кыргыз Республикасынын Мыйзамына (Жарчы, N 7, 316-ст.) "
            "төмөнкүдөй өзгөртүү жана толуктоо киргизилсин.\n"
            "1. 12-статья күчүн жоготту деп табылсын.\n"
            "2. 30-беренеде:\n2-бөлүктөгү экинчи сүйлөм алып салынсын;\n"
            "11-бөлүктөгү “а” деген сөз “б” деген сөз менен алмаштырылсын;\n"
            "2-берене.\nУшул Мыйзам жарыяланган күндөн тартып күчүнө кирет.\n"
        ),
        "ky",
    )
    assert [(each.error, each.operations) for each in found.instructions] == [
        (None, (Repeal("art_12"),)),
        (None, (Repeal("art_30__para_2__sent_2", excluded=True),)),
        (None, (WordsReplace("art_30__para_11", "а", "б"),)),
    ]
    assert found.acts == ("«Тил жөнүндө» Кыргыз Республикасынын Мыйзамына",)


def test_an_instruction_that_is_not_understood_is_named():
    found = read_instructions(
        to_document("Внести в Кодекс следующие изменения:\n1) статью 5 дополнить красиво;"), "ru"
    )
    assert [each.error.code for each in found.instructions] == ["formula_unknown"]
    assert not found.instructions[0].is_regenerated("ru")


def test_quotation_marks_are_no_words():
    assert same_words('слово  "а";', "слово «а»")
    assert not same_words("слово а", "слова а")


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet='статью 5 дополнить «»"“” ⟦0⟧ \n1).:;а', max_size=120))
def test_any_text_is_read_or_refused(text):
    for language in ("ky", "ru"):
        for instruction in read_instructions(to_document(text), language).instructions:
            assert bool(instruction.operations) != bool(instruction.error)
