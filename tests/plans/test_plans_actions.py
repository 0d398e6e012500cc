import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan
from yntymak.apps.risks.models import Risk
from yntymak.foundation.ledger.models import Event


def test_a_place_has_one_plan_a_year(aigul, bakyt, aimak, year):
    first = actions.create_plan(actor=aigul, key=uuid.uuid4(), place=aimak, year=year)
    second = actions.create_plan(actor=bakyt, key=uuid.uuid4(), place=aimak, year=year)

    assert second == first
    assert second.author == aigul
    assert Event.objects.filter(verb="plan:created").count() == 1


def test_only_the_staff_of_the_place_make_its_plan(
    chynara, daniyar, elmira, gulzat, saikal, aimak, year
):
    for actor in (chynara, daniyar, elmira, gulzat, saikal):
        with pytest.raises(PermissionDenied):
            actions.create_plan(actor=actor, key=uuid.uuid4(), place=aimak, year=year)

    assert not Plan.objects.exists()


def test_a_raion_has_no_plan(aigul, raion, year):
    with pytest.raises(PermissionDenied):
        actions.create_plan(actor=aigul, key=uuid.uuid4(), place=raion, year=year)


def test_a_plan_is_not_made_for_a_year_far_away(aigul, aimak, year):
    with pytest.raises(ValidationError):
        actions.create_plan(actor=aigul, key=uuid.uuid4(), place=aimak, year=year + 5)


def test_the_same_key_writes_each_part_once(aigul, plan, content, year):
    keys = [uuid.uuid4() for _ in range(3)]
    for _twice in range(2):
        objective = actions.add_objective(
            actor=aigul, plan=plan, key=keys[0], title_ky="Суу талашын азайтуу"
        )
        measure = actions.add_measure(
            actor=aigul, objective=objective, key=keys[1], content=content
        )
        actions.add_line(
            actor=aigul, measure=measure, key=keys[2], content=LineContent("local", year, 100)
        )

    counts = [model.objects.count() for model in (Objective, Measure, BudgetLine)]
    plan.refresh_from_db()
    assert counts == [1, 1, 1]
    assert plan.revision == 4


def test_other_words_under_the_same_key_are_another_part(aigul, plan):
    key = uuid.uuid4()

    for title in ("Суу", "Жайыт", "Жайыт"):
        actions.add_objective(actor=aigul, plan=plan, key=key, title_ky=title)

    assert sorted(Objective.objects.values_list("title_ky", flat=True)) == ["Жайыт", "Суу"]


def test_a_key_used_for_one_year_does_not_stop_the_next(aigul, aimak, year):
    key = uuid.uuid4()

    made = [
        actions.create_plan(actor=aigul, key=key, place=aimak, year=each)
        for each in (year, year - 1, year)
    ]

    assert made[0] == made[2] != made[1]


def test_a_measure_keeps_its_risks_and_goals(measure, risk, goal):
    assert list(measure.risks.all()) == [risk]
    assert list(measure.goals.all()) == [goal]


def test_a_measure_stays_within_the_year_of_its_plan(aigul, objective, content, year):
    for wrong in (
        {"starts_on": dt.date(year - 1, 12, 31)},
        {"ends_on": dt.date(year + 1, 1, 1)},
        {"ends_on": dt.date(year, 2, 1)},
    ):
        with pytest.raises(ValidationError) as refusal:
            actions.add_measure(
                actor=aigul,
                objective=objective,
                key=uuid.uuid4(),
                content=replace(content, **wrong),
            )
        assert set(refusal.value.message_dict) <= {"starts_on", "ends_on"}

    assert not Measure.objects.exists()


def test_a_neighbours_risk_is_not_taken_into_the_plan(aigul, objective, content, neighbour):
    strange = Risk.objects.create(
        number=1,
        place=neighbour,
        category="social",
        title_ky="Башка",
        cause="а",
        event="б",
        consequence="в",
    )

    with pytest.raises(ValidationError) as refusal:
        actions.add_measure(
            actor=aigul,
            objective=objective,
            key=uuid.uuid4(),
            content=replace(content, risks=[strange]),
        )

    assert "risks" in refusal.value.message_dict


@pytest.mark.parametrize(
    ("planned", "years_on", "field"), [(0, 0, "planned"), (100, -1, "year"), (100, 3, "year")]
)
def test_a_line_is_for_the_plans_year_or_the_outlook_and_above_zero(
    aigul, measure, year, planned, years_on, field
):
    with pytest.raises(ValidationError) as refusal:
        actions.add_line(
            actor=aigul,
            measure=measure,
            key=uuid.uuid4(),
            content=LineContent("local", year + years_on, planned),
        )

    assert field in refusal.value.message_dict


