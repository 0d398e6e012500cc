"""What keeps a round open, one rule at a time; and what its list of those not heard may tell."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.closing import conditions
from yntymak.apps.consultations.coverage import coverage_of
from yntymak.apps.consultations.models import (
    AttendanceCount,
    Consultation,
    Meeting,
    PublicCount,
)

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def end(consultation, last):
    Consultation.objects.filter(pk=consultation.pk).update(closes_on=last)
    consultation.rounds.filter(closed_at=None).update(closes_on=last)
    return Consultation.objects.get(pk=consultation.pk).current_round


@pytest.fixture
def over(asked):
    return end(asked, TODAY - DAY)


def missing(asked):
    return {each.name: [m.said for m in each.missing] for each in conditions(asked)}


def close(actor, asked, reason=""):
    seen = coverage_of(asked).digest
    return actions.close_round(actor=actor, asked=asked, coverage_seen=seen, override_reason=reason)


def say(asked, **how):
    voice = actions.Voice(how.pop("text", "Суу"), **how)
    return actions.enter_contribution(
        actor=None, client_key=uuid.uuid4(), consultation=asked.consultation, voice=voice
    )


def keys(asked):
    return {gap.key.split(":")[0] for gap in coverage_of(asked).gaps}


def open_next(actor, asked, water, **changed):
    plan = {"kind": "national", "opens_on": TODAY, "closes_on": TODAY + DAY, "document": water}
    return actions.open_round(
        actor=actor,
        client_key=uuid.uuid4(),
        consultation=asked.consultation,
        plan=actions.RoundPlan(**plan | changed),
    )


def test_on_its_last_day_it_stays_open(asked):
    assert missing(end(asked, TODAY))["days"]
    assert not missing(end(asked, TODAY - DAY))["days"]


def test_minutes_that_were_written_and_not_approved_keep_it_open(aigul, over, meeting):
    actions.write_minutes(actor=aigul, client_key=uuid.uuid4(), meeting=meeting, text="Суу", seen=0)
    assert missing(over)["minutes"]
    actions.read_out_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)
    assert missing(over)["minutes"]
    actions.approve_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)
    assert not missing(over)["minutes"]


def test_each_kind_of_voice_that_waits_is_told_where_it_can_be_answered(over, aimak):
    say(over, channel="paper")
    letter = actions.Letterhead("Кеңеш", "Төрага", TODAY)
    say(over, kind="position", letterhead=letter)
    for text in ("Бир", "Эки"):
        say(over, text=text, lane="protected", place=aimak)
    (answers,) = [each for each in conditions(over) if each.name == "answers"]
    queue, letters, sealed = answers.missing
    assert "1" in queue.said
    assert "1" in letters.said
    assert letters.url == f"{queue.url}?show=letters"
    # How many spoke in confidence is told to nobody, nor a page that shows nothing.
    assert not any(sign.isdigit() for sign in sealed.said)
    assert sealed.url == ""


def test_the_focal_point_alone_refuses_a_protected_voice_and_the_round_goes_on(
    aigul, nurbek, over, aimak
):
    """Nobody else may open it, so nobody could be the second person."""
    actions.set_answering(
        actor=aigul,
        consultation=over.consultation,
        rejections_by_two=True,
        published_together=False,
    )
    made = say(over, lane="protected", place=aimak)
    decision = actions.decide(
        actor=nurbek,
        client_key=uuid.uuid4(),
        contribution=made,
        outcome="rejected",
        reason="Болбойт",
    )
    assert decision.standing == "public"
    assert not missing(over)["answers"]


def test_what_an_earlier_round_left_open_does_not_hold_the_next(aigul, over, water):
    say(over, channel="paper")
    close(aigul, over, reason="Шашылыш")
    second = open_next(aigul, over, water)
    assert not missing(second)["answers"]


def test_a_draft_has_no_round_to_close(aigul, over):
    Consultation.objects.update(state="draft")
    with pytest.raises(ValidationError):
        close(aigul, over)


def test_before_it_is_published_a_promise_can_still_be_taken_back(aigul, aimak, neighbour, asked):
    Consultation.objects.update(state="draft")
    asked = asked.current_round
    actions.plan_round(actor=aigul, asked=asked, kind="local", areas=[aimak, neighbour])
    actions.plan_round(actor=aigul, asked=asked, kind="local", areas=[aimak])
    assert list(asked.areas.all()) == [aimak]


def test_the_next_round_does_not_end_before_it_begins(aigul, over, water):
    close(aigul, over)
    with pytest.raises(ValidationError):
        open_next(aigul, over, water, opens_on=TODAY + DAY, closes_on=TODAY)


def test_what_a_round_asked_is_not_answered_in_the_one_after_it(aigul, over, water):
    said = say(over, channel="paper")
    position = actions.write_position(
        actor=aigul,
        client_key=uuid.uuid4(),
        asked=over,
        demand=actions.Demand("Таза суу", "Текшерилсин"),
        contributions=[said],
    )
    close(aigul, over, reason="Шашылыш")
    second = open_next(aigul, over, water, opens_on=TODAY - DAY, closes_on=TODAY)
    close(aigul, second, reason="Шашылыш")
    open_next(aigul, over, water)
    position.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        actions.speak_on_position(
            client_key=uuid.uuid4(), position=position, voice=actions.Voice("Колдойм")
        )
    assert refused.value.code == "round_closed"


def count(meeting, **groups):
    AttendanceCount.objects.bulk_create(
        AttendanceCount(meeting=meeting, axis="sex", group=group, count=n)
        for group, n in groups.items()
    )
    Meeting.objects.filter(pk=meeting.pk).update(
        attended=sum(groups.values()), figures_agreed_at=timezone.now()
    )


def test_five_of_a_group_have_been_heard_and_four_have_not(over, meeting):
    count(meeting, female=5, male=4)
    found = {gap.key for gap in coverage_of(over).gaps}
    assert "group:sex:female" not in found
    assert "group:sex:male" in found


def test_whom_another_round_counted_this_one_has_not_heard(aigul, over, water, meeting):
    count(meeting, female=20, male=20)
    close(aigul, over, reason="Шашылыш")
    second = open_next(aigul, over, water)
    Meeting.objects.create(
        consultation=over.consultation, round=second, place=meeting.place, held_on=TODAY, number=2
    )
    assert "group:sex:female" in {gap.key for gap in coverage_of(second).gaps}


def test_a_cancelled_meeting_has_heard_nobody(aigul, aimak, over, meeting):
    actions.plan_round(actor=aigul, asked=over, kind="local", areas=[aimak])
    assert "uncounted" in keys(over)
    actions.cancel_meeting(actor=aigul, meeting=meeting, reason="Кар жаады")
    assert keys(over) >= {"no-meeting"}
    assert "uncounted" not in keys(over)


def test_a_place_is_silent_until_somebody_speaks_but_for_a_protected_voice(over, aimak):
    """The list would otherwise tell the office that somebody of the village came."""
    assert "silent" in keys(over)
    say(over, lane="protected", place=aimak)
    assert "silent" in keys(over)
    say(over, channel="paper", place=aimak)
    assert "silent" not in keys(over)


def test_the_public_table_shows_few_meetings_apart_and_many_together_alone(
    aigul, over, aimak, monkeypatch
):
    monkeypatch.setattr("yntymak.apps.consultations.public_counts.MOST_APART", 2)
    for number in (1, 2):
        made = Meeting.objects.create(
            consultation=over.consultation, place=aimak, held_on=TODAY, number=number
        )
        count(made, female=20, male=20)
    close(aigul, over, reason="Шашылыш")
    assert PublicCount.objects.exclude(meeting=None).count() == 4
    PublicCount.objects.all().delete()
    over.refresh_from_db()
    over.closed_at = None
    over.override_reason = ""
    over.save()
    third = Meeting.objects.create(
        consultation=over.consultation, place=aimak, held_on=TODAY, number=3
    )
    count(third, female=20, male=20)
    close(aigul, over, reason="Шашылыш")
    assert list(PublicCount.objects.values_list("meeting", "group", "count")) == [
        (None, "female", 60),
        (None, "male", 60),
    ]


def test_a_facilitator_runs_meetings_and_closes_no_round(over, aimak):
    with pytest.raises(PermissionDenied):
        close(make_user("azat", "Азат", ("facilitator", aimak)), over)
