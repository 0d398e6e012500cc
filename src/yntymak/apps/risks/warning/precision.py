"""How often the warnings of this system were right, measured by what people closed them with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from yntymak.apps.risks.models import Alert, Category
from yntymak.methods.opinion.bridging import wilson

RIGHT = (Alert.Outcome.CONFIRMED, Alert.Outcome.AVERTED)


@dataclass(frozen=True)
class Measured:
    """`low` and `high` are Wilson's bounds of the share that was right (95 %)."""

    level: str
    category: str
    outcomes: dict[str, int]
    still_open: int

    @property
    def closed(self) -> int:
        return sum(self.outcomes.values())

    @property
    def right(self) -> int:
        return sum(self.outcomes.get(outcome, 0) for outcome in RIGHT)

    @property
    def share(self) -> float | None:
        return self.right / self.closed if self.closed else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        if not self.closed:
            return None
        low, high = wilson(self.right, self.closed)
        return float(low), float(high)

    @property
    def counted(self) -> list[tuple[str, int]]:
        return [(str(o.label), self.outcomes.get(o, 0)) for o in Alert.Outcome]


def measured() -> list[Measured]:
    """By level and category, the high level first. One query."""
    rows = Alert.objects.order_by().values_list("level", "category", "state", "outcome")
    found: dict[tuple[int, str], tuple[dict[str, int], int]] = {}
    for level, category, state, outcome, n in rows.annotate(n=Count("pk")):
        outcomes, still_open = found.get((level, category), ({}, 0))
        if state == Alert.State.CLOSED:
            outcomes[outcome] = n
        else:
            still_open += n
        found[level, category] = outcomes, still_open
    order = {category: i for i, category in enumerate(Category.values)}
    return [
        Measured(str(Alert.Level(level).label), str(Category(category).label), outcomes, still_open)
        for (level, category), (outcomes, still_open) in sorted(
            found.items(), key=lambda item: (-item[0][0], order[item[0][1]])
        )
    ]


def together(rows: list[Measured]) -> Measured:
    outcomes: dict[str, int] = {}
    for row in rows:
        for outcome, n in row.outcomes.items():
            outcomes[outcome] = outcomes.get(outcome, 0) + n
    return Measured("", "", outcomes, sum(row.still_open for row in rows))