def test_a_source_has_one_line_a_year(aigul, line, year):
    with pytest.raises(ValidationError) as refusal:
        actions.add_line(
            actor=aigul,
            measure=line.measure,
            key=uuid.uuid4(),
            content=LineContent("local", year, 500),
        )

    assert "source" in refusal.value.message_dict


def test_a_change_on_an_older_revision_writes_nothing(aigul, bakyt, plan, measure, content):
    opened_on = Plan.objects.get(pk=plan.pk).revision
    actions.change_measure(
        actor=bakyt,
        measure=measure,
        revision=opened_on,
        content=replace(content, title_ky="Бакыттыкы"),
    )

    with pytest.raises(actions.StalePlan):
        actions.change_measure(
            actor=aigul,
            measure=measure,
            revision=opened_on,
            content=replace(content, title_ky="Айгүлдүкү"),
        )

    assert Measure.objects.get().title_ky == "Бакыттыкы"


def test_an_objective_with_measures_is_not_deleted(aigul, plan, measure):
    plan.refresh_from_db()

    with pytest.raises(ValidationError):
        actions.delete_objective(actor=aigul, objective=measure.objective, revision=plan.revision)

    assert Measure.objects.exists()


def test_a_deleted_measure_takes_its_money_along(aigul, plan, line):
    plan.refresh_from_db()

    actions.delete_measure(actor=aigul, measure=line.measure, revision=plan.revision)

    assert not BudgetLine.objects.exists()
    assert Event.objects.filter(verb="plan:measure_deleted").count() == 1


def test_a_plan_without_measures_is_not_submitted(aigul, plan, objective):
    plan.refresh_from_db()

    with pytest.raises(ValidationError):
        actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)

    assert Plan.objects.get().is_draft


def test_a_submitted_plan_is_not_changed_until_it_is_taken_back(aigul, submitted, content):
    measure = Measure.objects.get()
    for refused in (
        lambda: actions.submit_plan(actor=aigul, plan=submitted, revision=submitted.revision),
        lambda: actions.change_measure(
            actor=aigul, measure=measure, revision=submitted.revision, content=content
        ),
    ):
        with pytest.raises(ValidationError):
            refused()

    plan = actions.take_back_plan(actor=aigul, plan=submitted, revision=submitted.revision)
    actions.change_measure(actor=aigul, measure=measure, revision=plan.revision, content=content)
    assert Plan.objects.get().is_draft


def test_a_draft_is_not_approved(bakyt, plan, line, resolution):
    with pytest.raises(ValidationError):
        actions.approve_plan(actor=bakyt, plan=plan, revision=plan.revision, resolution=resolution)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_resolution_is_dated_between_the_submission_and_today(bakyt, submitted, resolution, days):
    wrong = timezone.localdate() + dt.timedelta(days=days)

    with pytest.raises(ValidationError) as refusal:
        actions.approve_plan(
            actor=bakyt,
            plan=submitted,
            revision=submitted.revision,
            resolution=replace(resolution, resolution_date=wrong),
        )

    assert "resolution_date" in refusal.value.message_dict


def test_an_approved_plan_is_locked(aigul, approved, content, resolution):
    measure = Measure.objects.get()
    for refused in (
        lambda: actions.change_measure(
            actor=aigul, measure=measure, revision=approved.revision, content=content
        ),
        lambda: actions.take_back_plan(actor=aigul, plan=approved, revision=approved.revision),
        lambda: actions.approve_plan(
            actor=aigul,
            plan=approved,
            revision=approved.revision,
            resolution=replace(resolution, resolution_number="13"),
        ),
    ):
        with pytest.raises(ValidationError):
            refused()

    assert Plan.objects.get().resolution_number == "12"


def test_entering_the_same_resolution_twice_is_one_event(bakyt, approved, resolution):
    actions.approve_plan(actor=bakyt, plan=approved, revision=1, resolution=resolution)

    assert Event.objects.filter(verb="plan:approved").count() == 1


def test_a_neighbour_changes_nothing_even_by_the_action(chynara, submitted, measure, resolution):
    with pytest.raises(PermissionDenied):
        actions.approve_plan(
            actor=chynara, plan=submitted, revision=submitted.revision, resolution=resolution
        )
    with pytest.raises(PermissionDenied):
        actions.delete_measure(actor=chynara, measure=measure, revision=submitted.revision)
