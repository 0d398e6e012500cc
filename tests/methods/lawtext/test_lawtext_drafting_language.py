"""The language of amending laws, as drafters use it.

formulas_ru.txt and formulas_ky.txt hold one formula a line and under it what it means: operation,
target (- for the act) and the words or numbers. «=» is written again word for word, «~» is read
and written in more usual words. ⏎ is the end of a line.
"""

from pathlib import Path

import pytest

from yntymak.methods.lawtext import AmendmentError, amend, read_formula, read_instructions
from yntymak.methods.lawtext.formulas import write_formula
from yntymak.methods.lawtext.habits import habits_of
from yntymak.methods.lawtext.instructions import same_words
from yntymak.methods.lawtext.operations import Insert, Renumber
from yntymak.methods.lawtext.plaintext import to_document


def corpus():
    for language in ("ru", "ky"):
        lines = (Path(__file__).parent / f"formulas_{language}.txt").read_text("utf-8").split("\n")
        starts = [place for place, line in enumerate(lines) if line[:2] in {"= ", "~ "}]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            meaning = [line.strip() for line in lines[start + 1 : end] if line.strip()]
            yield language, lines[start][0], lines[start][2:].replace("⏎", "\n"), meaning


def shown(operation):
    words = [getattr(operation, name, "") for name in ("anchor", "words")]
    if isinstance(operation, Insert):
        words = [operation.kind, *operation.numbers]
    if isinstance(operation, Renumber):
        words = [operation.number]
    return " | ".join([type(operation).__name__, operation.target or "-", *filter(None, words)])


@pytest.mark.parametrize(("language", "sign", "formula", "meaning"), list(corpus()))
def test_a_formula_means_its_operations_and_is_written_again(language, sign, formula, meaning):
    operations = read_formula(formula, language)
    assert [shown(each) for each in operations] == meaning
    written = write_formula(operations, language, habits=habits_of(formula, language))
    assert same_words(written, formula) == (sign == "=")
    usual = write_formula(operations, language)
    assert [shown(each) for each in read_formula(usual, language)] == meaning


@pytest.mark.parametrize(
    ("language", "formula"),
    [
        ("ru", "статью 9 улучшить"),
        ("ru", "слова «год» читать как «месяц»"),
        ("ru", "нумерацию статей изменить"),
        ("ru", "в статье 11 слово «а» заменить словом «б», а также сделать иное"),
        ("ru", "дополнить частью 3 следующего содержания:"),
        ("ru", "слова «а», «б», «в» заменить соответственно словами «г», «д»"),
        ("ru", "пункты 4 и 5 считать пунктами 5, 6 и 7"),
        ("ky", "9-берене жакшыртылсын"),
        ("ky", "төмөнкүдөй мазмундагы 3-бөлүк менен толукталсын:"),
    ],
)
def test_what_is_not_understood_is_refused_whole(language, formula):
    with pytest.raises(AmendmentError) as failure:
        read_formula(formula, language)
    assert failure.value.code == "formula_unknown"


RUSSIAN = """
ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
О внесении изменений в некоторые законодательные акты
Статья 1.
Внести в Закон Кыргызской Республики "О местных сборах" (Ведомости, 2011 г., № 7, ст.112) следующие изменения:
1) в статьях 3 и 4:
а) слово "сбор" заменить словом "взнос";
б) часть 2 признать утратившей силу;
2) в статьях с 5 по 7 и далее:
слово "сбор" заменить словом "взнос";
3) слова "год" читать как "месяц";
4) статью 9 улучшить;
5) статью 10 дополнить частью 3 следующего содержания:
3. Новая часть без кавычек.
6) в части 3 статьи 12:
абзац первый после слова "лица" дополнить словами "и органы";
дополнить абзацем следующего содержания:
"Решение принимается.";
7) пункт 3 статьи 13 изложить в следующей редакции:
"3) новый;"
статью 13 дополнить пунктами 4 и 5 следующего содержания:
"4) а;
5) б.".
Статья 2.
Внести в Кодекс Кыргызской Республики о правонарушениях следующее изменение:
статью 12 дополнить частью 3 следующего содержания:
"3. Новая часть.".
Статья 3.
Часть 1 статьи 3 Закона Кыргызской Республики "О местных сборах" исключить.
Статья 4.
Признать утратившими силу:
1) Закон Кыргызской Республики "О старом порядке" от 3 марта 2004 года № 18;
2) статью 4 Закона Кыргызской Республики "О поправках" от 5 мая 2009 года № 151;
3) часть с пятой по десятую Закона Кыргызской Республики "О ином" от 5 мая 2009 года № 152.
Статья 5.
1. Настоящий Закон вступает в силу по истечении десяти дней со дня опубликования.
2. Кабинету Министров привести свои решения в соответствие с настоящим Законом.
"""  # noqa: E501


