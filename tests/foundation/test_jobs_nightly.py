"""What is done once a day is asked for by any worker, and done once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from yntymak.config.settings import YNTYMAK_NIGHTLY
from yntymak.foundation.jobs.models import Job
from yntymak.foundation.jobs.nightly import Nightly

# 02:30 in Bishkek on the 25th is the evening before in London.
NIGHT = dt.datetime(2026, 11, 24, 20, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _one_task(settings):
    settings.YNTYMAK_NIGHTLY = ["tasks_of_tests.keep_day"]


def test_several_workers_that_ask_all_night_have_it_done_once(db):
    for worker in (Nightly(), Nightly()):
        for minutes in (0, 1, 90):
            worker.ask(NIGHT + dt.timedelta(minutes=minutes))

    job = Job.objects.get()
    assert job.key == "tasks_of_tests.keep_day:2026-11-25"
    assert job.task.args_kwargs["kwargs"] == {"day": "2026-11-25"}
    assert DBTaskResult.objects.count() == 1


def test_the_next_night_it_is_done_again(db):
    worker = Nightly()
    assert [worker.ask(NIGHT + n * 24 * HOUR) for n in range(2)] == [1, 1]
    assert Job.objects.count() == 2


def test_before_the_hour_nothing_is_asked_for(db):
    worker = Nightly()
    assert worker.ask(NIGHT - HOUR) == 0  # 01:30
    assert worker.ask(NIGHT) == 1


def test_a_database_that_is_away_is_asked_again_at_the_next_beat(db, monkeypatch):
    worker = Nightly()
    with monkeypatch.context() as broken:
        broken.setattr("yntymak.foundation.jobs.nightly.request_job", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            worker.ask(NIGHT)

    assert worker.ask(NIGHT) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("dotted", YNTYMAK_NIGHTLY)
def test_a_night_before_anything_is_loaded_ends_quietly(dotted):
    import_string(dotted).func("2026-11-25")
