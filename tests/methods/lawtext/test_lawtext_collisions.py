"""Two bills on one act, and the comparative table of one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.lawtext import (
    AmendmentError,
    apply,
    collisions,
    comparative_rows,
    lint,
    parse,
    same_content,
)
from yntymak.methods.lawtext.operations import (
    Facts,
    Insert,
    Renumber,
    Repeal,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)
from yntymak.methods.lawtext.plaintext import to_document
from yntymak.methods.lawtext.words import new_text, old_text

LINES = (
    "Глава 1. Общее",
    "Статья 1. Имя органа",
    "1. Орган власти готовит отчёт каждый год.",
    "2. Дела органа:",
    "1) одно дело;",
    "2) другое дело.",
    "Статья 2. Другое",
    "Первый абзац. Второе предложение.",
    "Второй абзац.",
    "Глава 2. Особое",
    "Статья 3. Третье",
    "Текст отчёт.",
)
ARTICLE_2 = "\n".join(LINES[6:9])
WRITTEN = LINES[2].replace("готовит", "пишет")
ACT = parse(to_document("\n".join(LINES)), "ru")


@pytest.mark.parametrize(
    ("one", "other", "way", "key"),
    [
        (
            WordsReplace("art_1__para_1", "готовит отчёт", "пишет отчёт"),
            WordsReplace("art_1__para_1", "отчёт каждый", "доклад всякий"),
            "same_words",
            "art_1__para_1",
        ),
        (
            WordsReplace("art_1__para_1", "готовит", "пишет"),
            WordsReplace("art_1__para_1", "каждый", "всякий"),
            None,
            "",
        ),
        (
            Repeal("art_1__para_1"),
            WordsReplace("art_1", "готовит", "пишет"),
            "taken_away",
            "art_1__para_1",
        ),
        (Repeal("art_1"), Insert("art_1__para_2", "point", ("3",), "3) а;"), "taken_away", None),
        (Repeal("chp_1"), WordsDelete("art_1__para_1", "власти"), "taken_away", None),
        (Repeal("chp_2"), WordsDelete("art_1__para_1", "власти"), None, ""),
        (
            Replace("art_1__para_1", "1. А."),
            Replace("art_1__para_1", "1. Б."),
            "both_whole",
            "art_1__para_1",
        ),
        (Replace("art_1__para_1", "1. А."), Replace("art_1__para_1", "1. А."), None, ""),
        (
            Insert("art_1", "paragraph", ("3",), "3. А."),
            Insert("art_1", "paragraph", ("3",), "3. Б."),
            "same_number",
            "art_1",
        ),
        (
            Insert("", "article", ("4",), "Статья 4. А\nТекст."),
            Insert("", "article", ("4", "5"), "Статья 4. Б\nТекст.\nСтатья 5. В\nТекст."),
            "same_number",
            "",
        ),
        (
            Insert("art_1", "paragraph", ("3",), "3. А."),
            Insert("art_1", "paragraph", ("4",), "4. Б."),
            None,
            "",
        ),
        (
            WordsAfter("art_1__para_1", "власти", "и суды"),
            WordsAfter("art_1__para_1", "власти", "страны"),
            "same_words",
            "art_1__para_1",
        ),
        (
            WordsAfter("art_3", "", "и ещё"),
            WordsAfter("art_3", "", "и другое"),
            "same_place",
            "art_3",
        ),
        (Repeal("art_2__al_1"), Repeal("art_2__al_2"), "both_whole", None),
        (
            Renumber("art_1__para_2", "3"),
            Insert("art_1", "paragraph", ("3",), "3. А."),
            "taken_away",
            None,
        ),
        (
            WordsReplace("", "отчёт", "доклад", everywhere=True),
            WordsDelete("art_3", "отчёт"),
            "same_words",
            "art_3",
        ),
        (Replace("art_2__heading", "Новое"), WordsReplace("art_2", "Первый", "Иной"), None, ""),
        (
            Replace("art_2__heading", "Новое"),
            WordsReplace("art_2", "Другое", "Иное"),
            "taken_away",
            "art_2__heading",
        ),
    ],
)
def test_two_bills_collide_where_their_order_matters(one, other, way, key):
    found = collisions([WordsAfter("art_3", "Текст", "и"), one], [other], ACT)
    found = [each for each in found if each.one == 1]
    assert [each.way for each in found] == ([way] if way else [])
    if way and key is not None:
        assert found[0].key == key
    assert [each.way for each in collisions([other], [one], ACT)] == ([way] if way else [])


def test_what_fails_by_itself_collides_with_nothing():
    assert collisions([WordsDelete("art_9", "а")], [Repeal("art_1")], ACT) == ()


TARGETS = st.sampled_from(
    ["art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__point_1", "art_2", "art_2__al_2",
     "art_2__heading", "art_2__al_1__sent_2", "art_3", "chp_1", "chp_2"]
)  # fmt: skip
ANCHORS = st.sampled_from(
    ["готовит", "готовит отчёт", "отчёт", "Второй", "дело", "органа", "абзац"]
)
NEW = st.sampled_from(["новое", "отчёт", "ещё одно"])
OPERATIONS = st.one_of(
    st.builds(WordsReplace, TARGETS, ANCHORS, NEW),
    st.builds(WordsReplace, st.just(""), ANCHORS, NEW, st.just(True)),
    st.builds(WordsDelete, TARGETS, ANCHORS),
    st.builds(WordsAfter, TARGETS, ANCHORS | st.just(""), NEW),
    st.builds(WordsBefore, TARGETS, ANCHORS, NEW),
    st.builds(Repeal, TARGETS),
    st.builds(Replace, st.sampled_from(["art_2__al_1", "art_2__heading"]), NEW),
    st.just(Replace("art_1__para_1", "1. Орган не готовит отчёт.")),
    st.sampled_from([Insert("art_1", "paragraph", (n,), f"{n}. Новая.") for n in ("3", "2-1")]),
    st.builds(Insert, st.just("art_2"), st.just("alinea"), st.sampled_from([("1",), ("2",)]), NEW),
    st.builds(Renumber, st.just("art_1__para_2"), st.sampled_from(["3", "4"])),
)


def after(*operations):
    try:
        return apply(operations, ACT)
    except AmendmentError:
        return None


@settings(deadline=None, max_examples=400)  # the machine may be busy
@given(OPERATIONS, OPERATIONS)
def test_no_collision_means_that_any_order_will_do(one, other):
    if after(one) is None or after(other) is None:
        return
    there, back = after(one, other), after(other, one)
    free = there is not None and back is not None and same_content(there, back)
    assert (collisions([one], [other], ACT) == ()) == free


# What the check says, for any language


@pytest.mark.parametrize(
    ("operations", "code", "facts"),
    [
        (
            [WordsDelete("art_1__para_2", "дело")],
            "anchor_ambiguous",
            Facts("art_1__para_2", "дело", 2, ("art_1__para_2__point_1", "art_1__para_2__point_2")),
        ),
        ([WordsDelete("art_3", "нет")], "anchor_missing", Facts("art_3", "нет")),
        ([Repeal("art_9")], "target_missing", Facts("art_9")),
        (
            [Insert("art_1", "paragraph", ("5",), "5. А.")],
            "number_out_of_order",
            Facts("art_1", number="5", after="2"),
        ),
        (
            [Insert("art_1", "paragraph", ("2",), "2. А.")],
            "number_taken",
            Facts("art_1__para_2", number="2"),
        ),
        (
            [Repeal("art_2"), Replace("art_2", "Статья 2. А\nТекст.")],
            "collision",
            Facts("art_2", other=0),
        ),
    ],
)
def test_a_finding_carries_what_a_sentence_needs(operations, code, facts):
    found = [each for each in lint({"ru": operations}, {"ru": ACT}) if each.code == code]
    assert [each.facts for each in found] == [facts]


# The comparative table


def edited(*operations):
    return comparative_rows(ACT, apply(operations, ACT))


def test_the_table_shows_each_provision_that_changes_in_its_place():
    rows = edited(
        WordsReplace("art_1__para_1", "готовит", "пишет"),
        Repeal("art_1__para_2__point_1"),
        Insert("art_1", "paragraph", ("3",), "3. Новая:\n1) раз;\n2) два."),
        Replace("art_2__heading", "Иное"),
        Repeal("art_3"),
    )
    assert [(each.key, each.kind, each.status, each.old, each.new) for each in rows] == [
        ("art_1__para_1", "paragraph", "changed", LINES[2], WRITTEN),
        ("art_1__para_2__point_1", "point", "removed", "1) одно дело;", "1) (Утратил силу)"),
        ("art_1__para_3", "paragraph", "added", "", "3. Новая:\n1) раз;\n2) два."),
        ("art_2", "article", "changed", ARTICLE_2, ARTICLE_2.replace("Другое", "Иное")),
        ("art_3", "article", "removed", "\n".join(LINES[10:12]), "Статья 3. (Утратила силу)"),
    ]  # fmt: skip
    assert {each.article: each.heading for each in rows} == {
        "art_1": "Статья 1. Имя органа",
        "art_2": "Статья 2. Иное",
        "art_3": "Статья 3.",
    }
    for row in rows:
        assert (old_text(row.segments), new_text(row.segments)) == (row.old, row.new)


def test_nothing_changed_is_an_empty_table():
    assert comparative_rows(ACT, ACT) == ()


def test_what_is_gone_is_told_where_it_stood():
    shorter = parse(to_document("\n".join((*LINES[:6], *LINES[9:]))), "ru")
    (row,) = comparative_rows(ACT, shorter)
    assert (row.key, row.status, row.old, row.new) == (
        "art_2", "removed", "\n".join(LINES[6:9]), "",
    )  # fmt: skip
    (back,) = comparative_rows(shorter, ACT)
    assert (back.key, back.status, back.old, back.new) == ("art_2", "added", "", row.old)


def test_a_new_chapter_is_told_by_its_heading_and_its_articles():
    longer = parse(
        to_document("\n".join((*LINES, "Глава 3. Новое", "Статья 4. А", "Текст."))), "ru"
    )
    rows = comparative_rows(ACT, longer)
    assert [(each.key, each.new) for each in rows] == [
        ("chp_3", "Глава 3. Новое"),
        ("art_4", "Статья 4. А\nТекст."),
    ]
