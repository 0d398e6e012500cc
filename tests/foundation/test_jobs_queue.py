"""Work in the background: asked for twice, done once; and nothing is lost when a worker dies."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tasks_of_tests import note

from yntymak.foundation.jobs.actions import MOST_ATTEMPTS, SILENCE, beat, reap, request_job
from yntymak.foundation.jobs.models import Job, Worker

HERE = Path(__file__).parent
KEY = "test:note:1"


def as_running(job: Job, *workers: str, minutes_ago: int = 5) -> DBTaskResult:
    DBTaskResult.objects.filter(pk=job.task_id).update(
        status="RUNNING",
        worker_ids=list(workers),
        started_at=timezone.now() - dt.timedelta(minutes=minutes_ago),
    )
    return job.task


def as_ended(job: Job, status: str) -> None:
    DBTaskResult.objects.filter(pk=job.task_id).update(status=status, finished_at=timezone.now())


def test_work_asked_for_twice_is_done_once(db):
    first = request_job(note, KEY, path="x")
    again = request_job(note, KEY, path="x")
    assert again.pk == first.pk
    assert again.is_pending
    assert DBTaskResult.objects.count() == 1
    assert first.task.args_kwargs == {"args": [], "kwargs": {"path": "x"}}


def test_another_version_of_the_input_is_another_job(db):
    assert request_job(note, "test:note:2", path="x") != request_job(note, KEY, path="x")


def test_what_is_done_is_not_done_again(db):
    job = request_job(note, KEY, path="x")
    as_ended(job, "SUCCESSFUL")
    again = request_job(note, KEY, path="x")
    assert (again.state, again.is_pending, again.has_failed) == (Job.State.DONE, False, False)
    assert DBTaskResult.objects.count() == 1


def test_a_job_whose_task_was_cleared_away_counts_as_done(db):
    job = request_job(note, KEY, path="x")
    as_ended(job, "SUCCESSFUL")
    DBTaskResult.objects.all().delete()
    again = request_job(note, KEY, path="x")
    assert again.state == Job.State.DONE
    assert not DBTaskResult.objects.exists()


def test_a_failed_job_is_tried_anew_when_asked_for_again(db):
    job = request_job(note, KEY, path="x")
    as_ended(job, "FAILED")
    assert Job.objects.get().has_failed
    again = request_job(note, KEY, path="x")
    assert again.is_pending
    assert again.task_id != job.task_id
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_asked_for_in_a_transaction_that_fails_is_not_asked_for():
    with transaction.atomic():
        request_job(note, KEY, path="x")
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_task_of_a_silent_worker_goes_back_to_the_queue(db):
    task = as_running(request_job(note, KEY, path="x"), "silent")
    assert reap() == 1
    task.refresh_from_db()
    assert (task.status, task.worker_ids) == ("READY", ["silent"])
    assert reap() == 0


def test_a_living_worker_keeps_its_task_however_long_it_takes(db):
    task = as_running(request_job(note, KEY, path="x"), "alive", minutes_ago=600)
    beat("alive")
    assert reap() == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


def test_a_worker_is_silent_only_after_a_while(db):
    as_running(request_job(note, KEY, path="x"), "worker")
    beat("worker")
    assert reap(timezone.now() + SILENCE - dt.timedelta(seconds=5)) == 0
    assert reap(timezone.now() + SILENCE + dt.timedelta(seconds=5)) == 1


def test_a_task_that_outlives_its_workers_is_failed(db):
    job = request_job(note, KEY, path="x")
    task = as_running(job, *["silent"] * MOST_ATTEMPTS)
    assert reap() == 1
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert task.finished_at is not None
    assert Job.objects.get().has_failed


def test_workers_of_yesterday_are_forgotten(db):
    beat("old")
    Worker.objects.update(beat_at=timezone.now() - dt.timedelta(days=2))
    beat("new")
    reap()
    assert list(Worker.objects.values_list("pk", flat=True)) == ["new"]


# The part of a page that waits


def state_of(client, key: str = KEY, **headers: str):
    return client.get(reverse("jobs:state", args=[key]), headers=headers)


@pytest.mark.parametrize(
    ("status", "words", "is_over"),
    [
        ("READY", "waiting for its turn", False),
        ("RUNNING", "being worked on", False),
        ("SUCCESSFUL", "Done.", True),
        ("FAILED", "Try once more", True),
    ],
)
def test_the_state_is_shown_in_words(client, db, status, words, is_over):
    job = request_job(note, KEY, path="x")
    DBTaskResult.objects.filter(pk=job.task_id).update(status=status)
    answer = client.get(
        reverse("jobs:state", args=[KEY]).replace("/ky/", "/en/"), headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert words in html
    assert ("hx-get" in html) is not is_over
    assert answer.headers.get("HX-Refresh") == ("true" if is_over else None)
    assert "no-store" in answer.headers["Cache-Control"]


def test_without_javascript_there_is_a_link_and_htmx_comes_once(client, db):
    request_job(note, KEY, path="x")
    html = state_of(client).content.decode()
    assert f'<noscript><p><a href="{reverse("jobs:state", args=[KEY])}">' in html
    assert "htmx" in html.split("<script", 1)[1]
    part = state_of(client, **{"HX-Request": "true"}).content.decode()
    assert "hx-get" in part
    assert "<script" not in part


def test_an_unknown_job_is_not_found(client, db):
    assert state_of(client, "test:other").status_code == 404


# Real processes over a real database


def command(database: str, program: str, folder: Path) -> dict:
    root = HERE.parent.parent
    environment = os.environ | {
        "YNTYMAK_DATABASE": database,
        "YNTYMAK_DATA_DIR": str(folder),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root / "tests"), str(HERE)]),
        "DJANGO_SETTINGS_MODULE": "settings_for_tests",
    }
    program = f"import django; django.setup()\n{program}"
    return {"args": [sys.executable, "-c", program], "env": environment}


def run(*arguments: Any) -> str:
    """What a program says that comes to its end."""
    done = subprocess.run(
        **command(*arguments), check=True, timeout=120, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def start(*arguments: Any) -> subprocess.Popen:
    return subprocess.Popen(**command(*arguments))


@pytest.fixture
def database(tmp_path, transactional_db) -> str:
    """Address of a migrated database that other processes can open."""
    if connection.vendor == "postgresql":
        parts = urlsplit(os.environ["YNTYMAK_DATABASE"])
        return urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))
    address = f"sqlite:///{tmp_path}/jobs.sqlite3"
    migrate = (
        "from django.core.management import call_command as call; call('migrate', verbosity=0)"
    )
    run(address, migrate, tmp_path)
    return address


def wait_for(path: Path, words: str) -> None:
    deadline = time.monotonic() + 60
    while not (path.exists() and words in path.read_text()):
        assert time.monotonic() < deadline, f"{words!r} did not come"
        time.sleep(0.05)


ASK = """
from yntymak.foundation.jobs.actions import request_job
from tasks_of_tests import note
request_job(note, "test:note:1", path={path!r})
"""
# The same worker as in earnest, only less patient.
WORK = """
import datetime as dt
from yntymak.foundation.jobs import actions, worker
actions.SILENCE = dt.timedelta(seconds=1.5)
worker.BEAT_SECONDS = 0.3
worker.run_worker(interval=0.1)
"""
TELL = """
from yntymak.foundation.jobs.models import Job
job = Job.objects.get(key="test:note:1")  # the worker has asked for the nightly ones too
print(job.state, len(job.task.worker_ids))
"""


def test_what_a_killed_worker_left_behind_is_finished_by_another(database, tmp_path):
    notes = tmp_path / "notes"
    run(database, ASK.format(path=str(notes)), tmp_path)
    first = start(database, WORK, tmp_path)
    wait_for(notes, "begun\n")
    first.send_signal(signal.SIGKILL)
    assert first.wait(timeout=10) == -signal.SIGKILL
    second = start(database, WORK, tmp_path)
    try:
        wait_for(notes, "begun\nbegun\ndone\n")
        deadline = time.monotonic() + 20
        while (told := run(database, TELL, tmp_path)) != "SUCCESSFUL 2\n":
            assert time.monotonic() < deadline, told
    finally:
        second.terminate()
    assert second.wait(timeout=20) == 0
    assert notes.read_text() == "begun\nbegun\ndone\n"
