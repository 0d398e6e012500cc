"""Counts on paper are typed in by two people until they agree."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.figures import Figures, differences
from yntymak.apps.consultations.models import AttendanceCount, FigureSheet, StatementCount


def enter(actor, meeting, figures, key=None):
    return actions.enter_figures(
        actor=actor, client_key=key or uuid.uuid4(), meeting=meeting, figures=figures
    )


def test_two_who_agree_settle_the_counts(aigul, bakyt, meeting, counted):
    hands = replace(counted, hands={1: (30, 10, 6)})
    enter(aigul, meeting, hands)
    assert AttendanceCount.objects.count() == 0
    enter(bakyt, meeting, hands)
    meeting.refresh_from_db()
    assert (meeting.attended, meeting.state) == (46, "held")
    assert meeting.figures_agreed_at is not None
    assert AttendanceCount.objects.get(axis="age", group="60_up").count == 10
    assert StatementCount.objects.get().agree == 30


def test_one_person_alone_cannot_settle_them(aigul, meeting, counted):
    for _turn in range(2):
        enter(aigul, meeting, counted)
    meeting.refresh_from_db()
    assert meeting.figures_agreed_at is None
    assert FigureSheet.objects.count() == 1


def test_who_read_wrongly_types_again(aigul, bakyt, meeting, counted):
    enter(aigul, meeting, counted)
    wrong = replace(counted, total=64)
    enter(bakyt, meeting, wrong)
    (found,) = differences(counted, wrong)
    assert (found.first, found.second) == (46, 64)
    enter(bakyt, meeting, counted)
    meeting.refresh_from_db()
    assert meeting.attended == 46
    assert FigureSheet.objects.count() == 3


def test_a_count_that_one_left_empty_is_a_difference(counted):
    groups = {axis: dict(found) for axis, found in counted.groups.items()}
    del groups["age"]["under_18"]
    (found,) = differences(counted, replace(counted, groups=groups))
    assert (found.first, found.second) == (0, None)


def test_a_third_person_and_a_late_one_are_told_so(aigul, bakyt, daniyar, meeting, counted):
    enter(aigul, meeting, counted)
    enter(bakyt, meeting, replace(counted, total=64))
    with pytest.raises(ValidationError):
        enter(daniyar, meeting, counted)
    enter(bakyt, meeting, counted)
    with pytest.raises(ValidationError) as refused:
        enter(aigul, meeting, replace(counted, total=50))
    assert refused.value.code == "agreed"


def test_sent_twice_it_is_one_sheet(aigul, meeting, counted):
    key = uuid.uuid4()
    assert enter(aigul, meeting, counted, key) == enter(aigul, meeting, counted, key)


def test_the_first_sheet_sent_again_after_a_correction_changes_nothing(aigul, meeting, counted):
    """An outbox that was not told that the first attempt arrived."""
    key = uuid.uuid4()
    first = enter(aigul, meeting, counted, key)
    enter(aigul, meeting, replace(counted, total=47))
    assert enter(aigul, meeting, counted, key) == first
    assert FigureSheet.objects.count() == 2


def test_more_hands_than_people_are_named(aigul, meeting, counted):
    with pytest.raises(ValidationError) as refused:
        enter(aigul, meeting, replace(counted, hands={2: (40, 6, 1)}))
    (said,) = refused.value.messages
    assert "47" in said
    assert "46" in said
    enter(aigul, meeting, replace(counted, hands={2: (40, 6, 0)}))


def test_more_in_the_groups_than_in_the_room_are_named(counted):
    faults = Figures(total=45, groups=counted.groups).faults()
    assert len(faults) == 3  # all but age, of which three people said nothing
    assert counted.faults() == []


def test_next_door_may_not_type_them(chynara, meeting, counted):
    with pytest.raises(PermissionDenied):
        enter(chynara, meeting, counted)


def test_figures_read_back_as_they_were_stored(counted):
    hands = replace(counted, hands={1: (30, 10, 6), 12: (0, 0, 0)})
    assert Figures.from_json(hands.as_json()) == hands
