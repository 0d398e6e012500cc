"""A public code for an address, from a Kyrgyz or Russian title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "ң": "ng", "ӊ": "ng", "о": "o",
    "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip
_TABLE = str.maketrans(_LATIN)
LONGEST = 48
NAMELESS = "tekst"


def transliterate(text: str) -> str:
    """>>> transliterate("Жергиликтүү кеңеш")
    'jergiliktuu kengesh'
    """
    return text.lower().translate(_TABLE)


def code_from(title: str, is_taken: Callable[[str], bool]) -> str:
    """Words of `title` up to LONGEST characters; a number is added until the code is free."""
    code = slugify(transliterate(title))
    if len(code) > LONGEST:
        code = code[: LONGEST + 1].rpartition("-")[0] or code[:LONGEST]
    code = code.strip("-_") or NAMELESS
    candidate, times = code, 1
    while is_taken(candidate):
        times += 1
        candidate = f"{code}-{times}"
    return candidate
