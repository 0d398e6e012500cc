"""What workers do for plans at night: reminders of reports, and the year added up anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Sum
from django_tasks import task

from yntymak.apps.plans import terms
from yntymak.apps.plans.actions.figures import roll_up_year
from yntymak.apps.plans.actions.reminding import remind
from yntymak.apps.plans.documents.nation import write_nation
from yntymak.apps.plans.models import Plan
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


@task()
def make_nation_file(year: int, language: str) -> None:
    """Written beside its place and then moved there: nobody fetches half a file."""
    target = nation_file(year, language)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    write_nation(year, language, unfinished)
    unfinished.replace(target)


def nation_file(year: int, language: str) -> Path:
    """Another name as soon as an approved plan of the year has changed. One query."""
    approved = Plan.objects.filter(year=year, state=Plan.State.APPROVED)
    count, revisions = approved.aggregate(n=Count("pk"), r=Sum("revision")).values()
    name = f"plans-{year}-{count}-{revisions or 0}-{language}.xlsx"
    return Path(settings.MEDIA_ROOT) / "exports" / name
