"""Numbers of provisions: as printed (85¹, II, ПЕРВЫЙ, экинчи) and as language-neutral keys."""

import re

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPTS)
_FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPTS, "0123456789")

Number = tuple[int, ...]

# Arabic with superscript or hyphenated insertions: 85, 85¹, 142-1, 12.3
RAISED = f"[{SUPERSCRIPTS}]{{0,3}}"
ARABIC = rf"\d{{1,4}}{RAISED}(?:[-–.]\d{{1,3}}{RAISED}){{0,3}}"
ROMAN = rf"[ivxlcdm]{{1,8}}{RAISED}"

_RUSSIAN_STEMS = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат",
    "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
)  # fmt: skip
_KYRGYZ_UNITS = (
    "биринчи", "экинчи", "үчүнчү", "төртүнчү", "бешинчи", "алтынчы", "жетинчи", "сегизинчи",
    "тогузунчу",
)  # fmt: skip
_RUSSIAN_TENS = {"": 0, "двадцать": 20, "тридцать": 30, "сорок": 40}
_RUSSIAN_ORDINAL = (
    r"(?:(?:двадцать|тридцать|сорок) )?"
    rf"(?:{'|'.join(_RUSSIAN_STEMS)})(?:ый|ой|ий|ая|ья|ое|ье)"
)
_KYRGYZ_ORDINAL = rf"(?:он |жыйырма )?(?:{'|'.join(_KYRGYZ_UNITS)})|онунчу|жыйырманчы"
ORDINAL = f"{_RUSSIAN_ORDINAL}|{_KYRGYZ_ORDINAL}"
ANY_NUMBER = f"{ARABIC}|{ROMAN}|{ORDINAL}"

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_PAIRS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Letters of Russian enumerations; ё й ъ ы ь are passed over.
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"


def superscript(value: int) -> str:
    return str(value).translate(_TO_SUPERSCRIPT)


def plain_digits(text: str) -> str:
    return text.translate(_FROM_SUPERSCRIPT)


def roman(value: int) -> str:
    written = ""
    for size, letters in _ROMAN_PAIRS:
        times, value = divmod(value, size)
        written += letters * times
    return written


def _roman_value(text: str) -> int | None:
    values = [_ROMAN_VALUES[letter] for letter in text]
    total = sum(
        -value if following > value else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if roman(total).lower() == text else None


def _ordinal_value(text: str) -> int | None:
    if text in {"онунчу", "жыйырманчы"}:
        return 10 if text == "онунчу" else 20
    tens, _, unit = text.rpartition(" ")
    for value, stem in enumerate(_RUSSIAN_STEMS, start=1):
        if re.fullmatch(f"{stem}(?:ый|ой|ий|ая|ья|ое|ье)", unit) and tens in _RUSSIAN_TENS:
            return _RUSSIAN_TENS[tens] + value
    if unit in _KYRGYZ_UNITS:
        return {"": 0, "он": 10, "жыйырма": 20}.get(tens, 0) + _KYRGYZ_UNITS.index(unit) + 1
    return None


def read_number(text: str) -> Number | None:
    """85¹ and 85-1 → (85, 1); II → (2,); ПЕРВЫЙ, биринчи → (1,); None where it is no number."""
    text = text.strip().lower()
    base = text.rstrip(SUPERSCRIPTS)
    if re.fullmatch(ARABIC, text):
        marked = re.sub(rf"([{SUPERSCRIPTS}]+)", r"-\1", text)
        return tuple(int(plain_digits(part)) for part in re.split(r"[-–.]", marked))
    raised = (int(plain_digits(text[len(base) :])),) if len(base) < len(text) else ()
    if base and not set(base) - set(_ROMAN_VALUES):
        value = _roman_value(base)
        return None if value is None else (value, *raised)
    value = _ordinal_value(text)
    return None if value is None else (value,)


def read_letter(text: str) -> Number | None:
    """The place of an enumeration letter in the Russian order: а → (1,), б¹ → (2, 1)."""
    letter, raised = text[0].lower(), text[1:].lstrip("-–")
    if letter not in _LETTERS:
        return None
    place = _LETTERS.index(letter) + 1
    return (place, int(plain_digits(raised))) if raised else (place,)


def printed_letter(number: Number) -> str:
    """The letter that `read_letter` reads as this number: (2, 1) → б¹."""
    place, *raised = number
    letter = _LETTERS[place - 1] if place <= len(_LETTERS) else str(place)
    return letter + "".join(superscript(part) for part in raised)


def key_number(number: Number) -> str:
    return "-".join(str(part) for part in number)


def printed(number: Number) -> str:
    """The usual printed form; beyond one inserted level the rest is hyphenated."""
    first, *rest = number
    if not rest:
        return str(first)
    return f"{first}{superscript(rest[0])}" + "".join(f"-{part}" for part in rest[1:])


def follows(before: Number | None, number: Number) -> bool:
    """Whether `number` may stand right after `before`: 85 → 86 or 85¹; 85¹ → 85², 86 or 85¹-¹."""
    if before is None:
        return number[0] in {0, 1}
    if number == (*before, 1):
        return True
    return any(number == (*before[:depth], before[depth] + 1) for depth in range(len(before)))


def lost_superscript(before: Number | None, number: Number, after: Number | None) -> Number | None:
    """851 between 85 and 86 was most likely 85¹: the number it stood for, or None.

    `before` is the number as understood, so that 85, 851, 852, 86 gives 85¹ and 85².
    """
    if before is None or len(number) != 1 or follows(before, number):
        return None
    base = str(before[0])
    written = str(number[0])
    raised = written[len(base) :]
    if not written.startswith(base) or not raised or raised.startswith("0"):
        return None
    guess = (before[0], int(raised))
    if guess <= before or (after is not None and after[0] not in _continuations(before[0], guess)):
        return None
    # 27 after 2 may just as well begin an extract: believed only where 3 comes next
    if before[0] < 10 and not follows(before, guess) and (after or ())[:1] != (before[0] + 1,):
        return None
    return guess


def _continuations(base: int, guess: Number) -> set[int]:
    return {base, base + 1, int(f"{base}{guess[1] + 1}")}
