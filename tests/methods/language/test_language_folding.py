"""Search and order of Kyrgyz names."""

import doctest
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yntymak.methods.language import folding, romanisation
from yntymak.methods.language.folding import ALPHABET, fold, sort_key
from yntymak.methods.language.romanisation import romanise

kyrgyz = st.text(ALPHABET + ALPHABET.upper() + " -", max_size=20)
letters = st.sampled_from(ALPHABET)


@pytest.mark.parametrize("module", [folding, romanisation])
def test_the_examples_in_the_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


# Folding


@given(st.text())
@example("ДДЖЖ")
@example("İ")
@example("ŉ")
@example("дДж‐ж")
@example("ё\u0306")
@example("ё\u0308")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(kyrgyz)
def test_folding_sees_no_case_and_no_own_letters(text):
    plain = text.replace("ң", "н").replace("ө", "о").replace("ү", "у").replace("ё", "е")
    plain = plain.replace("Ң", "Н").replace("Ө", "О").replace("Ү", "У").replace("Ё", "Е")
    assert fold(text) == fold(text.upper()) == fold(text.lower()) == fold(plain)


@given(st.text(ALPHABET + "ӊ", max_size=20))
def test_folding_sees_no_difference_between_composed_and_decomposed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("жонундо", "жөнүндө"),
        ("Джалал-Абад", "Жалал-Абад"),
        ("тоӊ", "Тоң"),
        ("ак — суу", "Ак-Суу"),
        ("  кызыл   суу ", "Кызыл-Суу"),
        ("СЕМЕНОВКА", "Семёновка"),
        ("чоӊ\u00a0алай", "Чоң-Алай"),
    ],
)
def test_what_is_typed_folds_to_what_is_meant(typed, meant):
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize(
    ("one", "other"), [("Ош", "Оош"), ("Нарын", "Нары"), ("Жал", "Дал"), ("Ак-Суу", "Аксуу")]
)
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


# Order


def test_the_order_is_that_of_the_alphabet():
    assert sorted(set(ALPHABET), key=sort_key) == list(ALPHABET)
    assert sorted(set(ALPHABET.upper()), key=sort_key) == list(ALPHABET.upper())


@given(st.lists(kyrgyz, max_size=8))
def test_names_are_ordered_letter_by_letter(names):
    ranks = {letter: rank for rank, letter in enumerate(" " + ALPHABET)}
    plain = [name.replace("-", " ").strip() for name in names]
    wanted = [tuple(ranks[letter] for letter in name.lower()) for name in plain]
    ordered = sorted(range(len(names)), key=lambda i: sort_key(plain[i]))
    for one, other in pairwise(ordered):
        assert wanted[one] <= wanted[other]


@given(letters, letters)
def test_own_letters_stand_between_their_neighbours_and_not_at_the_end(one, other):
    assert (sort_key(one) < sort_key(other)) == (ALPHABET.index(one) < ALPHABET.index(other))


@given(st.text())
def test_a_key_is_plain_ascii_that_every_collation_orders_alike(text):
    key = sort_key(text)
    assert not key or (key.isascii() and key.isalnum() and key == key.lower())
    assert len(key) % 2 == 0


@given(kyrgyz, kyrgyz)
def test_a_name_stands_before_its_continuation(name, more):
    assert sort_key(name) <= sort_key(name.strip() + more)


def test_digits_stand_before_latin_and_latin_before_kyrgyz():
    ordered = ["«Нур»", "10-участок", "2-участок", "Bishkek", "Ак-Суу", "ㄅ"]
    assert sorted(set(ordered), key=sort_key) == ordered


# Romanisation


@given(kyrgyz)
def test_kyrgyz_becomes_ascii(text):
    assert romanise(text).isascii()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_romanising_twice_changes_nothing(text):
    assert romanise(romanise(text)) == romanise(text)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Чоң-Алай", "Chong-Alai"),
        ("Көк-Жаңгак", "Kok-Jangak"),
        ("Кызыл-Үңкүр", "Kyzyl-Ungkur"),
        ("Юрьевка", "Yurevka"),
        ("Щербинка", "Shcherbinka"),
        ("ЩУКА", "SHCHUKA"),
        ("Тоӊ", "Tong"),
        ("К. Белекбаев, 2-участок", "K. Belekbaev, 2-uchastok"),
    ],
)
def test_names_are_written_as_on_the_map(name, latin):
    assert romanise(name) == latin
