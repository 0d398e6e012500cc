import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yntymak.methods.lawtext import kyrgyz
from yntymak.methods.lawtext.formulas import read_context, read_formula, write_formula
from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Insert,
    Renumber,
    Repeal,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)
from yntymak.methods.lawtext.provisions import RANKS
from yntymak.methods.lawtext.targets import kind_of

# Instruction, context, what it means. All are read and written the same.
RUSSIAN = [
    (
        "в части 3 статьи 6 слова «а б» заменить словом «в»",
        "",
        [WordsReplace("art_6__para_3", "а б", "в")],
    ),
    (
        "в частях 1 и 3 статьи 6 слово «а» исключить",
        "",
        [WordsDelete("art_6__para_1", "а"), WordsDelete("art_6__para_3", "а")],
    ),
    (
        (
            "в подпункте «б» пункта 2 слово «а» заменить словами «б в», после слов «г д» "
            "дополнить словом «е»"
        ),
        "art_4",
        [
            WordsReplace("art_4__point_2__indent_2", "а", "б в"),
            WordsAfter("art_4__point_2__indent_2", "г д", "е"),
        ],
    ),
    (
        "пункт 3 части 1 статьи 108 после цифр «1-5,» дополнить цифрами «7¹,»",
        "",
        [WordsAfter("art_108__para_1__point_3", "1-5,", "7¹,")],
    ),
    (
        "абзац второй части 1 перед словом «а» дополнить словом «б»",
        "art_3",
        [WordsBefore("art_3__para_1__al_2", "а", "б")],
    ),
    (
        "пункт 4 дополнить словами «и его органы»",
        "art_3",
        [WordsAfter("art_3__point_4", "", "и его органы")],
    ),
    ("часть 2 статьи 5 признать утратившей силу", "", [Repeal("art_5__para_2")]),
    (
        "пункты 1 и 2 статьи 5 признать утратившими силу",
        "",
        [Repeal("art_5__point_1"), Repeal("art_5__point_2")],
    ),
    (
        "предложение второе части 2 исключить",
        "art_5",
        [Repeal("art_5__para_2__sent_2", excluded=True)],
    ),
    (
        "дополнить статьей 5¹ следующего содержания:\n«Статья 5¹. Имя\n1. Текст «с кавычками».»",
        "",
        [Insert("", "article", ("5-1",), "Статья 5¹. Имя\n1. Текст «с кавычками».")],
    ),
    (
        "статью 5 дополнить частями 3 и 4 следующего содержания:\n«3. А.\n4. Б.»",
        "",
        [Insert("art_5", "paragraph", ("3", "4"), "3. А.\n4. Б.")],
    ),
    (
        "часть 1 дополнить абзацем вторым следующего содержания:\n«Новый.»",
        "art_5",
        [Insert("art_5__para_1", "alinea", ("2",), "Новый.")],
    ),
    (
        "пункты 1 и 2 части 3 статьи 7 изложить в следующей редакции:\n«1) а;\n2) б;»",
        "",
        [Replace("art_7__para_3__point_1", "1) а;"), Replace("art_7__para_3__point_2", "2) б;")],
    ),
    (
        "наименование главы 2 изложить в следующей редакции:\n«Имя»",
        "",
        [Replace("chp_2__heading", "Имя")],
    ),
    (
        "пункты 3 и 4 считать соответственно пунктами 5 и 6",
        "art_8",
        [Renumber("art_8__point_3", "5"), Renumber("art_8__point_4", "6")],
    ),
    (
        "по всему тексту слово «а» в соответствующих падежах заменить словом «б»",
        "",
        [WordsReplace("", "а", "б", everywhere=True, inflected=True)],
    ),
]
KYRGYZ = [
    (
        "37-берененин 3 жана 6-бөлүктөрүндө «а б» деген сөздөр «в» деген сөзгө алмаштырылсын",
        "",
        [WordsReplace("art_37__para_3", "а б", "в"), WordsReplace("art_37__para_6", "а б", "в")],
    ),
    (
        "4-берененин 1-бөлүгүнүн жетинчи абзацында «а» деген сөз алып салынсын",
        "",
        [WordsDelete("art_4__para_1__al_7", "а")],
    ),
    (
        "3-бөлүгү «а б» деген сөздөрдөн мурда «в г» деген сөздөр менен толукталсын",
        "art_6",
        [WordsBefore("art_6__para_3", "а б", "в г")],
    ),
    (
        (
            "108-берененин 1-бөлүгүнүн 3-пункту «1-5,» деген цифралардан кийин «7¹,» "
            "деген цифралар менен толукталсын"
        ),
        "",
        [WordsAfter("art_108__para_1__point_3", "1-5,", "7¹,")],
    ),
    (
        "берене төмөнкүдөй мазмундагы 4-бөлүк менен толукталсын:\n«4. Жаңы.»",
        "art_6",
        [Insert("art_6", "paragraph", ("4",), "4. Жаңы.")],
    ),
    (
        "төмөнкүдөй мазмундагы 5¹-берене менен толукталсын:\n«5¹-берене. Аты\nТекст.»",
        "",
        [Insert("", "article", ("5-1",), "5¹-берене. Аты\nТекст.")],
    ),
    (
        "9-берененин 2-бөлүгү төмөнкүдөй редакцияда баяндалсын:\n«2. Жаңы.»",
        "",
        [Replace("art_9__para_2", "2. Жаңы.")],
    ),
    (
        "9-берененин 2 жана 3-пункттары күчүн жоготту деп таанылсын",
        "",
        [Repeal("art_9__point_2"), Repeal("art_9__point_3")],
    ),
    ("9-берененин «б» пунктчасы алып салынсын", "", [Repeal("art_9__indent_2", excluded=True)]),
]


