"""One thing that an instruction orders, before it is known to what; the same for both languages."""

from dataclasses import dataclass
from typing import Literal

from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Insert,
    Operation,
    Renumber,
    Repeal,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)
from yntymak.methods.lawtext.payload import read_payload, subtree_text
from yntymak.methods.lawtext.references import Level

__all__ = ["Action", "Clause", "operations_of"]

Action = Literal[
    "words_replace", "words_after", "words_before", "words_delete", "append", "insert", "replace",
    "repeal", "exclude", "renumber",
]  # fmt: skip


@dataclass(frozen=True)
class Clause:
    action: Action
    anchors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    level: Level | None = None
    inflected: bool = False
    lead: str = ""  # words after which the anchor stands


def operations_of(
    clause: Clause, targets: tuple[str, ...], language: str, *, everywhere: bool
) -> list[Operation]:
    """The clause carried out on each target."""
    if clause.action == "replace":
        return _replacements(clause, targets, language)
    if clause.action == "renumber":
        numbers = clause.level.numbers if clause.level else ()
        if len(numbers) != len(targets):
            raise AmendmentError("formula_unknown", "as many new numbers as old ones are needed")
        return [Renumber(key, number) for key, number in zip(targets, numbers, strict=True)]
    return [each for key in targets for each in _on(clause, key, everywhere=everywhere)]


def _on(clause: Clause, target: str, *, everywhere: bool) -> list[Operation]:
    found: list[Operation] = []
    match clause.action:
        case "words_delete" if clause.lead:
            found += [WordsReplace(target, old, new, everywhere) for old, new in _pairs(clause)]
        case "words_replace":
            found += [
                WordsReplace(target, anchor, words, everywhere, clause.inflected)
                for anchor, words in _pairs(clause)
            ]
        case "words_after":
            found.append(WordsAfter(target, clause.anchors[0], clause.words[0], everywhere))
        case "words_before":
            found.append(WordsBefore(target, clause.anchors[0], clause.words[0], everywhere))
        case "words_delete":
            found += [
                WordsDelete(target, anchor, everywhere, clause.inflected)
                for anchor in clause.anchors
            ]
        case "append":
            found.append(WordsAfter(target, "", clause.words[0]))
        case "insert" if clause.level:
            found.append(Insert(target, clause.level.kind, clause.level.numbers, clause.words[0]))
        case "repeal" | "exclude":
            found.append(Repeal(target, excluded=clause.action == "exclude"))
    return found


def _after_lead(clause: Clause, words: str) -> str:
    joint = "" if not clause.lead or words[:1] in {"", *",.;:"} else " "
    return f"{clause.lead}{joint}{words}"


def _pairs(clause: Clause) -> list[tuple[str, str]]:
    """«Слова A, B заменить словами C, D», or several words by the same one."""
    if clause.lead:
        if len(clause.anchors) != 1 or len(clause.words) > 1:
            raise AmendmentError("formula_unknown", "one anchor after the other words is needed")
        (anchor,) = clause.anchors
        new = _after_lead(clause, "".join(clause.words))
        return [(_after_lead(clause, anchor), new)]
    if len(clause.words) == 1:
        return [(anchor, clause.words[0]) for anchor in clause.anchors]
    if len(clause.words) != len(clause.anchors):
        raise AmendmentError("formula_unknown", "as many new words as old ones are needed")
    return list(zip(clause.anchors, clause.words, strict=True))


def _replacements(clause: Clause, targets: tuple[str, ...], language: str) -> list[Operation]:
    """One quotation may hold the new text of several provisions, and even one more than before."""
    if len(targets) == 1:
        return [Replace(targets[0], "\n".join(clause.words))]
    if len(clause.words) == len(targets):
        return [Replace(key, text) for key, text in zip(targets, clause.words, strict=True)]
    payload = read_payload("\n".join(clause.words), language, None)
    texts = [subtree_text(payload, each.key) for each in payload.children()]
    if len(texts) != len(targets):
        detail = f"{len(targets)} provisions are named, {len(texts)} are given"
        raise AmendmentError("payload_differs", detail)
    return [Replace(key, text) for key, text in zip(targets, texts, strict=True)]
