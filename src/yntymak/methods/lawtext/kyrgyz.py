"""Kyrgyz words for the places of a law: «108-берененин 1-бөлүгүнүн 3-пунктунда» and back.

Suffixes follow the harmony of vowels (four forms: ы и у ү, or а е о ө) and the last consonant.
"""

import re
from collections.abc import Sequence

from yntymak.methods.lawtext.habits import Habits
from yntymak.methods.lawtext.numbering import (
    RAISED,
    SUPERSCRIPTS,
    key_number,
    read_letter,
    read_number,
)
from yntymak.methods.lawtext.quoted import QUOTE, Skeleton
from yntymak.methods.lawtext.references import BARE, Chain, Level, Reference, between, shown_numbers

__all__ = ["inflected", "list_of", "plural", "read_chain", "read_levels", "read_reference", "refer"]

_CLOSE = {"а": "ы", "ы": "ы", "я": "ы", "е": "и", "и": "и", "э": "и", "о": "у", "у": "у", "ю": "у",
          "ө": "ү", "ү": "ү"}  # fmt: skip
_OPEN = {"а": "а", "ы": "а", "я": "а", "е": "е", "и": "е", "э": "е", "о": "о", "у": "а", "ю": "а",
         "ө": "ө", "ү": "ө"}  # fmt: skip
_VOICELESS = "кптсшщчцфх"
_SOFTENED = {"к": "г", "п": "б"}
# The first word of a kind is the one written.
_UNITS = (
    ("article", "берене"), ("article", "статья"), ("paragraph", "бөлүк"), ("point", "пункт"),
    ("indent", "пунктча"), ("indent", "подпункт"), ("indent", "тамга"), ("alinea", "абзац"),
    ("chapter", "глава"), ("chapter", "бап"), ("section", "параграф"), ("title", "бөлүм"),
    ("subtitle", "бөлүмчө"), ("sentence", "сүйлөм"), ("annex", "тиркеме"),
    ("note", "эскертүү"), ("heading", "аталыш"), ("heading", "ат"), ("preamble", "преамбула"),
    ("text", "текст"),
)  # fmt: skip
_WRITTEN: dict[str, str] = {}
for _kind, _word in _UNITS:
    _WRITTEN.setdefault(_kind, _word)

_UNITS_ORDINAL = (
    "биринчи", "экинчи", "үчүнчү", "төртүнчү", "бешинчи", "алтынчы", "жетинчи", "сегизинчи",
    "тогузунчу",
)  # fmt: skip
_TENS = {"он": 10, "жыйырма": 20, "отуз": 30, "кырк": 40}
_ROUND = {"онунчу": 10, "жыйырманчы": 20, "отузунчу": 30, "кыркынчы": 40}


def plural(word: str) -> str:
    """-лар, -дар, -тар by the last sound: беренелер, бөлүктөр, пункттар."""
    last = word[-1]
    first = "т" if last in _VOICELESS else "л" if last in _CLOSE or last in "йр" else "д"
    return f"{word}{first}{_OPEN[_vowel(word)]}р"


def inflected(word: str, case: str, *, possessed: bool = False) -> str:
    """`case`: nom, gen, dat, loc, abl, att (what is in it: бөлүктөгү).

    `possessed` by what stands before: бөлүгү, бөлүгүндө.
    """
    stem = _possessed(word) if possessed else word
    close, open_ = _CLOSE[_vowel(stem)], _OPEN[_vowel(stem)]
    vowel_end, voiceless = stem[-1] in _CLOSE, stem[-1] in _VOICELESS
    hard = "т" if voiceless else "д"
    if case == "gen":
        return f"{stem}{'н' if vowel_end else hard}{close}н"
    if case in {"loc", "att"}:
        within = f"{stem}{'нд' if possessed else hard}{open_}"
        return within if case == "loc" else f"{within}г{_CLOSE[open_]}"
    if case == "abl":
        return f"{stem}{'н' if possessed else hard}{open_}н"
    if case == "dat":
        return f"{stem}{'н' if possessed else 'к' if voiceless else 'г'}{open_}"
    return stem


def _possessed(word: str) -> str:
    close = _CLOSE[_vowel(word)]
    if word[-1] in _CLOSE:
        return f"{word}с{close}"
    if _softens(word):
        return f"{word[:-1]}{_SOFTENED[word[-1]]}{close}"
    return word + close


def _softens(word: str) -> bool:
    return word[-1] in _SOFTENED and word[-2:-1] in _CLOSE


