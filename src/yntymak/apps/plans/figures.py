"""What one plan adds to every roll-up, from its rows: whole tyiyn, counts, parts and wholes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import F, Sum

from yntymak.apps.plans.models import (
    Alignment,
    BudgetLine,
    HalfYearReport,
    IndicatorValue,
    Measure,
    Plan,
    Progress,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

THOUSANDTHS = 1000  # indicators have three decimals; roll-ups add whole numbers only
Figures = dict[str, Any]


def figures_of(plans: QuerySet[Plan]) -> dict[int, Figures]:
    """plan id → figures; seven queries, however many plans. Money is that of the plan's year."""
    found: dict[int, Figures] = {pk: _empty() for pk in plans.values_list("pk", flat=True)}
    inside = plans.order_by().values("pk")
    _add_money(found, inside)
    _add_measures(found, inside)
    _add_reports(found, inside)
    _add_indicators(found, inside)
    return found


def _empty() -> Figures:
    return {
        "planned": {},
        "approved": 0,
        "committed": None,
        "spent": None,
        "measures": 0,
        "states": {},
        "reports": {},
        "aligned": 0,
        "indicators": {},
        "newest": None,
    }


def _add_money(found: dict[int, Figures], inside: QuerySet[Any]) -> None:
    rows = (
        BudgetLine.objects.filter(
            measure__objective__plan__in=inside, year=F("measure__objective__plan__year")
        )
        .order_by()
        .values_list("measure__objective__plan", "source")
        .annotate(
            planned=Sum("planned"),
            approved=Sum("approved"),
            committed=Sum("committed"),
            spent=Sum("spent"),
        )
    )
    for plan, source, planned, approved, committed, spent in rows:
        figures = found[plan]
        figures["planned"][source] = int(planned)
        figures["approved"] += int(approved or 0)
        for name, value in (("committed", committed), ("spent", spent)):
            if value is not None:
                figures[name] = (figures[name] or 0) + int(value)


def _add_measures(found: dict[int, Figures], inside: QuerySet[Any]) -> None:
    measures = Measure.objects.filter(objective__plan__in=inside).order_by()
    for plan in measures.values_list("objective__plan", flat=True):
        found[plan]["measures"] += 1
    aligned = Alignment.objects.filter(measure__objective__plan__in=inside).order_by()
    for plan in aligned.values_list("measure__objective__plan", flat=True):
        found[plan]["aligned"] += 1
    newest: dict[tuple[int, int], str] = {}
    entries = (
        Progress.objects.filter(measure__objective__plan__in=inside)
        .order_by("quarter", "version")
        .values_list("measure__objective__plan", "measure", "state", "entered_at")
    )
    for plan, measure, state, at in entries:
        newest[plan, measure] = state
        _note(found[plan], at.date())
    for (plan, _measure), state in newest.items():
        states: Counter[str] = Counter(found[plan]["states"])
        states[state] += 1
        found[plan]["states"] = dict(states)


def _add_reports(found: dict[int, Figures], inside: QuerySet[Any]) -> None:
    for report in HalfYearReport.objects.filter(plan__in=inside):
        if report.is_sent:
            found[report.plan_id]["reports"][str(report.half)] = report.state
            if report.sent_at:
                _note(found[report.plan_id], report.sent_at.date())


def _add_indicators(found: dict[int, Figures], inside: QuerySet[Any]) -> None:
    values = (
        IndicatorValue.objects.filter(plan__in=inside)
        .select_related("indicator")
        .order_by("quarter", "version")
    )
    by_quarter: dict[tuple[int, Any], dict[int, IndicatorValue]] = {}
    for value in values:
        by_quarter.setdefault((value.plan_id, value.indicator), {})[value.quarter] = value
        _note(found[value.plan_id], value.entered_at.date())
    for (plan, indicator), quarters in by_quarter.items():
        found[plan]["indicators"][str(indicator.pk)] = _over_time(indicator, quarters.values())


def _over_time(indicator: Any, values: Iterable[IndicatorValue]) -> list[int | None]:
    """[part, whole] in thousandths; the whole is None where the value is no share.

    Quarters that were not reported stay out: they are unknown, not zero.
    """
    known = list(values)
    if indicator.over_time == "last":
        known = known[-1:]
    part = sum(int(value.numerator * THOUSANDTHS) for value in known)
    wholes = [value.denominator for value in known if value.denominator is not None]
    if indicator.is_ratio:
        # A mean of shares is that of their parts and wholes.
        return [part, sum(int(whole * THOUSANDTHS) for whole in wholes)]
    if indicator.over_time == "mean":
        return [part // len(known), None]
    return [part, None]


def _note(figures: Figures, day: Any) -> None:
    text = day.isoformat()
    if figures["newest"] is None or text > figures["newest"]:
        figures["newest"] = text
