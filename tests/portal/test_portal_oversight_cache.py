"""The national map is rendered once for all who see the same, and is never behind the plans."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent, MeasureContent, Resolution

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan

YEAR = timezone.localdate().year
PAGE = f"/ky/oversight/?year={YEAR}"
DONE = 'class="t-done"'
UNDER_WAY = 'class="t-way"'


@pytest.fixture
def submitted(aigul, aimak, neighbour) -> Plan:
    plan = actions.create_plan(actor=aigul, key=uuid.uuid4(), place=aimak, year=YEAR)
    objective = actions.add_objective(actor=aigul, plan=plan, key=uuid.uuid4(), title_ky="Суу")
    content = MeasureContent(
        title_ky="Суу кезеги",
        title_ru="",
        responsible_ky="Адис",
        starts_on=plan.first_day,
        ends_on=plan.first_day,
        expected_effect_ky="",
        risks=[],
        goals=[],
    )
    measure = actions.add_measure(
        actor=aigul, objective=objective, key=uuid.uuid4(), content=content
    )
    actions.add_line(
        actor=aigul,
        measure=measure,
        key=uuid.uuid4(),
        content=LineContent("local", YEAR, 124_050_000),
    )
    plan.refresh_from_db()
    return actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)


def approve(actor, plan):
    resolution = Resolution("V сессия", "12", timezone.localdate())
    actions.approve_plan(actor=actor, plan=plan, revision=plan.revision, resolution=resolution)


def test_an_approval_shows_at_once(visitor, bakyt, submitted):
    before = visitor.get(PAGE).content.decode()
    assert DONE not in before
    approve(bakyt, submitted)
    after = visitor.get(PAGE).content.decode()
    assert DONE in after
    assert "1 240,5" in after.replace("\xa0", " ").replace("\u202f", " ")


def test_a_second_visitor_is_not_computed_for_again(visitor, submitted, django_assert_num_queries):
    visitor.get(PAGE)
    with django_assert_num_queries(1):
        visitor.get(PAGE)


def test_each_language_and_each_year_has_its_own_page(visitor, bakyt, submitted):
    approve(bakyt, submitted)
    assert DONE in visitor.get(PAGE).content.decode()
    assert "approved" in visitor.get(PAGE.replace("/ky/", "/en/")).content.decode()
    assert DONE not in visitor.get(f"/ky/oversight/?year={YEAR + 1}").content.decode()


def test_what_an_officer_sees_is_not_shown_to_a_visitor(visitor, as_user, daniyar, submitted):
    assert UNDER_WAY in as_user(daniyar).get(PAGE).content.decode()
    assert UNDER_WAY not in visitor.get(PAGE).content.decode()
    assert UNDER_WAY in as_user(daniyar).get(PAGE).content.decode()
