"""What workers do for plans at night: reminders of reports, and the year added up anew."""

from __future__ import annotations

import datetime as dt

from django_tasks import task

from yntymak.apps.plans import terms
from yntymak.apps.plans.actions.figures import roll_up_year
from yntymak.apps.plans.actions.reminding import remind
from yntymak.apps.plans.owing import without_report


@task()
def remind_tonight(day: str) -> None:
    """On a few days before and after a report is due. Repeated for one day, it reminds once."""
    on = dt.date.fromisoformat(day)
    for year, half in terms.halves_due(on):
        if terms.is_day_to_remind(year, half, on):
            for plan in without_report(year, half):
                remind(plan=plan, half=half, on=on)


@task()
def roll_up_tonight(day: str) -> None:
    year = dt.date.fromisoformat(day).year
    for each in (year - 1, year):
        roll_up_year(each)
