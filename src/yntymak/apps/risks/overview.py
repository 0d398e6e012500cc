"""The register as a whole: how many risks stand where, what changed, what is odd."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.risks.matrix import LEVEL_NAMES
from yntymak.apps.risks.models import Acceptance, Assessment, Risk
from yntymak.apps.risks.treatment import treated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.risks.models import Matrix
    from yntymak.apps.risks.queries import RiskQuerySet

NOT_ASSESSED_AFTER = dt.timedelta(days=30)
MOST_SHOWN = 20


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


@dataclass(frozen=True)
class Finding:
    title: str
    advice: str
    count: int
    risks: list[Risk]


def inconsistencies(risks: RiskQuerySet, today: dt.date) -> list[Finding]:
    """Only what was found. Three queries, and two for each thing found."""
    risks = risks.open()
    newest = Acceptance.objects.filter(risk=OuterRef("pk")).order_by("-pk")
    judged = Assessment.objects.filter(risk=OuterRef("pk")).order_by("-pk")
    accepted = risks.annotate(
        until=Subquery(newest.values("until")[:1]), at_level=Subquery(newest.values("level")[:1])
    )
    staged = risks.annotate(
        inherent=Subquery(judged.filter(stage="inherent").values("level")[:1]),
        residual=Subquery(judged.filter(stage="residual").values("level")[:1]),
    )
    lived_with = accepted.filter(until__gte=today, at_level__gte=F("level")).values("pk")
    long_ago = timezone.now() - NOT_ASSESSED_AFTER
    found = [
        _finding(
            _("High and without a measure"),
            _("Put a measure into the plan, or have the head accept the risk until a day."),
            _untreated(risks.red().exclude(pk__in=lived_with)),
        ),
        _finding(
            _("What remains is judged lower, but no measure serves the risk"),
            _("Put the measure into the plan, or judge anew what remains."),
            _untreated(staged.filter(residual__lt=F("level"))),
        ),
        _finding(
            _("Judged graver now than if nobody did anything"),
            _("One of the two judgements is wrong: judge both anew."),
            staged.filter(inherent__lt=F("level")),
        ),
        _finding(
            _("Not assessed for a month"),
            _("Assess it: until then it counts nowhere."),
            risks.filter(level=None, opened_at__lt=long_ago),
        ),
        _finding(
            _("The day of the review has passed"),
            _("Look at it again and assess it."),
            risks.filter(review_on__lt=today),
        ),
        _finding(
            _("Accepted until a day that has passed"),
            _("Decide anew: accept it again or act."),
            accepted.filter(until__lt=today),
        ),
        _finding(
            _("Has become graver since it was accepted"),
            _("What was accepted was less: decide anew."),
            accepted.filter(until__gte=today, at_level__lt=F("level")),
        ),
        _finding(
            _("The place was merged or renamed"),
            _("Register it under the unit that carries the place on, then close it here."),
            risks.filter(place__valid_to__isnull=False),
        ),
    ]
    return [finding for finding in found if finding.count]


def _untreated(risks: RiskQuerySet) -> RiskQuerySet:
    served = treated(risks.only("pk"))
    return risks.exclude(pk__in=served) if served else risks


def _finding(title: str, advice: str, risks: RiskQuerySet) -> Finding:
    shown: Iterable[Risk] = risks.select_related("place").by_urgency()[:MOST_SHOWN]
    return Finding(title, advice, risks.count(), list(shown))
