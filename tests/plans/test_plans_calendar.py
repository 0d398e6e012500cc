"""Days and halves at their very edges, and what of a half-year its report adds up."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from yntymak.apps.plans import actions, terms
from yntymak.apps.plans.actions.reports import _silent_measures
from yntymak.apps.plans.content import LineContent, ProgressContent, Resolution
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.reporting import account_of
from yntymak.apps.programmes.models import Indicator

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def test_quarters_belong_to_their_half():
    assert [terms.quarters_of(half) for half in terms.HALVES] == [(1, 2), (3, 4)]
    assert [terms.half_of(quarter) for quarter in terms.QUARTERS] == [1, 1, 2, 2]


def test_a_half_year_is_over_on_the_day_after_its_last():
    assert terms.halves_due(dt.date(2026, 6, 30)) == [(2025, 1), (2025, 2)]
    assert terms.halves_due(dt.date(2026, 7, 1)) == [(2025, 2), (2026, 1)]
    assert terms.halves_due(dt.date(2026, 12, 31))[-1] == (2026, 1)


def test_reminders_come_before_the_term_and_each_week_after_it():
    due = terms.due_on(2026, 1)
    days = [n for n in range(-12, 17) if terms.is_day_to_remind(2026, 1, due + n * DAY)]

    assert days == [-10, -3, 1, 8, 15]


@pytest.fixture
def carried_out(aimak) -> Plan:
    """Two lines of the year and one of the outlook; a first quarter that was corrected."""
    year = TODAY.year - 1
    plan = Plan.objects.create(
        place=aimak,
        year=year,
        state="approved",
        kenesh_session="V",
        resolution_number="1",
        resolution_date=dt.date(year, 1, 1),
    )
    measure = plan.objectives.create(title_ky="Суу", position=1).measures.create(
        title_ky="Канал", position=1, starts_on=plan.first_day, ends_on=plan.last_day
    )
    local, _donor, _later = (
        measure.budget_lines.create(source=source, year=of, planned=tyiyn, approved=tyiyn)
        for source, of, tyiyn in (("local", year, 100), ("donor", year, 20), ("local", year + 1, 9))
    )
    for quarter, version, state, tyiyn in (
        (1, 1, "under_way", 50),
        (1, 2, "under_way", 30),
        (2, 1, "done", 4),
        (3, 1, "postponed", 7),
    ):
        entry = measure.progress.create(quarter=quarter, version=version, state=state)
        entry.spendings.create(line=local, spent=tyiyn)
    return plan


def test_a_report_adds_up_its_own_half_by_the_newest_entries(carried_out):
    first, second = (account_of(carried_out, half) for half in terms.HALVES)

    assert (first.approved, first.spent, first.done, first.reported) == (120, 34, 1, 1)
    assert (second.approved, second.spent, second.done) == (120, 7, 0)
    assert [row.corrections for row in (*first.rows, *second.rows)] == [1, 0]


def heard_on(plan, *days):
    for day in days:
        plan.hearings.create(held_on=day, venue="Клуб")


def approve(actor, plan, day):
    plan.refresh_from_db()
    return actions.approve_plan(
        actor=actor,
        plan=plan,
        revision=plan.revision,
        resolution=Resolution("V", str(uuid.uuid4())[:8], day),
    )


def test_a_plan_is_approved_on_the_day_of_its_hearing(aigul, submitted):
    heard_on(submitted, TODAY)

    assert approve(aigul, submitted, TODAY).is_approved


def test_the_last_of_two_hearings_comes_before_the_resolution(aigul, submitted):
    heard_on(submitted, TODAY - 5 * DAY, TODAY - DAY)
    with pytest.raises(ValidationError, match=f"{TODAY - DAY:%d.%m.%Y}"):
        approve(aigul, submitted, TODAY - 2 * DAY)


def test_a_tie_of_votes_adopts_nothing(aigul, submitted):
    said = Resolution("V", "12", TODAY, votes_for=9, votes_against=9)
    with pytest.raises(ValidationError) as refusal:
        actions.approve_plan(
            actor=aigul, plan=submitted, revision=submitted.revision, resolution=said
        )

    assert "votes_for" in refusal.value.message_dict
    won = replace(said, votes_for=10)
    assert actions.approve_plan(
        actor=aigul, plan=submitted, revision=submitted.revision, resolution=won
    ).is_approved


def test_a_resolution_that_was_opened_before_the_plan_came_back_is_stale(aigul, submitted):
    opened_on = submitted.revision
    draft = actions.take_back_plan(actor=aigul, plan=submitted, revision=opened_on)
    again = actions.submit_plan(actor=aigul, plan=draft, revision=draft.revision)
    with pytest.raises(actions.StalePlan):
        actions.approve_plan(
            actor=aigul, plan=again, revision=opened_on, resolution=Resolution("V", "12", TODAY)
        )

    assert Plan.objects.get().state == "submitted"


def test_the_sum_of_a_resolution_is_that_of_its_year_alone(aigul, submitted, line, year):
    plan = actions.take_back_plan(actor=aigul, plan=submitted, revision=submitted.revision)
    actions.add_line(
        actor=aigul,
        measure=line.measure,
        key=uuid.uuid4(),
        content=LineContent("local", year + 1, 700),
    )
    plan.refresh_from_db()
    plan = actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)
    said = {"revision": plan.revision, "resolution": Resolution("V", "12", TODAY)}
    with pytest.raises(ValidationError):
        actions.approve_plan(actor=aigul, plan=plan, total=line.planned + 700, **said)

    assert actions.approve_plan(actor=aigul, plan=plan, total=line.planned, **said).is_approved


@pytest.fixture
def on(monkeypatch, year):
    """on(4, 1) makes it the first of April of the plan's year."""
    real = timezone.localdate

    def set_to(month, day):
        then = dt.date(year, month, day)
        monkeypatch.setattr(
            timezone, "localdate", lambda value=None: then if value is None else real(value)
        )

    return set_to


