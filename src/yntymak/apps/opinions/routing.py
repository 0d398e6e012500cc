"""Which statement a participant is shown next."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.cache import cache
from django.db.models import Count

from yntymak.apps.opinions.models import Report, Vote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yntymak.apps.opinions.models import Poll, Statement

KEPT_SECONDS = 60


def next_statement(
    poll: Poll, statements: Sequence[Statement], answered: Mapping[int, int], token: str
) -> Statement | None:
    """The rule grows with the poll. Before the first report: the one that fewest have seen. Then a
    draw by the priority that the newest report gives. Once its groups are firm: a draw by what the
    answer would tell of where this participant stands, and of the statement.

    The same one again until it is answered, so a reload changes nothing.
    """
    left = [s for s in statements if s.pk not in answered]
    if not left:
        return None
    draw = random.Random(f"{token}:{len(answered)}")  # noqa: S311 - a fair choice, no secret
    known = _of_report(poll)
    if known["place_model"]:
        numbers = {s.number for s in statements if s.pk in answered}
        weights = _adaptive(known["place_model"], numbers, {s.number for s in left})
    else:
        weights = known["priority"]
    if weights:
        most = max(weights.values())  # a statement that the report does not know yet
        return draw.choices(left, [weights.get(str(s.number), most) or 1e-9 for s in left])[0]
    seen = _seen(poll)
    fewest = min(seen.get(s.pk, 0) for s in left)
    return draw.choice([s for s in left if seen.get(s.pk, 0) == fewest])


def _adaptive(described: dict[str, Any], answered: set[int], left: set[int]) -> dict[str, float]:
    # The analysis brings scipy, half a second once in the life of a process.
    from yntymak.methods.opinion.adaptive import PlaceModel, adaptive_weights  # noqa: PLC0415

    numbers = described["numbers"]
    model = PlaceModel(
        loadings=np.array(described["loadings"]),
        noise=np.array(described["noise"]),
        precision=np.array(described["precision"]),
        n_seen=np.array(described["n_seen"]),
        meta=np.array(described["meta"]),
    )
    known = np.array([j for j, number in enumerate(numbers) if number in answered], dtype=np.int64)
    may_be_shown = np.array([number in left for number in numbers])
    weights = adaptive_weights(model, known, may_be_shown)
    return {
        str(number): float(weight)
        for number, weight in zip(numbers, weights, strict=True)
        if number in left
    }


def _of_report(poll: Poll) -> dict[str, Any]:
    """`priority` and `place_model` of the newest report, empty before the first one."""
    if poll.report_id is None:
        return {"priority": {}, "place_model": None}
    key = f"opinions:routing:{poll.report_id}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        of_report = Report.objects.filter(pk=poll.report_id)
        priority, model = of_report.values_list(
            "result__priority", "result__place_model"
        ).first() or (None, None)
        found = {"priority": priority or {}, "place_model": model}
        cache.set(key, found, KEPT_SECONDS)
    return found


def _seen(poll: Poll) -> dict[int, int]:
    key = f"opinions:seen:{poll.pk}"
    found: dict[int, int] | None = cache.get(key)
    if found is None:
        counted = Vote.objects.filter(statement__poll=poll).values_list("statement")
        found = dict(counted.annotate(seen=Count("participant", distinct=True)).order_by())
        cache.set(key, found, KEPT_SECONDS)
    return found
