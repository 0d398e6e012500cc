"""The bills that people can read on one act, and where two of them cannot pass together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db.models import Max, OuterRef, Subquery

from yntymak.apps.laws.bills.lines import title_of, titled
from yntymak.apps.laws.bills.wording import operations_of
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import AmendedAct, Amendment, Bill, BillVersion
from yntymak.methods.lawtext import collisions

if TYPE_CHECKING:
    from yntymak.apps.laws.models import ActVersion
    from yntymak.methods.lawtext import LawText, Operation

_OVER = (Bill.Stage.ADOPTED, Bill.Stage.REJECTED, Bill.Stage.WITHDRAWN)


@dataclass(frozen=True)
class Meeting:
    """Two bills at one article; `clash`: as they stand they cannot both pass."""

    unit: str
    title: str
    one: AmendedAct
    other: AmendedAct
    clash: bool


def bills_on(code: str) -> list[AmendedAct]:
    """The act within the newest published version of each bill, newest bill first. One query."""
    newest = (
        BillVersion.objects.published()
        .filter(bill=OuterRef("version__bill"))
        .order_by()
        .values("bill")
        .annotate(last=Max("number"))
    )
    return list(
        AmendedAct.objects.filter(base__act__code=code, version__published_at__isnull=False)
        .filter(version__number=Subquery(newest.values("last")))
        .select_related("version__bill__organisation", "base__act")
        .order_by("-version__published_at")
    )


def meetings(found: list[AmendedAct], language: str) -> list[Meeting]:
    """Article by article where two bills that may still pass change the same.

    One query, and one for each redaction that the bills were written on.
    """
    alive = [each for each in found if each.version.bill.stage not in _OVER]
    mine: dict[int, dict[str, Any]] = {each.pk: {} for each in alive}
    for each in titled(Amendment.objects.filter(act__in=alive), language):
        mine[each.act_id][each.unit] = each
    pairs = [
        (one, other, sorted(mine[one.pk].keys() & mine[other.pk].keys()))
        for one, other in combinations(alive, 2)
    ]
    units = {unit for _one, _other, shared in pairs for unit in shared}
    if not units:
        return []
    bases: dict[int, ActVersion] = {each.base_id: each.base for each in alive}
    laws = {pk: law_text(base, language, units) for pk, base in bases.items()}
    met = [
        Meeting(
            unit,
            title_of(mine[one.pk][unit], language)[0],
            one,
            other,
            _clash(mine[one.pk][unit], mine[other.pk][unit], laws[one.base_id], language),
        )
        for one, other, shared in pairs
        for unit in shared
    ]
    places = {unit: each.position for own in mine.values() for unit, each in own.items()}
    return sorted(met, key=lambda each: places[each.unit])


def _clash(one: Amendment, other: Amendment, law: LawText, language: str) -> bool:
    return bool(collisions(_said(one, language), _said(other, language), law))


def _said(amendment: Amendment, language: str) -> tuple[Operation, ...]:
    return operations_of(amendment.operations.get(language, ()))
