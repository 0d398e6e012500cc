"""Series of weekly counts, as the actions would have made them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cast import make_place

from yntymak.apps.risks.models import WeeklyCount
from yntymak.apps.risks.warning.weeks import WEEK, week_of

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place

# The last day of a week: that week is known as a whole.
SUNDAY = dt.date(2026, 11, 22)
MONDAY = dt.date(2026, 11, 16)
CALM = [1, 0, 2, 1, 0, 1, 1, 0, 2, 1] * 6  # sixty weeks


def calm(shift: int) -> list[int]:
    """The same in another order: places do not rise and fall together."""
    order = [(7 * n * (1 + shift % 3) + shift) % 10 for n in range(60)]
    return [CALM[n] for n in order]


def fill(place: Place, counts: list[int], *, category="social", lane="public", today=SUNDAY):
    """`counts` of the weeks up to the one that runs on `today`."""
    first = week_of(today) - (len(counts) - 1) * WEEK
    return WeeklyCount.objects.bulk_create(
        WeeklyCount(place=place, category=category, lane=lane, week=first + n * WEEK, count=count)
        for n, count in enumerate(counts)
    )


def more_places(raion: Place, n: int) -> list[Place]:
    """Further aiyl aimaks of a raion."""
    return [
        make_place(
            f"417022058{10 + i}000", "aiyl_aimak", (f"Айыл {i}", f"Село {i}", f"V{i}"), raion
        )
        for i in range(n)
    ]
