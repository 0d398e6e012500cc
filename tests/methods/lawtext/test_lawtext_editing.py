"""A drafter types an article as it should read."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.lawtext import (
    AmendmentError,
    LawText,
    apply,
    article_text,
    draft,
    parse,
    read_document,
    repealed,
    retyped,
    same_content,
    with_article,
)
from yntymak.methods.lawtext.operations import (
    Insert,
    Repeal,
    Replace,
    WordsDelete,
    WordsReplace,
)

LINES = (
    "Глава 1. Общее",
    "Статья 1. Имя",
    "1. Орган готовит отчёт каждый год.",
    "(В редакции Закона КР от 1 июля 2022 года № 3)",
    "2. Дела органа:",
    "1) одно дело;",
    "2) другое дело.",
    "Статья 2. Другое",
    "Первый абзац второй статьи.",
    "(В редакции Закона КР от 2 июля 2022 года № 4)",
    "Второй абзац второй статьи.",
    "Глава 2. Особое",
    "Статья 5. Пятая",
    "1. Текст.",
)


def refused(act, *given, **named):
    with pytest.raises(AmendmentError) as failure:
        act(*given, **named)
    return failure.value


def test_the_text_typed_back_is_the_law_itself(law):
    act = law(*LINES)
    for article in act.articles:
        typed = article_text(act, article.key).replace("\n", "\r\n  ") + "\n\n"
        assert retyped(act, article.key, typed) is act


@pytest.mark.parametrize(
    ("key", "old", "new", "operations"),
    [
        ("art_1", "год", "месяц", [WordsReplace("art_1__para_1", "год", "месяц")]),
        ("art_1", "другое дело", "дело", [Replace("art_1__para_2__point_2", "2) дело.")]),
        ("art_1", " каждый год", "", [WordsDelete("art_1__para_1", "каждый год")]),
        ("art_1", "\n1) одно дело;", "", [Repeal("art_1__para_2__point_1")]),
        (
            "art_1",
            "2. Дела",
            "1¹. Ещё одно правило для органа.\n2. Дела",
            [Insert("art_1", "paragraph", ("1-1",), "1¹. Ещё одно правило для органа.")],
        ),
        ("art_2", "Второй абзац", "Иной абзац", [WordsReplace("art_2__al_2", "Второй", "Иной")]),
        ("art_2", "Другое", "Третье", [Replace("art_2__heading", "Третье")]),
    ],
)
def test_an_edit_gives_the_operations(law, key, old, new, operations):
    act = law(*LINES)
    text = article_text(act, key)
    assert old in text
    edited = retyped(act, key, text.replace(old, new))
    assert list(draft(act, edited)) == operations
    assert same_content(apply(operations, act), edited)


def test_remarks_of_the_publisher_stay_by_their_lines(law):
    act = law(*LINES)
    edited = retyped(act, "art_1", article_text(act, "art_1").replace("год", "месяц"))
    assert edited["art_1__para_1__rem_1"].paragraphs == (LINES[3],)
    gone = retyped(act, "art_1", "Статья 1. Имя\n2. Дела органа: никаких.")
    assert [each.kind for each in gone.descendants("art_1")] == ["paragraph"]


def test_problems_of_the_new_text_are_told_with_the_typed_line(law):
    act = law(*LINES)
    edited = retyped(act, "art_5", "Статья 5. Пятая\n1. Текст.\n3. Ещё.")
    assert [(each.code, each.where, each.line) for each in edited.problems] == [
        ("gap", "art_5", 13),  # of the law
        ("gap", "art_5__para_3", 3),
    ]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("art_1", " \n\n", "payload_empty"),
        ("art_1", "Просто слова.", "payload_unreadable"),
        ("art_1", "Статья 3. Имя\nТекст.", "payload_differs"),
        ("art_1", "Статья 1. Имя\nТекст.\nСтатья 2. Ещё\nТекст.", "payload_differs"),
        ("art_1", "1. Часть без статьи.", "payload_differs"),
        ("art_7", "Статья 7. Имя", "target_missing"),
    ],
)
def test_what_cannot_be_read_is_named(law, key, text, code):
    failure = refused(retyped, law(*LINES), key, text)
    assert (failure.code, failure.facts.target) == (code, key)


def test_a_table_is_typed_with_tabs(docx):
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    cell = f"<w:tc>{paragraph}</w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(left)}{cell.format(right)}</w:tr>"
        for left, right in (("Вид", "Сумма"), ("1. А", "5"), ("2. Б", "7"))
    )
    body = paragraph.format("Статья 1. Ставки") + paragraph.format("Ставки таковы:")
    act = parse(read_document(docx(f"{body}<w:tbl>{rows}</w:tbl>"), "a.docx"), "ru")
    text = article_text(act, "art_1")
    assert "1. А\t5\n2. Б\t7" in text
    edited = retyped(act, "art_1", text.replace("\t5", "\t6").replace("2. Б", "1¹. В\t8\n2. Б"))
    assert edited["art_1__table_1"].paragraphs == ("Вид\tСумма", "1. А\t6", "1¹. В\t8", "2. Б\t7")


def test_a_short_last_line_is_no_signature(law):
    act = law(*LINES)
    edited = retyped(act, "art_5", "Статья 5. Пятая\n1. Решает\nПрезидент Кыргызской Республики")
    assert [each.kind for each in edited.descendants("art_5")] == ["paragraph"]


# New articles, and articles that go


@pytest.mark.parametrize(
    ("text", "after", "parent", "keys"),
    [
        ("Статья 2¹. Новая\nТекст.", "art_2", "chp_1", ["art_1", "art_2", "art_2-1", "art_5"]),
        ("Статья 3. Новая\nТекст.", None, "chp_1", ["art_1", "art_2", "art_3", "art_5"]),
        ("Статья 6. Новая\nТекст.", "art_5", "chp_2", ["art_1", "art_2", "art_5", "art_6"]),
    ],
)
def test_a_new_article_stands_after_the_one_before(law, text, after, parent, keys):
    act = law(*LINES)
    longer = with_article(act, text, after)
    assert [each.key for each in longer.articles] == keys
    assert longer[(set(keys) - {"art_1", "art_2", "art_5"}).pop()].parent == parent
    assert same_content(apply(draft(act, longer), act), longer)


@pytest.mark.parametrize(
    ("text", "after", "code"),
    [
        ("Статья 4. Новая\nТекст.", "art_1", "number_out_of_order"),
        ("Статья 2. Новая\nТекст.", "art_1", "number_taken"),
        ("Статья 3. А\nТекст.\nСтатья 4. Б\nТекст.", "art_2", "payload_differs"),
        ("Новая\nТекст.", "art_2", "payload_unreadable"),
        ("", "art_2", "payload_empty"),
        ("Статья 3. А", "art_9", "target_missing"),
    ],
)
def test_a_new_article_that_has_no_place_is_named(law, text, after, code):
    assert refused(with_article, law(*LINES), text, after).code == code


def test_an_article_that_begins_a_chapter_is_drafted_into_it(law):
    act = law(*LINES)
    longer = law(*LINES[:12], "Статья 4. Новая", "Текст.", *LINES[12:])
    operations = draft(act, longer)
    assert operations == (Insert("chp_2", "article", ("4",), "Статья 4. Новая\nТекст."),)


def test_an_article_loses_its_force(law):
    act = law(*LINES)
    assert draft(act, repealed(act, "art_2")) == (Repeal("art_2"),)
    assert refused(repealed, repealed(act, "art_2"), "art_2").code == "target_missing"


# Real articles, edited at random

WORDS = {
    "ru": ("орган", "и", "12", "в порядке,", "(новый)", "«Имя»", "год;"),
    "ky": ("орган", "жана", "12", "тартипте,", "(жаңы)", "«Аты»", "жыл;"),
}
MARKS = ("9. ", "1¹. ", "12) ", "2-1. ", "а) ")
WITHIN_LINE = ("word", "delete", "insert", "stop", "mark", "tab", "remark")
EDITS = (*WITHIN_LINE, "drop", "line", "point", "split", "merge", "swap")


@pytest.fixture(scope="session")
def real_laws(laws_folder: Path) -> list[LawText]:
    return [
        parse(read_document(file), folder[:2], restore_superscripts="older" in folder)
        for folder in ("ru", "ky", "ru_older")
        for file in sorted((laws_folder / folder).glob("*.txt"))
    ]


@pytest.mark.shared_data
def test_every_real_article_typed_back_changes_nothing(real_laws):
    for act in real_laws:
        for article in act.articles:
            assert retyped(act, article.key, article_text(act, article.key)) is act


@pytest.mark.shared_data
def test_every_real_article_is_read_anew_as_it_was(real_laws):
    """One more word in the last line changes this line and nothing else."""
    chance = random.Random(7)
    for act in real_laws:
        for article in chance.sample(act.articles, 25):
            edited = retyped(act, article.key, f"{article_text(act, article.key)} конец")
            was, becomes = parts(act, article.key), parts(edited, article.key)
            assert [row[0] for row in was] == [row[0] for row in becomes]
            assert sum(one != other for one, other in zip(was, becomes, strict=True)) == 1


def parts(law, key):
    kept = (each for each in law.descendants(key) if each.kind not in {"remark", "footnote"})
    return [(each.key, each.heading, each.paragraphs) for each in (law[key], *kept)]


def edited_at_random(text: str, language: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for edit in chance.choices(EDITS, k=chance.choice((1, 1, 2, 3))):
        change(lines, edit, language, chance)
    return "\n".join(lines)


def change(lines: list[str], edit: str, language: str, chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    if edit in WITHIN_LINE:
        lines[place] = rewritten(lines[place], edit, language, chance, opens=place == 0)
        return
    other = " ".join(chance.choices(WORDS[language], k=5)) + chance.choice((".", ";", ":", ""))
    words = lines[place].split(" ")
    at = chance.randrange(len(words))
    match edit:
        case "line":
            lines.insert(place + 1, other.capitalize())
        case "point":
            lines.insert(place + 1, chance.choice(MARKS) + other)
        case "drop" if place:
            del lines[place]
        case "split" if place and at:
            lines[place : place + 1] = [" ".join(words[:at]), " ".join(words[at:])]
        case "merge" if place:
            lines[place : place + 2] = [" ".join(lines[place : place + 2])]
        case "swap" if place:
            lines[place : place + 2] = reversed(lines[place : place + 2])


def rewritten(line: str, edit: str, language: str, chance: random.Random, *, opens: bool) -> str:
    words = line.split(" ")
    at = chance.randrange(len(words))
    match edit:
        case "word" if at:
            words[at] = chance.choice(WORDS[language])
        case "delete" if at:
            del words[at]
        case "insert":
            words.insert(at + 1, chance.choice(WORDS[language]))
        case "stop":
            words[-1] = words[-1].rstrip(".;:")
        case "mark" if not opens:
            return line.replace(".", ")", 1)
        case "tab":
            return line.replace(" ", "\t", 1)
        case "remark":
            return f"{line} (В редакции Закона КР от 1 июля 2022 года № 3)"
    return " ".join(words)


@pytest.mark.shared_data
@settings(deadline=None, max_examples=150)  # the machine may be busy
@given(seed=st.integers(0, 2**32 - 1), style=st.sampled_from(["words", "provision"]))
def test_a_random_edit_of_a_real_article_is_drafted_or_refused(real_laws, seed, style):
    chance = random.Random(seed)
    act = chance.choice(real_laws)
    article = chance.choice(act.articles)
    text = edited_at_random(article_text(act, article.key), act.language, chance)
    try:
        edited = retyped(act, article.key, text)
        operations = draft(act, edited, style)
    except AmendmentError as failure:
        if failure.code not in {"payload_unreadable", "payload_differs"}:
            raise
        return
    assert same_content(apply(operations, act), edited)
    assert all(operation.target.startswith(article.key) for operation in operations)
