"""A consultation asks in rounds; what is said belongs to the round that asked."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Round
from yntymak.apps.laws.models import Act, ActVersion

TODAY = timezone.localdate()
MONTH = dt.timedelta(days=30)


@pytest.fixture
def version(db) -> ActVersion:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу")
    return ActVersion.objects.create(act=act, number=1, sources={"ky": {}})


def announcement(version, place, **changed) -> actions.Announcement:
    values = {
        "title_ky": "Суу",
        "title_ru": "",
        "summary_ky": "Суу",
        "summary_ru": "",
        "document": version,
        "place": place,
        "opens_on": TODAY,
        "closes_on": TODAY + MONTH,
        **changed,
    }
    return actions.Announcement(**values)


@pytest.fixture
def consultation(aigul, aimak, version) -> Consultation:
    made = actions.create_consultation(
        actor=aigul, client_key=uuid.uuid4(), announcement=announcement(version, aimak)
    )
    return actions.publish_consultation(actor=aigul, consultation=made)


def say(consultation, **fields):
    return actions.contribute(
        client_key=uuid.uuid4(), consultation=consultation, voice=actions.Voice("Суу", **fields)
    )


def test_a_consultation_begins_with_its_first_round(consultation, version):
    (asked,) = consultation.rounds.all()
    assert (asked.number, asked.kind, asked.document) == (1, "local", version)
    assert (asked.opens_on, asked.closes_on) == (consultation.opens_on, consultation.closes_on)


def test_new_days_are_those_of_the_round_too(aigul, consultation, version, aimak):
    later = announcement(version, aimak, closes_on=TODAY + 2 * MONTH)
    actions.change_consultation(actor=aigul, consultation=consultation, announcement=later)
    assert consultation.current_round.closes_on == TODAY + 2 * MONTH


def test_what_is_said_belongs_to_the_round(aigul, aimak, consultation):
    meeting = actions.hold_meeting(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=consultation,
        place=aimak,
        held_on=TODAY,
    )
    first = consultation.current_round
    assert (meeting.round, say(consultation).round) == (first, first)


def test_a_closed_round_takes_nothing_and_keeps_its_days(aigul, aimak, consultation, version):
    Round.objects.update(closed_at=timezone.now())
    with pytest.raises(ValidationError) as refused:
        say(consultation)
    assert refused.value.code == "round_closed"
    later = announcement(version, aimak, closes_on=TODAY + 2 * MONTH)
    with pytest.raises(ValidationError):
        actions.change_consultation(actor=aigul, consultation=consultation, announcement=later)
    renamed = announcement(version, aimak, title_ky="Таза суу")
    actions.change_consultation(actor=aigul, consultation=consultation, announcement=renamed)
    assert Consultation.objects.get().title_ky == "Таза суу"
