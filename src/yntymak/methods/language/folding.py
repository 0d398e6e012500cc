"""Search and order for Kyrgyz and Russian names, independent of any database's collation."""

import re
import unicodedata

# The Kyrgyz alphabet in its own order; Russian uses a subset of it in the same order.
ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"

_FOLDED = str.maketrans({"ң": "н", "ӊ": "н", "ө": "о", "ү": "у", "ё": "е"})
_DJ = re.compile("д+ж")
_SEPARATORS = re.compile(r"[\s‐-―-]+")

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANKS = {
    letter: rank
    for rank, letter in enumerate("0123456789abcdefghijklmnopqrstuvwxyz" + ALPHABET, start=1)
}
_AFTER_ALL = "zz"


def fold(text: str) -> str:
    """`text` as one would type it on a keyboard without ң, ө, ү.

    Case, ё, the look-alike ӊ, Russian "дж" for Kyrgyz "ж", dashes and runs of space no longer
    matter. Idempotent: fold(fold(x)) == fold(x).

    >>> fold("Жөнүндө"), fold("Джалал-Абад") == fold("Жалал-Абад")
    ('жонундо', True)
    """
    folded = _folded_once(text)
    while folded != text:  # what one pass takes away may let the rest compose to another letter
        text, folded = folded, _folded_once(folded)
    return folded


def _folded_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SEPARATORS.sub(" ", _DJ.sub("ж", text.translate(_FOLDED))).strip()


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Kyrgyz alphabetical order.

    Each character becomes two characters out of 0-9a-z, which SQLite and every PostgreSQL
    collation order alike; space and punctuation come first, unknown letters last.

    >>> sorted(["Пишпек", "Өзгөн", "Ош"], key=sort_key)
    ['Ош', 'Өзгөн', 'Пишпек']
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(_two_digits(letter) for letter in text.replace("ӊ", "ң").strip())


def _two_digits(letter: str) -> str:
    if not letter.isalnum():
        return "00"
    rank = _RANKS.get(letter)
    if rank is None:
        return _AFTER_ALL
    return _DIGITS[rank // 36] + _DIGITS[rank % 36]
