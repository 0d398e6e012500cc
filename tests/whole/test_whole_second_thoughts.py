"""The browser's Back keeps the key of a form. Other words sent under it are never thrown away."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from yntymak.apps.consultations import actions as consultations
from yntymak.apps.consultations.models import Consultation, Contribution, Decision, Meeting
from yntymak.apps.laws.models import Act, ActVersion
from yntymak.apps.risks import actions as risks
from yntymak.apps.risks.models import Assessment, Risk, Signal
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.sealing import unseal

KEY = uuid.UUID(int=7)
LANES = ("public", "officials", "protected")


def twice_each(send, *sent):
    """Each of `sent` twice over, as somebody with a slow line and second thoughts does."""
    return [send(**fields) for fields in sent for _click in range(2)]


@pytest.mark.parametrize("lane", LANES)
def test_a_worry_told_in_other_words_is_another_worry(aimak, lane):
    def tell(text):
        return risks.report(key=KEY, text=text, category="social", place=aimak, lane=lane)

    made = twice_each(tell, {"text": "Суу жок"}, {"text": "Суу жок, чыр чыкты"})
    assert [made[0], made[2]] == [made[1], made[3]]
    stored = {unseal(s.sealed) if s.sealed else s.text for s in Signal.objects.all()}
    assert stored == {"Суу жок", "Суу жок, чыр чыкты"}


def test_a_worry_sent_again_into_another_lane_is_kept_there_too(aimak):
    for lane in LANES:
        risks.report(key=KEY, text="Суу жок", category="social", place=aimak, lane=lane)
    assert sorted(Signal.objects.values_list("lane", flat=True)) == sorted(LANES)


def test_the_keys_of_a_protected_voice_do_not_confirm_a_guess_of_its_words(aimak, settings):
    def keys_under(secret):
        settings.SECRET_KEY = secret
        Signal.objects.all().delete()
        for text in ("Биринчи", "Экинчи"):
            risks.report(key=KEY, text=text, category="social", place=aimak, lane="protected")
        return set(Signal.objects.values_list("client_key", flat=True))

    assert keys_under("a" * 50) & keys_under("b" * 50) == {KEY}


def test_a_risk_in_other_words_is_another_risk(aigul, aimak):
    def register(title):
        return risks.register(
            actor=aigul,
            key=KEY,
            place=aimak,
            category="social",
            title=title,
            cause="Канал",
            event="Чыр",
            consequence="Зыян",
        )

    made = twice_each(register, {"title": "Суу"}, {"title": "Жайыт"})
    assert [risk.number for risk in made] == [1, 1, 2, 2]


def test_a_second_judgement_under_the_same_key_follows_the_first(aigul, aimak):
    risk = Risk.objects.create(
        place=aimak, number=1, category="social", title="Суу", owner=aigul, cause="-", event="-"
    )

    def assess(impact):
        return risks.assess(
            actor=aigul,
            key=KEY,
            risk=risk,
            likelihood=3,
            impact=impact,
            confidence="low",
            reason="Көрдүк",
        )

    twice_each(assess, {"impact": 2}, {"impact": 5})
    assert list(Assessment.objects.order_by("pk").values_list("impact", flat=True)) == [2, 5]


@pytest.fixture
def consultation(aimak) -> Consultation:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу")
    today = timezone.localdate()
    return Consultation.objects.create(
        code="suu",
        title_ky="Суу",
        summary_ky="Суу",
        organiser=Organisation.objects.create(kind="state_body", name_ky="Агенттик"),
        place=aimak,
        document=ActVersion.objects.create(act=act, number=1, sources={"ky": {}}),
        opens_on=today,
        closes_on=today + dt.timedelta(days=30),
        state="published",
    )


def test_a_second_meeting_under_the_same_key_is_entered(aigul, aimak, consultation):
    def hold(minutes):
        return consultations.hold_meeting(
            actor=aigul,
            client_key=KEY,
            consultation=consultation,
            place=aimak,
            held_on=timezone.localdate(),
            minutes=minutes,
        )

    twice_each(hold, {"minutes": "Биринчи"}, {"minutes": "Экинчи"})
    assert list(Meeting.objects.order_by("number").values_list("minutes", flat=True)) == [
        "Биринчи",
        "Экинчи",
    ]


def test_an_answer_in_other_words_meets_the_answer_that_stands(aigul, consultation):
    contribution = Contribution.objects.create(
        consultation=consultation, number=1, receipt="AAAA-BBBB-CC", text="Суу"
    )

    def decide(reason, seen=None):
        return consultations.decide(
            actor=aigul,
            client_key=KEY,
            contribution=contribution,
            outcome="accepted",
            reason=reason,
            seen=seen,
        )

    first = decide("Ооба")
    assert decide("Ооба") == first
    with pytest.raises(ValidationError) as refused:
        decide("Жарым-жартылай")
    assert refused.value.code == "another_decision"
    decide("Жарым-жартылай", seen=first.pk)
    assert Decision.objects.count() == 2


def test_another_consultation_under_the_same_key_is_begun(aigul, aimak, consultation):
    def create(title):
        announcement = consultations.Announcement(
            title_ky=title,
            title_ru="",
            summary_ky="Суу",
            summary_ru="",
            document=consultation.document,
            opens_on=consultation.opens_on,
            closes_on=consultation.closes_on,
            place=aimak,
        )
        return consultations.create_consultation(
            actor=aigul, client_key=KEY, announcement=announcement
        )

    made = twice_each(create, {"title": "Жайыт"}, {"title": "Жол"})
    assert [made[0], made[2]] == [made[1], made[3]]
    assert [each.title_ky for each in made[::2]] == ["Жайыт", "Жол"]
