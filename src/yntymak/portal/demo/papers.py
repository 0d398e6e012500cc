"""What plans are written with: example codes of expenditure and an example template."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from yntymak.apps.plans.models import Classification, PlanTemplate
from yntymak.portal.demo import texts
from yntymak.portal.demo.keys import key

SINCE = dt.date(2020, 1, 1)
YEAR = 2026  # of the template's own dates; they move along to the year of each plan


def load() -> None:
    for row in texts.read("classification.toml")["row"]:
        Classification.objects.get_or_create(
            code=row["code"],
            valid_from=SINCE,
            defaults={**row, "is_example": True},
        )
    told = texts.read("template.toml")
    PlanTemplate.objects.get_or_create(
        client_key=key("template"),
        defaults={
            "title_ky": told["title_ky"],
            "title_ru": told["title_ru"],
            "is_example": True,
            "content": {
                "year": YEAR,
                "objectives": [_objective(each) for each in told["objective"]],
            },
        },
    )


def _objective(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "title_ky": told["title_ky"],
        "title_ru": told["title_ru"],
        "measures": [_measure(each) for each in told["measure"]],
    }


def _measure(told: dict[str, Any]) -> dict[str, Any]:
    first, last = told["months"]
    words = ("title_ky", "title_ru", "responsible_ky", "responsible_ru")
    return {
        **{word: told[word] for word in words},
        "starts_on": dt.date(YEAR, first, 1).isoformat(),
        "ends_on": dt.date(YEAR, last, calendar.monthrange(YEAR, last)[1]).isoformat(),
    }
