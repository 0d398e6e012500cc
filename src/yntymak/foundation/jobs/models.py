"""Work in the background, once per input version, and the workers that do it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult


class Job(models.Model):
    """`key` names the task and the version of its input: asked for twice, done once."""

    class State(models.TextChoices):
        WAITING = "READY", pgettext_lazy("job", "waiting")
        RUNNING = "RUNNING", pgettext_lazy("job", "running")
        DONE = "SUCCESSFUL", pgettext_lazy("job", "done")
        FAILED = "FAILED", pgettext_lazy("job", "failed")

    key = models.CharField(max_length=200, unique=True)
    task = models.OneToOneField(
        DBTaskResult, null=True, on_delete=models.SET_NULL, related_name="job"
    )
    requested_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"

    @property
    def state(self) -> str:
        # A finished task may be pruned from the queue; its job then remains as done.
        return self.task.status if self.task else self.State.DONE

    @property
    def is_pending(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED


class Worker(models.Model):
    """A worker's sign of life. One that stops beating has its jobs given to others."""

    id = models.CharField(max_length=64, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id
