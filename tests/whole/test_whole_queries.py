"""How many queries each page asks is written down, and does not grow with what a table holds.

After a change that is worth a query more, renew the numbers and say why in the commit:

    YNTYMAK_RENEW_BASELINES=yes pytest tests/whole/test_whole_queries.py
"""

from __future__ import annotations

import json
import os
import re
import uuid
from pathlib import Path

import pytest
from browser.pages import VISITS, Visit
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan
from yntymak.apps.risks.models import Risk, Signal
from yntymak.foundation.people.models import User
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo.cast import HOME

BASELINE = Path(__file__).parent.parent / "baselines" / "queries.json"
RENEW = "YNTYMAK_RENEW_BASELINES"
MORE = 20
# Where nothing was found, its rows are not read.
ONE_MORE_FOR_THE_FIRST_ROW = ("aigul:risks/consistency/",)
TABLES = {"risks": Risk, "plans": Plan, "objectives": Objective, "measures": Measure}
NUMBERED = re.compile(rf"\b({'|'.join(TABLES)})/(\d+)/")


def queries_of(visits: list[Visit]) -> dict[str, int]:
    """Asked a second time, when what a process keeps in memory is there."""
    return {str(visit): asked(visit) for visit in visits}


def asked(visit: Visit) -> int:
    client = Client()
    if visit.who:
        client.force_login(User.objects.get(username=visit.who))
    address = f"/ky/{NUMBERED.sub(with_its_key, visit.path)}"
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def with_its_key(found: re.Match[str]) -> str:
    """plans/1/ is the first plan of the demonstration, whatever key the database gave it."""
    keys = TABLES[found[1]].objects.order_by("pk").values_list("pk", flat=True)
    return f"{found[1]}/{keys[int(found[2]) - 1]}/"


def grow() -> None:
    """Many more rows of all that the pages list, beside those of the demonstration."""
    home = Place.objects.current().get(code=HOME)
    risks = Risk.objects.bulk_create(
        Risk(number=100 + n, place=home, category="social", title_ky=f"Кооп {n}", level=1 + n % 5)
        for n in range(MORE)
    )
    Signal.objects.bulk_create(
        Signal(receipt=f"W{n}", lane="public", category="social", place=home, text="Суу")
        for n in range(MORE)
    )
    consultation = Consultation.objects.open().get()
    article = consultation.document.provisions.get(key="art_7")
    asked = consultation.current_round
    said = Contribution.objects.bulk_create(
        Contribution(
            consultation=consultation,
            round=asked,
            number=100 + n,
            receipt=f"V{n}",
            provision=article,
            article_key="art_7",
            text="Суу",
            state="published",
            is_answered=n % 2 == 0,
        )
        for n in range(MORE)
    )
    officer = User.objects.get(username="elmira")
    Decision.objects.bulk_create(
        Decision(contribution=each, outcome="partly", reason="Суу", decided_by=officer)
        for each in said[::2]
    )
    for objective in Objective.objects.filter(plan__place=home):
        add_measures(objective, risks)


def add_measures(objective: Objective, risks: list[Risk]) -> None:
    plan = objective.plan
    for n in range(MORE):
        measure = Measure.objects.create(
            client_key=uuid.uuid4(),
            objective=objective,
            position=100 + n,
            title_ky=f"Чара {n}",
            responsible_ky="Адис",
            starts_on=plan.first_day,
            ends_on=plan.first_day,
        )
        measure.risks.set(risks[:2])
        BudgetLine.objects.create(
            client_key=uuid.uuid4(), measure=measure, source="local", year=plan.year, planned=100
        )


def test_a_page_asks_no_more_queries_than_is_written_down(demonstration):
    found = queries_of(VISITS)
    if os.environ.get(RENEW) == "yes":
        BASELINE.parent.mkdir(exist_ok=True)
        BASELINE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        pytest.skip("the baseline was renewed")
    expected = json.loads(BASELINE.read_text())
    other = {page: (expected.get(page), n) for page, n in found.items() if expected.get(page) != n}
    assert not other, f"(written down, asked), renew with {RENEW}=yes: {other}"


def test_the_number_does_not_grow_with_the_rows(demonstration):
    before = queries_of(VISITS)
    grow()
    after = queries_of(VISITS)
    most = {page: n + (page in ONE_MORE_FOR_THE_FIRST_ROW) for page, n in before.items()}
    assert {page: n for page, n in after.items() if n > most[page]} == {}
