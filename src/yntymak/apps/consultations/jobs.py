from __future__ import annotations

import datetime as dt

from django_tasks import task

from yntymak.apps.consultations.actions.clock import send_notice
from yntymak.apps.consultations.models import Notice
from yntymak.apps.consultations.reminders import remind


@task()
def send_notices(notices: list[int]) -> None:
    """Repeated after a crash, it sends what is not sent yet. One that fails stops no other."""
    for notice in Notice.objects.select_related("consultation__place").filter(pk__in=notices):
        send_notice(notice=notice)


@task()
def remind_tonight(day: str) -> None:
    """Rounds that end soon, minutes that nobody has approved. Each person hears of each once."""
    remind(dt.date.fromisoformat(day))
