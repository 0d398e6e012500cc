from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from yntymak.foundation.jobs.models import Job, Worker

if TYPE_CHECKING:
    from django_tasks.base import Task

SILENCE = dt.timedelta(seconds=30)
MOST_ATTEMPTS = 3


@transaction.atomic
def request_job(task: Task[..., Any], key: str, **arguments: Any) -> Job:
    """Have `task(**arguments)` done once for `key`; a failed job is tried anew when asked again.

    The queue lives in the same database: the job is visible to workers exactly when the
    transaction that asked for it commits, and lost only if that is.
    """
    job, _made = Job.objects.select_for_update(no_key=True).get_or_create(key=key)
    if job.task is None and not _made:
        return job
    if job.task is None or job.has_failed:
        result = task.enqueue(**arguments)
        job.task_id = result.id
        job.requested_at = timezone.now()
        job.save(update_fields=["task", "requested_at"])
        job.refresh_from_db()
    return job


def beat(worker_id: str) -> None:
    Worker.objects.update_or_create(pk=worker_id, defaults={"beat_at": timezone.now()})


def reap(now: dt.datetime | None = None) -> int:
    """Give the running tasks of silent workers back to the queue; how many were.

    A task that has outlived several workers probably kills them: it is failed instead.
    """
    now = now or timezone.now()
    alive = set(Worker.objects.filter(beat_at__gte=now - SILENCE).values_list("pk", flat=True))
    given_back = 0
    for task in DBTaskResult.objects.running().filter(started_at__lt=now - SILENCE):
        if alive.intersection(task.worker_ids[-1:]):
            continue
        # The filter on status makes two reapers agree: only one of them changes the row.
        mine = DBTaskResult.objects.filter(pk=task.pk, status=Job.State.RUNNING)
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            given_back += mine.update(
                status=Job.State.FAILED,
                finished_at=now,
                exception_class_path="builtins.RuntimeError",
                traceback="Every worker that took this task fell silent.",
            )
        else:
            given_back += mine.update(status=Job.State.WAITING, started_at=None)
    Worker.objects.filter(beat_at__lt=now - dt.timedelta(days=1)).delete()
    return given_back
