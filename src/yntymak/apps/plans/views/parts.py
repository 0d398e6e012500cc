"""The three kinds of part that a plan is written in, and what tells one from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans import actions
from yntymak.apps.plans.forms import LineForm, MeasureForm, ObjectiveForm
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import Model
    from django.utils.functional import Promise

    from yntymak.apps.plans.forms import PartForm
    from yntymak.foundation.people.models import User


@dataclass(frozen=True)
class Kind:
    """A part stands under a parent; `to_plan` is the path of relations from it to its plan."""

    model: type[Model]
    parent: type[Model]
    to_parent: str
    to_plan: str
    form: type[PartForm]
    heading_new: str | Promise
    heading_change: str | Promise
    add: Callable[[User, Any, UUID, Any], object]  # actor, parent, key, content
    change: Callable[[User, Any, int, Any], object]  # actor, part, revision, content
    delete: Callable[[User, Any, int], object]
    title: Callable[[Any], str] = str
    anchor: Callable[[Any], int | None] = lambda _part: None  # the measure to go back to

    @property
    def parent_to_plan(self) -> str:
        """Empty where the parent is the plan itself."""
        return self.to_plan.removeprefix(self.to_parent).removeprefix("__")

    def plan_of(self, part: Any) -> Plan:
        found: Plan = _along(part, self.to_plan)
        return found

    def plan_of_parent(self, parent: Any) -> Plan:
        found: Plan = _along(parent, self.parent_to_plan)
        return found


def _along(row: Any, path: str) -> Any:
    for name in path.split("__") if path else ():
        row = getattr(row, name)
    return row


OBJECTIVE = Kind(
    model=Objective,
    parent=Plan,
    to_parent="plan",
    to_plan="plan",
    form=ObjectiveForm,
    heading_new=_("New objective"),
    heading_change=_("Change the objective"),
    add=lambda actor, plan, key, said: actions.add_objective(
        actor=actor, plan=plan, key=key, **vars(said)
    ),
    change=lambda actor, part, revision, said: actions.change_objective(
        actor=actor, objective=part, revision=revision, **vars(said)
    ),
    delete=lambda actor, part, revision: actions.delete_objective(
        actor=actor, objective=part, revision=revision
    ),
)
MEASURE = Kind(
    model=Measure,
    parent=Objective,
    to_parent="objective",
    to_plan="objective__plan",
    form=MeasureForm,
    heading_new=_("New measure"),
    heading_change=_("Change the measure"),
    add=lambda actor, objective, key, said: actions.add_measure(
        actor=actor, objective=objective, key=key, content=said
    ),
    change=lambda actor, part, revision, said: actions.change_measure(
        actor=actor, measure=part, revision=revision, content=said
    ),
    delete=lambda actor, part, revision: actions.delete_measure(
        actor=actor, measure=part, revision=revision
    ),
    anchor=lambda measure: measure.pk,
)
LINE = Kind(
    model=BudgetLine,
    parent=Measure,
    to_parent="measure",
    to_plan="measure__objective__plan",
    form=LineForm,
    heading_new=_("Money for the measure"),
    heading_change=_("Change the budget line"),
    add=lambda actor, measure, key, said: actions.add_line(
        actor=actor, measure=measure, key=key, content=said
    ),
    change=lambda actor, part, revision, said: actions.change_line(
        actor=actor, line=part, revision=revision, content=said
    ),
    delete=lambda actor, part, revision: actions.delete_line(
        actor=actor, line=part, revision=revision
    ),
    title=lambda line: f"{line.measure.title}: {line.get_source_display()}, {line.year}",
    anchor=lambda line: line.measure_id,
)