def test_every_instruction_of_a_law_is_found_in_its_place():
    read = read_instructions(to_document(RUSSIAN), "ru")
    found = [
        (each.place, each.error.code if each.error else [shown(one) for one in each.operations])
        for each in read.instructions
    ]
    assert found == [
        ("Статья 1. 1) а)", [f"WordsReplace | art_{n} | сбор | взнос" for n in (3, 4)]),
        ("Статья 1. 1) б)", ["Repeal | art_3__para_2", "Repeal | art_4__para_2"]),
        ("Статья 1. 2)", "formula_unknown"),
        ("Статья 1. 3)", "formula_unknown"),
        ("Статья 1. 4)", "formula_unknown"),
        ("Статья 1. 5)", "formula_unknown"),
        ("Статья 1. 3.", "formula_unknown"),
        ("Статья 1. 6)", ["WordsAfter | art_12__para_3__al_1 | лица | и органы"]),
        ("Статья 1. 6)", ["Insert | art_12__para_3 | alinea"]),
        ("Статья 1. 7)", ["Replace | art_13__point_3"]),
        ("Статья 1.", ["Insert | art_13 | point | 4 | 5"]),
        ("Статья 2.", ["Insert | art_12 | paragraph | 3"]),
        ("Статья 3.", ["Repeal | art_3__para_1"]),
        ("Статья 4. 1)", ["Repeal | -"]),
        ("Статья 4. 2)", ["Repeal | art_4"]),
        ("Статья 4. 3)", "formula_unknown"),
    ]
    assert len(read.acts) == 5
    assert [each.act for each in read.instructions].count(read.acts[0]) == 12
    assert read.instructions[0].is_regenerated("ru")


def test_an_instruction_is_carried_out_whole_or_not_at_all(law):
    act = law("Статья 3. А", "1. Один сбор.", "2. Два.", "Статья 4. Б", "Нет его.")
    read = read_instructions(to_document(RUSSIAN), "ru")
    done = amend(act, read, read.acts[0])
    first = done.accounts[0]
    assert (first.is_applied, first.error.code) == (False, "anchor_missing")
    assert done.law["art_3__para_2"].paragraphs == ("Два.",)  # 1) б) finds no part 2 in article 4
    assert done.counts()["found"] == 12


KYRGYZ = """
1-берене.
"Жергиликтүү жыйымдар жөнүндө" Кыргыз Республикасынын Мыйзамына (Ведомосттор, 2011-ж., № 7, 112-ст.) төмөнкүдөй өзгөртүүлөр киргизилсин:
1) 3-беренеде:
а) 1-бөлүгүндөгү "тартипте" деген сөз "негизде" деген сөзгө алмаштырылсын;
б) төмөнкүдөй мазмундагы 4 жана 5-бөлүктөр менен толукталсын:
"4. Жаңы төртүнчү.
5. Жаңы бешинчи.";
2) 7 жана 8-беренелер күчүн жоготту деп таанылсын;
3) 9-берене жакшыртылсын.
2-берене.
"Реестр жөнүндө" Кыргыз Республикасынын Мыйзамынын 8-беренесинин 2-бөлүгү төмөнкүдөй редакцияда баяндалсын:
"2. Жаңы редакция.".
3-берене.
Төмөнкүлөр күчүн жоготту деп таанылсын:
1) 2004-жылдын 3-мартындагы № 18 "Эски тартип жөнүндө" Кыргыз Республикасынын Мыйзамы;
2) 2009-жылдын 5-майындагы № 151 "Түзөтүүлөр жөнүндө" Кыргыз Республикасынын Мыйзамынын 4-беренеси.
4-берене.
Ушул Мыйзам расмий жарыяланган күндөн тартып он күн өткөндөн кийин күчүнө кирет.
"""  # noqa: E501


def test_a_kyrgyz_law_is_read_the_same_way():
    read = read_instructions(to_document(KYRGYZ), "ky")
    found = [
        (each.place, each.error.code if each.error else [shown(one) for one in each.operations])
        for each in read.instructions
    ]
    assert found == [
        ("1-берене. 1) а)", ["WordsReplace | art_3__para_1 | тартипте | негизде"]),
        ("1-берене. 1) б)", ["Insert | art_3 | paragraph | 4 | 5"]),
        ("1-берене. 2)", ["Repeal | art_7", "Repeal | art_8"]),
        ("1-берене. 3)", "formula_unknown"),
        ("2-берене.", ["Replace | art_8__para_2"]),
        ("3-берене. 1)", ["Repeal | -"]),
        ("3-берене. 2)", ["Repeal | art_4"]),
    ]
    assert all(each.is_regenerated("ky") for each in read.instructions[:3])
