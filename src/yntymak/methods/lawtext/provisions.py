"""The structure of a law in one language; the keys are the same in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from yntymak.methods.lawtext.document import Problem

__all__ = ["ABBREVIATIONS", "ARTICLE_RANK", "RANKS", "LawText", "Problem", "Provision"]

# Depth of the kinds that nest by rank; the rest (preface, remark, alinea, …) hang where they stand.
RANKS = {
    "annex": 0,
    "part": 1,
    "title": 2,
    "subtitle": 3,
    "chapter": 4,
    "section": 5,
    "article": 6,
    "note": 7,
    "paragraph": 8,
    "point": 9,
    "indent": 10,
}
ARTICLE_RANK = RANKS["article"]

# Parts of keys, after the Akoma Ntoso naming convention where it has one.
ABBREVIATIONS = {
    "annex": "annex",
    "part": "part",
    "title": "title",
    "subtitle": "subtitle",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "note": "note",
    "paragraph": "para",
    "point": "point",
    "indent": "indent",
    "alinea": "al",
    "remark": "rem",
    "table": "table",
    "footnote": "fn",
    "preface": "preface",
    "preamble": "preamble",
    "contents": "contents",
    "conclusions": "conclusions",
}


@dataclass(frozen=True)
class Provision:
    """One addressable piece of a law.

    `kind` is a key of ABBREVIATIONS. `number` is as printed without its mark (85¹, II, а), `label`
    is the whole printed mark («85¹-берене.», «РАЗДЕЛ II», «1)»). `paragraphs` are the plain
    paragraphs that stand before any child; later ones are children of kind alinea. A table has
    one paragraph a row, cells parted by tabs. `line` is the line of the source.
    """

    key: str
    kind: str
    number: str
    heading: str
    paragraphs: tuple[str, ...]
    parent: str | None
    label: str = ""
    line: int = 0


@dataclass(frozen=True)
class LawText:
    """Provisions in the order of the text: a parent before its children, siblings as printed."""

    language: str
    provisions: tuple[Provision, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _by_key(self) -> dict[str, Provision]:
        return {provision.key: provision for provision in self.provisions}

    @cached_property
    def _by_parent(self) -> dict[str | None, tuple[Provision, ...]]:
        found: dict[str | None, list[Provision]] = {}
        for provision in self.provisions:
            found.setdefault(provision.parent, []).append(provision)
        return {key: tuple(children) for key, children in found.items()}

    def __getitem__(self, key: str) -> Provision:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def children(self, key: str | None = None) -> tuple[Provision, ...]:
        """Direct children in order; of the whole law where no key is given."""
        return self._by_parent.get(key, ())

    def descendants(self, key: str | None) -> Iterator[Provision]:
        for child in self.children(key):
            yield child
            yield from self.descendants(child.key)

    @property
    def articles(self) -> tuple[Provision, ...]:
        return tuple(each for each in self.provisions if each.kind == "article")


def to_text(law: LawText) -> str:
    """The law as plain text, a line per heading and paragraph: no visible character is lost."""
    lines: list[str] = []
    for each in law.provisions:
        opening = " ".join(part for part in (each.label, each.heading) if part)
        paragraphs = list(each.paragraphs)
        if (
            each.label
            and not each.heading
            and each.kind in {"paragraph", "point", "indent", "note"}
        ):
            opening = " ".join([opening, *paragraphs[:1]])
            paragraphs = paragraphs[1:]
        lines += [opening, *paragraphs] if opening else paragraphs
    return "\n".join(lines)
