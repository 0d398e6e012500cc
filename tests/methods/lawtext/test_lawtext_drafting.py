import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.lawtext import parse
from yntymak.methods.lawtext.applying import apply
from yntymak.methods.lawtext.comment_anchors import Anchor, Found, find_anchor
from yntymak.methods.lawtext.content import same_content
from yntymak.methods.lawtext.drafting import draft
from yntymak.methods.lawtext.linting import lint
from yntymak.methods.lawtext.operations import (
    Insert,
    Renumber,
    Repeal,
    Replace,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)
from yntymak.methods.lawtext.plaintext import to_document

OLD = (
    "Статья 1. Имя",
    "1. Орган власти готовит отчёт каждый год и сдаёт отчёт в срок.",
    "2. Дела органа:",
    "1) одно дело;",
    "2) другое дело.",
    "Статья 2. Другое",
    "Текст второй статьи.",
)


@pytest.mark.parametrize(
    ("old", "new", "operations"),
    [
        ("готовит", "пишет", [WordsReplace("art_1__para_1", "готовит", "пишет")]),
        (" каждый год", "", [WordsDelete("art_1__para_1", "каждый год")]),
        ("отчёт в срок", "отчёт точно в срок", [WordsBefore("art_1__para_1", "в срок", "точно")]),
        (
            "Орган власти",
            "Каждый орган власти",
            [WordsReplace("art_1__para_1", "Орган", "Каждый орган")],
        ),
        ("Орган власти", "Сам Орган власти", [WordsBefore("art_1__para_1", "Орган", "Сам")]),
        ("1) одно дело;\n", "", [Repeal("art_1__para_2__point_1")]),
        ("Статья 1. Имя", "Статья 1. Название", [Replace("art_1__heading", "Название")]),
        ("Статья 2. Другое\nТекст второй статьи.", "", [Repeal("art_2")]),
    ],
)
def test_an_edit_becomes_the_fewest_words(law, old, new, operations):
    text = "\n".join(OLD)
    assert list(draft(law(*OLD), law(text.replace(old, new)))) == operations


def test_the_drafter_may_choose_whole_provisions(law):
    new = law(*OLD[:1], OLD[1].replace("готовит", "пишет"), *OLD[2:])
    text = "1. Орган власти пишет отчёт каждый год и сдаёт отчёт в срок."
    assert draft(law(*OLD), new, "provision") == (Replace("art_1__para_1", text),)


def test_new_provisions_are_inserted_under_their_numbers(law):
    new = law(*OLD[:4], "1¹) ещё одно;", *OLD[4:], "Статья 2¹. Новая", "1. Текст.")
    assert draft(law(*OLD), new) == (
        Insert("art_1__para_2", "point", ("1-1",), "1¹) ещё одно;"),
        Insert("", "article", ("2-1",), "Статья 2¹. Новая\n1. Текст."),
    )


SENTENCES = st.lists(
    st.sampled_from(["орган", "власти", "готовит", "отчёт", "в", "срок", "год"]),
    min_size=1,
    max_size=8,
).map(lambda words: " ".join(words).capitalize() + ".")


@st.composite
def acts(draw):
    lines = []
    for article in draw(
        st.lists(st.integers(1, 6), min_size=1, max_size=4, unique=True).map(sorted)
    ):
        lines.append(f"Статья {article}. {draw(SENTENCES)}")
        paragraphs = draw(st.integers(0, 3))
        for paragraph in range(1, paragraphs + 1):
            lines.append(f"{paragraph}. {draw(SENTENCES)}")
            points = draw(st.integers(0, 2))
            lines += [f"{point}) {draw(SENTENCES)}" for point in range(1, points + 1)]
        if not paragraphs:
            lines += draw(st.lists(SENTENCES, min_size=1, max_size=3))
    return parse(to_document("\n".join(lines)), "ru")


@settings(deadline=None)  # the machine may be busy
@given(acts(), acts(), st.sampled_from(["words", "provision"]))
def test_the_operations_lead_from_the_old_text_to_the_new(old, new, style):
    assert same_content(apply(draft(old, new, style), old), new)


@settings(deadline=None)  # the machine may be busy
@given(acts(), acts())
def test_what_was_drafted_passes_the_check(old, new):
    operations = draft(old, new)
    found = lint({"ru": operations}, {"ru": old}, {"ru": new})
    known = {"anchor_ambiguous", "collision", "number_out_of_order"}  # of the made-up acts
    assert [each for each in found if each.code not in known] == []


def test_nothing_changed_needs_no_operation(law):
    assert draft(law(*OLD), law(*OLD)) == ()


# The check before publishing