def enter(actor, measure, quarter, reason=""):
    return actions.enter_progress(
        actor=actor,
        measure=measure,
        key=uuid.uuid4(),
        quarter=quarter,
        content=ProgressContent("done", "Канал", reason=reason),
    )


def test_a_quarter_is_entered_from_its_first_day_on(aigul, approved, measure, on):
    on(3, 31)
    with pytest.raises(ValidationError):
        enter(aigul, measure, 2)
    on(4, 1)
    assert enter(aigul, measure, 2).quarter == 2


@pytest.mark.parametrize(("last", "is_silent"), [((6, 30), False), ((7, 1), True)])
def test_a_measure_that_ended_before_the_half_year_owes_it_nothing(
    aigul, approved, measure, on, year, last, is_silent
):
    measure.ends_on = dt.date(year, *last)
    measure.save()
    on(12, 31)
    report = actions.write_report(
        actor=aigul, plan=approved, half=2, done="Иш жүрдү", difficulties=""
    )

    assert bool(_silent_measures(approved, report.half)) is is_silent


def test_a_correction_says_why_and_a_blank_is_no_reason(aigul, approved, measure, on):
    on(7, 10)
    enter(aigul, measure, 1)
    approved.reports.create(half=1, state="sent")
    with pytest.raises(ValidationError):
        enter(aigul, measure, 1, reason="   ")
    assert enter(aigul, measure, 1, reason="Акт кийин келди").version == 2


def test_a_share_may_be_the_whole(aigul, approved, goal, on):
    on(4, 1)
    share = goal.indicators.create(
        position=1, name_ky="Үлүш", unit_ky="%", over_places=Indicator.OverPlaces.RATIO
    )

    def say(part, whole):
        return actions.enter_value(
            actor=aigul,
            plan=approved,
            indicator=share,
            key=uuid.uuid4(),
            quarter=1,
            numerator=Decimal(part),
            denominator=Decimal(whole),
        )

    assert say(4, 4).numerator == 4
    with pytest.raises(ValidationError):
        say(5, 4)
