import uuid
from dataclasses import replace

import pytest

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.queries import (
    PlanStatus,
    plan_status_by_place,
    red_risks_without_measure,
)
from yntymak.apps.risks.models import Risk


def test_the_roll_up_says_state_money_by_source_and_measures(
    aigul, approved, aimak, neighbour, year, django_assert_num_queries
):
    with django_assert_num_queries(3):
        found = plan_status_by_place(year)

    assert found == {aimak.pk: PlanStatus("approved", {"local": 124_050_000}, 1)}


def test_money_of_the_outlook_is_not_money_of_the_year(aigul, line, aimak, year):
    actions.add_line(
        actor=aigul,
        measure=line.measure,
        key=uuid.uuid4(),
        content=LineContent("local", year + 1, 700),
    )

    assert plan_status_by_place(year)[aimak.pk].planned_by_source == {"local": 124_050_000}


def test_many_measures_and_lines_are_counted_once(aigul, objective, content, aimak, year):
    for number in range(3):
        measure = actions.add_measure(
            actor=aigul,
            objective=objective,
            key=uuid.uuid4(),
            content=replace(content, title_ky=f"{number}"),
        )
        for source in ("local", "donor"):
            actions.add_line(
                actor=aigul,
                measure=measure,
                key=uuid.uuid4(),
                content=LineContent(source, year, 1000),
            )

    assert plan_status_by_place(year) == {
        aimak.pk: PlanStatus("draft", {"local": 3000, "donor": 3000}, 3)
    }


def test_a_place_without_a_plan_has_no_status(aimak, year):
    assert plan_status_by_place(year) == {}


def test_a_red_risk_counts_until_a_measure_treats_it(
    aigul, risk, aimak, year, plan, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert red_risks_without_measure(year) == {aimak.pk: 1}


def test_a_treated_a_pale_and_a_closed_risk_do_not_count(measure, aimak, year):
    for number, (level, state) in enumerate([(3, "open"), (5, "closed"), (None, "open")], 2):
        Risk.objects.create(
            number=number,
            place=aimak,
            category="social",
            title_ky="т",
            cause="с",
            event="о",
            consequence="н",
            level=level,
            state=state,
            closed_reason="" if state == "open" else "чечилди",
        )

    assert red_risks_without_measure(year) == {}
    assert red_risks_without_measure(year + 1) == {aimak.pk: 1}


@pytest.mark.parametrize(
    ("state", "seers"),
    [
        ("draft", {"aigul", "bakyt", "gulzat", "daniyar", "elmira"}),
        ("submitted", {"aigul", "bakyt", "gulzat", "daniyar", "elmira", "saikal"}),
        ("approved", {"aigul", "bakyt", "gulzat", "daniyar", "elmira", "saikal", "chynara", ""}),
    ],
)
def test_a_plan_opens_to_more_people_as_it_goes_on(
    request, approved, state, seers, aigul, bakyt, gulzat, daniyar, elmira, saikal, chynara
):
    Plan.objects.update(state=state)
    cast = {name: request.getfixturevalue(name) for name in seers - {""}}
    everyone = {"aigul", "bakyt", "gulzat", "daniyar", "elmira", "saikal", "chynara"}
    others = [request.getfixturevalue(name) for name in everyone - seers]

    assert all(Plan.objects.visible_to(user).exists() for user in cast.values())
    assert not any(Plan.objects.visible_to(user).exists() for user in others)
    assert Plan.objects.visible_to(None).exists() == ("" in seers)
