"""Which statement a participant is shown next."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

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
    """Drawn by the priority that the newest report gives; before the first report the one that
    fewest people have seen. The same one again until it is answered, so a reload changes nothing.
    """
    left = [s for s in statements if s.pk not in answered]
    if not left:
        return None
    draw = random.Random(f"{token}:{len(answered)}")  # noqa: S311 - a fair choice, no secret
    weights = _priority(poll)
    if weights:
        most = max(weights.values())  # a statement that the report does not know yet
        return draw.choices(left, [weights.get(str(s.number), most) or 1e-9 for s in left])[0]
    seen = _seen(poll)
    fewest = min(seen.get(s.pk, 0) for s in left)
    return draw.choice([s for s in left if seen.get(s.pk, 0) == fewest])


def _priority(poll: Poll) -> dict[str, float]:
    if poll.report_id is None:
        return {}
    key = f"opinions:priority:{poll.report_id}"
    found: dict[str, float] | None = cache.get(key)
    if found is None:
        of_report = Report.objects.filter(pk=poll.report_id)
        found = of_report.values_list("result__priority", flat=True).first() or {}
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