@pytest.mark.parametrize(
    ("language", "text", "context", "operations"),
    [("ru", *each) for each in RUSSIAN] + [("ky", *each) for each in KYRGYZ],
)
def test_a_formula_is_read_and_written_word_for_word(language, text, context, operations):
    assert list(read_formula(text, language, context)) == operations
    assert write_formula(operations, language, context) == text


# Other words for the same; what is written is the usual form.
@pytest.mark.parametrize(
    ("language", "text", "operations"),
    [
        (
            "ru",
            'дополнить статью 5 частью 3 следующего содержания: "3. А.";',
            [Insert("art_5", "paragraph", ("3",), "3. А.")],
        ),
        (
            "ru",
            "изложить пункт 2 статьи 5 в следующей редакции: «2) а;».",
            [Replace("art_5__point_2", "2) а;")],
        ),
        (
            "ru",
            "второе предложение части первой статьи 5 исключить",
            [Repeal("art_5__para_1__sent_2", excluded=True)],
        ),
        (
            "ru",
            "в пункте 2 статьи 4 слова «а», «б» заменить соответственно словами «в», «г»",
            [WordsReplace("art_4__point_2", "а", "в"), WordsReplace("art_4__point_2", "б", "г")],
        ),
        (
            "ru",
            "в частях 2–4 статьи 5 слово «а» исключить",
            [WordsDelete(f"art_5__para_{n}", "а") for n in (2, 3, 4)],
        ),
        (
            "ru",
            "в части 1 и пункте 2 части 3 статьи 5 слово «а» исключить",
            [WordsDelete("art_5__para_1", "а"), WordsDelete("art_5__para_3__point_2", "а")],
        ),
        (
            "ru",
            "дополнив статью 5 частью 3 следующего содержания: «3. А.»",
            [Insert("art_5", "paragraph", ("3",), "3. А.")],
        ),
        ("ru", "признать утратившей силу статью 7;", [Repeal("art_7")]),
        (
            "ru",
            "в части 2 статьи 9 Закона Кыргызской Республики «О лесе» слово «а» исключить",
            [WordsDelete("art_9__para_2", "а")],
        ),
        (
            "ky",
            "6-берененин биринчи бөлүгүндө «а» деген сөз алынып салынсын;",
            [WordsDelete("art_6__para_1", "а")],
        ),
        (
            "ky",
            "5-статьянын 2-пунктундагы «а» деген сөз алынып салынсын",
            [WordsDelete("art_5__point_2", "а")],
        ),
        (
            "ky",
            "5-берененин 2-бөлүгүндөгү экинчи сүйлөм алып салынсын",
            [Repeal("art_5__para_2__sent_2", excluded=True)],
        ),
        (
            "ky",
            "5-беренедеги “а” деген сөз “б” деген сөз менен алмаштырылсын",
            [WordsReplace("art_5", "а", "б")],
        ),
        (
            "ky",
            "Мыйзам төмөнкүдөй мазмундагы 7-1-глава менен толукталсын: «7-1-глава»",
            [Insert("", "chapter", ("7-1",), "7-1-глава")],
        ),
        (
            "ky",
            "5-берененин 2-4-пункттары күчүн жоготту деп табылсын",
            [Repeal(f"art_5__point_{n}") for n in (2, 3, 4)],
        ),
        (
            "ru",
            "в пункте 2 статьи 5 точку заменить точкой с запятой",
            [WordsReplace("art_5__point_2", ".", ";")],
        ),
        (
            "ru",
            "часть 2 статьи 5 исключить, статью 6 изложив ее в следующей редакции: «Статья 6»",
            [Repeal("art_5__para_2", excluded=True), Replace("art_6", "Статья 6")],
        ),
        ("ru", "статьи 5-7 признать утратившими силу", [Repeal(f"art_{n}") for n in (5, 6, 7)]),
        ("ru", "статью 142-1 признать утратившей силу", [Repeal("art_142-1")]),
        (
            "ru",
            "главу IV дополнить статьями 5¹-5³ следующего содержания: «А»",
            [Insert("chp_4", "article", ("5-1", "5-2", "5-3"), "А")],
        ),
        (
            "ru",
            "абзацы второй – четвертый части 2 статьи 5 исключить",
            [Repeal(f"art_5__para_2__al_{n}", excluded=True) for n in (2, 3, 4)],
        ),
        (
            "ru",
            "пункт 5 статьи 5 после абзаца второго дополнить абзацем следующего содержания: «А»",
            [Insert("art_5__point_5", "alinea", ("3",), "А")],
        ),
        (
            "ru",
            "в наименовании и тексте статьи 4 слова и цифры «а 1» заменить словами и цифрами «б 2»",
            [WordsReplace("art_4__heading", "а 1", "б 2"), WordsReplace("art_4", "а 1", "б 2")],
        ),
        (
            "ru",
            "Кодекс дополнить статьей 5¹ следующего содержания: «Статья 5¹. А»",
            [Insert("", "article", ("5-1",), "Статья 5¹. А")],
        ),
        (
            "ru",
            (
                "в статье 1 слово «а» в различных падежных и числовых формах "
                "заменить словом «б» в соответствующих падежах"
            ),
            [WordsReplace("art_1", "а", "б", inflected=True)],
        ),
    ],
)
def test_other_words_for_the_same_are_understood(language, text, operations):
    assert list(read_formula(text, language)) == operations
    again = write_formula(operations, language)
    assert list(read_formula(again, language)) == operations


