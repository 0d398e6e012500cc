"""What changed between two texts, in whole words; both texts are rebuilt exactly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

__all__ = ["Kind", "Segment", "new_text", "old_text", "tokens", "word_changes"]

Kind = Literal["equal", "replace", "insert", "delete"]

_TOKEN = re.compile(r"\s+|\w+(?:-\w+)*|[^\w\s]")
_ISLAND = 3  # non-space characters that are no reason to part two changes


@dataclass(frozen=True)
class Segment:
    """A stretch of both texts: `old` is empty where words were inserted, `new` where deleted."""

    kind: Kind
    old: str
    new: str


def tokens(text: str) -> list[str]:
    """Words (with inner hyphens), signs and runs of white space; joined they are the text."""
    return _TOKEN.findall(text)


def word_changes(old: str, new: str) -> tuple[Segment, ...]:
    """The fewest words to take out and put in, changes parted by a mere comma made one.

    `"".join(each.old)` is the old text, `"".join(each.new)` the new one; no word is cut.
    """
    if old == new:
        return (Segment("equal", old, new),) if old else ()
    before, after = tokens(old), tokens(new)
    opcodes = Indel.opcodes(*_coded(before, after))
    pieces = (
        (
            each.tag == "equal",
            "".join(before[each.src_start : each.src_end]),
            "".join(after[each.dest_start : each.dest_end]),
        )
        for each in opcodes
    )
    return tuple(_joined(list(pieces)))


def old_text(segments: Iterable[Segment]) -> str:
    return "".join(segment.old for segment in segments)


def new_text(segments: Iterable[Segment]) -> str:
    return "".join(segment.new for segment in segments)


def _coded(before: list[str], after: list[str]) -> tuple[str, str]:
    """One character for each different token: strings are what the comparison reads fastest."""
    codes: dict[str, str] = {}
    for token in before:
        codes.setdefault(token, chr(len(codes)))
    for token in after:
        codes.setdefault(token, chr(len(codes)))
    return "".join(map(codes.__getitem__, before)), "".join(map(codes.__getitem__, after))


def _joined(pieces: list[tuple[bool, str, str]]) -> Iterable[Segment]:
    old = new = ""
    last = len(pieces) - 1
    for place, (is_equal, piece_old, piece_new) in enumerate(pieces):
        is_island = 0 < place < last and len("".join(piece_old.split())) <= _ISLAND
        if is_equal and not is_island:
            if old or new:
                yield _changed(old, new)
                old = new = ""
            yield Segment("equal", piece_old, piece_new)
        else:
            old, new = old + piece_old, new + piece_new
    if old or new:
        yield _changed(old, new)


def _changed(old: str, new: str) -> Segment:
    kind: Kind = "replace" if old and new else "insert" if new else "delete"
    return Segment(kind, old, new)
