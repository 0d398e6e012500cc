import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from yntymak.apps.plans import actions
from yntymak.apps.plans.consistency import untreated_red_risks
from yntymak.apps.plans.models import Alignment, Plan
from yntymak.apps.plans.service import asked_of, service_of
from yntymak.apps.programmes import actions as programmes
from yntymak.apps.programmes.content import IndicatorContent
from yntymak.apps.programmes.models import Goal
from yntymak.foundation.ledger.models import Event


@pytest.fixture
def unserved(goal) -> Goal:
    return Goal.objects.create(programme=goal.programme, number="1.2", title_ky="Жайыт", position=2)


def test_the_programme_sees_places_money_and_goals_that_nobody_serves(
    goal, unserved, approved, measure, oblast, year, django_assert_num_queries
):
    Alignment.objects.update(share=40)

    with django_assert_num_queries(4):
        service = service_of(goal.programme, year)

    row = next(each for each in service.rows if each.goal == goal)
    total = row.total
    assert (total.places, total.measures, total.confirmed) == (1, 1, 0)
    assert total.money == 124_050_000 * 40 // 100
    assert service.unserved == [unserved]
    assert service.cells(row)[0][0] == oblast


def test_a_measure_whose_share_was_not_said_serves_its_goal_with_all_its_money(
    goal, approved, year
):
    row = service_of(goal.programme, year).rows[0]

    assert row.total.money == 124_050_000


def test_a_draft_serves_nothing_yet(goal, submitted, year):
    assert service_of(goal.programme, year).unserved == [goal]


def test_the_keeper_confirms_once_and_nobody_else(elmira, daniyar, aigul, approved, measure):
    alignment = measure.alignments.get()
    for actor in (daniyar, aigul):
        with pytest.raises(PermissionDenied):
            actions.confirm_alignment(actor=actor, alignment=alignment)

    for _twice in range(2):
        actions.confirm_alignment(actor=elmira, alignment=alignment)

    alignment.refresh_from_db()
    assert alignment.confirmed_by == elmira
    assert Event.objects.filter(verb="plan:alignment_confirmed").count() == 1


def test_a_draft_is_not_confirmed(elmira, submitted, measure):
    with pytest.raises(ValidationError):
        actions.confirm_alignment(actor=elmira, alignment=measure.alignments.get())


def test_an_amendment_keeps_what_was_confirmed(aigul, elmira, approved, measure):
    actions.confirm_alignment(actor=elmira, alignment=measure.alignments.get())

    amendment = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())

    copied = Alignment.objects.get(measure__objective__plan=amendment)
    assert copied.confirmed_by == elmira


def test_the_page_of_a_programme_is_public_and_its_keeper_confirms_there(
    as_user, elmira, visitor, goal, approved, measure, year
):
    page = reverse("plans:programme", args=[goal.programme.code])
    chosen = {"year": year, "goal": goal.number}
    text = visitor.get(page, chosen).content.decode()
    assert "Суу бөлүштүрүү графиги" in text
    assert "1\u00a0240,5" in text
    address = reverse("plans:alignment_confirm", args=[measure.alignments.get().pk])
    assert visitor.post(address).status_code == 302
    answer = as_user(elmira).post(address, follow=True)
    assert answer.status_code == 200
    assert measure.alignments.get().confirmed_at is not None
    for language in ("ru", "en"):
        there = page.replace("/ky/", f"/{language}/")
        assert visitor.get(there, chosen).status_code == 200


def test_a_municipality_sees_what_programmes_ask_of_it(
    as_user, aigul, chynara, plan, measure, goal, unserved
):
    asked = {each: len(alignments) for each, alignments in asked_of(plan)}
    assert asked == {goal: 1, unserved: 0}

    page = reverse("plans:goals", args=[plan.pk])
    assert "Жайыт" in as_user(aigul).get(page).content.decode()
    assert as_user(chynara).get(page).status_code == 404


def test_programmes_of_other_oblasts_and_years_ask_nothing(plan, goal, neighbour, year):
    goal.programme.place = neighbour
    goal.programme.save()
    assert asked_of(plan) == []
    type(goal.programme).objects.update(place=plan.place, last_year=year - 1)
    assert asked_of(Plan.objects.get(pk=plan.pk)) == []


def test_a_goal_without_an_indicator_is_a_gap(as_user, aigul, elmira, plan, line, goal):
    def kinds():
        page = as_user(aigul).get(plan.get_absolute_url())
        return [gap.kind for gap in page.context["overview"].gaps]

    assert "indicator" in kinds()
    programmes.add_indicator(
        actor=elmira,
        goal=goal,
        key=uuid.uuid4(),
        content=IndicatorContent(name_ky="Канал", unit_ky="км"),
    )
    assert "indicator" not in kinds()


def test_each_gap_leads_to_where_it_is_mended(as_user, aigul, plan, measure, line):
    measure.ends_on = dt.date(plan.year + 1, 1, 5)
    measure.risks.clear()
    measure.save()
    line.delete()
    client = as_user(aigul)

    gaps = client.get(plan.get_absolute_url()).context["overview"].gaps

    assert {gap.kind for gap in gaps} >= {"hearing", "money", "date", "risk", "red_risk"}
    for gap in gaps:
        assert client.get(gap.url).status_code == 200


def test_a_red_risk_that_last_years_plan_treated_still_asks_for_a_measure(
    aigul, aimak, year, line, risk
):
    last = actions.create_plan(actor=aigul, key=uuid.uuid4(), place=aimak, year=year - 1)

    assert untreated_red_risks(line.measure.objective.plan) == []
    assert len(untreated_red_risks(last)) == 1
