"""A person's corrections of a parsed law: a provision gets another kind or number, or is none.

The keys and the nesting of everything after it follow; no word of the text is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yntymak.methods.lawtext.numbering import key_number, read_letter, read_number
from yntymak.methods.lawtext.provisions import ABBREVIATIONS, RANKS, LawText, Provision

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = "alinea"
COUNTED_BY_PLACE = frozenset({PLAIN, "remark", "table", "footnote"})
NUMBERED = tuple(kind for kind in RANKS if kind != "note")


REFUSALS = {
    "unknown_key": _("This provision is no longer there. Look at the structure again."),
    "unreadable_number": _("Write the number as it is printed, for example 12, 85¹ or а."),
    "nothing_before": _("Nothing stands before this provision: there is nothing to join it to."),
}


class CorrectionError(ValueError):
    """`code` is a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.sentence = REFUSALS[code]


def change(law: LawText, key: str, *, kind: str, number: str) -> LawText:
    """The provision `key` becomes a `kind` numbered `number`, or plain text for PLAIN."""
    if key not in law:
        raise CorrectionError("unknown_key")
    old = law[key]
    if kind == PLAIN:
        said = " ".join(part for part in (old.label, old.heading) if part)
        texts = (said, *old.paragraphs) if said else old.paragraphs
        new = replace(old, kind=PLAIN, number="", label="", heading="", paragraphs=texts)
    else:
        if kind not in NUMBERED or not _key_part(kind, number):
            raise CorrectionError("unreadable_number")
        new = replace(old, kind=kind, number=number, label=_relabelled(old, kind, number))
    return _nested(law, (new if each is old else each for each in law.provisions), new)


def merge(law: LawText, key: str) -> LawText:
    """The words of `key` join the provision printed before it; what hung under it moves there."""
    if key not in law:
        raise CorrectionError("unknown_key")
    old = law[key]
    index = law.provisions.index(old)
    if index == 0:
        raise CorrectionError("nothing_before")
    before = law.provisions[index - 1]
    said = " ".join(part for part in (old.label, old.heading) if part)
    added = (said, *old.paragraphs) if said else old.paragraphs
    longer = replace(before, paragraphs=(*before.paragraphs, *added))
    rest = [
        replace(each, parent=before.key) if each.parent == key else each
        for each in law.provisions[index + 1 :]
    ]
    return _nested(law, (*law.provisions[: index - 1], longer, *rest), None)


def _key_part(kind: str, number: str) -> str:
    text = number.strip()
    if not text or len(text) > 20:
        return ""
    if kind == "indent":
        return text.lower() if read_letter(text) else ""
    value = read_number(text)
    return key_number(value) if value else ""


def _relabelled(old: Provision, kind: str, number: str) -> str:
    """The printed mark with the number set right; a usual mark where the kind itself was wrong."""
    if kind == old.kind and old.number and old.number in old.label:
        return old.label.replace(old.number, number, 1)
    return {"paragraph": f"{number}.", "point": f"{number})", "indent": f"{number})"}.get(
        kind, old.label or number
    )


@dataclass
class _Open:
    old: str
    new: Provision
    counts: dict[str, int]

    @property
    def rank(self) -> int:
        return RANKS.get(self.new.kind, max(RANKS.values()) + 1)


def _nested(law: LawText, rows: Iterable[Provision], changed: Provision | None) -> LawText:
    """Nest `rows` anew. A row stays under its former parent unless the changed one came between."""
    stack: list[_Open] = []
    taken: set[str] = set()
    made: list[Provision] = []
    roots: dict[str, int] = {}
    for row in rows:
        _unwind(stack, row, changed)
        parent = stack[-1] if stack else None
        counts = parent.counts if parent else roots
        counts[row.kind] = counts.get(row.kind, 0) + 1
        part = _part(row, counts[row.kind], parent, is_changed=row is changed)
        scope = parent.new.key if parent else ""
        if row.kind == "article":
            scope = stack[0].new.key if stack and stack[0].new.kind == "annex" else ""
        key = _free(f"{scope}__{part}" if scope else part, taken)
        number = str(counts[row.kind]) if row.kind in COUNTED_BY_PLACE else row.number
        new = replace(row, key=key, number=number, parent=parent.new.key if parent else None)
        made.append(new)
        stack.append(_Open(row.key, new, {}))
    return LawText(law.language, tuple(made))


def _unwind(stack: list[_Open], row: Provision, changed: Provision | None) -> None:
    rank = RANKS.get(row.kind)
    depth = next((i for i, node in enumerate(stack) if node.old == row.parent), None)
    if depth is not None and (row is not changed or rank is None):
        between = next((i for i in range(depth + 1, len(stack)) if _is(stack[i], changed)), None)
        holds = between is not None and rank is not None and stack[between].rank < rank
        keeps = rank is None or stack[depth].rank < rank or stack[depth].new.kind == PLAIN
        if not holds and keeps:
            del stack[depth + 1 :]
            return
    if rank is None and row.parent is None and row is not changed:
        stack.clear()  # preface and conclusions hang under nothing
        return
    if rank is None:
        _unwind_to_holder(stack)
        return
    while stack and stack[-1].rank >= rank:
        stack.pop()


def _unwind_to_holder(stack: list[_Open]) -> None:
    """Unranked text whose parent is gone hangs under the nearest numbered provision."""
    while stack and stack[-1].new.kind not in RANKS and len(stack) > 1:
        stack.pop()


def _is(node: _Open, changed: Provision | None) -> bool:
    return changed is not None and node.old == changed.key


def _part(row: Provision, place: int, parent: _Open | None, *, is_changed: bool) -> str:
    name = ABBREVIATIONS[row.kind]
    if row.kind == PLAIN and parent is not None:
        return f"{name}_{place + len(parent.new.paragraphs)}"
    if row.kind in COUNTED_BY_PLACE:
        return f"{name}_{place}"
    if is_changed:
        return f"{name}_{_key_part(row.kind, row.number)}"
    return row.key.rsplit("__", 1)[-1].partition("~")[0]


def _free(key: str, taken: set[str]) -> str:
    unique, times = key, 1
    while unique in taken:
        times += 1
        unique = f"{key}~{times}"
    taken.add(unique)
    return unique
