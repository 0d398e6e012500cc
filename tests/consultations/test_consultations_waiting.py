"""What waits for whom: at the desk one line for each kind, behind it a page with the links."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Meeting
from yntymak.apps.consultations.waiting import counts_for

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
NOTHING = {"minutes": 0, "entries": 0, "confirmations": 0, "over": 0, "ending": 0}


def waits_for(user):
    return {name: n for name, n in asdict(counts_for(user)).items() if n}


def test_minutes_wait_from_the_day_of_the_meeting_until_they_are_approved(
    aigul, chynara, daniyar, meeting
):
    assert waits_for(aigul) == {"minutes": 1}
    # Neither next door nor every officer above is asked.
    assert waits_for(chynara) == waits_for(daniyar) == {}
    Meeting.objects.update(held_on=TODAY + DAY)
    assert waits_for(aigul) == {}
    Meeting.objects.update(held_on=TODAY, minutes="Суу", minutes_state="read_out")
    assert waits_for(aigul) == {"minutes": 1}
    Meeting.objects.update(minutes_state="approved")
    assert waits_for(aigul) == {}


def test_a_cancelled_meeting_and_a_closed_round_wait_for_nobody(aigul, asked, meeting):
    Meeting.objects.update(state="cancelled", cancelled_reason="Кар")
    assert waits_for(aigul) == {}
    Meeting.objects.update(state="held", cancelled_reason="")
    asked.rounds.update(closed_at=timezone.now())
    assert waits_for(aigul) == {}


def test_the_second_entry_waits_for_whoever_did_not_make_the_first(
    aigul, bakyt, daniyar, meeting, counted
):
    Meeting.objects.update(minutes="Суу", minutes_state="approved")

    def enter(who, figures):
        return actions.enter_figures(
            actor=who, client_key=uuid.uuid4(), meeting=meeting, figures=figures
        )

    enter(aigul, counted)
    assert (waits_for(aigul), waits_for(bakyt)) == ({}, {"entries": 1})
    wrong = enter(daniyar, replace(counted, total=64))
    assert (waits_for(aigul), waits_for(bakyt)) == ({"entries": 1}, {})
    actions.release_figures(actor=bakyt, client_key=uuid.uuid4(), sheet=wrong, reason="Кетти")
    assert (waits_for(aigul), waits_for(bakyt)) == ({}, {"entries": 1})
    enter(bakyt, counted)
    assert waits_for(aigul) == waits_for(bakyt) == {}


def reject(actor, contribution, seen=None, outcome="rejected"):
    return actions.decide(
        actor=actor,
        client_key=uuid.uuid4(),
        contribution=contribution,
        outcome=outcome,
        reason="Жок",
        seen=seen,
    )


@pytest.fixture
def said(aigul, asked):
    actions.set_answering(
        actor=aigul, consultation=asked, rejections_by_two=True, published_together=False
    )
    return actions.enter_contribution(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=asked,
        voice=actions.Voice("Суу", channel="paper"),
    )


def test_a_rejection_waits_for_the_colleague_until_it_is_confirmed_or_answered_otherwise(
    aigul, bakyt, said
):
    decision = reject(aigul, said)
    assert (waits_for(aigul), waits_for(bakyt)) == ({}, {"confirmations": 1})
    reject(bakyt, said, seen=decision.pk, outcome="accepted")
    assert waits_for(bakyt) == {}


def test_a_confirmed_rejection_waits_no_more(aigul, bakyt, said):
    actions.confirm_decision(actor=bakyt, decision=reject(aigul, said))
    assert waits_for(bakyt) == {}


def test_rounds_wait_when_their_last_day_is_over_and_days_before_it(aigul, asked):
    for last, waits in (
        (TODAY - DAY, {"over": 1}),
        (TODAY, {"ending": 1}),
        (TODAY + 3 * DAY, {"ending": 1}),
        (TODAY + 4 * DAY, {}),
    ):
        Consultation.objects.update(closes_on=last)
        assert waits_for(aigul) == waits
    asked.rounds.update(closed_at=timezone.now())
    Consultation.objects.update(closes_on=TODAY - DAY)
    assert waits_for(aigul) == {}


def test_the_desk_leads_to_the_page_and_the_page_to_the_work(
    as_user, aigul, gulzat, chynara, meeting, asked
):
    Consultation.objects.update(closes_on=TODAY - DAY)
    address = reverse("consultations:waiting")
    desk = as_user(aigul).get("/ky/desk/").content.decode()
    assert f"{address}#minutes" in desk
    assert f"{address}#over" in desk
    assert f"{address}#entries" not in desk
    page = as_user(aigul).get(address).content.decode()
    for name, args in (("minutes", [asked.code, 1]), ("close_round", [asked.code, 1])):
        assert reverse(f"consultations:{name}", args=args) in page
    assert as_user(gulzat).get(address).status_code == 404
    assert asked.title not in as_user(chynara).get(address).content.decode()


def test_the_focal_point_is_told_of_protected_messages(as_user, aigul, nurbek, aimak, asked):
    actions.contribute(
        client_key=uuid.uuid4(),
        consultation=asked,
        voice=actions.Voice("Коркобуз", lane="protected", place=aimak),
    )
    address = reverse("consultations:sealed")
    assert address in as_user(nurbek).get("/ky/desk/").content.decode()
    assert address not in as_user(aigul).get("/ky/desk/").content.decode()


def test_it_takes_four_queries(aigul, meeting, said):
    waits_for(aigul)
    with CaptureQueriesContext(connection) as seen:
        counts_for(aigul)
    assert len(seen) == 4
