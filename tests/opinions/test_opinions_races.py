"""Voters and workers who meet: no vote is lost, the last one counts, a report is made once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from yntymak.apps.opinions import reporting
from yntymak.apps.opinions.actions import cast_vote, make_report, moderate_statement
from yntymak.apps.opinions.models import Participant, Report, ReportFile, Vote
from yntymak.apps.opinions.tally import read_tally
from yntymak.foundation.ledger.models import Event

VOTERS, AT_ONCE = 200, 10


def crowd(poll, people: range) -> None:
    for person in people:
        for number in range(1, 6):
            cast_vote(poll=poll, token=f"t{person}", statement=number, value=person % 3 - 1)


@pytest.fixture
def meanwhile(monkeypatch):
    """meanwhile(act) has `act` done while the first report is being worked out."""
    left = []
    describe = reporting.describe

    def interrupted(*given):
        if left:
            left.pop()()
        return describe(*given)

    monkeypatch.setattr(reporting, "describe", interrupted)
    return left.append


def test_votes_that_arrive_during_a_report_are_in_the_next_one(open_poll, meanwhile):
    crowd(open_poll, range(12))
    meanwhile(lambda: crowd(open_poll, range(12, 15)))
    first = make_report(poll=open_poll)
    assert (first.participants, first.votes) == (12, 60)
    assert Vote.objects.filter(pk__gt=first.last_vote).count() == 15
    second = make_report(poll=open_poll)
    assert (second.participants, second.votes) == (15, 75)
    assert Report.objects.count() == 2


def test_two_workers_on_the_same_votes_make_one_report(open_poll, meanwhile):
    crowd(open_poll, range(12))
    others = []
    meanwhile(lambda: others.append(make_report(poll=open_poll)))
    assert [make_report(poll=open_poll)] == others
    assert Event.objects.filter(verb="opinion_report:made").count() == 1
    names = list(ReportFile.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) > 0


def test_a_slow_worker_does_not_put_older_votes_over_newer_ones(open_poll, meanwhile):
    crowd(open_poll, range(12))

    def another_worker() -> None:
        crowd(open_poll, range(12, 15))
        make_report(poll=open_poll)

    meanwhile(another_worker)
    assert make_report(poll=open_poll).participants == 15
    open_poll.refresh_from_db()
    assert open_poll.report.participants == 15


def test_a_statement_taken_out_during_a_report_is_out_in_the_next_one(open_poll, aigul, meanwhile):
    crowd(open_poll, range(12))
    water = open_poll.statements.get(number=1)
    meanwhile(
        lambda: moderate_statement(actor=aigul, statement=water, moderation=-1, reason="Кайталоо")
    )
    for is_out in (False, True):
        described = make_report(poll=open_poll).result["statements"]
        assert next(one["is_out"] for one in described if one["number"] == 1) is is_out


@pytest.mark.django_db(transaction=True)
def test_two_hundred_vote_at_once_and_each_last_vote_counts(open_poll):
    """Each changes their mind on everything, and sends the last answer twice."""
    if connection.vendor == "sqlite":
        pytest.skip("threads of a test share the one connection of SQLite in memory")
    together = threading.Barrier(AT_ONCE)

    def vote(first: int) -> None:
        try:
            together.wait(30)
            for person in range(first, VOTERS, AT_ONCE):
                for number in range(1, 6):
                    for value in (-1, 0, 1, 1)[person % 2 :]:
                        token = f"t{person}"
                        cast_vote(poll=open_poll, token=token, statement=number, value=value)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(vote, range(AT_ONCE)))
    assert Participant.objects.count() == VOTERS
    assert Vote.objects.count() == 5 * (100 * 3 + 100 * 2)
    votes = read_tally(open_poll).votes
    assert len(votes.values) == VOTERS * 5
    assert (votes.values == 1).all()


@pytest.mark.django_db(transaction=True)
def test_one_voter_on_two_screens_is_one_participant_with_one_last_vote(open_poll):
    if connection.vendor == "sqlite":
        pytest.skip("threads of a test share the one connection of SQLite in memory")
    together = threading.Barrier(8)

    def vote(value: int) -> None:
        try:
            together.wait(30)
            cast_vote(poll=open_poll, token="abc", statement=1, value=value)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(vote, [1] * 8))
    assert Participant.objects.count() == 1
    assert Vote.objects.count() == 1