TARGETS = st.sampled_from(
    [
        "art_5",
        "art_5-1__para_2",
        "art_5__para_1__point_3-1",
        "art_5__point_2__indent_3",
        "art_5__para_2__al_3",
        "chp_2",
        "art_12__heading",
        "art_5__para_1__sent_2",
    ]
)
WORDS = st.lists(
    st.sampled_from(["слово", "дело", "7¹,", "«имя»", "1-5", "сөз", "(а)", "орган"]),
    min_size=1,
    max_size=4,
).map(" ".join)
OPERATIONS = st.one_of(
    st.builds(WordsReplace, TARGETS, WORDS, WORDS, inflected=st.booleans()),
    st.builds(WordsDelete, TARGETS, WORDS),
    st.builds(WordsAfter, TARGETS, WORDS, WORDS),
    st.builds(WordsBefore, TARGETS, WORDS, WORDS),
    st.builds(WordsAfter, TARGETS, st.just(""), WORDS),
    st.builds(Repeal, TARGETS, st.booleans()),
    st.builds(Replace, TARGETS, WORDS),
    st.builds(
        Insert,
        TARGETS,
        st.sampled_from(["paragraph", "point"]),
        st.sampled_from([("3",), ("3", "4-1")]),
        WORDS,
    ),
    st.builds(Insert, TARGETS, st.just("alinea"), st.sampled_from([("2",), ("2", "3")]), WORDS),
    st.builds(Insert, TARGETS, st.just("indent"), st.just(("2", "3-1")), WORDS),
)


