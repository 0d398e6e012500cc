"""Two redactions of one law: which provisions were added, removed or changed, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass

from yntymak.methods.lawtext.provisions import LawText, Provision
from yntymak.methods.lawtext.targets import article_of
from yntymak.methods.lawtext.words import Segment, word_changes

__all__ = [
    "NOT_COMPARED",
    "Comparison",
    "ProvisionChange",
    "article_text",
    "compare_versions",
    "lines_of",
    "own_text",
]

# What the publisher or the page adds is no law; plain paragraphs are part of what holds them.
NOT_COMPARED = {"remark", "footnote", "contents", "preface", "conclusions"}
_WITHIN_PARENT = {"alinea"}


@dataclass(frozen=True)
class ProvisionChange:
    """`segments` are the words of heading and plain paragraphs, these parted by line ends."""

    key: str
    kind: str
    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Comparison:
    """In the order of the text; a provision that came or went takes its parts with it."""

    changed: tuple[ProvisionChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def articles(self) -> frozenset[str]:
        """Keys of all articles in which anything is different."""
        keys = [*(each.key for each in self.changed), *self.added, *self.removed]
        return frozenset(article for key in keys if (article := article_of(key)))


def compare_versions(old: LawText, new: LawText) -> Comparison:
    """Align two redactions in one language by key and compare the words of each provision."""
    ours, theirs = _compared(old), _compared(new)
    changed = [
        ProvisionChange(key, provision.kind, provision.label, segments)
        for key, provision in theirs.items()
        if key in ours and (segments := _difference(old, new, key))
    ]
    return Comparison(
        changed=tuple(changed),
        added=tuple(_tops(new, [key for key in theirs if key not in ours])),
        removed=tuple(_tops(old, [key for key in ours if key not in theirs])),
    )


def own_text(law: LawText, key: str) -> str:
    """Heading and plain paragraphs of a provision, without its numbered parts and remarks."""
    provision = law[key]
    heading = (provision.heading,) if provision.heading else ()
    closing = (
        paragraph
        for child in law.children(key)
        if child.kind == "alinea"
        for paragraph in child.paragraphs
    )
    return "\n".join((*heading, *provision.paragraphs, *closing))


def article_text(law: LawText, key: str) -> str:
    """All of a provision as compared: marks and words, without remarks."""
    return "\n".join(_lines(law, law[key]))


def lines_of(provision: Provision) -> Iterator[str]:
    """The lines a provision is printed in, its parts left out."""
    first = " ".join(filter(None, (provision.label, provision.heading)))
    paragraphs = list(provision.paragraphs)
    if first and not provision.heading and provision.kind != "article":
        first = " ".join([first, *paragraphs[:1]])
        paragraphs = paragraphs[1:]
    if first:
        yield first
    yield from paragraphs


def _lines(law: LawText, provision: Provision) -> Iterator[str]:
    if provision.kind in NOT_COMPARED:
        return
    yield from lines_of(provision)
    for child in law.children(provision.key):
        yield from _lines(law, child)


def _compared(law: LawText) -> dict[str, Provision]:
    return {
        each.key: each
        for each in law.provisions
        if each.kind not in NOT_COMPARED and each.kind not in _WITHIN_PARENT
    }


def _difference(old: LawText, new: LawText, key: str) -> tuple[Segment, ...]:
    before, after = own_text(old, key), own_text(new, key)
    return () if before == after else word_changes(before, after)


def _tops(law: LawText, keys: list[str]) -> Iterator[str]:
    """Only the outermost: an added article does not list its paragraphs too.

    Articles of an added chapter are listed, for they may have stood elsewhere before.
    """
    found = set(keys)
    for key in keys:
        if not any(above in found for above in _above(law, key)):
            yield key


def _above(law: LawText, key: str) -> Iterator[str]:
    parent = law[key].parent
    while parent is not None and law[key].kind != "article":
        yield parent
        parent = law[parent].parent
