import pytest

from yntymak.methods.lawtext import to_text
from yntymak.methods.lawtext.applying import apply, apply_each, is_repealed
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

LINES = (
    "Глава 1. Общее",
    "Статья 1. Имя",
    "1. Первое слово. Второе дело.",
    "2. Список дел:",
    "1) один, два;",
    "2) три.",
    "Конец дел.",
    "Статья 2. Другое",
    "Текст «А» – текст.",
    "Глава 2. Прочее",
    "Статья 3. Последнее",
    "Абзац один.",
    "Абзац два.",
)


@pytest.fixture
def act(law):
    return law(*LINES)


def changed(act, *operations):
    """Lines of the result that were not there before."""
    before = to_text(act).split("\n")
    return [line for line in to_text(apply(operations, act)).split("\n") if line not in before]


@pytest.mark.parametrize(
    ("operation", "lines"),
    [
        (WordsReplace("art_1__para_1", "слово", "дитя"), ["1. Первое дитя. Второе дело."]),
        (
            WordsAfter("art_1__para_1", "Первое", "и доброе"),
            ["1. Первое и доброе слово. Второе дело."],
        ),
        (WordsAfter("art_1__point_1", "один,", "полтора,"), ["1) один, полтора, два;"]),
        (WordsAfter("art_1__point_1", "", ", три"), ["1) один, два, три;"]),
        (WordsBefore("art_1__para_1", "дело", "доброе"), ["1. Первое слово. Второе доброе дело."]),
        (WordsDelete("art_1__point_1", ", два"), ["1) один;"]),
        (WordsDelete("art_1__para_1__sent_1", "слово"), ["1. Первое. Второе дело."]),
        (WordsReplace("art_2", 'Текст "А" -', "Слово —"), ["Слово — текст."]),
        (
            WordsReplace("art_1", "дел", "вещей", everywhere=True),
            ["2. Список вещей:", "Конец вещей."],
        ),
        (WordsReplace("art_1__heading", "Имя", "Название"), ["Статья 1. Название"]),
        (WordsReplace("art_1__point_2", ".", ";"), ["2) три;"]),
        (Replace("art_1__heading", "Название"), ["Статья 1. Название"]),
        (Replace("art_3__al_2", "Второй абзац."), ["Второй абзац."]),
        (Replace("art_1__para_1__sent_2", "Дело второе."), ["1. Первое слово. Дело второе."]),
        (Replace("art_1__point_1", "1) раз;"), ["1) раз;"]),
        (Repeal("art_1__point_1"), ["1)", "(Утратил силу)"]),
        (Repeal("art_2"), ["Статья 2.", "(Утратила силу)"]),
        (Repeal("art_1__para_1", excluded=True), ["1.", "(Исключена)"]),
        (Renumber("art_1__point_2", "3"), ["3) три."]),
        (Insert("art_1", "paragraph", ("1-1",), "1¹. Новая."), ["1¹. Новая."]),
        (Insert("art_1", "point", ("1-1",), "1¹) новый;"), ["1¹) новый;"]),
        (
            Insert("art_1__para_1", "sentence", (), "Третье."),
            ["1. Первое слово. Второе дело. Третье."],
        ),
        (Insert("art_3", "alinea", ("2",), "Между ними."), ["Между ними."]),
        (Insert("art_1__para_2", "alinea", ("2",), "Перед концом."), ["Перед концом."]),
    ],
)
def test_an_operation_changes_its_place_and_nothing_else(act, operation, lines):
    assert changed(act, operation) == lines


def test_the_old_law_stays_as_it_was(act):
    before = act.provisions
    apply([Repeal("art_1"), Insert("", "article", ("4",), "Статья 4. Новая")], act)
    assert act.provisions == before


def test_a_new_article_stands_in_the_chapter_of_the_one_before(act):
    new = apply(
        [Insert("", "article", ("1-1", "2-1"), "Статья 1¹. А\n1. Б.\nСтатья 2¹. В\nГ.")], act
    )
    assert [each.key for each in new.articles] == ["art_1", "art_1-1", "art_2", "art_2-1", "art_3"]
    assert new["art_2-1"].parent == "chp_1"
    assert new["art_1-1__para_1"].paragraphs == ("Б.",)


def test_plain_paragraphs_after_a_list_count_on(act):
    new = apply([Insert("art_1__para_2", "alinea", ("2",), "Перед концом.")], act)
    assert new["art_1__para_2__al_2"].paragraphs == ("Перед концом.",)
    assert new["art_1__para_2__al_3"].paragraphs == ("Конец дел.",)


def test_an_empty_number_is_filled_again(act):
    new = apply([Repeal("art_1__point_1"), Insert("art_1", "point", ("1",), "1) снова;")], act)
    assert not is_repealed(new, "art_1__para_2__point_1")
    assert new["art_1__para_2__point_1"].paragraphs == ("снова;",)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (WordsReplace("art_9", "а", "б"), "target_missing"),
        (WordsReplace("art_1__para_1", "нет", "б"), "anchor_missing"),
        (WordsReplace("art_1__para_1", "сло", "б"), "anchor_missing"),  # no part of a word
        (WordsReplace("art_1", "дел", "б"), "anchor_ambiguous"),
        (WordsReplace("art_1", "дело", "дела", inflected=True), "inflected"),
        (WordsDelete("art_1__para_1__sent_3", "дело"), "target_missing"),
        (WordsDelete("art_3__al_3", "Абзац"), "target_missing"),
        (Insert("art_1", "point", ("1",), "1) новый;"), "number_taken"),
        (Insert("art_1", "point", ("3",), "4) новый;"), "payload_differs"),
        (Insert("art_1", "point", ("3",), "3. Новый."), "payload_differs"),
        (Insert("art_1", "point", ("3",), "новый"), "payload_unreadable"),
        (Insert("art_9", "point", ("3",), "3) новый;"), "target_missing"),
        (Insert("art_3", "alinea", ("9",), "Далеко."), "target_missing"),
        (Replace("art_1__para_1", "2. Не то."), "payload_differs"),
        (Replace("art_1__para_1", ""), "payload_unreadable"),
        (Repeal(""), "whole_act"),
        (Repeal("art_"), "target_missing"),
        (Renumber("art_1__para_1", "2"), "number_taken"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(act, operation, code):
    with pytest.raises(AmendmentError) as failure:
        apply([operation], act)
    assert failure.value.code == code


def test_a_point_in_two_paragraphs_is_ambiguous(law):
    act = law("Статья 1. А", "1. Один:", "1) а;", "2. Два:", "1) б;")
    with pytest.raises(AmendmentError) as failure:
        apply([Repeal("art_1__point_1")], act)
    assert failure.value.code == "target_ambiguous"


def test_what_one_law_calls_a_part_another_calls_a_point(law):
    act = law("Статья 1. А", "1. Один.", "2. Два.")
    assert "2. Три." in to_text(apply([WordsReplace("art_1__point_2", "Два", "Три")], act))


def test_each_operation_answers_for_itself(act):
    new, outcomes = apply_each([Repeal("art_2"), Repeal("art_9"), Repeal("art_3")], act)
    assert [error and error.code for error in outcomes] == [None, "target_missing", None]
    assert is_repealed(new, "art_3")


def test_kyrgyz_says_it_in_kyrgyz(law):
    act = law("1-берене. А", "1. Бир.", "2. Эки.", language="ky")
    assert "(Күчүн жоготту)" in to_text(apply([Repeal("art_1__para_1")], act))
