"""Copies, retyped copies and other spellings are found; other proposals are not."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.language import duplicates, skeletons
from yntymak.methods.language.duplicates import near_duplicates, similarity
from yntymak.methods.language.skeletons import skeleton

WATER = "Айыл өкмөтү суунун сапатын ай сайын текшерип, жыйынтыгын элге жарыялап турсун."
WORDS = "суу жол мектеп тариф айыл өкмөтү жайыт берене керек сайын отчёт бюджет элге болсун"
words = st.sampled_from(WORDS.split())
texts = st.lists(st.lists(words, min_size=1, max_size=8).map(" ".join), max_size=25)


@pytest.mark.parametrize("module", [duplicates, skeletons])
def test_the_examples_in_the_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    "copy",
    [
        "АЙЫЛ ӨКМӨТҮ СУУНУН САПАТЫН АЙ САЙЫН ТЕКШЕРИП ЖЫЙЫНТЫГЫН ЭЛГЕ ЖАРЫЯЛАП ТУРСУН",
        "Айыл окмоту суунун сапатын ай сайын текшерип, жыйынтыгын элге жарыялап турсун",
        "Aiyl okmotu suunun sapatyn ai saiyn teksherip, zhyiyntygyn elge zharyialap tursun",
        "ayil ökmötü suunun sapatin ay sayin tekşerip, jıyıntıgın elge jarıyalap tursun!!!",
        "Саламатсызбы. Айыл өкмөтү суунун сапатын ай сайын текшерип, жыйынтыгын жарыяласын.",
        "айыл өкмөту сунун сапатын ай сайын текшерип жыйнтыгын элге жарялап турсун рахмат",
    ],
)
def test_one_proposal_in_other_letters_is_one(copy):
    assert near_duplicates([WATER, copy]).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Бул беренени алып салуу керек.", "Бул беренени алып салуу керек эмес."),
        ("Талкуу 15 күнгө созулсун.", "Талкуу 30 күнгө созулсун."),
        ("Талкуу 1 күнгө созулсун.", "Талкуу 11 күнгө созулсун."),
        ("Кеңешке тариф бекитүү укугу берилсин.", "Кеңешке тариф бекитүү укугу берилбесин."),
        ("Надо принять эту статью в таком виде.", "Не надо принять эту статью в таком виде."),
        (WATER, "Мектептин жанындагы жолго жарык коюлуп, балдар үчүн тротуар салынсын."),
        ("", "…"),
    ],
)
def test_what_says_something_else_stays_apart(one, other):
    assert near_duplicates([one, other]).tolist() == [0, 1]


def test_a_refusal_that_is_mistyped_is_still_a_refusal():
    refused = "Жаңы салыкты киргизүүгө каршыбыз, айылга мындай салык киргизилбесин"
    assert near_duplicates([refused, refused.replace("лбесин", "лбсин")]).tolist() == [0, 0]
    assert near_duplicates([refused, refused.replace("лбесин", "лсин")]).tolist() == [0, 1]


def test_texts_without_a_letter_are_alike_only_where_they_are_the_same():
    assert near_duplicates(["…", "日本", "…", "?!", "日本"]).tolist() == [0, 1, 0, 3, 1]
    assert near_duplicates([]).tolist() == []
    assert near_duplicates(["…"]).tolist() == [0]


def test_a_group_does_not_drift_from_its_first_text():
    """Each text is near the one before it; the last has nothing of the first."""
    parts = WATER.rstrip(".").split()
    chain = [" ".join(parts[i : i + 5]) for i in range(len(parts) - 4)]
    found = near_duplicates(chain)
    for text, leader in zip(chain, found, strict=True):
        assert similarity(text, chain[leader]) >= duplicates.LEAST_SIMILARITY
    assert found[-1] != 0


@settings(max_examples=60, deadline=None)
@given(texts)
def test_each_text_is_near_the_first_of_its_group_which_leads_itself(said):
    found = near_duplicates(said)
    assert (found <= np.arange(len(said))).all()
    assert (found[found] == found).all()
    for text, leader in zip(said, found, strict=True):
        alike = skeleton(text) == skeleton(said[leader])
        assert alike or similarity(text, said[leader]) >= duplicates.LEAST_SIMILARITY


@settings(max_examples=60, deadline=None)
@given(texts, st.integers(0, 25))
def test_later_texts_change_nothing_of_what_was_found(said, count):
    assert near_duplicates(said[:count]).tolist() == near_duplicates(said)[:count].tolist()


@given(st.text(max_size=40))
def test_a_skeleton_is_plain_letters_and_the_same_again(text):
    plain = skeleton(text)
    assert plain.isascii()
    assert "\n" not in plain
    assert plain == plain.strip()
    assert [skeleton(text), skeleton("суу")] == list(skeletons.skeletons([text, "суу"]))


@pytest.mark.parametrize("least", [0, -1, 1.1])
def test_a_senseless_threshold_is_refused(least):
    with pytest.raises(ValueError, match="least similarity"):
        near_duplicates(["суу"], least=least)
