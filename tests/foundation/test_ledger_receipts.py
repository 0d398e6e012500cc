"""Receipt numbers survive being read out, copied by hand and typed on a Cyrillic keyboard."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.foundation.ledger.receipts import new_receipt, read_receipt


def test_a_receipt_has_no_letters_that_are_mistaken_for_others():
    for _ in range(200):
        assert re.fullmatch(r"[2-9B-DF-HJKMNP-TV-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{2}", new_receipt())


def test_receipts_do_not_repeat():
    assert len({new_receipt() for _ in range(5000)}) == 5000


def test_a_number_typed_in_any_way_is_read():
    number = "7K3F-92QX-MT"
    for typed in ("7k3f92qxmt", " 7K3F 92QX MT ", "7К3F–92QХ–МТ", "7к3f.92qх.мт", "7КЗF-92QХ-МТ"):
        assert read_receipt(typed) == number


def test_a_new_number_reads_back_to_itself():
    for _ in range(100):
        number = new_receipt()
        assert read_receipt(number) == number
        assert read_receipt(number.lower().replace("-", " ")) == number


@pytest.mark.parametrize("typed", ["", "---", "№", "   "])
def test_nothing_reads_as_nothing(typed):
    assert read_receipt(typed) == ""


@given(st.text())
def test_reading_never_fails_and_is_idempotent(typed):
    once = read_receipt(typed)
    assert read_receipt(once) == once
