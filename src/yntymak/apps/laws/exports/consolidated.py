"""An act as it would read, as a Word file and as plain text; what changes is marked at the margin.

No text in force: it says so at its head and on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import override, pgettext

from yntymak.apps.laws.bills.comparative import places_of
from yntymak.apps.laws.bills.consolidation import carried_out
from yntymak.apps.laws.lawtexts import law_text
from yntymak.methods.lawtext.payload import subtree
from yntymak.methods.lawtext.provisions import ARTICLE_RANK, RANKS, LawText, to_text
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordFile

    from yntymak.apps.laws.exports.papers import Paper
    from yntymak.apps.laws.models import AmendedAct
    from yntymak.methods.lawtext.provisions import Provision

_INDENTS = {"paragraph": 12.5, "point": 12.5, "indent": 12.5, "alinea": 12.5, "note": 12.5}
_NOT_COUNTED = {"remark", "footnote"}


@dataclass(frozen=True)
class Passage:
    """One provision without its parts; `is_changed`: the bill made it read as it does."""

    provision: Provision
    lines: tuple[str, ...]
    is_changed: bool


def passages(act: AmendedAct, language: str) -> list[Passage]:
    """Raises AmendmentError where an operation does not fit the text. One query."""
    old = law_text(act.base, language)
    new = carried_out(act, language, old)
    touched = _provisions_of(act, new)
    return [
        Passage(
            each,
            tuple(to_text(LawText(language, (each,))).split("\n")),
            each.key in touched and (each.key not in old or _words(old[each.key]) != _words(each)),
        )
        for each in new.provisions
    ]


def _provisions_of(act: AmendedAct, law: LawText) -> set[str]:
    """Keys within amended articles: only there can anything have changed."""
    units = [amendment.unit for _act, amendment in places_of([act])]
    return {each.key for unit in units if unit in law for each in subtree(law, unit)}


def _words(provision: Provision) -> tuple[object, ...]:
    return provision.kind, provision.label, provision.heading, provision.paragraphs


def consolidated_docx(paper: Paper) -> bytes:
    """`paper` holds the one act that is asked for."""
    (act,) = paper.acts
    language = paper.language
    document = word.Document()
    word.set_body_text(document, language, size=12)
    mark = " · ".join(filter(None, (paper.mark, not_in_force(language))))
    word.lay_out(document.sections[0], mark=mark)
    title = paper.act_title(act, language)
    word.write_heading(document, title, 1, word.CENTER, before=6)
    for line in _notes(paper, act):
        word.write(document, line, word.CENTER, size=10, after=2)
    word.write(document, "", size=6)
    for passage in passages(act, language):
        _write(document, passage)
    return word.as_bytes(document, title=title, moment=paper.moment)


def consolidated_txt(paper: Paper) -> str:
    """Two signs at the margin of each line: a bar where the bill changes it."""
    (act,) = paper.acts
    head = [paper.act_title(act, paper.language), *_notes(paper, act), ""]
    lines = [
        f"{'| ' if passage.is_changed else '  '}{line}"
        for passage in passages(act, paper.language)
        for line in passage.lines
    ]
    return "\n".join([*([paper.mark] if paper.mark else []), *head, *lines, ""])


def not_in_force(language: str) -> str:
    with override(language):
        return pgettext("document", "Not in force")


def _notes(paper: Paper, act: AmendedAct) -> Iterator[str]:
    with override(paper.language):
        yield pgettext(
            "document",
            "The text as it would read if the bill were adopted. It is not in force. Places that "
            "the bill changes have a line at the margin.",
        )
    yield paper.redaction(act, paper.language)
    yield from paper.stamp(paper.language)


def _write(document: WordFile, passage: Passage) -> None:
    provision = passage.provision
    is_remark = provision.kind in _NOT_COUNTED
    for place, line in enumerate(passage.lines):
        if place == 0 and provision.label and RANKS.get(provision.kind, 99) <= ARTICLE_RANK:
            paragraph = _write_heading(document, provision, line)
        else:
            indent = 0 if is_remark else _INDENTS.get(provision.kind, 12.5)
            size = 9.5 if is_remark else None
            said = line.replace("\t", " | ")
            paragraph = word.write(document, said, word.JUSTIFY, indent=indent, after=3, size=size)
        if passage.is_changed:
            word.rule_beside(paragraph)


def _write_heading(document: WordFile, provision: Provision, line: str) -> word.Paragraph:
    if provision.kind == "article":
        return word.write_heading(document, line, 3, before=10, after=3)
    return word.write_heading(document, line, 2, word.CENTER, before=14, after=4)
