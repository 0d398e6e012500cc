"""The quoted text of an instruction, read as provisions that join the law under their keys."""

import re
from dataclasses import replace

from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.numbering import plain_digits
from yntymak.methods.lawtext.operations import AmendmentError
from yntymak.methods.lawtext.plaintext import to_document
from yntymak.methods.lawtext.provisions import LawText, Provision, to_text
from yntymak.methods.lawtext.structure import parse

__all__ = ["read_payload", "sentences", "subtree", "subtree_text", "under"]

# A stop, then a space and a capital; «ст. 5», «г. Ош», «№ 5» and initials end nothing.
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{2}[.!?])\s+(?=[А-ЯЁӨҮҢA-Z«\"])|(?<=[\d)»\"][.!?])\s+(?=[А-ЯЁӨҮҢ])"
)
_BEFORE_LAW = {"preface", "preamble", "contents", "conclusions"}


def read_payload(text: str, language: str, parent: str | None) -> LawText:
    """Provisions of `text` keyed as children of `parent`; raises AmendmentError for plain text."""
    try:
        law = parse(to_document(text), language, require_articles=False, is_signed=False)
    except LawTextError as error:
        raise AmendmentError("payload_unreadable", error.detail) from error
    if not law.provisions or law.provisions[0].kind in _BEFORE_LAW:
        raise AmendmentError("payload_unreadable", "the new text begins with no number")
    return LawText(language, tuple(_moved(each, parent) for each in law.provisions))


def subtree(law: LawText, key: str) -> tuple[Provision, ...]:
    return (law[key], *law.descendants(key))


def subtree_text(law: LawText, key: str) -> str:
    """A provision as it is to be printed: no remarks of the publisher, 85¹ where 851 stood."""
    kept = tuple(_raised(each) for each in subtree(law, key) if each.kind != "remark")
    return to_text(LawText(law.language, kept))


def _raised(provision: Provision) -> Provision:
    """A number that was restored from a lost superscript stands in the mark too."""
    number, label = provision.number, provision.label
    if number in label:
        return provision
    return replace(provision, label=label.replace(plain_digits(number), number, 1))


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences stand, as (start, end), without the spaces between them."""
    spans, start = [], 0
    for gap in _SENTENCE_END.finditer(text):
        spans.append((start, gap.start()))
        start = gap.end()
    return [*spans, (start, len(text))]


def _moved(provision: Provision, parent: str | None) -> Provision:
    if parent is None:
        return provision
    return replace(
        provision,
        key=under(provision.key, parent),
        parent=parent if provision.parent is None else under(provision.parent, parent),
    )


def under(key: str, parent: str) -> str:
    """The key of a child of `parent`; articles carry no chapter, only the annex they stand in."""
    if not key.startswith("art_"):
        return f"{parent}__{key}"
    annex = parent.partition("__")[0]
    return f"{annex}__{key}" if annex.startswith("annex") else key
