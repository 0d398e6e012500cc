"""The way of a bill, as steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.laws.models import Bill

if TYPE_CHECKING:
    from typing import Any

Stage = Bill.Stage
_WAY = (Stage.DRAFTING, Stage.CONSULTATION, Stage.PARLIAMENT, Stage.ADOPTED)
_ENDED = (Stage.REJECTED, Stage.WITHDRAWN)


def steps_of(bill: Bill) -> list[dict[str, Any]]:
    """A bill that ended otherwise than adopted shows where it ended, not how far it had come."""
    way = [Stage.DRAFTING, Stage(bill.stage)] if bill.stage in _ENDED else list(_WAY)
    place = way.index(Stage(bill.stage))
    is_over = bill.stage == Stage.ADOPTED
    return [
        {"title": stage.label, "state": _state(index, place, is_over=is_over)}
        for index, stage in enumerate(way)
    ]


def _state(index: int, place: int, *, is_over: bool) -> str:
    if index < place or is_over:
        return "done"
    return "now" if index == place else "next"
