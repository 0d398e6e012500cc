"""A measure of two municipalities, and what a municipality asks of the levels above."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_place, make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.models import JointPart, Request
from yntymak.apps.coordination.neighbours import beside
from yntymak.apps.plans.models import Plan
from yntymak.apps.risks.models import Risk
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.registry.models import Succession

TODAY = timezone.localdate()
PART = actions.Part("Каналдын өз жагын тазалайт", 40)
MONEY = actions.Asked("money", "oblast", "Жаңы тосмого каражат керек", 500_000_00)


@pytest.fixture
def plan(aimak) -> Plan:
    return made_plan(aimak)


@pytest.fixture
def measure(plan):
    return plan.objectives.get().measures.get()


def made_plan(place) -> Plan:
    year = timezone.localdate().year
    plan = Plan.objects.create(
        place=place,
        year=year,
        state="approved",
        kenesh_session="V",
        resolution_number="1",
        resolution_date=dt.date(year, 1, 1),
    )
    measure = plan.objectives.create(title_ky="Суу", position=1).measures.create(
        title_ky="Канал", position=1, starts_on=plan.first_day, ends_on=plan.last_day
    )
    measure.budget_lines.create(source="local", year=year, planned=1000)
    risk = Risk.objects.create(
        place=place, number=1, category="environmental", title_ky="Суу талашы"
    )
    measure.risks.add(risk)
    return plan


@pytest.fixture
def part(aigul, measure, neighbour) -> JointPart:
    return actions.propose_part(
        actor=aigul, key=uuid.uuid4(), measure=measure, place=neighbour, part=PART
    )


def test_a_part_counts_when_the_other_municipality_confirms_it(aigul, chynara, part):
    with pytest.raises(PermissionDenied):
        actions.confirm_part(actor=aigul, part=part)

    for _twice in range(2):
        part = actions.confirm_part(actor=chynara, part=part)

    assert part.is_agreed
    assert Event.objects.filter(verb="joint:part_confirmed").count() == 1


def test_the_same_proposal_is_one_and_only_the_lead_makes_it(aigul, chynara, measure, neighbour):
    key = uuid.uuid4()
    made = {
        actions.propose_part(actor=aigul, key=key, measure=measure, place=neighbour, part=PART).pk
        for _twice in range(2)
    }
    assert len(made) == 1
    with pytest.raises(PermissionDenied):
        actions.propose_part(actor=chynara, key=key, measure=measure, place=neighbour, part=PART)


@pytest.mark.parametrize(
    ("place", "share", "field"),
    [("aimak", 10, "place"), ("raion", 10, "place"), ("neighbour", 100, "share")],
)
def test_a_part_is_anothers_and_leaves_the_lead_some(
    request, aigul, measure, neighbour, place, share, field
):
    with pytest.raises(ValidationError) as refusal:
        actions.propose_part(
            actor=aigul,
            key=uuid.uuid4(),
            measure=measure,
            place=request.getfixturevalue(place),
            part=actions.Part("Иш", share),
        )
    assert field in refusal.value.message_dict


def test_a_declined_part_keeps_its_reason_and_may_be_proposed_anew(aigul, chynara, part):
    with pytest.raises(ValidationError):
        actions.decline_part(actor=chynara, part=part, reason=" ")
    actions.decline_part(actor=chynara, part=part, reason="Быйыл каражат жок")

    again = actions.propose_part(
        actor=aigul,
        key=uuid.uuid4(),
        measure=part.measure,
        place=part.place,
        part=actions.Part("Жумушчу күч берет", 0),
    )
    assert again != part
    with pytest.raises(ValidationError):
        actions.confirm_part(actor=chynara, part=part)


def test_the_neighbour_finds_the_question_on_the_page_of_partners(
    as_user, aigul, chynara, visitor, measure, neighbour
):
    as_user(aigul).post(
        reverse("coordination:part_propose", args=[measure.pk]),
        {"place": neighbour.code, "what": "Каналды тазалайт", "share": "40"},
    )
    part = JointPart.objects.get()
    page = reverse("coordination:measure", args=[measure.pk])
    assert "Каналды тазалайт" not in visitor.get(page).content.decode()
    assert "Каналды тазалайт" in as_user(chynara).get(reverse("coordination:list")).content.decode()

    as_user(chynara).post(reverse("coordination:part_confirm", args=[part.pk]))

    for language in ("ky", "ru", "en"):
        there = page.replace("/ky/", f"/{language}/")
        assert "Каналды тазалайт" in visitor.get(there).content.decode()


def test_kinds_of_risk_on_both_sides_without_a_joint_measure_are_pointed_out(
    as_user, aigul, chynara, plan, measure, neighbour, django_assert_max_num_queries
):
    made_plan(neighbour)
    with django_assert_max_num_queries(7):
        found = beside(plan)
    assert [(row.place, row.measures, row.planned) for row in found.rows] == [(neighbour, 1, 1000)]
    assert len(found.alone) == 1
    part = actions.propose_part(
        actor=aigul, key=uuid.uuid4(), measure=measure, place=neighbour, part=PART
    )
    assert len(beside(plan).alone) == 1
    actions.confirm_part(actor=chynara, part=part)
    assert beside(plan).alone == []

    page = reverse("coordination:neighbours", args=[plan.pk])
    assert as_user(aigul).get(page).status_code == 200
    assert as_user(chynara).get(page).status_code == 403


@pytest.fixture
def asked(aigul, plan) -> Request:
    return actions.ask_upward(actor=aigul, key=uuid.uuid4(), plan=plan, asked=MONEY)


def test_a_request_has_a_term_and_is_answered_once_by_the_level_asked(
    aigul, daniyar, elmira, chynara, plan, asked
):
    assert asked.due_on == timezone.localdate() + dt.timedelta(days=14)
    for stranger in (aigul, chynara):
        with pytest.raises(PermissionDenied):
            actions.answer_request(actor=stranger, request=asked, outcome="granted", answer="Макул")
    for _twice in range(2):
        actions.answer_request(
            actor=daniyar, request=asked, outcome="partly", answer="Жарымы берилет"
        )
    with pytest.raises(ValidationError):
        actions.answer_request(actor=elmira, request=asked, outcome="refused", answer="Жок")
    assert Event.objects.filter(verb="request:answered").count() == 1


def test_a_request_to_the_nation_is_not_the_oblasts_to_answer(aigul, daniyar, elmira, plan):
    asked = actions.ask_upward(
        actor=aigul,
        key=uuid.uuid4(),
        plan=plan,
        asked=actions.Asked("decision", "nation", "Чечим керек"),
    )
    with pytest.raises(PermissionDenied):
        actions.answer_request(actor=daniyar, request=asked, outcome="granted", answer="Макул")
    actions.answer_request(actor=elmira, request=asked, outcome="granted", answer="Макул")


def test_money_is_asked_with_a_sum_and_only_by_the_municipality(aigul, chynara, plan):
    with pytest.raises(ValidationError) as refusal:
        actions.ask_upward(
            actor=aigul,
            key=uuid.uuid4(),
            plan=plan,
            asked=actions.Asked("money", "raion", "Каражат керек"),
        )
    assert "amount" in refusal.value.message_dict
    with pytest.raises(PermissionDenied):
        actions.ask_upward(actor=chynara, key=uuid.uuid4(), plan=plan, asked=MONEY)


def test_a_request_goes_through_its_pages(as_user, aigul, daniyar, chynara, saikal, visitor, plan):
    as_user(aigul).post(
        reverse("coordination:ask", args=[plan.pk]),
        {"kind": "money", "level": "oblast", "text": "Тосмого каражат", "amount": "500"},
    )
    asked = Request.objects.get()
    page = reverse("coordination:requests")
    assert "Тосмого каражат" in as_user(daniyar).get(page).content.decode()
    assert "Тосмого каражат" not in as_user(chynara).get(page).content.decode()
    assert as_user(saikal).get(page).status_code == 404
    assert visitor.get(page).status_code == 302
    address = reverse("coordination:request_answer", args=[asked.pk])
    assert as_user(chynara).get(address).status_code == 404
    as_user(daniyar).post(address, {"outcome": "granted", "answer": "Берилет"})
    for language in ("ky", "ru", "en"):
        there = page.replace("/ky/", f"/{language}/")
        assert "Берилет" in as_user(aigul).get(there).content.decode()


def test_after_a_merger_a_unit_and_what_it_left_are_the_same_municipality(
    aigul, aimak, neighbour, raion, measure, part
):
    def merged(code, *old):
        heir = make_place(code, "aiyl_aimak", ("Жаңы", "Новый", "New"), raion)
        for each in old:
            each.valid_to = TODAY
            each.save()
            Succession.objects.create(old=each, new=heir, on=TODAY, kind="merge")
        return heir

    def propose(place):
        actions.propose_part(actor=aigul, key=uuid.uuid4(), measure=measure, place=place, part=PART)

    heir = merged("41702205899000", neighbour)
    for place in (neighbour, heir):  # ended; it has the part of what was merged into it
        with pytest.raises(ValidationError) as refusal:
            propose(place)
        assert "place" in refusal.value.message_dict
    actions.decline_part(actor=make_user("a", "А", ("head", heir)), part=part, reason="Каражат жок")
    propose(heir)

    own = merged("41702205898000", aimak)
    with pytest.raises(ValidationError):
        propose(own)
    assert JointPart.objects.count() == 2
