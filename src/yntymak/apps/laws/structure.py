"""One text in two languages: kept as JSON while it waits, joined into pieces by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yntymak.methods.lawtext.provisions import LawText, Provision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LANGUAGES = ("ky", "ru")
DIVISIONS = frozenset({"annex", "part", "title", "subtitle", "chapter", "section"})
LONGEST_KEY = 200
LONGEST_NUMBER = 40
LONGEST_LABEL = 200


@dataclass(frozen=True)
class Wording:
    """What a provision says in one language."""

    label: str
    heading: str
    paragraphs: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass
class Piece:
    """A provision of the joined text. `unit` is the key of its page, None for a division."""

    key: str
    kind: str
    number: str
    parent: str | None
    depth: int
    unit: str | None = None
    texts: dict[str, Wording] = field(default_factory=dict)

    @property
    def is_unit(self) -> bool:
        return self.unit == self.key

    @property
    def is_division(self) -> bool:
        return self.kind in DIVISIONS


def to_rows(law: LawText) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "kind": each.kind,
            "number": each.number,
            "label": each.label,
            "heading": each.heading,
            "paragraphs": list(each.paragraphs),
            "parent": each.parent,
            "line": each.line,
        }
        for each in law.provisions
    ]


def to_law(language: str, rows: Iterable[Mapping[str, Any]]) -> LawText:
    provisions = tuple(Provision(**{**row, "paragraphs": tuple(row["paragraphs"])}) for row in rows)
    return LawText(language, provisions)


def laws_of(parsed: Mapping[str, Any]) -> dict[str, LawText]:
    return {code: to_law(code, parsed[code]) for code in LANGUAGES if code in parsed}


def join(laws: Mapping[str, LawText]) -> list[Piece]:
    """The provisions of all languages in the order of the first, each key once.

    What only another language has stands where that language has it. Editorial remarks become
    part of the provision that they stand under.
    """
    first, *others = (laws[code] for code in LANGUAGES if code in laws)
    order = [each.key for each in _spoken(first)]
    for law in others:
        order = woven(order, [each.key for each in _spoken(law)])
    pieces: dict[str, Piece] = {}
    for key in order:
        source = next(law[key] for law in laws.values() if key in law)
        above = pieces.get(source.parent or "")
        depth = above.depth + 1 if above else 0
        parent = above.key if above else None
        pieces[key] = Piece(key, source.kind, source.number, parent, depth)
        pieces[key].texts = {code: _wording(law, key) for code, law in laws.items() if key in law}
    _give_units(pieces)
    return list(pieces.values())


def _spoken(law: LawText) -> Iterator[Provision]:
    return (each for each in law.provisions if each.kind != "remark" or each.parent is None)


def woven(order: list[str], other: list[str]) -> list[str]:
    """`order` with what only `other` has put where `other` has it."""
    known = set(order)
    following: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in other:
        if key not in known:
            following.setdefault(last, []).append(key)
        else:
            last = key
    woven = list(following.get(None, ()))
    for key in order:
        woven.append(key)
        woven += following.get(key, ())
    return woven


def _wording(law: LawText, key: str) -> Wording:
    each = law[key]
    remarks = [
        text for child in law.children(key) if child.kind == "remark" for text in child.paragraphs
    ]
    return Wording(each.label, each.heading, each.paragraphs, tuple(remarks))


def _give_units(pieces: dict[str, Piece]) -> None:
    """A page is: an article, what stands outside articles, a division with words of its own."""
    for piece in pieces.values():
        above = pieces[piece.parent] if piece.parent else None
        if piece.kind == "article":
            piece.unit = piece.key
        elif piece.is_division:
            words = any(text.paragraphs for text in piece.texts.values())
            piece.unit = piece.key if words else None
        elif above is None or above.unit is None:
            piece.unit = piece.key
        else:
            piece.unit = above.unit
