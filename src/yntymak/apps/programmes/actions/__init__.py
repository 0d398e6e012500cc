"""Programmes are written by the office that keeps them, and stand still once published."""

from yntymak.apps.programmes.actions.goals import (
    add_indicator,
    assign_goal,
    delete_goal,
    delete_indicator,
)
from yntymak.apps.programmes.actions.programmes import (
    Details,
    change_programme,
    create_programme,
    publish_programme,
)
from yntymak.apps.programmes.content import Heading

__all__ = [
    "Details",
    "Heading",
    "add_indicator",
    "assign_goal",
    "change_programme",
    "create_programme",
    "delete_goal",
    "delete_indicator",
    "publish_programme",
]
