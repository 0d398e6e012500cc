"""One article of a bill: as it is, as it would be, and its neighbours in the bill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils.translation import get_language

from yntymak.apps.laws.bills.lines import first_line, is_repealed
from yntymak.apps.laws.bills.wording import operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.marking import rows
from yntymak.apps.laws.models import Amendment, BillVersion
from yntymak.apps.laws.pages import language_for
from yntymak.methods.lawtext import AmendmentError

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from yntymak.apps.laws.marking import Row
    from yntymak.apps.laws.models import AmendedAct
    from yntymak.methods.lawtext import LawText


Place = tuple[str, str]  # the code of an act, the key of an article


@dataclass(frozen=True)
class Shown:
    """An amendment as people read it; `rows` are None where it no longer fits the act."""

    title: str
    effect: str  # new, repealed, changed
    rows: list[Row] | None


@dataclass(frozen=True)
class Article:
    """`rows` are None where the operations no longer fit the act."""

    amendment: Amendment
    language: str
    title: str
    effect: str  # new, repealed, changed
    rows: list[Row] | None
    before: Place | None  # its neighbours in the bill
    after: Place | None
    is_newest: bool

    @property
    def act(self) -> AmendedAct:
        return self.amendment.act

    @property
    def query(self) -> str:
        return "" if self.is_newest else f"?version={self.act.version.number}"


def find(request: HttpRequest, code: str, act: str, unit: str) -> Article:
    """Two queries, the amendment and the words in force; one more at the first visit.

    Without `?version=` it is the newest published version that has the article.
    """
    visible = BillVersion.objects.visible_to(request.user).filter(bill__code=code)
    found = Amendment.objects.filter(
        act__version__in=visible, act__base__act__code=act, unit=unit
    ).select_related("act__version__bill__organisation", "act__base__act")
    amendment = _asked(found, request.GET.get("version"))
    base = amendment.act.base
    language = language_for(base.sources, request.GET.get("text"), get_language())
    shown = shown_in(language, amendment)
    before, after = _neighbours(amendment)
    return Article(
        amendment=amendment,
        language=language,
        title=shown.title,
        effect=shown.effect,
        rows=shown.rows,
        before=before,
        after=after,
        is_newest=amendment.newest in {None, amendment.act.version.number},
    )


def shown_in(language: str, amendment: Amendment) -> Shown:
    """One query: the words in force of the article alone."""
    unit = amendment.unit
    law = law_text(amendment.act.base, language, [unit], heads=False)
    marked: list[Row] | None
    try:
        both = reading(law, unit, operations_of(amendment.operations.get(language, ())))
        marked = rows(both.old, both.new)
    except AmendmentError:
        marked = None
    effect = "repealed" if is_repealed(amendment) else "changed" if unit in law else "new"
    return Shown(_title(law, unit) or first_line(amendment, language)[0], effect, marked)


def _title(law: LawText, unit: str) -> str:
    """As it is in force; empty where it is not."""
    return " ".join(filter(None, (law[unit].label, law[unit].heading))) if unit in law else ""


def _asked(found: QuerySet[Amendment], number: str | None) -> Any:
    newest = (
        BillVersion.objects.published()
        .filter(bill=OuterRef("act__version__bill"))
        .order_by("-number")
        .values("number")
    )
    versions: list[Any] = list(
        found.annotate(newest=Subquery(newest[:1])).order_by("-act__version__number")
    )
    if number is not None:
        versions = [each for each in versions if str(each.act.version.number) == number]
    published = [each for each in versions if each.act.version.is_published]
    chosen = versions if number is not None else published or versions
    if not chosen:
        raise Http404
    return chosen[0]


def _neighbours(amendment: Amendment) -> tuple[Place | None, Place | None]:
    here = (amendment.act.base.act.code, amendment.unit)
    places = _order(amendment.act.version)
    index = places.index(here)
    before = places[index - 1] if index else None
    return before, places[index + 1] if index + 1 < len(places) else None


def _order(version: BillVersion) -> list[Place]:
    """The articles of a version. One query; once for all where it is published and so stays."""
    key = f"laws:order_of_version:{version.pk}"
    found: list[Place] | None = cache.get(key) if version.is_published else None
    if found is None:
        amendments = Amendment.objects.filter(act__version=version).in_order()
        found = list(amendments.values_list("act__base__act__code", "unit"))
        if version.is_published:
            cache.set(key, found, None)
    return found
