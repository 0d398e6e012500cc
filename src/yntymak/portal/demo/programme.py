from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.programmes import actions
from yntymak.apps.programmes.content import IndicatorContent
from yntymak.apps.programmes.models import Programme
from yntymak.apps.programmes.outline import GoalLine
from yntymak.portal.demo import cast, texts
from yntymak.portal.demo.keys import key

if TYPE_CHECKING:
    from typing import Any

CODE = "national-2024-2028"


def load() -> None:
    told: dict[str, Any] = texts.read("programme.toml")
    elmira = cast.person("elmira")
    programme = actions.create_programme(
        actor=elmira,
        key=key("programme", told["code"]),
        place=None,
        heading=actions.Heading(
            title_ky=told["title_ky"],
            title_ru=told["title_ru"],
            issuer=cast.agency(),
            first_year=told["first_year"],
            last_year=told["last_year"],
        ),
        goals_ky=[GoalLine(goal["number"], goal["title_ky"]) for goal in told["goal"]],
        goals_ru=[GoalLine(goal["number"], goal["title_ru"]) for goal in told["goal"]],
    )
    for goal in told["goal"]:
        if "indicator_ky" in goal:
            actions.add_indicator(
                actor=elmira,
                goal=programme.goals.get(number=goal["number"]),
                key=key("indicator", goal["number"]),
                content=IndicatorContent(
                    name_ky=goal["indicator_ky"],
                    name_ru=goal["indicator_ru"],
                    unit_ky=goal["unit_ky"],
                    unit_ru=goal["unit_ru"],
                    over_time=goal.get("over_time", "sum"),
                    over_places=goal.get("over_places", "sum"),
                ),
            )
    Programme.objects.filter(pk=programme.pk).update(is_demonstration=True)
    actions.publish_programme(actor=elmira, programme=programme)
