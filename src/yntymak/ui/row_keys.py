"""The key of a row as an address or a form carries it: whatever somebody has put there instead."""

from __future__ import annotations

LONGEST = 18  # digits of the largest key that both databases take


def row_key(text: str) -> int | None:
    """None for what names no row: «²» is a digit to Python and no number, 10^30 is no key."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST
    return int(text) if is_number else None


def row_keys(texts: list[str]) -> list[int]:
    return [key for text in texts if (key := row_key(text)) is not None]
