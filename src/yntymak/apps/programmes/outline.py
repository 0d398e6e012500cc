"""Goals as people type them, one to a line with its number, and the tree that the numbers mean.

1. Safe water for every village
1.1 Rules for sharing irrigation water
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.programmes.models import Goal

_LINE = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\.?\s+(?P<title>\S.*)$")


@dataclass(frozen=True)
class GoalLine:
    number: str  # "1.2", no full stop at the end
    title: str

    @property
    def parent(self) -> str:
        """The number of the goal above; "" at the top."""
        return self.number.rpartition(".")[0]

    @property
    def depth(self) -> int:
        return self.number.count(".")


def read_goals(text: str) -> list[GoalLine]:
    """In the order typed. Raises ValidationError with one sentence for each wrong line."""
    goals: dict[str, GoalLine] = {}
    wrong: list[str] = []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.match(line.strip())
        if found is None:
            wrong.append(
                _("Line %(at)s: begin with the goal's number, for example 1.1.") % {"at": at}
            )
            continue
        goal = GoalLine(found["number"], found["title"].strip())
        if goal.number in goals:
            wrong.append(
                _("Line %(at)s: the number %(number)s stands twice.")
                % {"at": at, "number": goal.number}
            )
        elif goal.parent and goal.parent not in goals:
            wrong.append(
                _("Line %(at)s: write goal %(parent)s before goal %(number)s.")
                % {"at": at, "parent": goal.parent, "number": goal.number}
            )
        goals.setdefault(goal.number, goal)
    if wrong:
        raise ValidationError(wrong)
    return list(goals.values())


def write_goals(goals: Iterable[Goal], language: str) -> str:
    """The text that read_goals reads back; goals without words in `language` are left out."""
    titles = ((goal.number, getattr(goal, f"title_{language}")) for goal in goals)
    return "\n".join(f"{number}. {title}" for number, title in titles if title)
