"""Recognise the printed marks of structure: «85¹-берене.», «РАЗДЕЛ II», «§ 1.», «1)», «а)»."""

import re
from dataclasses import dataclass

from yntymak.methods.lawtext.numbering import (
    ANY_NUMBER,
    ARABIC,
    RAISED,
    SUPERSCRIPTS,
    Number,
    key_number,
    read_letter,
    read_number,
)

# Latin look-alikes and rare Cyrillic forms that typists use for the letters of the keywords.
_LOOKALIKES = str.maketrans("aceopxykmthbѳӊiё", "асеорхукмтнвөңіе")
_ROMAN_LOOKALIKES = str.maketrans("хсміӏ", "xcmii")

_WORDS = {
    "article": ("статья", "берене"),
    "chapter": ("глава", "бап"),
    "section": ("параграф", "§"),
    "title": ("раздел", "бөлүм"),
    "subtitle": ("подраздел", "бөлүмчө", "кичи бөлүм", "бөлүкчө"),
    "part": ("часть", "бөлүк"),
    "annex": ("приложение", "тиркеме"),
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words}
_ANY_WORD = "|".join(sorted(map(re.escape, _KIND_OF), key=len, reverse=True))
_ROMAN_MIX = f"[ivxlcdmхсміӏ]{{1,8}}{RAISED}"
_NUMBER = f"(?P<number>{ANY_NUMBER}|{_ROMAN_MIX})"
_SIMPLE = rf"\d{{1,4}}{RAISED}"
_OPEN = r"(?P<open>[«\"“„]?)\s*"
_WORD_FIRST = re.compile(rf"{_OPEN}(?P<word>{_ANY_WORD})\s*(?:№\s*)?{_NUMBER}(?!\w)")
_NUMBER_FIRST = re.compile(
    rf"{_OPEN}{_NUMBER}\s*[-–—]?\s*(?P<word>{_ANY_WORD})(?P<raised>{RAISED})(?!\w)"
)
_RANGES = (
    re.compile(rf"{_OPEN}статьи\s*(?P<first>{_SIMPLE})\s*[-–—]\s*(?P<last>{_SIMPLE})(?!\w)"),
    re.compile(
        rf"{_OPEN}(?P<first>{_SIMPLE})\s*[-–—]\s*(?P<last>{_SIMPLE})\s?[-–—]\s?беренелер(?!\w)"
    ),
)
_MISSPELT = re.compile(rf"{_OPEN}(?P<number>{ARABIC})\s?[-–—]\s?(?P<word>\w{{5,7}})(?=\.)")
_NAMED_PART = re.compile(rf"\w+ (?:{'|'.join(_WORDS['part'])})\.?")
_USUAL_PARTS = ("общая", "особенная", "жалпы", "өзгөчө")
_BARE_ANNEX = re.compile(rf"(?:{'|'.join(_WORDS['annex'])})\.?")
_AFTER = re.compile(r"\s*[.:)]\s*|\s+[-–—]\s+|\s+(?=[^\w\s]|\d)|\s*$")

_LETTER_IN_NUMBER = re.compile(rf"(?<=[\d\s])[зо](?=\d)|(?<=\d)[зо](?=[\d.{SUPERSCRIPTS}-])")

_ITEM_NUMBER = rf"\d{{1,3}}{RAISED}(?:[-–.]\d{{1,2}}{RAISED}){{0,3}}"
_PARAGRAPH = re.compile(rf"(?P<number>{_ITEM_NUMBER})\s?\.(?!\d)")
_POINT = re.compile(rf"(?P<number>{_ITEM_NUMBER})\s?\)")
_INDENT = re.compile(
    rf"(?P<number>[а-яa-z](?:[{SUPERSCRIPTS}]{{1,3}}|[-–]\d{{1,2}})?)\s?\)", re.IGNORECASE
)
_UNMARKED = re.compile(rf"(?P<number>{_ITEM_NUMBER})\s+(?=\w)")


@dataclass(frozen=True)
class Marker:
    """A recognised mark. `value` orders, `key` is its part of the key, `rest` the text after it.

    `label` and `rest` together are the line. `until` is the last number of a range («Статьи 5–9»).
    """

    kind: str
    number: str
    value: Number
    key: str
    label: str
    rest: str
    closed: bool = True  # the number is followed by a full stop or by nothing
    misspelt: bool = False
    unmarked: bool = False
    wrong_mark: bool = False
    until: Number | None = None
    language: str = ""


