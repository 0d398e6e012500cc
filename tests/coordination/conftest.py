"""A submitted plan of Ак-Суу with one measure, open for partners."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from yntymak.apps.coordination import actions
from yntymak.apps.plans import actions as plans
from yntymak.apps.plans.content import MeasureContent, Resolution
from yntymak.apps.plans.models import Measure


@pytest.fixture
def year() -> int:
    return timezone.localdate().year + 1


@pytest.fixture
def draft(aigul, aimak, year):
    plan = plans.create_plan(actor=aigul, key=uuid.uuid4(), place=aimak, year=year)
    objective = plans.add_objective(
        actor=aigul, plan=plan, key=uuid.uuid4(), title_ky="Жаштарды алектентүү"
    )
    content = MeasureContent(
        title_ky="Футбол мелдеши",
        responsible_ky="Адис",
        starts_on=dt.date(year, 4, 1),
        ends_on=dt.date(year, 5, 30),
    )
    plans.add_measure(actor=aigul, objective=objective, key=uuid.uuid4(), content=content)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def submitted(aigul, draft):
    return plans.submit_plan(actor=aigul, plan=draft, revision=draft.revision)


@pytest.fixture
def measure(submitted) -> Measure:
    return Measure.objects.get()


@pytest.fixture
def promise(year) -> actions.Promise:
    return actions.Promise("Топторду жана формаларды беребиз", dt.date(year, 4, 1), 12_050_000)


@pytest.fixture
def offered(saikal, council, measure, promise):
    return actions.propose(
        actor=saikal, key=uuid.uuid4(), measure=measure, organisation=council, promise=promise
    )


@pytest.fixture
def approve(bakyt):
    def approve(plan) -> None:
        resolution = Resolution("V сессия", "12", timezone.localdate())
        plans.approve_plan(actor=bakyt, plan=plan, revision=plan.revision, resolution=resolution)

    return approve
