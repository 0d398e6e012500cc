"""What counts in a text of law when two of them are compared."""

from collections.abc import Sequence

from yntymak.methods.lawtext.applying import is_repealed
from yntymak.methods.lawtext.payload import subtree
from yntymak.methods.lawtext.provisions import LawText, Provision

__all__ = [
    "ASIDE",
    "NUMBERED",
    "content_of",
    "own_content",
    "part_of",
    "plain_parts",
    "same_content",
]

NUMBERED = {
    "part", "title", "subtitle", "chapter", "section", "article", "paragraph", "point", "indent",
    "annex",
}  # fmt: skip
# Of the publisher, or no part of what an instruction can change.
ASIDE = {"remark", "footnote", "preface", "contents", "conclusions"}

Row = tuple[str, str, str, str, tuple[str, ...]]


def content_of(law: LawText) -> list[Row]:
    """What counts in a comparison: all but remarks, empty numbers and lines of the source.

    Plain paragraphs that only a remark parts from their provision are its own.
    """
    return _rows(law, law.provisions)


def same_content(one: LawText, other: LawText) -> bool:
    return content_of(one) == content_of(other)


def own_content(law: LawText, key: str) -> tuple[str, tuple[str, ...], list[str]]:
    """Heading and text of a provision, and which of its parts have no number."""
    return law[key].heading, law[key].paragraphs, plain_parts(law, key)


def plain_parts(law: LawText, key: str) -> list[str]:
    """Keys of the plain paragraphs after a list, and of tables."""
    return [
        child.key
        for child in law.children(key)
        if child.kind not in NUMBERED and child.kind not in ASIDE
    ]


def part_of(law: LawText, key: str) -> list[Row]:
    """What counts in a provision and all its parts."""
    return _rows(law, subtree(law, key))


def _rows(law: LawText, provisions: Sequence[Provision]) -> list[Row]:
    rows: list[Row] = []
    told: set[str] = set()
    for each in provisions:
        if each.kind in ASIDE or each.key in told or is_repealed(law, each.key):
            continue
        parted = _parted(law, each.key)
        told |= {child.key for child in parted}
        paragraphs = (*each.paragraphs, *(text for child in parted for text in child.paragraphs))
        rows.append((each.key, each.kind, each.number, each.heading, paragraphs))
    return rows


def _parted(law: LawText, key: str) -> list[Provision]:
    """Plain paragraphs before the first part, which a remark has made children."""
    found: list[Provision] = []
    for child in law.children(key):
        if child.kind in ASIDE:
            continue
        if child.kind != "alinea" or any(
            each.kind not in ASIDE for each in law.children(child.key)
        ):
            break
        found.append(child)
    return found
