"""What people write into a plan, as it travels from a form to an action."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yntymak.apps.plans.models import Classification
    from yntymak.apps.programmes.models import Goal
    from yntymak.apps.risks.models import Risk


@dataclass(frozen=True)
class ObjectiveContent:
    title_ky: str
    title_ru: str = ""


@dataclass(frozen=True)
class MeasureContent:
    title_ky: str
    responsible_ky: str
    starts_on: dt.date
    ends_on: dt.date
    title_ru: str = ""
    responsible_ru: str = ""
    expected_effect_ky: str = ""
    expected_effect_ru: str = ""
    risks: Sequence[Risk] = ()
    goals: Sequence[Goal] = ()

    LINKS = ("risks", "goals")

    @property
    def columns(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name not in self.LINKS}


@dataclass(frozen=True)
class LineContent:
    source: str
    year: int
    planned: int  # tyiyn
    classification: Classification | None = None


@dataclass(frozen=True)
class Resolution:
    """What the kenesh decided."""

    kenesh_session: str
    resolution_number: str
    resolution_date: dt.date
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None


@dataclass(frozen=True)
class Heard:
    """A public hearing that was held before the plan was entered here."""

    held_on: dt.date
    venue: str


@dataclass(frozen=True)
class Answer:
    """What became of a comment of the hearing, and why."""

    outcome: str
    reason: str


@dataclass(frozen=True)
class ProgressContent:
    """What was done in a quarter; `spent` is line id → tyiyn in that quarter."""

    state: str
    text: str = ""
    spent: Mapping[int, int] = field(default_factory=dict)
    reason: str = ""