def fold(text: str) -> str:
    """Lower case with look-alike letters made Cyrillic; as long as `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower()[:1] for letter in text)
    return lowered.translate(_LOOKALIKES)


def read_heading(text: str) -> Marker | None:
    """The mark of an article or of a level above it, or None for ordinary text."""
    if not _may_open_heading(text):
        return None
    folded = fold(text)
    for candidate in (text.lower(), folded, _digits_for_letters(folded)):
        for pattern in (_WORD_FIRST, _NUMBER_FIRST):
            match = pattern.match(candidate)
            if match:
                return _numbered(text, match, number_first=pattern is _NUMBER_FIRST)
    return _range(text, folded) or _named(text, folded) or _misspelt(text, folded)


def _digits_for_letters(folded: str) -> str:
    """«Статья З09»: a letter З or О typed for the digit it looks like."""
    return _LETTER_IN_NUMBER.sub(lambda letter: "3" if letter.group() == "з" else "0", folded)


def _may_open_heading(text: str) -> bool:
    start = text.lstrip('«"“„ ')[:1]
    return bool(start) and (start.isdigit() or start.isupper() or start == "§" or start in "ivxl")


def _numbered(text: str, match: re.Match[str], *, number_first: bool) -> Marker | None:
    kind = _KIND_OF[match["word"]]
    raised = match["raised"] if number_first else ""
    number = text[match.start("number") : match.end("number")] + raised
    mistyped = match["number"][:1].isdigit() and not number[:1].isdigit()
    value = read_number(match["number"].translate(_ROMAN_LOOKALIKES) + raised)
    after = _AFTER.match(text, match.end())
    if value is None or after is None:
        after = _bare_heading(text, match.end(), value)
    if value is None or after is None:
        return None
    rest = text[after.end() :].strip()
    marker = Marker(
        kind=kind,
        number=number,
        value=value,
        key=key_number(value),
        label=text[: after.end()].strip(),
        rest=rest,
        closed=bool(after.group().strip()) or not rest,
        misspelt=mistyped,
        language="ky" if number_first or match["word"] == "берене" else "ru",
    )
    return marker if _is_heading(marker, text) else None


def _bare_heading(text: str, end: int, value: Number | None) -> re.Match[str] | None:
    """«Глава 1 Семейное законодательство»: no stop, but a capital letter."""
    spaces = re.compile(r"\s+").match(text, end)
    return spaces if value and spaces and text[spaces.end() : spaces.end() + 1].isupper() else None


def _is_heading(marker: Marker, text: str) -> bool:
    if marker.rest.endswith((";", ",") if marker.kind == "article" else ";"):
        return False
    if marker.kind == "part":  # «1-бөлүк», «часть 1» are also paragraphs of an article
        return text.isupper() or (not marker.rest and not text.rstrip().endswith(":"))
    if marker.kind == "annex":
        return len(text) <= 60
    return True


def _range(text: str, folded: str) -> Marker | None:
    """«Статьи 5–9 (Утратили силу …)»: one provision that stands for several articles."""
    for language, pattern in zip(("ru", "ky"), _RANGES, strict=True):
        match = pattern.match(folded)
        after = match and _AFTER.match(text, match.end())
        if not match or not after:
            continue
        first, last = read_number(match["first"]), read_number(match["last"])
        if first and last and first < last:
            return Marker(
                kind="article",
                number=text[match.start("first") : match.end("last")],
                value=first,
                key=f"{key_number(first)}..{key_number(last)}",
                label=text[: after.end()].strip(),
                rest=text[after.end() :].strip(),
                until=last,
                language=language,
            )
    return None


def _named(text: str, folded: str) -> Marker | None:
    """Parts and annexes without a number: their place among their kind becomes the number."""
    if _BARE_ANNEX.fullmatch(folded):
        return Marker("annex", "", (), "", text, "")
    usual = folded.startswith(_USUAL_PARTS)
    if _NAMED_PART.fullmatch(folded) and (usual or text.isupper()):
        return Marker("part", "", (), "", text, "")
    return None


def _misspelt(text: str, folded: str) -> Marker | None:
    match = _MISSPELT.match(folded)
    value = read_number(match["number"]) if match else None
    if not match or value is None:
        return None
    for word in ("берене", "статья", "глава"):
        if _one_letter_apart(match["word"], word):
            end = match.end() + 1
            number = text[match.start("number") : match.end("number")]
            return Marker(
                _KIND_OF[word], number, value, key_number(value), text[:end], text[end:].strip(),
                misspelt=True, language="ky",
            )  # fmt: skip
    return None


def _one_letter_apart(written: str, word: str) -> bool:
    if len(written) == len(word):
        return sum(a != b for a, b in zip(written, word, strict=True)) == 1
    longer, shorter = sorted((written, word), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


def read_item(text: str) -> Marker | None:
    """The mark of a paragraph «1.», a point «1)» or an indent «а)», or None."""
    for kind, pattern in (("paragraph", _PARAGRAPH), ("point", _POINT)):
        match = pattern.match(text)
        if match:
            return _item(kind, text, match, read_number(match["number"]))
    match = _INDENT.match(text)
    if match:
        return _item("indent", text, match, read_letter(fold(match["number"])))
    return None


def read_unmarked(text: str) -> tuple[str, Number] | None:
    """A number at the start of a line that lost its full stop or bracket."""
    match = _UNMARKED.match(text)
    value = read_number(match["number"]) if match else None
    return (match["number"], value) if match and value else None


def unmarked_item(kind: str, text: str, number: str, value: Number) -> Marker:
    rest = text[len(number) :].strip()
    return Marker(kind, number, value, key_number(value), number, rest, unmarked=True)


def _item(kind: str, text: str, match: re.Match[str], value: Number | None) -> Marker | None:
    if value is None:
        return None
    label, rest = text[: match.end()], text[match.end() :].strip()
    return Marker(kind, match["number"], value, key_number(value), label, rest)
