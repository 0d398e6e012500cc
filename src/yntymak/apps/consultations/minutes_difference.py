"""Two texts of the minutes side by side: what the colleague has, what you have."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A run of lines: in both, only in the colleague's text (`theirs`), or only in yours."""

    kind: str  # same, theirs, ours
    text: str


def difference(theirs: str, ours: str) -> list[Change]:
    """Line by line; lines that follow each other in one state stand together."""
    old, new = theirs.splitlines(), ours.splitlines()
    found: list[Change] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "\n".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("theirs", "\n".join(old[a:b])))
        if d > c:
            found.append(Change("ours", "\n".join(new[c:d])))
    return found
