"""A bill as people read it: which version, which articles, one article with what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from yntymak.apps.laws import standing
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.marking import rows
from yntymak.apps.laws.models import (
    ActVersion,
    AmendedAct,
    Amendment,
    BillVersion,
    ProvisionText,
)
from yntymak.apps.laws.pages import language_for
from yntymak.apps.laws.redactions import holding_on, span_of
from yntymak.apps.laws.rows import SAID
from yntymak.apps.laws.wording import UndraftableError, operations_of, reading
from yntymak.methods.lawtext import AmendmentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from yntymak.apps.laws.marking import Row
    from yntymak.apps.laws.models import Bill


def both(instance: Any, name: str, language: str) -> tuple[str, str]:
    """(text, its language): in `language`, else in the other one."""
    for code in dict.fromkeys((language, "ky", "ru")):
        text = getattr(instance, f"{name}_{code}", "")
        if text:
            return text, code
    return "", language


class BillShelf:
    """The versions of one bill that this reader may see, newest first, and the one asked for.

    One query: each row is an act within a version, so that versions and acts come together.
    """

    def __init__(self, request: HttpRequest, code: str) -> None:
        visible = BillVersion.objects.visible_to(request.user).filter(bill__code=code)
        amended = AmendedAct.objects.filter(version__in=visible)
        self.rows: list[AmendedAct] = list(
            amended.select_related("version__bill__organisation", "base__act").order_by(
                "-version__number", "position"
            )
        )
        asked = request.GET.get("version")
        newest = next((each for each in self.versions if each.is_published), None)
        chosen = [
            each
            for each in self.versions
            if (asked is None and each == (newest or each)) or str(each.number) == asked
        ]
        if not chosen:
            raise Http404
        self.version: BillVersion = chosen[0]
        self.newest: BillVersion = newest or self.versions[0]
        self.language_asked = request.GET.get("text")

    @cached_property
    def versions(self) -> list[BillVersion]:
        return list({each.version_id: each.version for each in self.rows}.values())

    @property
    def bill(self) -> Bill:
        return self.version.bill

    @property
    def acts(self) -> list[AmendedAct]:
        return [each for each in self.rows if each.version_id == self.version.pk]

    @cached_property
    def before(self) -> BillVersion | None:
        """The version that this one began as a copy of."""
        return next((each for each in self.versions if each.number < self.version.number), None)

    @property
    def is_newest(self) -> bool:
        return self.version == self.newest

    @property
    def query(self) -> str:
        return "" if self.is_newest else f"?version={self.version.number}"

    def language(self) -> str:
        available = {code for act in self.acts for code in act.base.sources}
        return language_for(available, self.language_asked, get_language())


class Places:
    """Where the texts of an act within a bill stand: in force, adopted, proposed. One query."""

    def __init__(self, version: BillVersion, acts: Iterable[AmendedAct]) -> None:
        wanted = {each.base.act_id for each in acts}
        found = ActVersion.objects.filter(act__in=wanted).select_related("enacted_from")
        self.version = version
        self.redactions: dict[int, list[ActVersion]] = {}
        for each in found:
            self.redactions.setdefault(each.act_id, []).append(each)
        self.today = timezone.localdate()

    def of_base(self, base: ActVersion) -> standing.Standing:
        return standing.of_redaction(span_of(base, self.redactions[base.act_id], self.today))

    def newer(self, base: ActVersion) -> ActVersion | None:
        """The redaction in force today, where it is another than the bill was written on."""
        holds = holding_on(self.redactions[base.act_id], self.today)
        return holds if holds is not None and holds.number > base.number else None

    def enacted(self, base: ActVersion) -> ActVersion | None:
        mine = (
            each for each in self.redactions[base.act_id] if each.enacted_from_id == self.version.pk
        )
        return next(mine, None)

    def of_proposal(self, base: ActVersion) -> standing.Standing:
        redactions = self.redactions[base.act_id]
        enacted = self.enacted(base)
        span = span_of(enacted, redactions, self.today) if enacted else None
        others = [
            each.enacted_from.number
            for each in redactions
            if each.enacted_from is not None and each.enacted_from.bill_id == self.version.bill_id
        ]
        return standing.of_proposal(self.version, enacted, span, others)


@dataclass(frozen=True)
class Line:
    """An article of the list: its title, what happens to it, and why in plain words."""

    amendment: Amendment
    title: str
    title_language: str
    effect: str  # new, repealed, changed
    note: str
    note_language: str
    difference: str = ""  # against the version before: "", added, changed, same


def lines(
    shelf: BillShelf, language: str
) -> tuple[list[tuple[AmendedAct, list[Line]]], list[tuple[AmendedAct, str, str]]]:
    """Act by act what the version changes; and (act, unit, title) of what it changes no more.

    Two queries whatever the length of the bill.
    """
    acts = shelf.acts
    earlier = [each for each in shelf.rows if shelf.before and each.version == shelf.before]
    found = list(Amendment.objects.filter(act__in=[*acts, *earlier]).in_order())
    mine: dict[int, list[Amendment]] = {act.pk: [] for act in (*acts, *earlier)}
    for each in found:
        mine[each.act_id].append(each)
    titles = _titles([each.base_id for each in acts], {each.unit for each in found}, language)
    before = {act.base.act_id: {each.unit: each for each in mine[act.pk]} for act in earlier}
    listed, dropped = [], []
    for act in acts:
        old = before.get(act.base.act_id, {})
        units = {each.unit for each in mine[act.pk]}
        told = []
        for each in mine[act.pk]:
            title = titles.get((act.base_id, each.unit)) or _title_of_new(each, language)
            told.append(_line(each, title, language, _difference(each, old, shelf.before)))
        listed.append((act, told))
        dropped += [
            (act, unit, (titles.get((act.base_id, unit)) or _title_of_new(gone, language))[0])
            for unit, gone in old.items()
            if unit not in units
        ]
    return listed, dropped


def _line(each: Amendment, title: tuple[str, str, bool], language: str, difference: str) -> Line:
    said, title_language, is_new = title
    note, note_language = both(each, "note", language)
    effect = "new" if is_new else "repealed" if _is_repealed(each) else "changed"
    return Line(each, said, title_language, effect, note, note_language, difference)


def _difference(each: Amendment, old: dict[str, Amendment], before: BillVersion | None) -> str:
    if before is None:
        return ""
    if each.unit not in old:
        return "added"
    said = (name for name in SAID if name not in {"position", "style"})
    is_same = all(getattr(each, name) == getattr(old[each.unit], name) for name in said)
    return "same" if is_same else "changed"


def _is_repealed(each: Amendment) -> bool:
    return any(
        operation["operation"] == "Repeal" and operation["target"] == each.unit
        for operations in each.operations.values()
        for operation in operations
    )


def _titles(
    versions: Iterable[int], units: Iterable[str], language: str
) -> dict[tuple[int, str], tuple[str, str, bool]]:
    """(title, its language, False) by redaction and unit."""
    texts = ProvisionText.objects.filter(
        provision__version__in=versions, provision__key__in=list(units)
    ).values_list("provision__version", "provision__key", "label", "heading", "language")
    found: dict[tuple[int, str], tuple[str, str, bool]] = {}
    for version, key, label, heading, code in texts:
        if (version, key) not in found or code == language:
            title = " ".join(part for part in (label, heading) if part) or key
            found[version, key] = (title, code, False)
    return found


def _title_of_new(each: Amendment, language: str) -> tuple[str, str, bool]:
    """The first line of an article that is not in force yet."""
    for code in dict.fromkeys((language, "ky", "ru")):
        for operation in each.operations.get(code, ()):
            if operation["operation"] == "Insert":
                return str(operation["text"]).partition("\n")[0], code, True
    return each.unit, language, True


@dataclass(frozen=True)
class Article:
    """One article of a bill in one language."""

    amendment: Amendment
    before: tuple[str, str] | None  # (act, unit) of the neighbours in the bill
    after: tuple[str, str] | None
    rows: list[Row]
    effect: str
    is_readable: bool
    title: str  # as it is in force; of a new article as it would be


def article(act: AmendedAct, unit: str, language: str) -> Article:
    """Two queries: the amendment with its neighbours, and the words in force."""
    own = Amendment.objects.filter(act=act, unit=unit)
    siblings = Amendment.objects.filter(act__version=act.version_id)
    place = Q(act__position=act.position, position=OuterRef("position"))
    earlier = siblings.filter(
        Q(act__position__lt=act.position)
        | Q(act__position=act.position, position__lt=OuterRef("position"))
        | place & Q(unit__lt=OuterRef("unit"))
    ).order_by("-act__position", "-position", "-unit")
    later = siblings.filter(
        Q(act__position__gt=act.position)
        | Q(act__position=act.position, position__gt=OuterRef("position"))
        | place & Q(unit__gt=OuterRef("unit"))
    ).in_order()
    amendment: Any = own.annotate(
        before_act=Subquery(earlier.values("act__base__act__code")[:1]),
        before_unit=Subquery(earlier.values("unit")[:1]),
        after_act=Subquery(later.values("act__base__act__code")[:1]),
        after_unit=Subquery(later.values("unit")[:1]),
    ).first()
    if amendment is None:
        raise Http404
    law = law_text(act.base, language, [unit], heads=False)
    try:
        found = reading(law, unit, operations_of(amendment.operations.get(language, ())))
        marked, is_readable = rows(found.old, found.new), True
    except (AmendmentError, UndraftableError):
        marked, is_readable = [], False
    effect = "new" if unit not in law else "repealed" if _is_repealed(amendment) else "changed"
    head = law[unit] if unit in law else None
    title = " ".join(filter(None, (head.label, head.heading))) if head else ""
    return Article(
        amendment=amendment,
        before=_neighbour(amendment.before_act, amendment.before_unit),
        after=_neighbour(amendment.after_act, amendment.after_unit),
        rows=marked,
        effect=effect,
        is_readable=is_readable,
        title=title or _title_of_new(amendment, language)[0],
    )


def _neighbour(act: str | None, unit: str | None) -> tuple[str, str] | None:
    return (act, unit) if act and unit else None


def heads(version: ActVersion, units: Iterable[str], language: str) -> dict[str, str]:
    """The titles of pages of a redaction. One query."""
    found = _titles([version.pk], units, language)
    return {unit: title for (_version, unit), (title, _code, _new) in found.items()}
