"""Two texts of one article side by side: nothing is lost, no word is cut, each change is marked."""

from __future__ import annotations

import re

import pytest
from bill_texts import ART_3
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.apps.laws.marking import rows
from yntymak.apps.laws.templatetags.law_marks import marked, outlined
from yntymak.methods.lawtext import LawText, apply, parse, to_text
from yntymak.methods.lawtext.operations import Repeal
from yntymak.methods.lawtext.plaintext import to_document

OLD = """3-берене. Милдеттер
1. Айыл өкмөтү суунун сапатын текшерет:
1) булакта;
2) үйдө.
Жыйынтыгы жазылат.
2. Айылдык кеңеш тарифти бекитет."""
NEW = """3-берене. Милдеттери
1. Айыл өкмөтү суунун сапатын ай сайын текшерет:
1) булакта;
3) мектепте.
Жыйынтыгы жарыяланат.
2. Айылдык кеңеш тарифти бекитет."""


def law(text: str) -> LawText:
    return parse(to_document(text), "ky")


def said(lines) -> str:
    return "\n".join("".join(mark.text for mark in line) for line in lines)


def by_key(old: str, new: str):
    return {row.key: row for row in rows(law(old), law(new))}


def test_it_tells_what_stays_what_changes_what_comes_and_what_goes():
    found = by_key(OLD, NEW)
    assert {key: row.status for key, row in found.items()} == {
        "art_3": "changed",
        "art_3__para_1": "changed",
        "art_3__para_1__point_1": "same",
        "art_3__para_1__point_2": "removed",
        "art_3__para_1__point_3": "added",
        "art_3__para_1__plain": "changed",
        "art_3__para_2": "same",
    }
    assert [row.depth for row in found.values()] == [0, 1, 2, 2, 2, 2, 1]


def test_what_is_gone_stands_where_it_stood():
    assert list(by_key(OLD, NEW)).index("art_3__para_1__point_2") == 3


def test_marked_words_are_whole_and_told_to_a_screen_reader():
    (line,) = by_key(OLD, NEW)["art_3__para_1"].marked
    html = marked(line)
    assert '<ins><span class="unseen">[кошулду: </span>ай сайын<span class="unseen">]' in html
    assert "<del>" not in html


def test_the_text_in_force_is_never_struck_out():
    row = by_key(OLD, NEW)["art_3__para_1__plain"]
    assert '<mark class="out">' in outlined(row.old[0])
    assert '<mark class="in">' in outlined(row.new[0])
    assert "<del" not in outlined(row.old[0])


def test_what_people_wrote_is_never_markup():
    old, new = "1-берене. А\n<b>суу</b>", "1-берене. А\n<script>алма</script>"
    html = "".join(marked(line) for row in rows(law(old), law(new)) for line in row.marked)
    assert "<script" not in html
    assert "&lt;" in html


def test_a_repealed_point_says_so_in_its_own_place():
    old = law(OLD)
    new = apply((Repeal("art_3__para_1__point_2"),), old)
    row = next(each for each in rows(old, new) if each.key.endswith("point_2"))
    assert (row.status, said(row.old), said(row.new)) == (
        "changed",
        "2) үйдө.",
        "2) (Күчүн жоготту)",
    )


def test_remarks_of_the_publisher_are_no_change_of_the_law():
    remarked = OLD.replace(
        "текшерет:", "текшерет: (КР 2025-жылдын 10-июлундагы № 137 Мыйзамынын редакциясында)"
    )
    assert any(each.kind == "remark" for each in law(remarked).provisions)
    assert {row.status for row in rows(law(OLD), law(remarked))} == {"same"}


@pytest.mark.parametrize("is_new", [True, False])
def test_an_article_that_is_not_on_one_side_is_all_new_or_all_gone(is_new):
    text = law(ART_3["ky"])
    found = rows(None, text) if is_new else rows(text, None)
    assert {row.status for row in found} == {"added" if is_new else "removed"}
    assert "\n".join(said(row.new if is_new else row.old) for row in found) == to_text(text)


WORD = st.text("абвгөүң<&", min_size=1, max_size=6)
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=6), min_size=1, max_size=4)


def article(paragraphs: list[list[str]]) -> str:
    body = [f"{n}. {' '.join(words)}" for n, words in enumerate(paragraphs, 1)]
    return "\n".join(["7-берене. Аталыш", *body])


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_can_be_read_off_what_is_shown(one, other):
    old, new = law(article(one)), law(article(other))
    found = rows(old, new)
    assert "\n".join(said(row.old) for row in found if row.old) == to_text(old)
    assert "\n".join(said(row.new) for row in found if row.new) == to_text(new)
    for row in found:
        assert row.is_same == (said(row.old) == said(row.new))
        for line in row.marked:
            kept = re.sub(r"<[^>]+>|\[[^\]:]+: |\]", "", marked(line)).split()
            assert all(word for word in kept)
