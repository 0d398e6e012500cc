"""Sums at the edge of what can be meant, on every door that money comes in by."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.actions.amounts import LARGEST
from yntymak.apps.plans.content import LineContent, ProgressContent
from yntymak.apps.plans.forms.magnitude import SURPRISING
from yntymak.apps.plans.forms.money import AsideForm, LineForm
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.nation import nation_of
from yntymak.apps.plans.service import service_of

NEVER = pytest.mark.parametrize("tyiyn", [-1, LARGEST + 1, 10**17, 10**20])


def refused_field(act) -> str:
    with pytest.raises(ValidationError) as refusal:
        act()
    return next(iter(refusal.value.message_dict))


@NEVER
def test_no_line_and_nothing_set_aside_is_below_zero_or_above_the_states_budget(
    aigul, plan, measure, year, tyiyn
):
    content = LineContent("donor", year, tyiyn)
    add = {"actor": aigul, "measure": measure, "key": uuid.uuid4(), "content": content}
    assert refused_field(lambda: actions.add_line(**add)) == "planned"
    plan.refresh_from_db()
    aside = {"actor": aigul, "plan": plan, "revision": plan.revision, "amount": tyiyn}
    assert refused_field(lambda: actions.set_money_aside(**aside)) == "amount"


@NEVER
def test_nor_a_contract_nor_what_was_spent(aigul, approved, line, measure, monkeypatch, tyiyn):
    approved.refresh_from_db()
    promised = {"actor": aigul, "line": line, "revision": approved.revision, "committed": tyiyn}
    assert refused_field(lambda: actions.commit_money(**promised)) == "committed"
    monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date(approved.year, 6, 1))
    spent = {"actor": aigul, "measure": measure, "key": uuid.uuid4(), "quarter": 1}
    content = ProgressContent("done", "", {line.pk: tyiyn})
    field = refused_field(lambda: actions.enter_progress(**spent, content=content))
    assert field == f"spent_{line.pk}"


def test_the_largest_sums_still_add_up_everywhere(aigul, bakyt, measure, goal, year, resolution):
    for source in ("local", "donor", "private", "in_kind", "republican"):
        content = LineContent(source, year, LARGEST)
        actions.add_line(actor=aigul, measure=measure, key=uuid.uuid4(), content=content)
    plan = Plan.objects.get()
    plan = actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)
    actions.approve_plan(actor=bakyt, plan=plan, revision=plan.revision, resolution=resolution)

    assert service_of(goal.programme, year).rows[0].total.money == 5 * LARGEST
    sums = nation_of(year).sums.values()
    assert {each.cell("planned").value for each in sums} == {5 * LARGEST}


@pytest.mark.parametrize("typed", ["-0,00001", "-1", "\N{MINUS SIGN}1", "- 1"])
def test_not_even_one_tyiyn_below_zero(plan, typed):
    form = AsideForm({"amount": typed, "revision": plan.revision}, plan=plan)
    assert set(form.errors) == {"amount"}


@pytest.mark.parametrize(("tyiyn", "asks"), [(SURPRISING - 1, False), (SURPRISING, True)])
def test_a_sum_is_asked_about_from_the_limit_on(plan, aigul, year, tyiyn, asks):
    said = {"source": "local", "year": year, "planned": str(tyiyn), "revision": plan.revision}
    said["planned"] = f"{tyiyn // 100_000},{tyiyn % 100_000:05}"
    form = LineForm(said, plan=plan, actor=aigul)

    assert ("planned" in form.errors) is asks
    assert LineForm({**said, "is_thousands": "on"}, plan=plan, actor=aigul).is_valid()
