"""A text beside what it becomes, provision by provision, with the words that change marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from yntymak.apps.laws.structure import woven
from yntymak.methods.lawtext import LawText, to_text, word_changes
from yntymak.methods.lawtext.applying import is_repealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yntymak.methods.lawtext import Provision

Status = Literal["same", "changed", "added", "removed"]
Kind = Literal["equal", "insert", "delete"]


@dataclass(frozen=True)
class Mark:
    kind: Kind
    text: str


Line = tuple[Mark, ...]


@dataclass(frozen=True)
class Row:
    """A provision without its numbered parts; `old` and `new` are empty where it is not there."""

    key: str
    kind: str
    depth: int
    status: Status
    old: Sequence[Line]
    new: Sequence[Line]
    marked: Sequence[Line]

    @property
    def is_same(self) -> bool:
        return self.status == "same"


@dataclass(frozen=True)
class _Piece:
    key: str
    kind: str
    depth: int
    text: str


def rows(old: LawText | None, new: LawText | None) -> list[Row]:
    """In the order of the new text; what is gone stands where it stood."""
    ours, theirs = _pieces(old), _pieces(new)
    found = []
    for key in woven(list(theirs), list(ours)):
        piece = theirs.get(key) or ours[key]
        before, after = (side[key].text if key in side else "" for side in (ours, theirs))
        found.append(_row(piece, before, after, in_both=key in ours and key in theirs))
    return found


def _row(piece: _Piece, before: str, after: str, *, in_both: bool) -> Row:
    marks = [
        (kind, text)
        for each in word_changes(before, after)
        for kind, text in _marks(each.kind, each.old, each.new)
    ]
    status: Status = "added" if after else "removed"
    if in_both:
        status = "same" if before == after else "changed"
    return Row(
        key=piece.key,
        kind=piece.kind,
        depth=min(piece.depth, 5),
        status=status,
        old=_lines(mark for mark in marks if mark[0] != "insert"),
        new=_lines(mark for mark in marks if mark[0] != "delete"),
        marked=_lines(marks),
    )


def _marks(kind: str, old: str, new: str) -> Iterable[tuple[Kind, str]]:
    if kind == "equal":
        return [("equal", old)]
    found: list[tuple[Kind, str]] = [("delete", old), ("insert", new)]
    return [(name, text) for name, text in found if text]


def _lines(marks: Iterable[tuple[Kind, str]]) -> list[Line]:
    """A line end within a mark begins a new line, and the mark goes on there."""
    lines: list[list[Mark]] = [[]]
    for kind, text in marks:
        first, *further = text.split("\n")
        lines[-1].append(Mark(kind, first))
        lines += [[Mark(kind, part)] for part in further]
    made = (tuple(mark for mark in line if mark.text) for line in lines)
    return [line for line in made if line]


def _pieces(law: LawText | None) -> dict[str, _Piece]:
    """What is read as one: a provision; plain paragraphs that follow one another.

    Remarks of the publisher are left out, but for the one that stands where words stood: it says
    that the number is empty now.
    """
    if law is None:
        return {}
    depths: dict[str, int] = {}
    found: dict[str, _Piece] = {}
    for (kind, parent, _key), group in groupby(law.provisions, key=_together):
        members = list(group)
        first = members[0]
        depth = depths[parent] + 1 if parent in depths else 0
        depths |= {each.key: depth for each in members}
        if kind == "remark":
            if parent in found and is_repealed(law, parent):
                found[parent] = _longer(found[parent], first)
            continue
        text = "\n".join(_printed(law.language, each) for each in members)
        name = f"{parent}__plain" if kind == "alinea" else first.key
        while name in found:
            name += "~"
        found[name] = _Piece(name, kind, depth, text)
    return found


def _together(each: Provision) -> tuple[str, str, str]:
    return each.kind, each.parent or "", "" if each.kind == "alinea" else each.key


def _longer(piece: _Piece, remark: Provision) -> _Piece:
    text = " ".join(part for part in (piece.text, *remark.paragraphs) if part)
    return _Piece(piece.key, piece.kind, piece.depth, text)


def _printed(language: str, each: Provision) -> str:
    return to_text(LawText(language, (each,))).replace("\t", " | ")
