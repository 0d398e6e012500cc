"""Plans added up for an area, and municipalities side by side."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.nation import som_each
from yntymak.apps.programmes.models import Goal, Indicator, Programme
from yntymak.portal.area import area_of
from yntymak.portal.comparison import comparison_of

YEAR = timezone.localdate().year


def plan_of(place, **tyiyn) -> Plan:
    plan = Plan.objects.create(
        place=place,
        year=YEAR,
        state="approved",
        kenesh_session="V",
        resolution_number="1",
        resolution_date=dt.date(YEAR, 1, 1),
    )
    measure = plan.objectives.create(title_ky="Суу", position=1).measures.create(
        title_ky="Канал", position=1, starts_on=plan.first_day, ends_on=plan.last_day
    )
    for source, planned in tyiyn.items():
        measure.budget_lines.create(source=source, year=YEAR, planned=planned, approved=planned)
    return plan


@pytest.fixture
def plans(aimak, neighbour) -> list[Plan]:
    aimak.population = 1000
    aimak.save()
    return [plan_of(aimak, local=250_000, donor=99_949), plan_of(neighbour, local=300_000)]


def said(figures) -> dict[str, tuple[str, int, int]]:
    return {each.label: (each.text, each.cell.reported, each.expected) for each in figures}


@pytest.mark.parametrize("name", ["raion", "oblast", "country"])
def test_an_area_adds_up_what_lies_inside(request, plans, name):
    area = area_of(request.getfixturevalue(name), YEAR)

    money = list(said(area.money).values())
    assert money[0] == ("6,5", 2, 2)  # 649 949 tyiyn
    assert money[1:3] == [("5,5", 2, 2), ("1,0", 1, 2)]
    assert money[-1] == ("–", 0, 2)  # nobody has reported on spending
    assert area.approved == 2


def test_an_area_names_what_lies_directly_inside(plans, oblast, raion, aimak, neighbour):
    assert [row.place for row in area_of(oblast, YEAR).rows] == [raion]
    assert {row.place for row in area_of(raion, YEAR).rows} == {aimak, neighbour}


def test_shares_of_an_area_are_added_by_parts_and_wholes(plans, raion, agency):
    programme = Programme.objects.create(
        code="p",
        level="national",
        title_ky="Биримдик",
        issuer=agency,
        first_year=YEAR,
        last_year=YEAR,
        is_published=True,
    )
    goal = Goal.objects.create(programme=programme, number="1", title_ky="Суу", position=1)
    share = Indicator.objects.create(
        goal=goal, position=1, name_ky="Үлүш", unit_ky="%", over_places="ratio"
    )
    length = Indicator.objects.create(goal=goal, position=2, name_ky="Канал", unit_ky="км")
    for plan, (part, whole) in zip(plans, ((1, 2), (0, 98)), strict=True):
        plan.values.create(indicator=share, quarter=1, version=1, numerator=part, denominator=whole)
    plans[0].values.create(indicator=length, quarter=1, version=1, numerator="2.5")

    found = [each.text for each in area_of(raion, YEAR).indicators]

    assert found == ["1,0\xa0%", "2,500 км"]


def test_the_page_of_an_area_is_public_and_asks_little(
    visitor, plans, raion, aimak, django_assert_max_num_queries
):
    address = reverse("portal:area", args=[raion.code])
    assert "6,5" in visitor.get(address, {"year": YEAR}).content.decode()
    with django_assert_max_num_queries(2):
        visitor.get(address, {"year": YEAR})
    assert visitor.get(reverse("portal:area", args=[aimak.code])).status_code == 404
    assert visitor.get(address, {"year": "9" * 5000}).status_code == 200


def test_money_per_head_is_compared_and_what_is_unknown_is_no_zero(plans, aimak, neighbour):
    lines = {line.label: line.cells for line in comparison_of([aimak, neighbour], YEAR).lines}
    texts = list(lines.values())

    assert texts[0] == ["1\xa0000", "–"]
    assert texts[1][0] == texts[1][1] != "–"
    per_head = [cells for label, cells in lines.items() if "сом" in label and "миң" not in label]
    assert per_head[0] == ["3", "–"]  # 349 949 tyiyn for 1000 people are 3,49949 som each
    assert ["3", "–"] in per_head[1:]  # 250 000 tyiyn: 2,5 som, upwards
    assert ["1", "–"] in per_head[1:]  # 99 949 tyiyn: 0,99949 som


def test_nothing_is_said_per_head_where_no_number_of_people_is_known(plans, aimak, neighbour):
    aimak.population = None
    cells = [line.cells for line in comparison_of([aimak, neighbour], YEAR).lines]

    assert cells[0] == ["–", "–"]
    money = [["3,5", "3,0"], ["2,5", "3,0"], ["1,0", "0,0"]]
    assert cells[2:7] == [*money, ["–", "–"], ["1", "1"]]


def test_what_is_not_known_is_said_in_words_on_the_page(visitor, plans):
    asked = {"place1": "Ак-Суу", "place2": "Теплоключенка", "year": YEAR}
    page = visitor.get(reverse("portal:compare"), asked).content.decode()

    no_data = page.count(f'<span class="tag none">{gettext("no data")}</span>')
    # Of one the number of people and three sums per head; of both what is done and spent, and
    # two reports, for which Kyrgyz has the same words.
    assert no_data == 12


def test_a_source_that_gives_nothing_is_zero_where_the_plan_is_known(plans, aimak, neighbour):
    neighbour.population = 500
    neighbour.save()
    lines = comparison_of([neighbour, aimak], YEAR).lines

    assert ["0", "1"] in [line.cells for line in lines]


@given(st.integers(0, 10**15), st.integers(1, 10**7))
def test_som_per_head_are_whole_and_never_off_by_more_than_half_a_som(tyiyn, people):
    found = som_each(tyiyn, people)

    assert type(found) is int
    assert abs(found * 100 * people - tyiyn) * 2 <= 100 * people


def test_the_comparison_is_asked_for_by_names_in_any_spelling(visitor, plans):
    address = reverse("portal:compare")
    assert visitor.get(address).context["form"].is_bound is False
    asked = {"place1": "ак суу", "place2": "Теплоключенка", "place3": "Ак-Суу", "year": YEAR}
    page = visitor.get(address, asked)
    assert page.context["content"].count('<th scope="col" class="n"') == 2  # each once
    assert visitor.get(address, {"place1": "Ак-Суу"}).context["content"]  # of this year
    wrong = visitor.get(address, {"place1": "Эч жерде", "year": YEAR})
    assert wrong.context["form"].errors
    assert not wrong.context["content"]
