import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.lawtext.numbering import (
    follows,
    key_number,
    lost_superscript,
    printed,
    read_letter,
    read_number,
    roman,
)

numbers = st.lists(st.integers(1, 999), min_size=1, max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("85", (85,)),
        ("85¹", (85, 1)),
        ("211¹⁰", (211, 10)),
        ("142-1", (142, 1)),
        ("36–2", (36, 2)),
        ("1.2", (1, 2)),
        ("85¹-2", (85, 1, 2)),
        ("IV", (4,)),
        ("XIX", (19,)),
        ("VI¹", (6, 1)),
        ("ПЕРВЫЙ", (1,)),
        ("третья", (3,)),
        ("БИРИНЧИ", (1,)),
        ("он экинчи", (12,)),
        ("жыйырма үчүнчү", (23,)),
        ("двадцать первая", (21,)),
        ("IIII", None),
        ("закон", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_printed(text, number):
    assert read_number(text) == number


@given(numbers)
def test_a_printed_number_is_read_back(number):
    assert read_number(printed(number)) == number
    assert tuple(map(int, key_number(number).split("-"))) == number


@given(st.integers(1, 3000))
def test_roman_numbers_are_read_back(value):
    assert read_number(roman(value)) == (value,)


@given(numbers)
def test_the_next_and_the_inserted_number_follow(number):
    assert follows(number, (*number, 1))
    assert follows(number, (*number[:-1], number[-1] + 1))
    assert not follows(number, number)
    assert not follows(number, (number[0] + 2,))


def test_enumeration_letters_count_in_russian_order_without_hard_letters():
    assert read_letter("а") == (1,)
    assert read_letter("ж") == (7,)
    assert read_letter("к") == (10,)
    assert read_letter("б¹") == (2, 1)
    assert read_letter("ъ") is None


@pytest.mark.parametrize(
    ("before", "number", "after", "meant"),
    [
        ((85,), (851,), (86,), (85, 1)),
        ((85, 1), (852,), (86,), (85, 2)),
        ((85,), (851,), (852,), (85, 1)),
        ((85,), (86,), (87,), None),
        ((85,), (850,), (86,), None),
        ((85,), (90,), (91,), None),
        ((1,), (11,), (2,), (1, 1)),
        ((1,), (11,), (13,), None),
        ((2,), (27,), (28,), None),
        ((2,), (27,), (3,), (2, 7)),
        ((309, 2), (3094,), (3095,), (309, 4)),
        (None, (11,), (12,), None),
    ],
)
def test_a_superscript_that_sank_into_its_number_is_suspected(before, number, after, meant):
    assert lost_superscript(before, number, after) == meant
