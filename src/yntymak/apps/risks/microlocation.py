"""What in a sentence of the office tells a place more finely than may be published.

Only the municipality, or where the sender wished it the raion, may follow from what is published.
Looked for are names below that: of the register, of the spot that the sender told, names that the
sender wrote, and villages, streets and houses by the words that go with them. Kyrgyz and Russian
names are found with their endings. It helps the office and proves nothing: a description can
betray without any name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from yntymak.foundation.registry.models import Place, Succession
from yntymak.foundation.registry.queries import GENERIC_WORDS, own_words
from yntymak.methods.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yntymak.apps.risks.models import Signal

# Endings as fold() leaves them (ө→о, ү→у, ң→н). Kyrgyz: plural, possessive, case, "that of there",
# "somebody of there"; Russian: cases of nouns and adjectives; English: the genitive.
_PLURAL = "[лдт][аео]р"
_CASE = "(?:[ндт][ыиу]н|[гкн][аео]|[ндт][ыиу]|н|н?[дт][аео]|[дт][аео]н|н[аео]н)"
_KYRGYZ = f"(?:{_PLURAL})?(?:с?[ыиу])?{_CASE}?(?:г[ыиу]{_CASE}?)?"
_OF_THERE = f"[лдт][ыиу]к(?:{_PLURAL})?(?:с?[ыиу])?{_CASE}?"
_RUSSIAN = "(?:ого|его|ому|ему|ами|ями|[аяую]|[оеи]?[ейюм]|[ыи][йехм]?|[ая][мхя]|[ую]ю|ов|ев|ь)"
_ENDING = re.compile(f"(?:{_KYRGYZ}|{_OF_THERE}|{_RUSSIAN}|ск{_RUSSIAN}|s)")
_SHED = re.compile("(?:ск(?:ий|ая|ое)|[иыо]й|[ая]я|[оеыи]е|[аяоеыийь])$")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…:]\s*[«\"]?\s*$")
_SHORTEST_STEM = 3
_LEAST_TOLD = 4  # letters: shorter words of a sender point nowhere

# Words that stand beside the name of a village, a street or a house. The possessive of "айыл" and
# "көчө" follows a name; "төмөнкү айылда", "айыл өкмөтү", "в селе" alone do not tell which.
_MARKS = re.compile(
    r"""
      \w+\s+айыл(?:ы|ынын|ына|ын|ында\w*|ынан)\b
    | \w+\s+(?:кочо|туюк)с[уыи]\w*
    | \b\d+\s*-\s*(?:уй|квартира|мектеп|участок)\w*
    | \b(?:мектеп|школ|уй|дом|лице|гимнази|сад|участ)\w*\s*№\s*\d+
    | №\s*\d+\s*(?:орто\s+)?(?:мектеп|уй|бала|школ|дом)\w*
    | \bдом(?:е|у|ом)?\s+\d+ | \bд\.\s*\d+
    | \b(?:ул|пер|мкр|кв|коч)\.\s*\w+
    | \b(?:street|house|school)\s+(?:no\.?\s*)?\d+
    | \b\d{2}[.,]\d{4,}\b
    """,
    flags=re.VERBOSE,
)
# Here the capital letter of the name tells it from "в селе тихо", "улицы пусты".
_MARKS_BY_CAPITAL = re.compile(
    r"""
      \b(?:[Сс]|[Пп]гт)\.\s*[А-ЯЁӨҮҢ]\w+
    | \b(?:[Сс]ел(?:о|а|е|у|ом)|[Аа](?:ил|йыл)[аеу]?|[Дд]еревн[яеию])\s+[А-ЯЁӨҮҢ]\w+
    | \b(?:[Уу]лиц|[Пп]ереул)\w+\s+(?:имени\s+)?[А-ЯЁӨҮҢ]\w+
    | \b[A-Z]\w+\s+(?:village|street|lane)\b | \b(?:village|street)\s+(?:of\s+)?[A-Z]\w+
    """,
    flags=re.VERBOSE,
)


# Folded own words: ("ак", "суу") of "Ак-Суу айыл аймагы".
_Name = tuple[str, ...]


@dataclass(frozen=True)
class _Token:
    written: str
    folded: str
    is_large: bool  # a part of "Ак-суу" counts as written large with the whole
    begins: bool  # a sentence, where every word is written large


def finer_places(text: str, signal: Signal) -> list[str]:
    """The words of `text` that tell too much. A query for each unit around, one for those inside.

    `signal` with the words and the spot of its sender.
    """
    if not text.strip():
        return []
    tokens = list(_tokens(text))
    allowed = _names(_around(signal.place))
    below = {name for name in _names(_below(signal.place)) if name not in allowed}
    found = [*_marked(text), *_named(tokens, below), *_told(tokens, signal, allowed)]
    return list(dict.fromkeys(found))


def _marked(text: str) -> list[str]:
    # Not fold(): it would take № and the dashes away.
    small = text.casefold().translate(str.maketrans("өүңё", "оуне"))
    found = [*_MARKS.finditer(small), *_MARKS_BY_CAPITAL.finditer(text)]
    return [text[match.start() : match.end()].strip() for match in found]


def _around(place: Place) -> Iterator[Place]:
    at: Place | None = place
    while at is not None:
        yield at
        at = at.parent


def _below(place: Place) -> Iterable[Place]:
    """Units inside it, of today and of before, and those that were merged into it."""
    merged = Succession.objects.filter(new=place).values("old")
    inside = Q(code__range=place.code_range) | Q(pk__in=merged)
    return Place.objects.filter(inside).exclude(code=place.code)


def _names(places: Iterable[Place]) -> set[_Name]:
    return {
        words
        for place in places
        for name in (place.name_ky, place.name_ru, place.name_en)
        if (words := tuple(own_words(name or "")))
    }


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD.finditer(text):
        before = text[: match.start()]
        is_part = before.endswith(("-", "‐", "‑", "–"))
        whole = _WORD.search(re.split(r"[\s«»\"(]", before)[-1]) if is_part else match
        yield _Token(
            match.group(),
            fold(match.group()),
            is_large=(whole or match).group()[:1].isupper(),
            begins=not before.strip(' «"(') or bool(_SENTENCE_END.search(before)),
        )


def _named(tokens: list[_Token], names: Iterable[_Name]) -> list[str]:
    """Where a name stands, written large, whatever its ending."""
    found = []
    for name in sorted(names):
        for at in range(len(tokens) - len(name) + 1):
            window = tokens[at : at + len(name)]
            if window[0].is_large and _is(name, [token.folded for token in window]):
                found.append(" ".join(token.written for token in window))
    return found


def _is(name: _Name, words: list[str]) -> bool:
    *first, last = name
    if first != words[:-1]:
        return False
    shed = _SHED.sub("", last)  # "Теплоключенка" loses its own ending before it takes another
    stems = {last, shed} if len(shed) >= _LEAST_TOLD else {last}
    return any(_inflects(stem, words[-1], is_known=bool(first)) for stem in stems)


def _inflects(stem: str, word: str, *, is_known: bool = False) -> bool:
    """Whether `word` is `stem` with an ending; a short stem only where words before it match."""
    if word == stem:
        return True
    long_enough = is_known or len(stem) >= _SHORTEST_STEM
    return bool(
        long_enough and word.startswith(stem) and _ENDING.fullmatch(word.removeprefix(stem))
    )


def _told(tokens: list[_Token], signal: Signal, allowed: set[_Name]) -> list[str]:
    """Words of the spot, which only the readers of the worry were to see, and names of the text."""
    known = {word for name in allowed for word in name} | GENERIC_WORDS
    of_spot, of_text = _own(signal.spot, known), _own(signal.text, known)
    return [
        token.written
        for token in tokens
        if _is_one_of(token.folded, of_spot)
        or (_is_name(token) and _is_one_of(token.folded, of_text))
    ]


def _own(text: str, known: set[str]) -> set[str]:
    words = {token.folded for token in _tokens(text)}
    return {
        word
        for word in words
        if len(word) >= _LEAST_TOLD and not any(_inflects(name, word) for name in known)
    }


def _is_name(token: _Token) -> bool:
    """Written large within a sentence, and no abbreviation of an office."""
    return token.is_large and not token.begins and not token.written.isupper()


def _is_one_of(word: str, told: set[str]) -> bool:
    """In whichever of two endings: "Булакта" and "Булактын" share all but the last letters."""
    return any(
        _inflects(each, word) or _inflects(word, each) or _share(each, word) for each in told
    )


def _share(one: str, other: str) -> bool:
    """Both are the same beginning, of four letters or more, with an ending or without."""
    longest = min(len(one), len(other))
    for length in range(longest, _LEAST_TOLD - 1, -1):
        if one[:length] == other[:length]:
            return bool(_ENDING.fullmatch(one[length:]) and _ENDING.fullmatch(other[length:]))
    return False
