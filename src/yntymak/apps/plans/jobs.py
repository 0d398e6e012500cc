"""What workers do for plans at night: reminders of reports, and the year added up anew."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone
from django_tasks import task

from yntymak.apps.plans import terms
from yntymak.apps.plans.actions.figures import roll_up_year
from yntymak.apps.plans.actions.reminding import (
    MOST_ATTEMPTS,
    LetterFailed,
    remind,
    send_letter,
)
from yntymak.apps.plans.documents.nation import write_nation
from yntymak.apps.plans.models import Letter, Plan
from yntymak.apps.plans.owing import without_report

logger = logging.getLogger(__name__)
PAUSES = (dt.timedelta(minutes=10), dt.timedelta(hours=1), dt.timedelta(hours=12))


@task()
def remind_tonight(day: str) -> None:
    """On a few days before and after a report is due. Repeated for one day, it reminds once."""
    on = dt.date.fromisoformat(day)
    for year, half in terms.halves_due(on):
        if terms.is_day_to_remind(year, half, on):
            for plan in without_report(year, half):
                remind(plan=plan, half=half, on=on)


@task()
def send_reminder(letter: int) -> None:
    """Tried again after some minutes, an hour, half a day; each failure is a job that failed."""
    found = Letter.objects.select_related("plan__place", "user").filter(pk=letter).first()
    if found is None:
        return
    try:
        send_letter(found)
    except LetterFailed as failed:
        logger.error(  # noqa: TRY400 - the reason is a sentence; where it arose tells no more
            "A reminder to %s was not sent (attempt %s): %s", found.user, found.attempts, failed
        )
        if found.attempts < MOST_ATTEMPTS:
            later = timezone.now() + PAUSES[found.attempts - 1]
            send_reminder.using(run_after=later).enqueue(letter=letter)
        raise


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
