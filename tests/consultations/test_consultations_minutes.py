"""Minutes: written, read out, approved, signed; after that only added to."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import MinutesText, Signatory
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
SIGNED = [
    actions.Signature("Бакыт Осмонов", "төрага", TODAY),
    actions.Signature("Айгүл Сыдыкова", "катчы", TODAY),
]


def write(actor, meeting, text="Суу жөнүндө сүйлөштүк.", seen=0, key=None):
    return actions.write_minutes(
        actor=actor, client_key=key or uuid.uuid4(), meeting=meeting, text=text, seen=seen
    )


def approved(actor, meeting):
    write(actor, meeting)
    actions.read_out_minutes(actor=actor, meeting=meeting, on=TODAY, seen=1)
    return actions.approve_minutes(actor=actor, meeting=meeting, on=TODAY, seen=1)


def test_the_way_from_a_draft_to_a_signature(aigul, meeting):
    approved(aigul, meeting)
    locked = actions.lock_minutes(actor=aigul, meeting=meeting, signatures=SIGNED)
    assert (locked.minutes_state, locked.state) == ("locked", "held")
    assert Signatory.objects.count() == 2
    verbs = ["minutes:written", "minutes:read-out", "minutes:approved", "minutes:locked"]
    assert list(Event.objects.values_list("verb", flat=True))[-4:] == verbs
    assert verify_chain().broken_at is None


def test_no_step_is_skipped(aigul, meeting):
    with pytest.raises(ValidationError):
        actions.read_out_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=0)
    write(aigul, meeting)
    with pytest.raises(ValidationError):
        actions.approve_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)
    with pytest.raises(ValidationError):
        actions.lock_minutes(actor=aigul, meeting=meeting, signatures=SIGNED)


def test_the_second_of_two_writers_is_stopped_and_both_texts_remain(aigul, bakyt, meeting):
    write(aigul, meeting, "Айгүлдүн тексти")
    with pytest.raises(ValidationError) as refused:
        write(bakyt, meeting, "Бакыттын тексти")
    assert refused.value.code == "another_text"
    write(bakyt, meeting, "Экөөбүздүкү", seen=1)
    texts = list(MinutesText.objects.values_list("text", flat=True))
    assert texts == ["Айгүлдүн тексти", "Экөөбүздүкү"]


def test_sent_twice_it_is_one_text(aigul, meeting):
    key = uuid.uuid4()
    assert write(aigul, meeting, key=key) == write(aigul, meeting, key=key)
    assert MinutesText.objects.count() == 1


def test_a_change_after_reading_out_must_be_read_out_again(aigul, meeting):
    write(aigul, meeting)
    actions.read_out_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)
    write(aigul, meeting, "Дагы бир сөз", seen=1)
    meeting.refresh_from_db()
    assert (meeting.minutes_state, meeting.read_out_on) == ("draft", None)


def test_approved_for_a_text_that_was_not_read_it_is_refused(aigul, bakyt, meeting):
    write(aigul, meeting)
    write(bakyt, meeting, "Башка", seen=1)
    with pytest.raises(ValidationError) as refused:
        actions.read_out_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)
    assert refused.value.code == "another_text"


def test_signed_minutes_change_no_more_but_are_added_to(aigul, meeting):
    approved(aigul, meeting)
    with pytest.raises(ValidationError):
        write(aigul, meeting, "Башка", seen=1)
    actions.lock_minutes(actor=aigul, meeting=meeting, signatures=SIGNED)
    key = uuid.uuid4()
    for _click in range(2):
        actions.add_to_minutes(actor=aigul, client_key=key, meeting=meeting, text="Такталды")
    meeting.refresh_from_db()
    assert [each.text for each in meeting.additions.all()] == ["Такталды"]
    assert meeting.minutes == "Суу жөнүндө сүйлөштүк."


def test_a_draft_is_changed_and_not_added_to(aigul, meeting):
    write(aigul, meeting)
    with pytest.raises(ValidationError):
        actions.add_to_minutes(
            actor=aigul, client_key=uuid.uuid4(), meeting=meeting, text="Такталды"
        )


def test_one_name_twice_is_no_second_signature(aigul, meeting):
    approved(aigul, meeting)
    alone = [SIGNED[0], actions.Signature("бакыт осмонов", "катчы", TODAY)]
    with pytest.raises(ValidationError):
        actions.lock_minutes(actor=aigul, meeting=meeting, signatures=alone)


def test_signed_again_with_the_same_names_nothing_happens(aigul, meeting):
    approved(aigul, meeting)
    for _click in range(2):
        actions.lock_minutes(actor=aigul, meeting=meeting, signatures=SIGNED)
    assert Signatory.objects.count() == 2
    with pytest.raises(ValidationError):
        actions.lock_minutes(
            actor=aigul,
            meeting=meeting,
            signatures=[SIGNED[0], actions.Signature("Башка", "катчы", TODAY)],
        )


@pytest.mark.parametrize("day", [TODAY - DAY, TODAY + DAY])
def test_minutes_are_read_out_between_the_meeting_and_today(aigul, meeting, day):
    write(aigul, meeting)
    with pytest.raises(ValidationError):
        actions.read_out_minutes(actor=aigul, meeting=meeting, on=day, seen=1)


def test_minutes_are_not_approved_before_they_were_read_out(aigul, meeting):
    meeting.held_on = TODAY - 2 * DAY
    meeting.save()
    write(aigul, meeting)
    actions.read_out_minutes(actor=aigul, meeting=meeting, on=TODAY, seen=1)
    with pytest.raises(ValidationError):
        actions.approve_minutes(actor=aigul, meeting=meeting, on=TODAY - DAY, seen=1)


@pytest.mark.parametrize("signed", [TODAY - DAY, TODAY + DAY])
def test_nobody_signs_before_the_meeting_or_tomorrow(aigul, meeting, signed):
    approved(aigul, meeting)
    early = [SIGNED[0], actions.Signature("Айгүл Сыдыкова", "катчы", signed)]
    with pytest.raises(ValidationError):
        actions.lock_minutes(actor=aigul, meeting=meeting, signatures=early)


def test_next_door_may_not_write_them_and_the_oblast_may(chynara, daniyar, meeting):
    with pytest.raises(PermissionDenied):
        write(chynara, meeting)
    assert write(daniyar, meeting).number == 1


def test_a_meeting_to_come_and_a_cancelled_one_have_no_minutes(aigul, aimak, asked, meeting):
    coming = actions.plan_meeting(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=asked,
        place=aimak,
        plan=actions.MeetingPlan(held_on=TODAY + DAY),
    )
    with pytest.raises(ValidationError):
        write(aigul, coming)
    with pytest.raises(ValidationError):
        actions.cancel_meeting(actor=aigul, meeting=meeting, reason=" ")
    actions.cancel_meeting(actor=aigul, meeting=meeting, reason="Кар жаады")
    with pytest.raises(ValidationError):
        write(aigul, meeting)


def test_a_held_meeting_is_not_planned_anew(aigul, aimak, meeting):
    moved = actions.MeetingPlan(held_on=TODAY, venue="Мектеп")
    actions.change_meeting(actor=aigul, meeting=meeting, place=aimak, plan=moved)
    write(aigul, meeting)
    with pytest.raises(ValidationError):
        actions.change_meeting(
            actor=aigul, meeting=meeting, place=aimak, plan=actions.MeetingPlan(held_on=TODAY)
        )
    with pytest.raises(ValidationError):
        actions.cancel_meeting(actor=aigul, meeting=meeting, reason="Кар жаады")
    meeting.refresh_from_db()
    assert meeting.venue == "Мектеп"