@settings(deadline=None)  # the machine may be busy
@given(
    OPERATIONS,
    st.sampled_from(["ky", "ru"]),
    st.sampled_from(["", "art_5", "art_5__para_1"]),
    st.sampled_from([("«", "»"), ('"', '"')]),
)
def test_what_is_written_is_read_again(operation, language, context, quotes):
    text = write_formula([operation], language, context, quotes)
    assert read_formula(text, language, context) == (operation,)


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(OPERATIONS, min_size=2, max_size=3),
    st.sampled_from(["ky", "ru"]),
    st.sampled_from(["", "art_5"]),
)
def test_several_orders_in_one_sentence_are_read_again(operations, language, context):
    assume(all(is_sensible(each) for each in operations))
    text = write_formula(operations, language, context)
    assert read_formula(text, language, context) == tuple(operations)


def is_sensible(operation):
    """No point is put into a point."""
    if not isinstance(operation, Insert) or operation.kind == "alinea":
        return True
    return RANKS.get(kind_of(operation.target), 99) < RANKS[operation.kind]


@pytest.mark.parametrize(
    "text", ["", "Закон вступает в силу.", "статью 5 улучшить", "«а»", "в статье 5:"]
)
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_what_orders_nothing_is_refused(text, language):
    with pytest.raises(AmendmentError) as failure:
        read_formula(text, language)
    assert failure.value.code == "formula_unknown"


def test_introductions_name_their_place():
    assert read_context("в статье 6:", "ru") == "art_6"
    assert read_context("в части 3:", "ru", "art_6") == "art_6__para_3"
    assert read_context("6-беренеде:", "ky") == "art_6"
    assert read_context("текст:", "ru") is None


@pytest.mark.parametrize(
    ("word", "possessed", "of_it", "in_it", "many"),
    [
        ("берене", "беренеси", "беренесинин", "беренесинде", "беренелер"),
        ("бөлүк", "бөлүгү", "бөлүгүнүн", "бөлүгүндө", "бөлүктөр"),
        ("пункт", "пункту", "пунктунун", "пунктунда", "пункттар"),
        ("абзац", "абзацы", "абзацынын", "абзацында", "абзацтар"),
        ("глава", "главасы", "главасынын", "главасында", "главалар"),
        ("сүйлөм", "сүйлөмү", "сүйлөмүнүн", "сүйлөмүндө", "сүйлөмдөр"),
    ],
)
def test_kyrgyz_suffixes_follow_the_harmony(word, possessed, of_it, in_it, many):
    assert kyrgyz.inflected(word, "nom", possessed=True) == possessed
    assert kyrgyz.inflected(word, "gen", possessed=True) == of_it
    assert kyrgyz.inflected(word, "loc", possessed=True) == in_it
    assert kyrgyz.plural(word) == many
