"""The act as it would read: every amendment of a version carried out on the redaction it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yntymak.apps.laws.bills.wording import operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.methods.lawtext import apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.laws.models import AmendedAct
    from yntymak.methods.lawtext import LawText, Operation, Provision


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
        language: carried_out(act, language, law_text(act.base, language))
        for language in languages_of(act)
    }


def carried_out(act: AmendedAct, language: str, law: LawText) -> LawText:
    """The whole act under its amendments, article by article: what `apply` of all of them gives.

    Each article is changed alone, as it was drafted, and put back: an operation then looks through
    one article and not through a code. Only articles that are new look for their place in all.
    """
    amendments = list(act.amendments.all())
    units = {each.unit for each in amendments if each.unit in law}
    if any(units & {each.key for each in law.descendants(unit)} for unit in units):
        return apply(operations_in(act, language), law)  # a unit within a unit
    changed: dict[str, tuple[Provision, ...]] = {}
    added: list[Operation] = []
    for each in amendments:
        operations = operations_of(each.operations.get(language, ()))
        if each.unit in law:
            article = reading(law, each.unit, operations).new
            changed[each.unit] = article.provisions if article else ()
        else:
            added += operations
    return apply(added, replace(law, provisions=tuple(_put_back(law, changed))))


def _put_back(law: LawText, changed: dict[str, tuple[Provision, ...]]) -> Iterator[Provision]:
    gone: set[str] = set()
    for each in law.provisions:
        if each.key in changed:
            first, *rest = changed[each.key]
            yield replace(first, parent=each.parent)
            yield from rest
            gone.add(each.key)
        elif each.parent in gone:
            gone.add(each.key)
        else:
            yield each
