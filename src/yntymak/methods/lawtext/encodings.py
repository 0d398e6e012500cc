"""Bytes to text: UTF-8, UTF-16, and the 8-bit Cyrillic of older office files."""

import codecs
import re
from collections import Counter

from yntymak.methods.lawtext.document import Problem
from yntymak.methods.lawtext.errors import LawTextError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order of preference where two read the text equally well.
_EIGHT_BIT = ("cp1251", "ptcp154", "kz1048", "cp866", "koi8-r", "iso8859-5", "mac-cyrillic")
_COMMON = frozenset("оаеинтсрвлкмдпыуяьгзбчйхжшюцщэфъё" + "өүң")
_SAMPLE = 200_000
# Words in which ө, ү, ң are written with another sign X: the sign is read off the word. One group
# is one letter; a group may come twice.
_TELLTALES = (
    ("ө", re.compile(r"(?<!\w)ж(\S)н\Sнд\1(?!\w)")),
    ("ү", re.compile(r"(?<!\w)ж\Sн(\S)нд\S(?!\w)")),
    ("ү", re.compile(r"(?<![^\W\d_])(\S)ч\1н(?!\w)")),
    ("ү", re.compile(r"(?<!\w)к(\S)ч\1н(?:\S|\b)")),
    ("ө", re.compile(r"(?<!\w)т(\S)м\1нк\S")),
    ("ө", re.compile(r"(?<!\w)ч(\S)йр\1с")),
    ("ө", re.compile(r"(?<!\w)(\S)км\1т")),
    ("ң", re.compile(r"(?<!\w)ке(\S)еш")),
)
# Letters that no driver gave away; only ё and ъ were rare enough.
_ORDINARY = frozenset("абвгдежзийклмнопрстуфхцчшщыьэюяөүң")
_TELLING = 3  # words that must speak for one driver


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Text of a plain-text file and remarks on how it was read.

    Raises LawTextError: not_text for binary data, encoding where no reading makes sense.
    """
    text, problems = _decode(data)
    if "\0" in text:
        raise LawTextError("not_text", "the file is binary")
    restored, signs = restore_letters(text)
    if signs:
        shown = ", ".join(f"{sign} → {letter}" for sign, letter in signs.items())
        problems.append(Problem("legacy_letters", "", 0, shown))
    return restored, problems


def _decode(data: bytes) -> tuple[str, list[Problem]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding), []
    if b"\0" in data[:4096]:
        return _strict(data, _utf16_without_bom(data)), [_guess("utf-16")]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        encoding, text = _best_eight_bit(data)
        return text, [_guess(encoding)]


def _guess(encoding: str) -> Problem:
    return Problem("encoding_guessed", "", 0, encoding)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise LawTextError("encoding", f"the file is broken {encoding}: {error.reason}") from error


def _utf16_without_bom(data: bytes) -> str:
    """Cyrillic in UTF-16 has 0x04 or 0x00 in every other byte."""
    sample = data[:4096]
    high = {"utf-16-be": sample[0::2], "utf-16-le": sample[1::2]}
    for encoding, octets in high.items():
        if sum(octet in {0, 4, 0x20} for octet in octets) >= 0.95 * len(octets):
            return encoding
    raise LawTextError("not_text", "the file is binary")


def _best_eight_bit(data: bytes) -> tuple[str, str]:
    sample = data[:_SAMPLE]
    scores = {name: _plausible(sample.decode(name, "replace")) for name in _EIGHT_BIT}
    best = max(_EIGHT_BIT, key=lambda name: scores[name])
    if scores[best] < 0.6:
        raise LawTextError("encoding", "the letters of the file make no Cyrillic text")
    return best, data.decode(best, "replace")


def _plausible(text: str) -> float:
    """Share of non-ASCII characters that stand as they do in Cyrillic text; 0 to 1."""
    foreign = [letter for letter in text if letter > "\x7f"]
    if not foreign:
        return 0.0
    counts = Counter(foreign)
    common = sum(count for letter, count in counts.items() if letter in _COMMON)
    capitals = len(re.findall(r"(?<![^\W\d_])[А-ЯЁӨҮҢ]|(?<=[А-ЯЁӨҮҢ])[А-ЯЁӨҮҢ]", text))
    quotes = sum(counts[sign] for sign in "«»–—№“”„")
    # A capital right after a small letter means the wrong table.
    wrong = len(re.findall(r"[а-яёөүң][А-ЯЁӨҮҢ]", text))
    return (common + 0.9 * capitals + 0.9 * quotes - 2 * wrong) / len(foreign)


def restore_letters(text: str) -> tuple[str, dict[str, str]]:
    """Kyrgyz of old keyboard drivers kept ө ү ң under other signs («ъкмът» for «өкмөт»).

    Which sign stands for which letter is read off frequent words; a sign that is itself an
    ordinary letter (о, у, н) is left alone: that text simply lacks the letters.
    """
    lowered = text[:_SAMPLE].lower()
    votes: dict[str, Counter[str]] = {letter: Counter() for letter in "өүң"}
    for letter, pattern in _TELLTALES:
        votes[letter].update(pattern.findall(lowered))
    signs: dict[str, str] = {}
    telling = 0
    for letter, counter in votes.items():
        ((sign, count),) = counter.most_common(1) or (("", 0),)
        if sign and sign not in _ORDINARY:
            signs[sign] = letter
            telling += count
    if telling < _TELLING:
        return text, {}
    restored = text
    for sign, letter in signs.items():
        restored = _replace_sign(restored, sign, letter)
    return restored, signs


def _replace_sign(text: str, sign: str, letter: str) -> str:
    """«ъ» stays a hard sign before е ё ю я: объект, субъект."""
    guard = "(?![еёюяЕЁЮЯ])" if sign == "ъ" else ""
    for written, meant in ((sign, letter), (sign.upper(), letter.upper())):
        text = re.sub(re.escape(written) + guard, meant, text)
        if sign == sign.upper():
            break
    return text
