"""Two people, or one phone twice, write to a meeting at the same moment."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.actions.figures import newest_sheets
from yntymak.apps.consultations.coverage import coverage_of
from yntymak.apps.consultations.models import (
    AttendanceCount,
    Contribution,
    FigureSheet,
    Meeting,
    MinutesText,
    Round,
)
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain

TODAY = timezone.localdate()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once(transactional_db, tmp_path):
    """at_once(work, work, …): each in a thread with a connection of its own, let go together.

    Returns what they gave back or were refused with; then the test reads what the threads wrote.
    """
    shared = {}

    def run(*works):
        if connection.vendor == "sqlite" and not shared:
            shared["NAME"] = str(tmp_path / "yntymak.sqlite3")
            connection.ensure_connection()
            with sqlite3.connect(shared["NAME"]) as copy:
                connection.connection.backup(copy)
            copy.close()
        barrier, found = threading.Barrier(len(works)), [None] * len(works)

        def thread(at, work):
            connection.settings_dict = connection.settings_dict | shared
            try:
                connection.ensure_connection()
                barrier.wait(30)
                with translation.override("ky"):
                    found[at] = work()
            except ValidationError as refused:
                found[at] = refused
            finally:
                connection.close()

        threads = [threading.Thread(target=thread, args=each) for each in enumerate(works)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)
        assert None not in found
        if shared:
            with sqlite3.connect(shared["NAME"]) as copy:
                copy.backup(connection.connection)
            copy.close()
        return found

    return run


def refused(found):
    return [each for each in found if isinstance(each, ValidationError)]


def write(actor, meeting, text="Суу жөнүндө", seen=0, key=None):
    return lambda: actions.write_minutes(
        actor=actor, client_key=key or uuid.uuid4(), meeting=meeting, text=text, seen=seen
    )


def approve(actor, meeting, seen=1):
    return lambda: actions.approve_minutes(actor=actor, meeting=meeting, on=TODAY, seen=seen)


@pytest.fixture
def read_out(aigul, meeting):
    write(aigul, meeting)()
    return actions.read_out_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)


def approved_events():
    return Event.objects.filter(verb="minutes:approved")


def test_two_who_approve_approve_once(at_once, aigul, bakyt, read_out):
    found = at_once(approve(aigul, read_out), approve(bakyt, read_out))
    assert not refused(found)
    assert approved_events().count() == 1
    assert verify_chain().broken_at is None


def test_no_text_is_approved_that_came_after_the_reading(at_once, aigul, bakyt, read_out):
    found = at_once(
        approve(aigul, read_out), write(bakyt, read_out, "Башка сөз", seen=1, key=uuid.uuid4())
    )
    assert len(refused(found)) == 1
    meeting = Meeting.objects.get()
    assert meeting.texts.count() == meeting.minutes_number
    if meeting.has_approved_minutes:
        sha256 = hashlib.sha256(meeting.minutes.encode()).hexdigest()
        assert approved_events().get().data["sha256"] == sha256
    else:
        assert (meeting.minutes_state, meeting.minutes) == ("draft", "Башка сөз")
        assert approved_events().count() == 0


def test_a_correction_beside_an_approval_stands_under_approved_minutes_or_nowhere(
    at_once, aigul, bakyt, read_out
):
    def add():
        return actions.add_to_minutes(
            actor=bakyt, client_key=uuid.uuid4(), meeting=read_out, text="Такталды"
        )

    found = at_once(approve(aigul, read_out), add)
    meeting = Meeting.objects.get()
    assert meeting.has_approved_minutes
    assert meeting.additions.count() == 1 - len(refused(found))
    assert meeting.minutes == "Суу жөнүндө"


def test_minutes_that_arrive_while_the_round_is_closed_come_before_it_or_not_at_all(
    at_once, aigul, bakyt, asked, meeting
):
    digest = coverage_of(asked.current_round).digest

    def close():
        return actions.close_round(
            actor=aigul,
            asked=asked.current_round,
            coverage_seen=digest,
            override_reason="Шашылыш",
        )

    found = at_once(close, write(bakyt, meeting))
    assert Round.objects.get().is_closed
    closed = Event.objects.get(verb="round:closed").seq
    assert not Event.objects.filter(verb="minutes:written", seq__gt=closed).exists()
    assert MinutesText.objects.count() == 1 - len(refused(found))


def test_one_entry_of_an_outbox_delivered_twice_at_once_is_one(
    at_once, aigul, asked, meeting, counted
):
    key = uuid.uuid4()

    def say():
        return actions.enter_contribution(
            actor=aigul,
            client_key=key,
            consultation=asked,
            voice=actions.Voice("Суу", channel="meeting", meeting=meeting),
        )

    def count():
        return actions.enter_figures(actor=aigul, client_key=key, meeting=meeting, figures=counted)

    for work, model in ((say, Contribution), (count, FigureSheet)):
        first, second = at_once(work, work)
        assert first == second
        assert model.objects.count() == 1
    minutes = write(aigul, meeting, key=key)
    assert len({text.pk for text in at_once(minutes, minutes)}) == 1
    assert MinutesText.objects.count() == 1
    assert Event.objects.filter(verb="minutes:written").count() == 1


def test_a_protected_entry_delivered_twice_at_once_is_one(at_once, aigul, aimak, asked, meeting):
    key = uuid.uuid4()

    def say():
        return actions.enter_contribution(
            actor=aigul,
            client_key=key,
            consultation=asked,
            voice=actions.Voice("Коркобуз", lane="protected", place=aimak, meeting=meeting),
        )

    first, second = at_once(say, say)
    assert first == second
    assert Contribution.objects.count() == 1


def test_of_two_who_want_the_second_turn_one_gets_it(
    at_once, aigul, bakyt, daniyar, meeting, counted
):
    def enter(who, figures):
        return lambda: actions.enter_figures(
            actor=who, client_key=uuid.uuid4(), meeting=meeting, figures=figures
        )

    enter(aigul, counted)()
    other = replace(counted, total=64)
    found = at_once(enter(bakyt, other), enter(daniyar, other))
    assert len(refused(found)) == 1
    assert set(newest_sheets(Meeting.objects.get())) == {1, 2}
    assert Meeting.objects.get().figures_agreed_at is None


def test_two_who_agree_at_the_same_moment_settle_once(at_once, aigul, bakyt, meeting, counted):
    def enter(who):
        return lambda: actions.enter_figures(
            actor=who, client_key=uuid.uuid4(), meeting=meeting, figures=counted
        )

    assert not refused(at_once(enter(aigul), enter(bakyt)))
    assert Meeting.objects.get().attended == counted.total
    assert AttendanceCount.objects.filter(axis="sex").count() == 2
    assert Event.objects.filter(verb="meeting:figures-agreed").count() == 1


def test_an_entry_is_released_or_agreed_upon_but_never_both(
    at_once, aigul, bakyt, daniyar, meeting, counted
):
    def enter(who, figures):
        return lambda: actions.enter_figures(
            actor=who, client_key=uuid.uuid4(), meeting=meeting, figures=figures
        )

    enter(aigul, counted)()
    wrong = enter(daniyar, replace(counted, total=64))()

    def release():
        return actions.release_figures(
            actor=bakyt, client_key=uuid.uuid4(), sheet=wrong, reason="Кетти"
        )

    found = at_once(release, enter(daniyar, counted))
    meeting = Meeting.objects.get()
    if meeting.figures_agreed_at is not None:
        # Either the correction came first, or it was typed in anew after the release.
        assert meeting.attended == counted.total
    else:
        assert not refused(found)
    standing = newest_sheets(meeting)
    assert len({sheet.entered_by_id for sheet in standing.values()}) == len(standing)
    released = wrong.__class__.objects.filter(release__isnull=False).count()
    assert (released == 1) == (len(refused(found)) == 0)
