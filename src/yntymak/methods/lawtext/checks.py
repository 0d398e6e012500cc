"""What a careful reader would ask about the numbers and the language of a law."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yntymak.methods.lawtext.classify import Item
from yntymak.methods.lawtext.document import Document, Problem
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.markers import fold
from yntymak.methods.lawtext.numbering import Number, follows, lost_superscript, printed
from yntymak.methods.lawtext.provisions import Provision

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


@dataclass(frozen=True)
class Numbered:
    """A provision with its number as read; `until` ends a range of articles."""

    provision: Provision
    value: Number
    until: Number | None = None


def check_numbers(numbered: Sequence[Numbered]) -> list[Problem]:
    """Gaps, numbers out of order and lost superscripts among siblings; articles run through."""
    return [
        problem
        for (kind, _), group in _series(numbered).items()
        for problem in _check_series(kind, group)
    ]


def lost_superscripts(numbered: Sequence[Numbered]) -> dict[tuple[str, int], Number]:
    """What numbers with a sunken superscript most likely meant, by kind and line."""
    meant: dict[tuple[str, int], Number] = {}
    for (kind, _), group in _series(numbered).items():
        for each, _, guess in _with_guesses(kind, group):
            if guess:
                meant[kind, each.provision.line] = guess
    return meant


def _series(numbered: Sequence[Numbered]) -> dict[tuple[str, str], list[Numbered]]:
    series: dict[tuple[str, str], list[Numbered]] = {}
    for each in numbered:
        if each.provision.kind in _COUNTED and each.value:
            series.setdefault((each.provision.kind, _scope(each.provision)), []).append(each)
    return series


def _scope(provision: Provision) -> str:
    """Within what a number counts: its parent; for articles the whole law or the annex."""
    if provision.kind != "article":
        return provision.parent or ""
    return provision.key.partition("__")[0] if provision.key.startswith("annex") else ""


def _with_guesses(
    kind: str, group: list[Numbered]
) -> Iterable[tuple[Numbered, Number | None, Number | None]]:
    """Each of a series with the number before it, as understood, and what it most likely meant."""
    before: Number | None = None
    for index, each in enumerate(group):
        after = group[index + 1].value if index + 1 < len(group) else None
        meant = lost_superscript(before, each.value, after) if kind != "indent" else None
        yield each, before, meant
        before = each.until or meant or each.value


def _check_series(kind: str, group: list[Numbered]) -> Iterable[Problem]:
    for each, before, meant in _with_guesses(kind, group):
        provision, value = each.provision, each.value
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
