"""Words brought to one plain spelling, whatever alphabet and keyboard they were typed with.

Kyrgyz is written in Cyrillic, in Cyrillic without ң, ө, ү, and in several Latin ways at once
(«жөнүндө», "jonundo", "zhonyndo"). A skeleton keeps what those spellings have in common: one Latin
letter for each sound, no doubled letters, no soft signs, no punctuation. It is made to be compared,
not read.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["skeleton", "skeletons"]

# w stands for ш, q for ч: one byte a sound. Nothing stands for ъ, ь and apostrophes.
_SOUNDS = (
    "аa бb вv гg дd еe ёe жj зz иi йi кk лl мm нn ңn ӊn оo өo пp рr сs тt уu үu фf хh цc чq шw щw "
    "ъ ыi ь эe юu яa ӣi ғg қk ҳh ўu ҷj yi xh qk şw çq ıi əe ñn"
)
_PAIRS = tuple(map(str.encode, ("zhj", "djj", "shw", "khh", "tsc", "ngn", "chq")))
_SILENT = frozenset("'’‘ʻʼ`´")
_WORDS_END = ord("\n")  # between two texts of one array
_TABLE_SIZE = 0x3000
_TEXTS_AT_ONCE = 20_000


def skeleton(text: str) -> str:
    """Of one text.

    >>> skeleton("Мыйзам долбоору жөнүндө"), skeleton("myizam dolboru zhonundo!")
    ('mizam dolboru jonundo', 'mizam dolboru jonundo')
    """
    return next(iter(skeletons([text])))


def skeletons(texts: Sequence[str]) -> Iterator[str]:
    """The skeleton of each text, in order; "" where a text holds no letter and no digit."""
    for first in range(0, len(texts), _TEXTS_AT_ONCE):
        part = texts[first : first + _TEXTS_AT_ONCE]
        flat = "\n".join(text.replace("\n", " ") for text in part)
        points = np.frombuffer(flat.encode("utf-32-le", "replace"), dtype=np.uint32)
        plain = _squeezed(_without_iotation(_joined(_squeezed(_lettered(points)))))
        for line in plain.tobytes().decode("ascii").split("\n"):
            yield line.strip()


@cache
def _table() -> Bytes:
    """The byte of each code point under _TABLE_SIZE; 0 for what is silent."""
    sounds = {pair[0]: pair[1:] for pair in _SOUNDS.split(" ")}
    return np.array([_sound(chr(point), sounds) for point in range(_TABLE_SIZE)], dtype=np.uint8)


def _sound(letter: str, sounds: dict[str, str]) -> int:
    if letter == "\n":
        return _WORDS_END
    if letter in _SILENT or unicodedata.combining(letter):
        return 0
    for form in (letter.casefold(), unicodedata.normalize("NFKD", letter).casefold()):
        found = sounds.get(form[:1])
        if found is not None:
            return ord(found) if found else 0
        if form[:1].isascii() and form[:1].isalnum():
            return ord(form[:1])
    return _of_another_script(ord(letter)) if letter.isalnum() else ord(" ")


def _of_another_script(point: int) -> int:
    """Letters that we cannot read still tell two texts apart."""
    return ord("A") + point % 26


def _lettered(points: NDArray[np.uint32]) -> Bytes:
    known: Bytes = _table()[np.minimum(points, _TABLE_SIZE - 1)]
    far = points >= _TABLE_SIZE
    if far.any():
        known[far] = (ord("A") + points[far] % 26).astype(np.uint8)
    spoken: Bytes = known[known != 0]
    return spoken


def _joined(plain: Bytes) -> Bytes:
    """Two letters that stand for one sound; in Cyrillic too: «нг» is «ң», «дж» is «ж»."""
    for first, second, sound in _PAIRS:
        plain = _pair_as_one(plain, first, second, sound)
    return plain


def _pair_as_one(plain: Bytes, first: int, second: int, sound: int) -> Bytes:
    if plain.size < 2:
        return plain
    found = np.flatnonzero((plain[:-1] == first) & (plain[1:] == second))
    if not found.size:
        return plain
    plain = plain.copy()
    plain[found] = sound
    keep = np.ones(plain.size, dtype=np.bool_)
    keep[found + 1] = False
    return plain[keep]


_VOWELS = np.zeros(256, dtype=np.bool_)
_VOWELS[[ord(vowel) for vowel in "aeou"]] = True


def _without_iotation(plain: Bytes) -> Bytes:
    """«ю» is written yu, iu, u; «я» ya, ia: an i before another vowel says nothing sure."""
    if plain.size < 2:
        return plain
    keep = np.ones(plain.size, dtype=np.bool_)
    keep[:-1] = ~((plain[:-1] == ord("i")) & _VOWELS[plain[1:]])
    return plain[keep]


def _squeezed(plain: Bytes) -> Bytes:
    """Doubled letters and spaces once; an end of text is kept, for each text has its own."""
    if plain.size < 2:
        return plain
    keep = np.ones(plain.size, dtype=np.bool_)
    # Digits stay: 11 is not 1.
    is_digit = (plain[1:] >= ord("0")) & (plain[1:] <= ord("9"))
    keep[1:] = (plain[1:] != plain[:-1]) | (plain[1:] == _WORDS_END) | is_digit
    return plain[keep]
