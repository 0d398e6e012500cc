"""What stands in an address where the key of a row is looked for."""

from __future__ import annotations

import pytest

from yntymak.ui.row_keys import row_key, row_keys


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "1.0", " 1", "9" * 19, "abc"])
def test_what_names_no_row_is_none(text):
    assert row_key(text) is None


def test_numbers_stay_in_their_order():
    assert row_keys(["7", "x", "007", "3"]) == [7, 7, 3]
