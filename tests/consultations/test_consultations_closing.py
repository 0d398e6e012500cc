"""A round closes when what it promised is done; what is missing is overridden in public or not."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.closing import conditions
from yntymak.apps.consultations.coverage import coverage_of
from yntymak.apps.consultations.models import Consultation, Position, PublicCount, Round
from yntymak.foundation.ledger.models import Event

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def over(asked) -> Round:
    """The first round, its last day passed."""
    Consultation.objects.filter(pk=asked.pk).update(closes_on=TODAY - DAY)
    asked.rounds.update(closes_on=TODAY - DAY)
    return asked.current_round


def missing(asked: Round) -> list[str]:
    return [each.name for each in conditions(asked) if not each.is_met]


def close(actor, asked, reason="", seen=None):
    digest = coverage_of(asked).digest if seen is None else seen
    return actions.close_round(
        actor=actor, asked=asked, coverage_seen=digest, override_reason=reason
    )


def approve(actor, meeting):
    actions.write_minutes(
        actor=actor, client_key=uuid.uuid4(), meeting=meeting, text="Сүйлөштүк", seen=0
    )
    for step in (actions.read_out_minutes, actions.approve_minutes):
        step(actor=actor, meeting=meeting, on=TODAY, seen=1)


def say(actor, asked, text="Суу"):
    return actions.enter_contribution(
        actor=actor,
        client_key=uuid.uuid4(),
        consultation=asked.consultation,
        voice=actions.Voice(text, channel="paper"),
    )


def decide(actor, contribution):
    return actions.decide(
        actor=actor,
        client_key=uuid.uuid4(),
        contribution=contribution,
        outcome="accepted",
        reason="Макул",
    )


def test_before_the_last_day_it_stays_open(aigul, asked):
    assert missing(asked.current_round) == ["days"]
    with pytest.raises(ValidationError) as refused:
        close(aigul, asked.current_round)
    assert refused.value.code == "missing"


def test_a_promised_place_needs_approved_minutes(aigul, aimak, neighbour, over, meeting):
    actions.plan_round(actor=aigul, asked=over, kind="local", areas=[aimak, neighbour])
    (lacks,) = [each for each in conditions(over) if each.name == "minutes"]
    assert len(lacks.missing) == 2  # no meeting next door, no minutes here
    approve(aigul, meeting)
    (lacks,) = [each for each in conditions(over) if each.name == "minutes"]
    assert [str(neighbour) in each.said for each in lacks.missing] == [True]


def test_a_meeting_that_nobody_promised_needs_its_minutes_too(aigul, over, meeting):
    assert missing(over) == ["minutes"]
    actions.cancel_meeting(actor=aigul, meeting=meeting, reason="Кар жаады")
    assert missing(over) == []


def test_a_meeting_of_the_raion_counts_for_the_raion_alone(aigul, raion, aimak, over, meeting):
    actions.plan_round(actor=aigul, asked=over, kind="local", areas=[raion])
    approve(aigul, meeting)
    assert missing(over) == []


def test_each_proposal_needs_an_answer(aigul, over):
    said = say(aigul, over)
    assert missing(over) == ["answers"]
    decide(aigul, said)
    assert missing(over) == []
    assert close(aigul, over).is_closed


def test_the_list_of_those_not_heard_must_have_been_read(aigul, aimak, neighbour, over, meeting):
    approve(aigul, meeting)
    read = coverage_of(over).digest
    actions.plan_round(actor=aigul, asked=over, kind="local", areas=[aimak, neighbour])
    for seen in ("", read):
        with pytest.raises(ValidationError) as refused:
            close(aigul, over, reason="Кар жаады", seen=seen)
        assert refused.value.code == "coverage_not_seen"
    assert close(aigul, over, reason="Кар жаады").is_closed


def test_what_is_missing_is_overridden_with_a_reason_that_everybody_reads(
    aigul, over, meeting, visitor
):
    with pytest.raises(ValidationError):
        close(aigul, over, reason="  ")
    closed = close(aigul, over, reason="Протокол күйүп кетти.")
    assert closed.override_reason == "Протокол күйүп кетти."
    page = visitor.get(f"/ky/consultations/{over.consultation.code}/rounds/1/").content.decode()
    assert "Протокол күйүп кетти." in page
    event = Event.objects.latest("seq")
    assert (event.verb, event.data["missing"]) == ("round:closed", ["minutes"])


def test_a_reason_that_is_not_needed_is_not_kept(aigul, over):
    assert close(aigul, over, reason="Баары даяр").override_reason == ""


def test_closed_twice_it_is_closed_once(aigul, over):
    first = close(aigul, over)
    assert close(aigul, over).closed_at == first.closed_at
    assert Event.objects.filter(verb="round:closed").count() == 1


def test_next_door_may_not_close_it(chynara, over):
    with pytest.raises(PermissionDenied):
        close(chynara, over)


def test_a_promise_is_not_taken_back_in_silence(aigul, aimak, neighbour, over):
    actions.plan_round(actor=aigul, asked=over, kind="local", areas=[aimak, neighbour])
    with pytest.raises(ValidationError):
        actions.plan_round(actor=aigul, asked=over, kind="local", areas=[aimak])


def test_after_the_closing_nothing_of_it_changes(aigul, over, meeting, counted):
    approve(aigul, meeting)
    close(aigul, over)
    refused = [
        lambda: say(aigul, over),
        lambda: actions.enter_figures(
            actor=aigul, client_key=uuid.uuid4(), meeting=meeting, figures=counted
        ),
        lambda: actions.plan_round(actor=aigul, asked=over, kind="national", areas=[]),
    ]
    for write in refused:
        with pytest.raises(ValidationError) as error:
            write()
        assert error.value.code == "round_closed"
    actions.add_to_minutes(actor=aigul, client_key=uuid.uuid4(), meeting=meeting, text="Такталды")


@pytest.fixture
def handed_on(aigul, over) -> Position:
    """A position for two proposals, one of them answered a moment later."""
    voices = [say(aigul, over, text) for text in ("Суу", "Таза суу")]
    for voice in voices:
        decide(aigul, voice)
    return actions.write_position(
        actor=aigul,
        client_key=uuid.uuid4(),
        asked=over,
        demand=actions.Demand("Таза суу", "Ай сайын текшерилсин"),
        contributions=voices,
    )


def open_next(actor, asked, water, key=None, **changed):
    plan = {
        "kind": "national",
        "opens_on": TODAY,
        "closes_on": TODAY + 30 * DAY,
        "document": water,
        **changed,
    }
    return actions.open_round(
        actor=actor,
        client_key=key or uuid.uuid4(),
        consultation=asked.consultation,
        plan=actions.RoundPlan(**plan),
    )


def test_the_next_round_takes_over_days_and_positions(aigul, over, water, handed_on):
    with pytest.raises(ValidationError):
        open_next(aigul, over, water)
    close(aigul, over)
    key = uuid.uuid4()
    second = open_next(aigul, over, water, key)
    assert open_next(aigul, over, water, key) == second
    consultation = Consultation.objects.get()
    assert (consultation.is_open, consultation.closes_on) == (True, second.closes_on)
    assert list(second.carried.all()) == [handed_on]
    assert consultation.current_round == second


def test_what_is_said_on_a_position_counts_to_it(aigul, over, water, handed_on, visitor):
    close(aigul, over)
    second = open_next(aigul, over, water)
    address = f"/ky/consultations/{over.consultation.code}/rounds/2/asks/{handed_on.number}/"
    key = str(uuid.uuid4())
    for _click in range(2):
        answer = visitor.post(address, {"text": "Колдойм", "key": key})
        assert "/receipt/" in answer["Location"]
    (voice,) = handed_on.voices.all()
    assert (voice.contribution.text, voice.contribution.round) == ("Колдойм", second)
    lineage = visitor.get(f"/ky/consultations/{over.consultation.code}/lineage/")
    assert lineage.status_code == 200


def test_the_lineage_leads_from_a_place_to_the_position(
    aigul, neighbour, over, water, handed_on, visitor
):
    for voice in handed_on.contributions.all():
        actions.publish_contribution(actor=aigul, contribution=voice)
    close(aigul, over)
    open_next(aigul, over, water)
    address = f"/ky/consultations/{over.consultation.code}/lineage/"
    page = visitor.get(address).content.decode()
    assert "Макул" in page
    assert f"/rounds/2/asks/{handed_on.number}/" in page
    none = visitor.get(address, {"place": neighbour.code}).content.decode()
    assert "Макул" not in none
    assert visitor.get(address, {"place": "1"}).status_code == 404


def test_a_carried_position_is_not_rewritten(aigul, over, water, handed_on):
    close(aigul, over)
    open_next(aigul, over, water)
    handed_on.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.write_position(
            actor=aigul,
            client_key=uuid.uuid4(),
            asked=over,
            demand=actions.Demand("Башка", "Башка"),
            contributions=handed_on.contributions.all(),
            position=handed_on,
        )


def test_a_position_stands_for_its_own_round_alone(aigul, over, water, handed_on):
    close(aigul, over)
    second = open_next(aigul, over, water)
    with pytest.raises(ValidationError):
        actions.write_position(
            actor=aigul,
            client_key=uuid.uuid4(),
            asked=second,
            demand=actions.Demand("Башка", "Башка"),
            contributions=handed_on.contributions.all(),
        )
    with pytest.raises(ValidationError):
        actions.write_position(
            actor=aigul,
            client_key=uuid.uuid4(),
            asked=second,
            demand=actions.Demand("Башка", "Башка"),
            contributions=[],
        )


def test_there_are_three_rounds_at_most_and_each_begins_later(aigul, over, water):
    close(aigul, over)
    with pytest.raises(ValidationError):
        open_next(aigul, over, water, opens_on=over.opens_on)
    for _round in range(2):
        asked = open_next(aigul, over, water, opens_on=TODAY + (_round - 1) * DAY)
        close(aigul, asked, reason="Шашылыш")
    with pytest.raises(ValidationError):
        open_next(aigul, over, water, opens_on=TODAY + 9 * DAY, closes_on=TODAY + 10 * DAY)


def test_an_archived_consultation_is_read_and_no_longer_written(aigul, over, visitor):
    contribution = say(aigul, over)
    with pytest.raises(ValidationError):
        actions.archive_consultation(actor=aigul, consultation=over.consultation)
    decide(aigul, contribution)
    close(aigul, over)
    for _click in range(2):
        actions.archive_consultation(actor=aigul, consultation=Consultation.objects.get())
    assert Event.objects.filter(verb="consultation:archived").count() == 1
    refused = [
        lambda: say(aigul, over),
        lambda: decide(aigul, contribution),
        lambda: actions.publish_contribution(actor=aigul, contribution=contribution),
        lambda: actions.publish_consultation(actor=aigul, consultation=over.consultation),
    ]
    for write in refused:
        with pytest.raises(ValidationError) as error:
            write()
        assert error.value.code == "archived"
    # A name that should not be read by everybody is taken out for ever.
    actions.hide_contribution(actor=aigul, contribution=contribution, reason="аты бар")
    page = visitor.get(f"/ru/consultations/{over.consultation.code}/")
    assert page.status_code == 200


def test_attendance_is_public_once_the_round_is_closed(
    aigul, bakyt, over, meeting, counted, visitor
):
    for who in (aigul, bakyt):
        actions.enter_figures(actor=who, client_key=uuid.uuid4(), meeting=meeting, figures=counted)
    approve(aigul, meeting)
    address = f"/ky/consultations/{over.consultation.code}/rounds/1/attendance.csv"
    assert PublicCount.objects.count() == 0
    assert visitor.get(address).status_code == 404
    close(aigul, over)
    table = visitor.get(address).content.decode()
    assert ",sex,female,20" in table
    assert ",age,under_18,withheld" in table
    page = visitor.get(f"/ky/consultations/{over.consultation.code}/meetings/1/").content.decode()
    assert ">20<" in page


def test_not_heard_yet_names_places_and_groups(
    aigul, bakyt, aimak, neighbour, over, meeting, counted
):
    actions.plan_round(actor=aigul, asked=over, kind="local", areas=[aimak, neighbour])
    keys = {gap.key for gap in coverage_of(over).gaps}
    assert f"no-meeting:{neighbour.code}" in keys
    assert {"uncounted:1", "group:sex:female", "group:disability:yes"} <= keys
    for who in (aigul, bakyt):
        actions.enter_figures(actor=who, client_key=uuid.uuid4(), meeting=meeting, figures=counted)
    keys = {gap.key for gap in coverage_of(over).gaps}
    assert not {key for key in keys if key.startswith(("group", "uncounted"))}
