import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.models import (
    BudgetLine,
    Classification,
    Measure,
    Plan,
)
from yntymak.apps.risks.models import Risk


def begin(actor, place, year, begin_with):
    return actions.create_plan(
        actor=actor, key=uuid.uuid4(), place=place, year=year, begin_with=begin_with
    )


def test_last_years_plan_is_copied_into_the_next_year(aigul, aimak, plan, line, year, risk, goal):
    following = begin(aigul, aimak, year + 1, plan)

    measure = Measure.objects.get(objective__plan=following)
    assert (measure.starts_on, measure.ends_on) == (
        dt.date(year + 1, 3, 1),
        dt.date(year + 1, 9, 30),
    )
    copied = measure.budget_lines.get()
    assert (copied.year, copied.planned, copied.approved) == (year + 1, 124_050_000, None)
    assert list(measure.risks.all()) == [risk]
    assert list(measure.goals.all()) == [goal]


def test_closed_risks_and_programmes_that_are_over_stay_behind(
    aigul, aimak, plan, line, year, risk, goal
):
    Risk.objects.update(state="closed", closed_reason="чечилди")
    type(goal.programme).objects.update(last_year=year)

    following = begin(aigul, aimak, year + 1, plan)

    measure = Measure.objects.get(objective__plan=following)
    assert not measure.risks.exists()
    assert not measure.goals.exists()


def test_the_29th_of_february_becomes_the_28th(aigul, aimak):
    leap = Plan.objects.create(place=aimak, year=2024)
    objective = leap.objectives.create(title_ky="Суу", position=1)
    objective.measures.create(
        title_ky="Канал", position=1, starts_on=dt.date(2024, 2, 29), ends_on=dt.date(2024, 2, 29)
    )

    following = begin(aigul, aimak, 2025, leap)

    assert Measure.objects.get(objective__plan=following).ends_on == dt.date(2025, 2, 28)


def test_the_agency_offers_a_template_without_what_is_local(
    elmira, chynara, neighbour, year, plan, line
):
    template = actions.offer_template(
        actor=elmira, plan=plan, key=uuid.uuid4(), title_ky="Суу боюнча үлгү"
    )

    made = begin(chynara, neighbour, year, template)

    measure = Measure.objects.get(objective__plan=made)
    assert measure.title_ky == "Суу бөлүштүрүү графиги"
    assert not measure.risks.exists()
    assert not measure.budget_lines.exists()
    with pytest.raises(PermissionDenied):
        actions.offer_template(actor=chynara, plan=plan, key=uuid.uuid4(), title_ky="Меники")


def test_the_form_offers_templates_and_says_when_there_is_no_last_year(
    as_user, aigul, aimak, year, elmira, plan, line
):
    template = actions.offer_template(
        actor=elmira, plan=plan, key=uuid.uuid4(), title_ky="Суу боюнча үлгү"
    )
    client = as_user(aigul)
    address = reverse("plans:create")
    typed = {"place": aimak.pk, "year": year - 1, "key": uuid.uuid4()}

    refused = client.post(address, {**typed, "begin_with": "last-year"})
    assert refused.context["form"].errors["begin_with"]
    client.post(address, {**typed, "begin_with": f"template-{template.pk}"})

    made = Plan.objects.get(year=year - 1)
    assert Measure.objects.filter(objective__plan=made).count() == 1
    client.post(
        address,
        {"place": aimak.pk, "year": year + 1, "key": uuid.uuid4(), "begin_with": "last-year"},
    )
    assert BudgetLine.objects.filter(measure__objective__plan__year=year + 1).count() == 1


@pytest.fixture
def code(db, year) -> Classification:
    return Classification.objects.create(
        code="2222", title_ky="Товарлар", valid_from=dt.date(year - 3, 1, 1)
    )


def test_a_source_may_have_a_line_for_each_code(aigul, line, code, year):
    said = LineContent("local", year, 500, code)
    for _twice in range(2):
        with_code = actions.add_line(
            actor=aigul, measure=line.measure, key=uuid.UUID(int=1), content=said
        )

    assert with_code.classification == code
    assert BudgetLine.objects.count() == 2
    with pytest.raises(ValidationError):
        actions.add_line(actor=aigul, measure=line.measure, key=uuid.uuid4(), content=said)


def test_codes_are_offered_for_the_years_in_which_they_are_in_force(year, code):
    assert list(Classification.objects.in_force(year)) == [code]
    assert not Classification.objects.in_force(year - 4).exists()
    code.valid_to = dt.date(year, 1, 1)
    code.save()
    assert not Classification.objects.in_force(year).exists()
    assert Classification.objects.in_force(year - 1).exists()


def test_contracts_are_entered_once_the_plan_is_approved(as_user, aigul, approved, line):
    client = as_user(aigul)
    address = reverse("plans:commit", args=[line.pk])
    for committed in ("900,5", "900,5"):
        revision = Plan.objects.get().revision
        client.post(address, {"committed": committed, "revision": revision})

    line.refresh_from_db()
    assert line.committed == 90_050_000
    Plan.objects.update(state="submitted")
    with pytest.raises(ValidationError):
        actions.commit_money(
            actor=aigul, line=line, revision=Plan.objects.get().revision, committed=5
        )


def test_shares_of_a_measure_are_at_most_the_whole(aigul, plan, measure, goal):
    plan.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.share_out(
            actor=aigul, measure=measure, revision=plan.revision, shares={goal.pk: 101}
        )
    alignment = measure.alignments.get()
    alignment.confirmed_at = "2026-01-01T00:00Z"
    alignment.save()

    actions.share_out(actor=aigul, measure=measure, revision=plan.revision, shares={goal.pk: 60})

    alignment.refresh_from_db()
    assert (alignment.share, alignment.confirmed_at) == (60, None)


def test_a_change_of_the_measure_keeps_the_word_of_the_goals_keeper(
    aigul, plan, measure, content, goal
):
    measure.alignments.update(share=40, confirmed_at="2026-01-01T00:00Z")
    plan.refresh_from_db()

    actions.change_measure(actor=aigul, measure=measure, revision=plan.revision, content=content)

    alignment = measure.alignments.get()
    assert alignment.share == 40
    assert alignment.confirmed_at is not None


def test_the_shares_are_typed_on_a_page(as_user, aigul, plan, measure, goal):
    address = reverse("plans:shares", args=[measure.pk])
    revision = as_user(aigul).get(address).context["editing"].form["revision"].value()

    as_user(aigul).post(address, {f"share_{goal.pk}": "35", "revision": revision})

    assert measure.alignments.get().share == 35


@pytest.mark.parametrize(
    ("aside", "said"),
    [(124_050_000, ""), (200_000_000, "759,5"), (100_000_000, "240,5"), (None, "")],
)
def test_money_set_aside_is_compared_with_the_measures(as_user, aigul, plan, line, aside, said):
    plan.refresh_from_db()
    actions.set_money_aside(actor=aigul, plan=plan, revision=plan.revision, amount=aside)

    gaps = as_user(aigul).get(plan.get_absolute_url()).context["overview"].gaps

    texts = [gap.text for gap in gaps if gap.kind == "set_aside"]
    assert (said in texts[0]) if said else not texts
