"""Find an article in a table of contents by its number or a word of its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.methods.language.folding import fold
from yntymak.methods.lawtext.numbering import key_number, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.laws.pages import Entry


def found(entries: Iterable[Entry], asked: str) -> list[Entry]:
    """A number finds the article of just this number (85-1, 85¹), words all headings that hold
    every one of them, typed with or without ө ү ң.
    """
    asked = asked.strip()
    value = read_number(asked.rstrip(".")) if asked[:1].isdigit() else None
    if value:
        wanted = f"art_{key_number(value)}"
        return [each for each in entries if each.key.rpartition("__")[2] == wanted]
    words = fold(asked).split()
    return [each for each in entries if all(word in fold(each.title) for word in words)]
