"""Two offices write at once: each is answered, nothing is lost, no sum is passed.

SQLite has one writer at a time, so these run on PostgreSQL alone.
"""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from yntymak.apps.coordination import actions as coordination
from yntymak.apps.coordination.models import JointPart, Loan
from yntymak.apps.plans import actions
from yntymak.apps.plans.content import Heard, LineContent, ProgressContent, Resolution
from yntymak.apps.plans.models import BudgetLine, Hearing, Measure, Plan, Progress, ResolutionPaper
from yntymak.foundation.ledger.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def year() -> int:
    """A year that is over, so that progress may be entered."""
    return TODAY.year - 1


@pytest.fixture(autouse=True)
def _two_writers(db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")


def at_once(*writes) -> list[Exception | None]:
    """Each in a session of its own, let go together; what each was refused with."""
    gate = threading.Barrier(len(writes))
    failed: list[Exception | None] = [None] * len(writes)

    def run(at, write):
        try:
            gate.wait(20)
            write()
        except Exception as error:  # noqa: BLE001 - carried to the main thread
            failed[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(writes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return failed


def refused(failed) -> list[Exception]:
    return [each for each in failed if each is not None]


def test_two_resolutions_on_one_plan_leave_one(aigul, bakyt, submitted, resolution):
    def approve(actor, number):
        actions.approve_plan(
            actor=actor,
            plan=Plan.objects.get(pk=submitted.pk),
            revision=submitted.revision,
            resolution=replace(resolution, resolution_number=number),
        )

    failed = at_once(lambda: approve(aigul, "12"), lambda: approve(bakyt, "13"))

    assert [type(each) for each in refused(failed)] == [ValidationError]
    assert Event.objects.filter(verb="plan:approved").count() == 1
    assert Plan.objects.get().versions.count() == 1


def test_two_that_enter_one_approved_plan_leave_one_resolution(aigul, bakyt, plan, line):
    plan.refresh_from_db()

    def enter(actor, number):
        actions.enter_approved_plan(
            actor=actor,
            plan=plan,
            key=uuid.uuid4(),
            revision=plan.revision,
            resolution=Resolution("V", number, dt.date(plan.year, 2, 1)),
            paper=SimpleUploadedFile("a.pdf", number.encode()),
            heard=Heard(dt.date(plan.year, 1, 20), "Клуб"),
        )

    failed = at_once(lambda: enter(aigul, "12"), lambda: enter(bakyt, "13"))

    assert [type(each) for each in refused(failed)] == [ValidationError]
    assert (Hearing.objects.count(), ResolutionPaper.objects.count()) == (1, 1)


def test_two_texts_of_a_report_at_once_do_not_hide_each_other(aigul, bakyt, approved):
    def write(actor, done):
        actions.write_report(
            actor=actor,
            plan=approved,
            half=1,
            done=done,
            difficulties="",
            opened_on=actions.mark_of("", ""),
        )

    failed = at_once(lambda: write(aigul, "Канал"), lambda: write(bakyt, "Жол"))

    assert [type(each) for each in refused(failed)] == [actions.StalePlan]


def test_last_years_plan_that_two_copy_is_copied_once(aigul, bakyt, aimak, plan, line, year):
    def copy(actor):
        actions.create_plan(
            actor=actor, key=uuid.uuid4(), place=aimak, year=year + 1, begin_with=plan
        )

    failed = at_once(lambda: copy(aigul), lambda: copy(bakyt))

    assert not refused(failed)
    assert Plan.objects.filter(year=year + 1).count() == 1
    assert Measure.objects.filter(objective__plan__year=year + 1).count() == 1


def test_an_amendment_is_resolved_once(aigul, bakyt, approved):
    amendment = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())
    amendment = actions.submit_plan(actor=aigul, plan=amendment, revision=amendment.revision)

    def approve(actor):
        actions.approve_plan(
            actor=actor,
            plan=amendment,
            revision=amendment.revision,
            resolution=Resolution("VI", "31", TODAY),
        )

    failed = at_once(lambda: approve(aigul), lambda: approve(bakyt))

    assert all(isinstance(each, ValidationError) for each in refused(failed))
    assert len(refused(failed)) == 1
    assert Plan.objects.count() == 1
    assert Event.objects.filter(verb="plan:amended").count() == 1


def test_an_amendment_that_two_begin_is_one(aigul, bakyt, approved):
    failed = at_once(
        *(
            lambda actor=actor: actions.begin_amendment(
                actor=actor, plan=approved, key=uuid.uuid4()
            )
            for actor in (aigul, bakyt)
        )
    )

    assert not refused(failed)
    assert Plan.objects.filter(amends=approved).count() == 1


def test_what_is_spent_while_an_amendment_drops_the_line_is_kept_or_refused(
    aigul, bakyt, approved, measure, line, year
):
    amendment = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())
    BudgetLine.objects.filter(measure__objective__plan=amendment).delete()
    actions.add_line(
        actor=aigul,
        measure=Measure.objects.get(objective__plan=amendment),
        key=uuid.uuid4(),
        content=LineContent("donor", year, 700),
    )
    amendment.refresh_from_db()
    amendment = actions.submit_plan(actor=aigul, plan=amendment, revision=amendment.revision)

    failed = at_once(
        lambda: actions.approve_plan(
            actor=bakyt,
            plan=amendment,
            revision=amendment.revision,
            resolution=Resolution("VI", "31", TODAY),
        ),
        lambda: actions.enter_progress(
            actor=aigul,
            measure=measure,
            key=uuid.uuid4(),
            quarter=1,
            content=ProgressContent("done", "Канал", {line.pk: 500}),
        ),
    )

    assert [type(each) for each in refused(failed)] == [ValidationError]
    spent = list(BudgetLine.objects.filter(pk=line.pk).values_list("spent", flat=True))
    assert spent == ([500] if Progress.objects.exists() else [])


def test_spending_of_two_quarters_at_once_adds_up(aigul, bakyt, approved, measure, line):
    def spend(actor, quarter, tyiyn):
        actions.enter_progress(
            actor=actor,
            measure=measure,
            key=uuid.uuid4(),
            quarter=quarter,
            content=ProgressContent("done", "Канал", {line.pk: tyiyn}),
        )

    failed = at_once(
        *(
            lambda quarter=quarter, tyiyn=tyiyn, actor=actor: spend(actor, quarter, tyiyn)
            for quarter, tyiyn, actor in ((1, 3, aigul), (2, 40, bakyt), (3, 500, aigul))
        )
    )

    assert not refused(failed)
    line.refresh_from_db()
    assert line.spent == 543
    assert Plan.objects.get().figures.content["spent"] == 543


def test_two_contracts_for_one_line_are_not_both_written_unseen(aigul, bakyt, approved, line):
    approved.refresh_from_db()

    def commit(actor, tyiyn):
        actions.commit_money(actor=actor, line=line, revision=approved.revision, committed=tyiyn)

    failed = at_once(lambda: commit(aigul, 7), lambda: commit(bakyt, 9))

    assert [type(each) for each in refused(failed)] == [actions.StalePlan]


def test_parts_that_are_proposed_at_once_stay_below_the_whole(
    aigul, bakyt, approved, measure, raion, neighbour
):
    from cast import make_place

    third = make_place(
        "41702205880000", "aiyl_aimak", ("Жыргалаң", "Джергалан", "Jyrgalang"), raion
    )

    def propose(actor, place):
        coordination.propose_part(
            actor=actor,
            key=uuid.uuid4(),
            measure=measure,
            place=place,
            part=coordination.Part("Канал", 60),
        )

    failed = at_once(lambda: propose(aigul, neighbour), lambda: propose(bakyt, third))

    assert [type(each) for each in refused(failed)] == [ValidationError]
    assert JointPart.objects.count() == 1


def test_a_day_that_is_granted_to_two_at_once_is_lent_once(aigul, bakyt, aimak, neighbour):
    resource = coordination.offer_resource(
        actor=aigul,
        key=uuid.uuid4(),
        place=aimak,
        offer=coordination.Offer("machine", "Экскаватор", TODAY, TODAY + dt.timedelta(9)),
    )
    loans = [
        Loan.objects.create(
            resource=resource, place=neighbour, purpose="-", first_day=TODAY, last_day=TODAY
        )
        for _two in range(2)
    ]

    failed = at_once(
        *(
            lambda actor=actor, loan=loan: coordination.answer_loan(
                actor=actor, loan=loan, outcome="granted", answer=""
            )
            for actor, loan in zip((aigul, bakyt), loans, strict=True)
        )
    )

    assert [type(each) for each in refused(failed)] == [ValidationError]
    assert Loan.objects.granted().count() == 1
