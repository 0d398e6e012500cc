"""What a hostile form, an unlucky moment and very few people do to a poll."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from yntymak.apps.opinions.actions import (
    cast_vote,
    make_report,
    moderate_statement,
    request_report,
    set_dates,
)
from yntymak.apps.opinions.models import Participant, Report, Vote
from yntymak.foundation.jobs.actions import SILENCE, reap
from yntymak.foundation.jobs.models import Job
from yntymak.foundation.jobs.worker import run_worker


def voters(poll, number: int) -> None:
    numbers = poll.statements.values_list("number", flat=True)
    for person in range(number):
        for n in numbers:
            value = 1 if person % 2 == n % 2 else -1
            cast_vote(poll=poll, token=f"voter {person}", statement=n, value=value)


@pytest.mark.parametrize("statement", ["9" * 5000, "9" * 30, "-1", "٣", "1.0", "1 ", "x" * 9000])
def test_a_statement_that_is_no_number_is_refused_in_a_sentence(open_poll, visitor, statement):
    url = reverse("opinions:poll", args=[open_poll.code])
    response = visitor.post(url, {"statement": statement, "vote": "1"})
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert not Vote.objects.exists()


def test_a_vote_on_a_page_kept_open_past_the_end_is_refused_and_the_page_says_why(
    open_poll, aigul, visitor
):
    url = reverse("opinions:poll", args=[open_poll.code])
    visitor.get(url)
    now = timezone.now()
    begun = now - dt.timedelta(days=2)
    set_dates(actor=aigul, poll=open_poll, opens_at=begun, closes_at=now)
    response = visitor.post(url, {"statement": "1", "vote": "1"})
    assert response.status_code == 400
    page = response.content.decode()
    assert 'role="alert"' in page
    assert reverse("opinions:report", args=[open_poll.code]) in page
    assert not Participant.objects.exists()


def test_a_vote_on_a_statement_taken_out_meanwhile_is_refused_and_another_one_offered(
    open_poll, aigul, visitor
):
    url = reverse("opinions:poll", args=[open_poll.code])
    first = open_poll.statements.get(number=1)
    moderate_statement(actor=aigul, statement=first, moderation=-1, reason="Кайталанат.")
    response = visitor.post(url, {"statement": "1", "vote": "1"})
    assert response.status_code == 400
    page = response.content.decode()
    assert first.text not in page
    assert 'name="vote"' in page


@pytest.mark.parametrize("people", [0, 1, 14, 15])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_report_of_few_people_is_a_page_without_map_and_rows(open_poll, people, language):
    voters(open_poll, people)
    report = make_report(poll=open_poll)
    assert report.result["state"] == "too_few_people", report.result["state"]
    assert report.result["groups"] == []
    assert report.map_svg == ""
    url = f"/{language}/" + reverse("opinions:report", args=[open_poll.code]).split("/", 2)[2]
    response = Client().get(url)
    assert response.status_code == 200
    assert 'class="opinion-map' not in response.content.decode()
    names = set(report.files.values_list("name", flat=True))
    assert not names & {"map.png", "map-ky.svg", "votes.csv", "participants-votes.csv"}
    assert bool(names) == (people >= 5)
    for file in report.files.all():
        content = gzip.decompress(bytes(file.gzipped)).decode()
        if file.name.endswith(".json"):
            assert json.loads(content)["participants"] == people


@pytest.mark.django_db(transaction=True)
def test_an_officer_who_asks_twice_has_one_job_and_one_report(open_poll, aigul, as_user):
    voters(open_poll, 3)
    url = reverse("opinions:refresh", args=[open_poll.code])
    official = as_user(aigul)
    assert official.post(url).status_code == 302
    assert official.post(url).status_code == 302
    assert Job.objects.filter(key__startswith="opinion-report").count() == 1
    run_worker(batch=True)
    assert official.post(url).status_code == 302
    assert Report.objects.filter(poll=open_poll).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_report_whose_worker_was_killed_is_made_by_the_next(open_poll):
    voters(open_poll, 3)
    job = request_report(poll=open_poll)
    assert job is not None
    long_ago = timezone.now() - 2 * SILENCE
    DBTaskResult.objects.filter(pk=job.task_id).update(
        status="RUNNING", started_at=long_ago, worker_ids=["killed"]
    )
    again = request_report(poll=open_poll)
    assert again is not None
    assert again.pk == job.pk  # nobody asks for a second one beside it
    assert reap() == 1
    run_worker(batch=True)
    open_poll.refresh_from_db()
    assert open_poll.report is not None
    assert open_poll.report.participants == 3
