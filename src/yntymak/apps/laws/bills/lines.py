"""The articles that a version of a bill changes, as a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, OuterRef, Subquery, Value, When

from yntymak.apps.laws.bills.rows import SAID
from yntymak.apps.laws.bills.shelf import both
from yntymak.apps.laws.models import Amendment, ProvisionText

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.laws.bills.shelf import BillShelf
    from yntymak.apps.laws.models import ActVersion, AmendedAct, BillVersion


@dataclass(frozen=True)
class Line:
    """An article of the list: its title, what happens to it, and why in plain words."""

    act: AmendedAct
    unit: str
    title: str
    title_language: str
    effect: str  # new, repealed, changed
    note: str
    note_language: str
    difference: str = ""  # against the version before: "", added, changed, same


def lines(shelf: BillShelf, language: str) -> tuple[list[Line], list[tuple[AmendedAct, str, str]]]:
    """What the version changes, act by act; and (act, unit, title) of what it changes no more.

    One query whatever the length of the bill.
    """
    acts = shelf.acts
    earlier = [each for each in shelf.rows if shelf.before and each.version == shelf.before]
    found = titled(Amendment.objects.filter(act__in=[*acts, *earlier]).in_order(), language)
    mine: dict[int, list[Amendment]] = {act.pk: [] for act in (*acts, *earlier)}
    for each in found:
        mine[each.act_id].append(each)
    before = {act.base.act_id: {each.unit: each for each in mine[act.pk]} for act in earlier}
    told: list[Line] = []
    dropped: list[tuple[AmendedAct, str, str]] = []
    for act in acts:
        old = before.get(act.base.act_id, {})
        units = {each.unit for each in mine[act.pk]}
        told += [
            _line(act, each, language, _difference(each, old, shelf.before))
            for each in mine[act.pk]
        ]
        dropped += [
            (act, unit, title_of(gone, language)[0])
            for unit, gone in old.items()
            if unit not in units
        ]
    return told, dropped


def lines_on(version: BillVersion, base: ActVersion, language: str) -> list[Line]:
    """What the version changes in one of its acts. One query."""
    mine = Amendment.objects.filter(act__version=version, act__base=base)
    found = titled(mine.select_related("act").in_order(), language)
    return [_line(each.act, each, language, "") for each in found]


def _line(act: AmendedAct, each: Any, language: str, difference: str) -> Line:
    title, title_language = title_of(each, language)
    note, note_language = both(each, "note", language)
    effect = "changed" if each.title_language else "new"
    if is_repealed(each):
        effect = "repealed"
    return Line(act, each.unit, title, title_language, effect, note, note_language, difference)


def _difference(each: Amendment, old: dict[str, Amendment], before: BillVersion | None) -> str:
    if before is None:
        return ""
    if each.unit not in old:
        return "added"
    said = (name for name in SAID if name not in {"position", "style"})
    is_same = all(getattr(each, name) == getattr(old[each.unit], name) for name in said)
    return "same" if is_same else "changed"


def is_repealed(each: Amendment) -> bool:
    return any(
        operation["operation"] == "Repeal" and operation["target"] == each.unit
        for operations in each.operations.values()
        for operation in operations
    )


def titled(amendments: QuerySet[Amendment], language: str) -> list[Any]:
    """Each carries title_label, title_heading and title_language: of the article in force, None
    where there is none.
    """
    wanted = Case(When(language=language, then=Value(0)), default=Value(1))
    heads = ProvisionText.objects.filter(
        provision__version=OuterRef("act__base"), provision__key=OuterRef("unit")
    ).order_by(wanted, "language")
    return list(
        amendments.annotate(
            title_label=Subquery(heads.values("label")[:1]),
            title_heading=Subquery(heads.values("heading")[:1]),
            title_language=Subquery(heads.values("language")[:1]),
        )
    )


def title_of(each: Any, language: str) -> tuple[str, str]:
    """(title, its language)."""
    if each.title_language:
        said = " ".join(part for part in (each.title_label, each.title_heading) if part)
        return said or each.unit, each.title_language
    return first_line(each, language)


def first_line(each: Amendment, language: str) -> tuple[str, str]:
    """Of an article that the bill adds."""
    for code in dict.fromkeys((language, "ky", "ru")):
        for operation in each.operations.get(code, ()):
            if operation["operation"] == "Insert":
                return str(operation["text"]).partition("\n")[0], code
    return each.unit, language
