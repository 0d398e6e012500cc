"""The act as it would read: every amendment of a version carried out on the redaction it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.wording import operations_of
from yntymak.methods.lawtext import apply

if TYPE_CHECKING:
    from yntymak.apps.laws.models import AmendedAct
    from yntymak.methods.lawtext import LawText, Operation


def languages_of(act: AmendedAct) -> list[str]:
    """Those that the act itself is here in."""
    return [code for code in ("ky", "ru") if code in act.base.sources]


def operations_in(act: AmendedAct, language: str) -> tuple[Operation, ...]:
    """In the order of the amending law."""
    return tuple(
        operation
        for each in act.amendments.in_order()
        for operation in operations_of(each.operations.get(language, ()))
    )


def consolidated(act: AmendedAct) -> dict[str, LawText]:
    """By language. Raises AmendmentError where an operation does not fit the text."""
    return {
        language: apply(operations_in(act, language), law_text(act.base, language))
        for language in languages_of(act)
    }
