"""The register as a whole: how many risks stand where, and what has changed since last year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from yntymak.apps.risks.matrix import LEVEL_NAMES
from yntymak.apps.risks.models import Assessment

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Matrix
    from yntymak.apps.risks.queries import RiskQuerySet


@dataclass(frozen=True)
class Cell:
    likelihood: int
    impact: int
    level: int
    count: int


def cells(risks: RiskQuerySet, matrix: Matrix) -> list[tuple[int, list[Cell]]]:
    """Open, assessed risks in the 25 cells, the greatest likelihood on top. One query."""
    rows = (
        risks.open()
        .filter(likelihood__isnull=False, impact__isnull=False)
        .order_by()
        .values_list("likelihood", "impact")
        .annotate(n=Count("pk"))
    )
    found = {(likelihood, impact): n for likelihood, impact, n in rows}
    return [
        (li, [Cell(li, im, matrix.level(li, im), found.get((li, im), 0)) for im in range(1, 6)])
        for li in range(5, 0, -1)
    ]


@dataclass(frozen=True)
class Change:
    level: int
    name: str
    then: int
    now: int


@dataclass(frozen=True)
class Comparison:
    """Today's open risks: their levels now, and at the end of last year where they had one."""

    last_day: dt.date
    rows: list[Change]
    rose: int
    fell: int
    same: int
    new: int


def since_last_year(risks: RiskQuerySet, today: dt.date) -> Comparison:
    """One query."""
    first = dt.datetime(today.year, 1, 1, tzinfo=timezone.get_current_timezone())
    before = Assessment.objects.filter(
        risk=OuterRef("pk"), stage=Assessment.Stage.CURRENT, assessed_at__lt=first
    ).order_by("-pk")
    rows = (
        risks.open()
        .exclude(level=None)
        .annotate(then=Subquery(before.values("level")[:1]))
        .order_by()
        .values_list("level", "then")
        .annotate(n=Count("pk"))
    )
    pairs = [(now, then, n) for now, then, n in rows]
    return Comparison(
        first.date() - dt.timedelta(days=1),
        [
            Change(
                level,
                str(LEVEL_NAMES[level]),
                sum(n for _now, then, n in pairs if then == level),
                sum(n for now, _then, n in pairs if now == level),
            )
            for level in range(5, 0, -1)
        ],
        rose=sum(n for now, then, n in pairs if then is not None and now > then),
        fell=sum(n for now, then, n in pairs if then is not None and now < then),
        same=sum(n for now, then, n in pairs if now == then),
        new=sum(n for _now, then, n in pairs if then is None),
    )
