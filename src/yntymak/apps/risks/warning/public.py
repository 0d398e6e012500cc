"""What everybody may know: worries of the public lane by oblast and category, quarter by quarter.

No municipality, no alert, no cell under five and none that follows from the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from yntymak.apps.risks.models import Category, PublicQuarter, Signal, WeeklyCount
from yntymak.foundation.registry.models import Kind, Place
from yntymak.methods.disclosure import Table, protect

if TYPE_CHECKING:
    from collections.abc import Mapping


def table_of_quarter(first_day: dt.date, next_day: dt.date) -> dict[str, Any]:
    """Weeks that begin in the quarter. Two queries."""
    tops = Place.objects.current().filter(kind__in=(Kind.OBLAST, Kind.REPUBLICAN_CITY))
    oblasts = [place.code for place in tops.order_by("code")]
    counts: dict[tuple[str, ...], int] = dict.fromkeys(
        ((o, c) for o in oblasts for c in Category.values), 0
    )
    rows = (
        WeeklyCount.objects.filter(lane=Signal.Lane.PUBLIC, week__gte=first_day, week__lt=next_day)
        .order_by()
        .values_list("place__code", "category")
        .annotate(n=Sum("count"))
    )
    for code, category, n in rows:
        top = code[:5].ljust(14, "0")
        if (top, category) in counts:
            counts[top, category] += n
    return published(oblasts, counts)


def published(oblasts: list[str], counts: Mapping[tuple[str, ...], int]) -> dict[str, Any]:
    """With the sums, of which as many are withheld as it takes."""
    if not oblasts:
        return {"oblasts": [], "categories": [], "cells": [], "sums": [], "of_categories": []}
    found = protect([Table(("oblast", "category"), counts)])
    categories = list(Category.values)
    return {
        "oblasts": oblasts,
        "categories": categories,
        "cells": [[found.value(oblast=o, category=c) for c in categories] for o in oblasts],
        "sums": [found.value(oblast=o) for o in oblasts],
        "of_categories": [found.value(category=c) for c in categories],
        "total": found.total,
    }


@dataclass(frozen=True)
class Row:
    place: Place
    cells: list[tuple[str, int | None]]
    total: int | None


@dataclass(frozen=True)
class Shown:
    """A published quarter in the reader's language."""

    first_day: dt.date
    last_day: dt.date
    categories: list[str]
    rows: list[Row]
    of_categories: list[tuple[str, int | None]]
    total: int | None
    is_empty: bool

    @classmethod
    def of(cls, quarter: PublicQuarter) -> Shown:
        """One query."""
        table = quarter.table
        names = [str(Category(code).label) for code in table["categories"]]
        places = {p.code: p for p in Place.objects.current().filter(code__in=table["oblasts"])}
        rows = [
            Row(places[code], list(zip(names, cells, strict=True)), total)
            for code, cells, total in zip(
                table["oblasts"], table["cells"], table["sums"], strict=True
            )
            if code in places
        ]
        return cls(
            quarter.first_day,
            _end(quarter.first_day),
            names,
            rows,
            list(zip(names, table["of_categories"], strict=True)),
            table.get("total"),
            all(n is None for row in rows for _name, n in row.cells),
        )


def _end(first_day: dt.date) -> dt.date:
    month = first_day.month + 3
    following = dt.date(first_day.year + (month > 12), (month - 1) % 12 + 1, 1)
    return following - dt.timedelta(days=1)