def _vowel(word: str) -> str:
    return next(sign for sign in reversed(word) if sign in _CLOSE)


_PLURALS = {
    inflected(plural(word), case, possessed=possessed)
    for _, word in _UNITS
    for case in ("nom", "gen", "dat", "loc", "att", "abl")
    for possessed in (True, False)
}


def _forms() -> dict[str, tuple[str, str]]:
    """Every form of every unit: its kind and its case."""
    found: dict[str, tuple[str, str]] = {}
    for kind, word in _UNITS:
        for base in (word, plural(word)):
            for case in ("abl", "dat", "loc", "att", "gen", "nom"):
                for possessed in (True, False):
                    form = inflected(base, case, possessed=possessed)
                    if word != "ат" or possessed:  # «ат» alone is also a horse
                        found[form] = (kind, case)
    return found


_FORMS = _forms()
_UNIT = "|".join(sorted(_FORMS, key=len, reverse=True))
_ORDINAL = (
    rf"(?:(?:{'|'.join(_TENS)})\s+)?(?:{'|'.join(_UNITS_ORDINAL)})(?!\w)"
    rf"|(?:{'|'.join(_ROUND)})(?!\w)"
)
_ARABIC = (
    rf"\d{{1,4}}{RAISED}(?:\.\d{{1,3}}{RAISED}){{0,3}}"
    rf"(?:-\d{{1,3}}{RAISED}(?=\s?[-–,]|\s+жана\s))?\)?"
)
_NUMBER = rf"(?:{_ARABIC}|[ivxlc]{{1,6}}(?=[\s-])|{QUOTE}|{_ORDINAL}|(?<!\w)[а-я]\))"
_BETWEEN = r",\s*|\s+жана\s+|\s*[–—]\s*|\s+-\s+"
_NUMBERS = rf"{_NUMBER}(?:(?:{_BETWEEN}){_NUMBER})*"
_NUMBERED = re.compile(rf"(?P<numbers>{_NUMBERS})\s*[-–]?\s*(?P<unit>{_UNIT})(?!\w)", re.IGNORECASE)
_BARE = re.compile(rf"(?P<numbers>)(?:ушул\s+)?(?P<unit>{_UNIT})(?!\w)", re.IGNORECASE)
_NOTE = re.compile(r"эскертүү", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,\s*|\s+жана\s+|\s+ошондой\s+эле\s+)", re.IGNORECASE)
_OF_ACT = re.compile(
    rf"\s*(?:ушул\s+)?(?:{QUOTE}\s+)?(?:[\w-]+\s+){{0,5}}?(?:мыйзам|кодекс)\w*\s+"
    r"(?:\([^()]*\)\s*)?"
    r"(?=[\d⟦]|[ivxlc]+[\s-]|\w+\s+(?:абзац|сүйлөм)|(?:аталыш|аты|атын|преамбула|текст)\w*)",
    re.IGNORECASE,
)


def read_reference(skeleton: Skeleton, start: int) -> Reference | None:
    """A chain goes from the outside in; what a later one leaves out the first has named."""
    found = read_chain(skeleton, _skip(skeleton.text, start))
    if found is None:
        return None
    chains, end = [found[0]], found[1]
    while (join := _JOIN.match(skeleton.text, end)) and (found := read_chain(skeleton, join.end())):
        chains.append(_completed(found[0], chains[0]))
        end = found[1]
    return Reference(tuple(chains), end)


def read_chain(skeleton: Skeleton, start: int) -> tuple[Chain, int] | None:
    act = _OF_ACT.match(skeleton.text, start)
    found: list[Level] = []
    place = end = act.end() if act else start
    while match := _NUMBERED.match(skeleton.text, place) or _BARE.match(skeleton.text, place):
        kind, case = _FORMS[match["unit"].lower()]
        numbers = _read_numbers(match["numbers"], skeleton, match["unit"])
        if numbers is None:
            break
        found.append(Level(kind, numbers))
        end = match.end()
        place = _skip(skeleton.text, end)
        to_note = case == "dat" and _NOTE.match(skeleton.text, place)  # «8-беренеге эскертүү»
        if case not in {"gen", "att"} and not to_note:
            break
    return (tuple(found), end) if found else None


def read_levels(skeleton: Skeleton, text: str) -> Level | None:
    """«4-бөлүк», «экинчи жана үчүнчү абзацтар»: what is to be put in."""
    inner = Skeleton(re.sub(r"^жаңы\s+", "", text.strip()), skeleton.quoted)
    found = read_chain(inner, 0)
    if found is None or len(found[0]) != 1 or inner.text[found[1] :].strip():
        return None
    level = found[0][0]
    return level if level.numbers or level.kind in BARE else None


