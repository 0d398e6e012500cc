"""What the municipalities of a raion, an oblast or the country add up to: each cell with how many
were expected and have reported, and the day of its newest figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yntymak.apps.plans.models import BudgetLine
from yntymak.apps.plans.nation import nation_of
from yntymak.apps.plans.rollup import MOST
from yntymak.apps.plans.terms import HALVES
from yntymak.apps.programmes.models import Indicator
from yntymak.portal.oversight import Row
from yntymak.ui.figures import count, grouped, percent, thousand_som

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.plans.nation import Nation
    from yntymak.apps.plans.rollup import Cell, Sum
    from yntymak.foundation.registry.models import Place

THOUSANDTHS = 1000  # indicators are added up in thousandths


@dataclass(frozen=True)
class Figure:
    label: str
    text: str
    expected: int
    cell: Cell


@dataclass(frozen=True)
class Area:
    place: Place
    year: int
    expected: int
    money: list[Figure]
    work: list[Figure]
    indicators: list[Figure]
    rows: list[Row]  # what lies directly inside: raions and cities, or municipalities

    @property
    def approved(self) -> int:
        return self.work[0].cell.part


def area_of(place: Place, year: int) -> Area:
    """Seven queries for any place."""
    nation = nation_of(year)
    added = nation.sum_of(place)
    return Area(
        place=place,
        year=year,
        expected=added.expected,
        money=list(_money(added)),
        work=list(_work(added)),
        indicators=list(_indicators(added)),
        rows=[Row(each, nation.sum_of(each)) for each in _inside(place, nation)],
    )


def _inside(place: Place, nation: Nation) -> list[Place]:
    """The next level down; a raion whose name nobody bears stands for its municipalities."""
    return [each for each in nation.places if each.parent_id == place.pk]


def _money(added: Sum) -> Iterator[Figure]:
    planned = added.cell("planned")
    yield Figure(_("Planned, thousand som"), thousand_som(planned.value), added.expected, planned)
    for source in BudgetLine.Source:
        cell = added.cell(f"planned.{source}")
        if cell.reported:
            text = thousand_som(cell.value)
            yield Figure(
                _("of which %(source)s") % {"source": source.label}, text, added.expected, cell
            )
    for key, label in (
        ("committed", _("Promised by contracts, thousand som")),
        ("spent", _("Spent, thousand som")),
    ):
        cell = added.cell(key)
        text = thousand_som(cell.value)
        if cell.share is not None:
            text = f"{text} ({percent(cell.share, 1)})"
        yield Figure(label, text, added.expected, cell)


def _work(added: Sum) -> Iterator[Figure]:
    for key, label in (
        ("approved", _("Approved plans")),
        ("measures", _("Measures")),
        ("done", _("Measures that are done")),
        *(
            (f"report.{half}", _("Reports on half-year %(half)s") % {"half": half})
            for half in HALVES
        ),
    ):
        cell = added.cell(key)
        text = count(cell.value)
        if cell.share is not None:
            text = f"{text} ({percent(cell.share, 1)})"
        yield Figure(label, text, added.expected, cell)


def _indicators(added: Sum) -> Iterator[Figure]:
    """Those on which anybody inside has reported."""
    keys = {
        int(key.partition(".")[2]): key
        for key in added.cells
        if key.startswith((MOST, "indicator."))
    }
    rows = Indicator.objects.filter(pk__in=keys, goal__programme__is_published=True)
    for indicator in rows.select_related("goal__programme").order_by("goal__position", "position"):
        cell = added.cell(keys[indicator.pk])
        label = f"{indicator.name} ({indicator.goal.programme})"
        yield Figure(label, _written(indicator, cell), added.expected, cell)


def _written(indicator: Indicator, cell: Cell) -> str:
    if cell.value is None:
        return count(None)
    if cell.share is not None:
        return percent(cell.share, 1)
    exact = Decimal(cell.value) / THOUSANDTHS
    return f"{grouped(exact, 0 if cell.value % THOUSANDTHS == 0 else 3)} {indicator.unit}"
