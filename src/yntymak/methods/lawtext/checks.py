"""What a careful reader would ask about the numbers and the language of a law."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from yntymak.methods.lawtext.classify import Item
from yntymak.methods.lawtext.document import Document, Problem
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.markers import fold
from yntymak.methods.lawtext.numbering import Number, follows, lost_superscript, printed
from yntymak.methods.lawtext.provisions import Provision

Counted = tuple[Provision, Number]

_NO_RANGES: Mapping[str, Number] = MappingProxyType({})
_COUNTED = {"article", "paragraph", "point", "indent", "chapter"}
_KYRGYZ_LETTERS = re.compile("[өүң]")
_WORDS = re.compile(r"[^\W\d_]+")
# Frequent words that the other language does not have.
_KYRGYZ_WORDS = frozenset(
    ("жана", "менен", "үчүн", "учун", "боюнча", "болуп", "эмес", "ушул", "тарабынан", "каралган")
)
_RUSSIAN_WORDS = frozenset(
    ("и", "в", "на", "не", "или", "с", "по", "для", "что", "при", "от", "его", "их", "если", "об")
)
_FEW_WORDS = 6
_ENOUGH_LETTERS = 2000


def check_numbers(
    numbered: Sequence[Counted], ranges: Mapping[str, Number] = _NO_RANGES
) -> list[Problem]:
    """Gaps, numbers out of order and lost superscripts among siblings; articles run through.

    `ranges` gives the last number of those provisions, by key, that stand for several articles.
    """
    return [
        problem
        for (kind, _), group in _series(numbered).items()
        for problem in _check_series(kind, group, ranges)
    ]


def lost_superscripts(
    numbered: Sequence[Counted], ranges: Mapping[str, Number] = _NO_RANGES
) -> dict[tuple[str, int], Number]:
    """What numbers with a sunken superscript most likely meant, by kind and line."""
    return {
        (kind, provision.line): guess
        for (kind, _), group in _series(numbered).items()
        for provision, _, _, guess in _with_guesses(kind, group, ranges)
        if guess
    }


def _series(numbered: Sequence[Counted]) -> dict[tuple[str, str], list[Counted]]:
    series: dict[tuple[str, str], list[Counted]] = {}
    for provision, value in numbered:
        if provision.kind in _COUNTED and value:
            scope = (provision.kind, _scope(provision))
            series.setdefault(scope, []).append((provision, value))
    return series


def _scope(provision: Provision) -> str:
    """Within what a number counts: its parent; for articles the whole law or the annex."""
    if provision.kind != "article":
        return provision.parent or ""
    return provision.key.partition("__")[0] if provision.key.startswith("annex") else ""


def _with_guesses(
    kind: str, group: list[Counted], ranges: Mapping[str, Number]
) -> Iterable[tuple[Provision, Number, Number | None, Number | None]]:
    """Provision, number, the number before it as understood, and what it most likely meant."""
    before: Number | None = None
    for index, (provision, value) in enumerate(group):
        after = group[index + 1][1] if index + 1 < len(group) else None
        meant = lost_superscript(before, value, after) if kind != "indent" else None
        yield provision, value, before, meant
        before = ranges.get(provision.key) or meant or value


def _check_series(
    kind: str, group: list[Counted], ranges: Mapping[str, Number]
) -> Iterable[Problem]:
    for provision, value, before, meant in _with_guesses(kind, group, ranges):
        found = f"{provision.number} after {_shown(before)}"
        if meant:
            detail = f"{found} was most likely {printed(meant)}"
            yield _problem("superscript_lost", provision, detail)
        elif before is not None and value < before:
            yield _problem("out_of_order", provision, found)
        elif before != value and not _starts_or_follows(kind, before, value):
            yield _problem("gap", provision, found)


def _starts_or_follows(kind: str, before: Number | None, value: Number) -> bool:
    if before is None and kind == "chapter":
        return True  # chapters may be counted through the sections
    return follows(before, value)


def _shown(before: Number | None) -> str:
    return printed(before) if before else "the beginning"


def _problem(code: str, provision: Provision, detail: str) -> Problem:
    return Problem(code, provision.key, provision.line, detail)


def check_document(
    document: Document, items: Sequence[Item], language: str, *, require_articles: bool
) -> list[Problem]:
    marks = [
        item.marker.language for item in items if item.marker and item.marker.kind == "article"
    ]
    if not marks and require_articles:
        raise LawTextError("no_articles", "no line of the text is the heading of an article")
    other = {"ky": "ru", "ru": "ky"}[language]
    if marks.count(other) > marks.count(language):
        raise LawTextError(
            "wrong_language", f"{marks.count(other)} of {len(marks)} articles are marked in {other}"
        )
    problems = _mixed_languages(document, language, marks.count(other))
    if language == "ky" and _lacks_kyrgyz_letters(document.text):
        problems.append(Problem("letters_missing", "", 0, "the text has no ө, ү, ң"))
    return problems


def _lacks_kyrgyz_letters(text: str) -> bool:
    """Ordinary Kyrgyz has one of ө ү ң in about twelve letters."""
    letters = sum(map(str.isalpha, text))
    found = len(_KYRGYZ_LETTERS.findall(fold(text)))
    return letters > 0 and found * 100 < letters and (letters >= _ENOUGH_LETTERS or found == 0)


def line_language(text: str) -> str:
    """ky, ru or empty where the line is too short or says too little."""
    folded = fold(text)
    words = _WORDS.findall(folded)
    if len(words) < _FEW_WORDS:
        return ""
    kyrgyz = sum(word in _KYRGYZ_WORDS or bool(_KYRGYZ_LETTERS.search(word)) for word in words)
    russian = sum(word in _RUSSIAN_WORDS for word in words)
    if kyrgyz > 2 * russian:
        return "ky"
    return "ru" if russian > 2 * kyrgyz else ""


def _mixed_languages(document: Document, language: str, headings: int) -> list[Problem]:
    foreign = [
        line.number
        for line in document.lines
        if (found := line_language(line.text)) and found != language
    ]
    if not foreign and not headings:
        return []
    detail = f"{len(foreign)} lines and {headings} articles are in the other language"
    return [Problem("mixed_languages", "", foreign[0] if foreign else 0, detail)]
