from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """One line of the desk. `waiting` None: a door, not a number."""

    title: str
    text: str
    url: str
    action: str
    waiting: int | None = None
