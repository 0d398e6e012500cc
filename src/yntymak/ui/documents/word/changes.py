"""Changes that a word processor shows, accepts and rejects: native w:ins and w:del."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from yntymak.ui.documents.characters import writable
from yntymak.ui.documents.word.text import (
    add_run,
    empty_paragraph,
    properties_of_mark,
    size_the_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class Reviser:
    """Under whose name and at what moment the changes of one document stand.

    Word asks that each change of a document has a number of its own: one Reviser a document.
    """

    name: str
    moment: dt.datetime
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), compare=False)

    def mark(self, kind: str) -> Any:
        """An empty w:ins or w:del."""
        element = OxmlElement(f"w:{kind}")
        element.set(qn("w:id"), str(next(self._numbers)))
        element.set(qn("w:author"), writable(self.name))
        at = self.moment.astimezone(dt.UTC)
        element.set(qn("w:date"), f"{at:%Y-%m-%dT%H:%M:%SZ}")
        return element


def write_changes(
    where: Any,
    pieces: Iterable[tuple[str, str]],
    reviser: Reviser,
    *,
    size: float | None = None,
    after: float = 0,
    language: str = "",
) -> list[Paragraph]:
    """Paragraphs with what was and what shall be, from pieces (old, new) in order.

    A line break in a piece ends a paragraph, and that end is a change too. Whoever rejects all
    gets the old texts joined, whoever accepts all the new ones, paragraph by paragraph.
    """
    writer = _Writer(where, reviser, size=size, after=after, language=language)
    for old, new in pieces:
        if old == new:
            writer.add(old, "")
        else:
            writer.add(old, "del")
            writer.add(new, "ins")
    return writer.written


class _Writer:
    def __init__(
        self, where: Any, reviser: Reviser, *, size: float | None, after: float, language: str
    ) -> None:
        self.where, self.reviser = where, reviser
        self.size, self.after, self.language = size, after, language
        self.written: list[Paragraph] = []
        self._begin(empty_paragraph(where))

    def add(self, text: str, kind: str) -> None:
        """`kind` is del, ins, or empty where nothing changes."""
        for at, line in enumerate(writable(text).split("\n")):
            if at:
                self._end(kind)
            if line:
                self._add_run(line, kind)

    def _begin(self, paragraph: Paragraph) -> None:
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(self.after)
        if self.size is not None:
            size_the_mark(paragraph, self.size)
        self.written.append(paragraph)

    def _end(self, kind: str) -> None:
        if kind:
            # Schema: that the end of a paragraph is changed stands before how large it is.
            properties_of_mark(self.written[-1]).insert(0, self.reviser.mark(kind))
        self._begin(self.where.add_paragraph())

    def _add_run(self, line: str, kind: str) -> None:
        paragraph = self.written[-1]
        run = add_run(paragraph, line, size=self.size, language=self.language)
        if kind:
            mark = self.reviser.mark(kind)
            run.addprevious(mark)
            mark.append(run)
        if kind == "del":
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
