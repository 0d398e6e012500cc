"""What was published of like worries nearby: shown to a sender before the worry is sent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from yntymak.apps.risks.models import Signal
from yntymak.methods.language.duplicates import similarity

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place

WEEKS = dt.timedelta(weeks=8)
MOST_COMPARED = 100
MOST_SHOWN = 3
ALIKE = 0.4


@sensitive_variables("text")
def similar_to(text: str, *, place: Place, category: str) -> list[Signal]:
    """Published ones of the public lane alone: of the same place, weeks and category, or in almost
    the same words. One query; `text` is only compared here and kept nowhere.
    """
    rows = (
        Signal.objects.published()
        .filter(place=place, received_at__gte=timezone.now() - WEEKS)
        .exclude(state=Signal.State.DROPPED)
        .only("pk", "text", "public_text", "category", "state", "published_on", "lane")
    )
    found = [
        (similarity(text, row.text), row.category == category, row) for row in rows[:MOST_COMPARED]
    ]
    near = [each for each in found if each[1] or each[0] >= ALIKE]
    near.sort(key=lambda each: (-each[0], -each[2].pk))
    return [row for _alike, _same, row in near[:MOST_SHOWN]]
