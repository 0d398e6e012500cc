"""One article as it is and as it would be: from a typed text to operations, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yntymak.methods.lawtext import (
    AmendmentError,
    LawText,
    Operation,
    apply,
    article_text,
    draft,
    operation_from_json,
    retyped,
)
from yntymak.methods.lawtext.operations import Insert, Repeal
from yntymak.methods.lawtext.payload import read_payload, subtree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from django.utils.functional import _StrPromise

    from yntymak.methods.lawtext.drafting import Style

FAILURES: dict[str, _StrPromise] = {
    "payload_unreadable": _(
        "The first line must begin as the law does, with the number: “12-берене. …” or "
        "“Статья 12. …”."
    ),
    "payload_differs": _(
        "The number of the article was changed, or a second article begins here. Keep its number; "
        "write a new article as an amendment of its own."
    ),
    "number_taken": _("An article with this number is already in the act. Choose another number."),
    "target_missing": _("What is to be changed is not in the text in force."),
    "anchor_missing": _("The words to be changed do not stand in the text in force."),
    "anchor_ambiguous": _("The words to be changed stand there several times. Change more words."),
}
_UNKNOWN_FAILURE = _("This change cannot be written as an instruction. Give the article anew.")


class UndraftableError(Exception):
    """A typed text that makes no amendment; carries the sentence for the drafter."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = FAILURES.get(code, _UNKNOWN_FAILURE)


@dataclass(frozen=True)
class Reading:
    """An article before and after, each a law of its own; None where it is not there."""

    unit: str
    language: str
    old: LawText | None
    new: LawText | None

    @property
    def old_text(self) -> str:
        return article_text(self.old, self.unit) if self.old else ""

    @property
    def new_text(self) -> str:
        return article_text(self.new, self.unit) if self.new else ""


def alone(law: LawText, unit: str) -> LawText | None:
    """The article as a law of its own; None where the act has no such article."""
    if unit not in law:
        return None
    first, *rest = subtree(law, unit)
    return LawText(law.language, (replace(first, parent=None), *rest))


def operations_of(stored: Iterable[Mapping[str, Any]]) -> tuple[Operation, ...]:
    return tuple(operation_from_json(each) for each in stored)


def reading(law: LawText, unit: str, operations: tuple[Operation, ...]) -> Reading:
    """The article under its operations. Raises AmendmentError where they do not fit the law."""
    old = alone(law, unit)
    if old is not None:
        return Reading(unit, law.language, old, apply(operations, old))
    added = [each for each in operations if isinstance(each, Insert)]
    new = read_payload(added[0].text, law.language, None) if added else None
    return Reading(unit, law.language, None, new)


def drafted(law: LawText, unit: str, typed: str, style: Style) -> tuple[Operation, ...]:
    """What leads from the article in force to the typed one; a unit not in force is inserted.

    An empty text of an article in force repeals it. Raises UndraftableError.
    """
    old = alone(law, unit)
    try:
        if old is None:
            return _inserted(law, unit, _tidy(typed))
        if not typed.strip():
            return (Repeal(unit),)
        return draft(old, retyped(old, unit, typed), style)
    except AmendmentError as failure:
        raise UndraftableError(failure.code) from failure


def _inserted(law: LawText, unit: str, typed: str) -> tuple[Operation, ...]:
    if not typed:
        return ()
    new = read_payload(typed, law.language, None)
    roots = [each for each in new.provisions if each.parent is None]
    if [each.key for each in roots] != [unit]:
        raise AmendmentError("payload_differs", f"{unit} is not what the text begins with")
    return (Insert("", "article", (unit.removeprefix("art_"),), typed),)


def _tidy(typed: str) -> str:
    """As printed: no empty lines, one space between words; a browser sends carriage returns."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return "\n".join(line for line in lines if line)
