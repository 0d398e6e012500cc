"""One article of a bill: as it is, as it would be, and its neighbours in the bill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.utils.translation import get_language

from yntymak.apps.laws.bill_lines import is_repealed, title_of, titled
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.marking import rows
from yntymak.apps.laws.models import Amendment, BillVersion
from yntymak.apps.laws.pages import language_for
from yntymak.apps.laws.wording import operations_of, reading
from yntymak.methods.lawtext import AmendmentError

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from yntymak.apps.laws.marking import Row
    from yntymak.apps.laws.models import AmendedAct


@dataclass(frozen=True)
class Article:
    """`rows` are None where the operations no longer fit the act."""

    amendment: Amendment
    language: str
    title: str
    effect: str  # new, repealed, changed
    rows: list[Row] | None
    before: tuple[str, str] | None  # (act, unit) of the neighbours in the bill
    after: tuple[str, str] | None
    is_newest: bool

    @property
    def act(self) -> AmendedAct:
        return self.amendment.act

    @property
    def query(self) -> str:
        return "" if self.is_newest else f"?version={self.act.version.number}"


def find(request: HttpRequest, code: str, act: str, unit: str) -> Article:
    """Two queries: the amendment with its neighbours, and the words in force.

    Without `?version=` it is the newest published version that has the article.
    """
    visible = BillVersion.objects.visible_to(request.user).filter(bill__code=code)
    found = Amendment.objects.filter(
        act__version__in=visible, act__base__act__code=act, unit=unit
    ).select_related("act__version__bill__organisation", "act__base__act")
    language_of_page = get_language() or "ky"
    amendment = _asked(_with_neighbours(found), language_of_page, request.GET.get("version"))
    base = amendment.act.base
    language = language_for(base.sources, request.GET.get("text"), language_of_page)
    law = law_text(base, language, [unit], heads=False)
    marked: list[Row] | None
    try:
        both = reading(law, unit, operations_of(amendment.operations.get(language, ())))
        marked = rows(both.old, both.new)
    except AmendmentError:
        marked = None
    effect = "repealed" if is_repealed(amendment) else "changed" if unit in law else "new"
    title = title_of(amendment, language)[0]
    if unit in law:
        title = " ".join(part for part in (law[unit].label, law[unit].heading) if part)
    return Article(
        amendment=amendment,
        language=language,
        title=title,
        effect=effect,
        rows=marked,
        before=_neighbour(amendment.before_act, amendment.before_unit),
        after=_neighbour(amendment.after_act, amendment.after_unit),
        is_newest=amendment.newest in {None, amendment.act.version.number},
    )


def _asked(found: QuerySet[Amendment], language: str, number: str | None) -> Any:
    versions = titled(found.order_by("-act__version__number"), language)
    if number is not None:
        versions = [each for each in versions if str(each.act.version.number) == number]
    published = [each for each in versions if each.act.version.is_published]
    chosen = versions if number is not None else published or versions
    if not chosen:
        raise Http404
    return chosen[0]


def _with_neighbours(found: QuerySet[Amendment]) -> QuerySet[Amendment]:
    siblings = Amendment.objects.filter(act__version=OuterRef("act__version"))
    own_act = Q(act__position=OuterRef("act__position"))
    own_place = own_act & Q(position=OuterRef("position"))
    earlier = siblings.filter(
        Q(act__position__lt=OuterRef("act__position"))
        | own_act & Q(position__lt=OuterRef("position"))
        | own_place & Q(unit__lt=OuterRef("unit"))
    ).order_by("-act__position", "-position", "-unit")
    later = siblings.filter(
        Q(act__position__gt=OuterRef("act__position"))
        | own_act & Q(position__gt=OuterRef("position"))
        | own_place & Q(unit__gt=OuterRef("unit"))
    ).in_order()
    newest = (
        BillVersion.objects.published()
        .filter(bill=OuterRef("act__version__bill"))
        .order_by("-number")
    )
    acts = "act__base__act__code"
    return found.annotate(
        before_act=Subquery(earlier.values(acts)[:1]),
        before_unit=Subquery(earlier.values("unit")[:1]),
        after_act=Subquery(later.values(acts)[:1]),
        after_unit=Subquery(later.values("unit")[:1]),
        newest=Subquery(newest.values("number")[:1]),
    )


def _neighbour(act: str | None, unit: str | None) -> tuple[str, str] | None:
    return (act, unit) if act and unit else None
