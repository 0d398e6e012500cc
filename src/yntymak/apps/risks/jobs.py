from __future__ import annotations

import datetime as dt

from django_tasks import task

from yntymak.apps.risks import actions


@task()
def watch_tonight(day: str) -> None:
    """Asked for once a day. Repeated, or done again after a worker was killed, it adds nothing."""
    today = dt.date.fromisoformat(day)
    actions.keep_watch(today=today)
    actions.hand_up(today=today)
    actions.publish_quarter(today=today)
