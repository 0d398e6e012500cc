"""How an amending law calls the act that it changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yntymak.apps.laws.models import Act
from yntymak.methods.lawtext.kyrgyz import inflected

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOWELS = "аеёиоуыэюяөү"
_REPUBLIC = {"ky": "Кыргыз Республикасынын", "ru": "Кыргызской Республики"}
# What acts of a kind are called; a code and the constitution are called by their title.
_NOUNS: Mapping[str, Mapping[str, str]] = {
    Act.Kind.LAW: {"ky": "Мыйзамы", "ru": "Закон"},
    Act.Kind.BY_LAW: {"ky": "актысы", "ru": "акт"},
    Act.Kind.RESOLUTION: {"ky": "токтому", "ru": "постановление"},
}
# A title that already says what the act is: «Закон Кыргызской Республики "О …"».
_SAYS_ITSELF = {
    "ky": re.compile(r"\b(?:мыйзамы|кодекси|конституциясы|токтому|жобосу|уставы)$", re.IGNORECASE),
    "ru": re.compile(
        r"^(?:конституционный |)(?:закон|кодекс|конституция|постановление|положение|устав)\b"
        r"|\bкодекс\b",
        re.IGNORECASE,
    ),
}
_FEMININE = re.compile(r"^([Кк]онституци)я\b")


@dataclass(frozen=True)
class Name:
    """`changed` is the form that stands after «внести в», before «өзгөртүүлөр киргизилсин»."""

    plain: str
    changed: str


def name_of(act: Act, language: str) -> Name:
    title = " ".join((getattr(act, f"title_{language}", None) or act.title).split())
    return _kyrgyz(act.kind, title) if language == "ky" else _russian(act.kind, title)


def _kyrgyz(kind: str, title: str) -> Name:
    if _SAYS_ITSELF["ky"].search(title) or kind not in _NOUNS:
        of = "" if title.startswith(_REPUBLIC["ky"]) else f"{_REPUBLIC['ky']} "
        plain = f"{of}{title}"
    elif kind == Act.Kind.LAW:
        plain = f"{_REPUBLIC['ky']} {_quoted(title)} {_NOUNS[kind]['ky']}"
    else:
        plain = f"{_quoted(title)} {_NOUNS[kind]['ky']}"
    return Name(plain, _dative(plain))


def _russian(kind: str, title: str) -> Name:
    if _SAYS_ITSELF["ru"].search(title) or kind not in _NOUNS:
        of = "" if _REPUBLIC["ru"] in title else f" {_REPUBLIC['ru']}"
        plain = f"{title}{of}"
    elif kind == Act.Kind.LAW:
        plain = f"{_NOUNS[kind]['ru']} {_REPUBLIC['ru']} {_quoted(title)}"
    else:
        plain = f"{_NOUNS[kind]['ru']} {_quoted(title)}"
    return Name(plain, _FEMININE.sub(r"\1ю", plain))


def _quoted(title: str) -> str:
    return title if title.startswith(("«", '"', "“")) else f'"{title.strip()}"'


def _dative(phrase: str) -> str:
    """A possessed word: Мыйзамы → Мыйзамына, кодекси → кодексине; others кодекс → кодекске."""
    stem, space, word = phrase.rpartition(" ")
    if word[-1].lower() not in "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя":
        return phrase
    dative = inflected(word, "dat")
    if word[-1].lower() in _VOWELS:
        dative = f"{word}н{dative[-1]}"
    return f"{stem}{space}{dative}"
