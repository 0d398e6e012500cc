"""Whoever typed in counts and is gone stops nobody: the entry is released, with a public reason."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from cast import make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.actions.figures import newest_sheets
from yntymak.apps.consultations.models import FigureSheet, SheetRelease
from yntymak.apps.consultations.rules import may_release
from yntymak.foundation.ledger.models import Event

GONE = "Бир кызматкер жумуштан кеткен."


@pytest.fixture
def azat(country):
    return make_user("azat", "Азат Кадыров", ("facilitator", country))


def enter(actor, meeting, figures):
    return actions.enter_figures(
        actor=actor, client_key=uuid.uuid4(), meeting=meeting, figures=figures
    )


def release(actor, sheet, reason=GONE, key=None):
    return actions.release_figures(
        actor=actor, client_key=key or uuid.uuid4(), sheet=sheet, reason=reason
    )


@pytest.fixture
def stuck(aigul, azat, meeting, counted):
    """Азат read 64 where Айгүл reads 46, and Азат is gone. His entry."""
    enter(aigul, meeting, counted)
    return enter(azat, meeting, replace(counted, total=64))


def test_the_head_releases_and_another_person_settles(bakyt, meeting, counted, stuck):
    with pytest.raises(ValidationError):
        enter(bakyt, meeting, counted)
    release(bakyt, stuck)
    enter(bakyt, meeting, counted)
    meeting.refresh_from_db()
    assert meeting.attended == 46
    assert FigureSheet.objects.count() == 3
    event = Event.objects.get(verb="meeting:figures-released")
    assert (event.data["reason"], event.data["turn"]) == (GONE, 2)
    assert event.data["typed_by"] == stuck.entered_by_id


def test_all_earlier_entries_of_the_turn_count_no_more(bakyt, azat, meeting, counted, stuck):
    """Азат had typed in 64 and then 65: the 64 does not come back."""
    newest = enter(azat, meeting, replace(counted, total=65))
    release(bakyt, newest)
    assert set(newest_sheets(meeting)) == {1}


def test_who_typed_in_the_other_entry_does_not_judge_this_one(aigul, stuck):
    with pytest.raises(ValidationError) as refused:
        release(aigul, stuck)
    assert refused.value.code == "own_entry"


def test_ones_own_entry_may_be_taken_back(aigul, meeting, counted, stuck):
    own = newest_sheets(meeting)[1]
    release(aigul, own)
    assert set(newest_sheets(meeting)) == {2}
    enter(aigul, meeting, counted)
    meeting.refresh_from_db()
    assert meeting.figures_agreed_at is None  # still two people, and they still differ


def test_a_reason_is_asked_for(bakyt, stuck):
    with pytest.raises(ValidationError):
        release(bakyt, stuck, reason="  ")


def test_pressed_twice_it_is_one_release(bakyt, stuck):
    key = uuid.uuid4()
    assert release(bakyt, stuck, key=key) == release(bakyt, stuck, key=key)
    assert SheetRelease.objects.count() == 1


def test_an_entry_that_changed_meanwhile_is_looked_at_again(bakyt, azat, meeting, counted, stuck):
    enter(azat, meeting, replace(counted, total=47))
    with pytest.raises(ValidationError) as refused:
        release(bakyt, stuck)
    assert refused.value.code == "another_sheet"


def test_counts_on_which_both_agree_are_not_released(bakyt, azat, meeting, counted, stuck):
    agreed = enter(azat, meeting, counted)
    with pytest.raises(ValidationError) as refused:
        release(bakyt, agreed)
    assert refused.value.code == "agreed"


def test_after_the_closing_nothing_is_released(bakyt, meeting, stuck):
    meeting.round.closed_at = stuck.entered_at
    meeting.round.save()
    with pytest.raises(ValidationError) as refused:
        release(bakyt, stuck)
    assert refused.value.code == "round_closed"


def test_who_releases(aigul, bakyt, chynara, daniyar, azat, gulzat, stuck, meeting):
    for stranger in (chynara, gulzat):
        with pytest.raises(PermissionDenied):
            release(stranger, stuck)
    assert all(may_release(user, meeting) for user in (aigul, bakyt, daniyar))
    assert not may_release(chynara, meeting)


def test_of_a_national_round_the_head_releases_in_his_own_municipality(
    aigul, bakyt, azat, chynara, elmira, stuck, meeting
):
    meeting.consultation.place = None
    meeting.consultation.save()
    assert may_release(elmira, meeting)
    assert may_release(bakyt, meeting)
    assert not any(may_release(user, meeting) for user in (aigul, azat, chynara))
    with pytest.raises(PermissionDenied):  # they run the meeting, and hold nothing
        release(azat, newest_sheets(meeting)[1])


def test_the_page_offers_it_and_the_reason_stands_at_the_minutes(
    as_user, visitor, aigul, bakyt, azat, meeting, stuck
):
    args = [meeting.consultation.code, meeting.number]
    page, address = (
        reverse(f"consultations:{n}", args=args) for n in ("figures", "release_figures")
    )
    assert address not in as_user(azat).get(page).content.decode()  # he runs it, and holds nothing
    assert as_user(azat).post(address, {}).status_code == 404
    # Айгүл typed in one of the two: to her only her own is offered.
    assert str(stuck.entered_by) not in as_user(aigul).get(page).content.decode().split(address)[1]
    head = as_user(bakyt)
    assert address in head.get(page).content.decode()
    refused = head.post(address, {"sheet": stuck.pk}).content.decode()
    assert 'role="alert"' in refused
    sent = {"sheet": stuck.pk, "reason": GONE, "key": str(uuid.uuid4())}
    for _click in range(2):
        assert head.post(address, sent).status_code == 302
    assert GONE in head.get(reverse("consultations:minutes", args=args)).content.decode()
    public = visitor.get(reverse("consultations:meeting_page", args=args)).content.decode()
    assert GONE in public
    assert str(bakyt) not in public