def refer(chains: Sequence[Chain], case: str, habits: Habits, *, inside: bool) -> str:
    """The places in a case; `inside`: an introduction has named what they belong to."""
    named = [chain for chain in chains if chain]
    shown = [*named[:1], *(_shortened(chain, named[0]) for chain in named[1:])]
    return list_of(
        [
            _refer_one(chain, case, habits, inside or len(chain) < len(whole))
            for chain, whole in zip(shown, named, strict=True)
        ]
    )


def _shortened(chain: Chain, first: Chain) -> Chain:
    """«1-бөлүгүндө жана 3-бөлүгүнүн экинчи абзацында»: what the first one names is left out."""
    for start in range(len(chain) - 1, 0, -1):
        if _completed(chain[start:], first) == chain:
            return chain[start:]
    return chain


def list_of(items: Sequence[str]) -> str:
    return " жана ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def _refer_one(chain: Chain, case: str, habits: Habits, inside: bool) -> str:
    words = []
    for place, level in enumerate(chain):
        last = place == len(chain) - 1
        possessed = place > 0 or (inside and level.kind != "article")
        words.append(_named(level, case if last else "gen", habits, possessed=possessed))
    return " ".join(words)


def _named(level: Level, case: str, habits: Habits, *, possessed: bool) -> str:
    several = len(level.numbers) > 1
    possessed = possessed or level.kind == "indent"  # «б» пунктчасы
    word = "ат" if level.kind == "heading" and habits.word("heading", "") else _WRITTEN[level.kind]
    form = inflected(plural(word) if several else word, case, possessed=possessed)
    if not level.numbers or (level.kind == "note" and level.numbers == ("1",)):
        return form
    spelled = habits.spelled and level.kind == "paragraph" and all(map(str.isdigit, level.numbers))
    if level.kind in {"alinea", "sentence"} or spelled:
        return f"{list_of([_ordinal(int(number)) for number in level.numbers])} {form}"
    joint = " " if level.kind == "indent" or (habits.roman and level.kind == "title") else "-"
    return f"{list_of(shown_numbers(level, habits))}{joint}{form}"


def _ordinal(value: int) -> str:
    tens, unit = divmod(value, 10)
    names = {number: word for word, number in _TENS.items()}
    rounds = {number: word for word, number in _ROUND.items()}
    if not unit:
        return rounds.get(value, str(value))
    if tens and tens * 10 not in names:
        return str(value)
    return f"{names[tens * 10]} {_UNITS_ORDINAL[unit - 1]}" if tens else _UNITS_ORDINAL[unit - 1]


def _read_numbers(written: str, skeleton: Skeleton, unit: str) -> tuple[str, ...] | None:
    """«7-1-глава» is 7¹, «2-5-пункттар» are four."""
    numbers: list[str] = []
    pieces = re.split(rf"({_BETWEEN})", written.lower()) if written else []
    for place in range(0, len(pieces), 2):
        piece = pieces[place].rstrip(")")
        if piece.startswith("⟦"):
            piece = skeleton.words(piece)[0].rstrip(")")
        low, dash, high = piece.partition("-")
        first, last = _number(low), _number(high)
        if dash and first and last and unit.lower() in _PLURALS:
            following = between(first, last)
            if following != [last]:
                numbers += [first, *following]
                continue
        value = _number(piece)
        if value is None:
            return None
        through = place > 0 and pieces[place - 1].strip() in {"–", "—", "-"}
        numbers += between(numbers[-1], value) if through else [value]
    return tuple(numbers)


def _number(piece: str) -> str | None:
    if piece in _ROUND:
        return str(_ROUND[piece])
    tens, _, unit = piece.rpartition(" ")
    if unit in _UNITS_ORDINAL:
        return str(_TENS.get(tens, 0) + _UNITS_ORDINAL.index(unit) + 1)
    if piece[:1].isalpha() and not piece.isascii():
        letter = read_letter(piece) if len(piece.rstrip(SUPERSCRIPTS)) == 1 else None
        return key_number(letter) if letter else None
    number = read_number(piece) if piece else None
    return key_number(number) if number else None


def _completed(chain: Chain, first: Chain) -> Chain:
    kinds = [level.kind for level in first]
    if chain[0].kind in kinds:
        return (*first[: kinds.index(chain[0].kind)], *chain)
    return (*first[:-1], *chain) if len(first) > 1 and chain[0].kind != "article" else chain


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