def codes(findings):
    return [(each.code, each.language, each.operation) for each in findings]


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([WordsReplace("art_1__para_1", "готовит", "пишет")], []),
        ([WordsReplace("art_7", "а", "б")], [("target_missing", "ru", 0)]),
        ([WordsReplace("art_1__para_1", "отчёт", "б")], [("anchor_ambiguous", "ru", 0)]),
        ([WordsReplace("art_1__para_1", "доклад", "б")], [("anchor_missing", "ru", 0)]),
        ([Insert("art_1", "paragraph", ("3",), "3. А.")], []),
        ([Insert("art_1", "paragraph", ("5",), "5. А.")], [("number_out_of_order", "ru", 0)]),
        ([Insert("art_1", "paragraph", ("2",), "2. А.")], [("number_taken", "ru", 0)]),
        (
            [Repeal("art_1__para_1"), WordsReplace("art_1__para_1", "готовит", "б")],
            [("collision", "ru", 1), ("anchor_missing", "ru", 1)],
        ),
        (
            [Replace("art_2", "Статья 2. Б\nТекст."), Renumber("art_2", "3")],
            [("collision", "ru", 1)],
        ),
        (
            [
                Insert("art_1", "paragraph", ("3",), "3. А."),
                Insert("art_1", "paragraph", ("4",), "4. Б."),
            ],
            [],
        ),
        (
            [Insert("art_1", "paragraph", ("3",), "3. А."), Replace("art_1__para_3", "3. Б.")],
            [],
        ),
    ],
)
def test_a_bill_is_checked(law, operations, expected):
    assert sorted(codes(lint({"ru": operations}, {"ru": law(*OLD)}))) == sorted(expected)


def test_the_text_shown_must_be_the_result(law):
    bill = {"ru": [WordsReplace("art_1__para_1", "готовит", "пишет")]}
    shown = law("\n".join(OLD).replace("готовит", "пишет"))
    assert lint(bill, {"ru": law(*OLD)}, {"ru": shown}) == ()
    found = lint(bill, {"ru": law(*OLD)}, {"ru": law(*OLD)})
    assert codes(found) == [("result_differs", "ru", -1)]


def test_both_languages_do_the_same(law):
    ky = law("1-берене. А", "1. Бир сөз.", "2. Эки.", language="ky")
    ru = law("Статья 1. А", "1. Одно слово.", "2. Два.")
    laws = {"ky": ky, "ru": ru}
    good = {
        "ky": [WordsReplace("art_1__para_1", "Бир", "Эки")],
        "ru": [WordsReplace("art_1__para_1", "Одно", "Два")],
    }
    assert lint(good, laws) == ()
    uneven = {**good, "ky": [Insert("art_1", "paragraph", ("3",), "3. Үч.")]}
    assert codes(lint(uneven, laws)) == [
        ("different_parts", "ky", -1),
        ("languages_differ", "ky", 0),
    ]
    assert ("languages_differ", "ky", -1) in codes(lint({"ky": good["ky"]}, laws))


# Comments keep their place


@pytest.mark.parametrize(
    ("anchor", "how", "key", "words"),
    [
        (Anchor("1", "art_1__para_1", "Орган власти", 0), "same", "art_1__para_1", "Орган власти"),
        (Anchor("0", "art_1__para_1", "сдаёт отчёт", 40), "exact", "art_1__para_1", "сдаёт отчёт"),
        (Anchor("0", "art_1__para_1", "отчёт", 50), "exact", "art_1__para_1", "отчёт"),
        (
            Anchor("0", "art_1__para_3", "готовит отчёт каждый год", 3),
            "exact",
            "art_1__para_1",
            "готовит отчёт каждый год",
        ),
        (
            Anchor("0", "art_1__para_1", "власти готовил отчёты каждый год", 6),
            "fuzzy",
            "art_1__para_1",
            "власти готовит отчёт каждый год",
        ),
        (
            Anchor("0", "art_1__para_1", "совсем другие слова закона", 0),
            "provision",
            "art_1__para_1",
            None,
        ),
        (
            Anchor("0", "art_1__para_2__point_7", "совсем другие слова"),
            "parent",
            "art_1__para_2",
            None,
        ),
        (Anchor("0", "art_1__para_1"), "exact", "art_1__para_1", None),
        (Anchor("0", "art_9__para_1", "Орган власти"), "orphan", "", None),
    ],
)
def test_a_comment_is_found_in_the_new_version(law, anchor, how, key, words):
    act = law(*OLD)
    found = find_anchor(anchor, act, "1")
    assert (found.how, found.key) == (how, key)
    if words:
        assert act[key].paragraphs[0][found.start : found.end] == words


def test_of_equal_words_the_nearest_are_meant(law):
    text = OLD[1].removeprefix("1. ")
    first, second = text.index("отчёт"), text.rindex("отчёт")
    for start in (first, second):
        found = find_anchor(Anchor("0", "art_1__para_1", "отчёт", start + 2), law(*OLD), "1")
        assert found == Found("exact", "art_1__para_1", start, start + 5)
