"""The plan of Ак-Суу for next year: one objective, one measure for a red risk."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent, MeasureContent, Resolution
from yntymak.apps.programmes.models import Goal, Programme
from yntymak.apps.risks.models import Risk

SOM = 100  # tyiyn


@pytest.fixture
def year() -> int:
    return timezone.localdate().year + 1


@pytest.fixture
def risk(aimak) -> Risk:
    return Risk.objects.create(
        number=1,
        place=aimak,
        category="environmental",
        title_ky="Сугат суу талашы",
        title_ru="Спор за поливную воду",
        cause="Суу аз",
        event="Эки айыл талашат",
        consequence="Жол тосулат",
        level=4,
    )


@pytest.fixture
def goal(agency, year) -> Goal:
    programme = Programme.objects.create(
        code="birimdik",
        level="national",
        title_ky="Биримдик",
        issuer=agency,
        first_year=year - 1,
        last_year=year + 3,
        is_published=True,
    )
    return Goal.objects.create(programme=programme, number="1.1", title_ky="Суу", position=1)


@pytest.fixture
def plan(aigul, aimak, year):
    return actions.create_plan(actor=aigul, key=uuid.uuid4(), place=aimak, year=year)


@pytest.fixture
def objective(aigul, plan):
    return actions.add_objective(
        actor=aigul,
        plan=plan,
        key=uuid.uuid4(),
        title_ky="Суу талашын азайтуу",
        title_ru="Меньше споров за воду",
    )


@pytest.fixture
def content(year, risk, goal) -> MeasureContent:
    return MeasureContent(
        title_ky="Суу бөлүштүрүү графиги",
        title_ru="График распределения воды",
        responsible_ky="Башкы адис",
        starts_on=dt.date(year, 3, 1),
        ends_on=dt.date(year, 9, 30),
        expected_effect_ky="Даттануулар эки эсе азаят",
        risks=[risk],
        goals=[goal],
    )


@pytest.fixture
def measure(aigul, objective, content):
    return actions.add_measure(actor=aigul, objective=objective, key=uuid.uuid4(), content=content)


@pytest.fixture
def line(aigul, measure, year):
    return actions.add_line(
        actor=aigul,
        measure=measure,
        key=uuid.uuid4(),
        content=LineContent("local", year, 1_240_500 * SOM),
    )


@pytest.fixture
def submitted(aigul, plan, line):
    plan.refresh_from_db()
    return actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)


@pytest.fixture
def resolution() -> Resolution:
    return Resolution("кезектеги V сессия", "12", timezone.localdate())


@pytest.fixture
def approved(bakyt, submitted, resolution):
    return actions.approve_plan(
        actor=bakyt, plan=submitted, revision=submitted.revision, resolution=resolution
    )
