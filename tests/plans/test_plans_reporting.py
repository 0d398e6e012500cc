import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from yntymak.apps.plans import actions, terms
from yntymak.apps.plans.content import ProgressContent
from yntymak.apps.plans.models import BudgetLine, Evidence, HalfYearReport, Plan, Progress
from yntymak.foundation.ledger.models import Event

DONE = ProgressContent("done", "Канал тазаланды")


@pytest.fixture
def today(year, monkeypatch):
    """today(7, 10) makes it 10 July of the plan's year."""
    real = timezone.localdate

    def set_to(month, day, of=year):
        day = dt.date(of, month, day)
        monkeypatch.setattr(
            timezone, "localdate", lambda value=None: day if value is None else real(value)
        )

    set_to(7, 10)
    return set_to


def enter(actor, measure, quarter=1, content=DONE, key=None):
    return actions.enter_progress(
        actor=actor, measure=measure, key=key or uuid.uuid4(), quarter=quarter, content=content
    )


@pytest.fixture
def report(aigul, approved, measure, line, today) -> HalfYearReport:
    enter(aigul, measure, 2, replace(DONE, spent={line.pk: 40_000_000}))
    written = actions.write_report(
        actor=aigul, plan=approved, half=1, done="Канал тазаланды", difficulties=""
    )
    return actions.send_report(actor=aigul, report=written)


def test_spending_of_quarters_adds_up_and_the_newest_entry_of_each_counts(
    aigul, approved, measure, line, today
):
    for quarter, tyiyn in ((1, 10_000_000), (2, 5_000_000), (1, 7_000_000)):
        enter(aigul, measure, quarter, replace(DONE, spent={line.pk: tyiyn}))

    line.refresh_from_db()
    assert line.spent == 12_000_000
    assert Progress.objects.filter(quarter=1).count() == 2


def test_a_line_that_nobody_reported_on_is_unknown_and_not_zero(
    aigul, approved, measure, line, today
):
    enter(aigul, measure)
    line.refresh_from_db()
    assert line.spent is None

    enter(aigul, measure, content=replace(DONE, spent={line.pk: 0}))
    line.refresh_from_db()
    assert line.spent == 0


def test_the_same_entry_twice_is_one(aigul, approved, measure, line, today):
    key = uuid.uuid4()
    content = replace(DONE, spent={line.pk: 500})

    first, second = (enter(aigul, measure, content=content, key=key) for _ in range(2))

    assert first == second
    assert Event.objects.filter(verb="plan:progress_entered").count() == 1


def test_progress_waits_for_the_resolution_and_for_its_quarter(
    aigul, chynara, submitted, measure, today
):
    with pytest.raises(ValidationError):
        enter(aigul, measure)
    Plan.objects.update(
        state="approved", kenesh_session="V", resolution_number="1", resolution_date="2026-01-01"
    )
    with pytest.raises(ValidationError) as refusal:
        enter(aigul, measure, 4)
    assert "quarter" in refusal.value.message_dict
    with pytest.raises(PermissionDenied):
        enter(chynara, measure)


def test_what_was_spent_over_the_approved_sum_is_shown(
    as_user, aigul, approved, measure, line, today
):
    enter(aigul, measure, content=replace(DONE, spent={line.pk: 124_050_001}))

    gaps = as_user(aigul).get(approved.get_absolute_url()).context["overview"].gaps
    assert "spent" in [gap.kind for gap in gaps]


def test_a_report_is_sent_when_the_half_year_is_over_and_each_measure_has_spoken(
    aigul, approved, measure, today
):
    written = actions.write_report(
        actor=aigul, plan=approved, half=1, done="Иш жүрдү", difficulties=""
    )
    with pytest.raises(ValidationError, match="Суу бөлүштүрүү графиги"):
        actions.send_report(actor=aigul, report=written)
    enter(aigul, measure, 2)
    today(6, 30)
    with pytest.raises(ValidationError, match=r"01\.07"):
        actions.send_report(actor=aigul, report=written)
    today(7, 1)

    for _twice in range(2):
        written = actions.send_report(actor=aigul, report=written)

    assert written.state == "sent"
    assert Event.objects.filter(verb="plan:report_sent").count() == 1


def test_after_sending_a_correction_needs_a_reason_and_stands_beside(aigul, report, measure, line):
    with pytest.raises(ValidationError) as refusal:
        enter(aigul, measure, 2, replace(DONE, spent={line.pk: 30_000_000}))
    assert "reason" in refusal.value.message_dict

    corrected = replace(DONE, spent={line.pk: 30_000_000}, reason="Акт эки жолу эсептелген")
    enter(aigul, measure, 2, corrected)

    line.refresh_from_db()
    assert line.spent == 30_000_000
    assert Progress.objects.filter(quarter=2).count() == 2
    report.refresh_from_db()
    assert report.figures["spent"] == 40_000_000
    with pytest.raises(TypeError):
        Progress.objects.all().delete()


def test_a_reason_of_blanks_is_none_and_a_correction_may_be_corrected(aigul, report, measure, line):
    with pytest.raises(ValidationError):
        enter(aigul, measure, 2, replace(DONE, spent={line.pk: 30_000_000}, reason="  \n"))
    for tyiyn in (30_000_000, 20_000_000):
        spent = {line.pk: tyiyn}
        enter(aigul, measure, 2, replace(DONE, spent=spent, reason=f"Акт: {tyiyn}"))

    line.refresh_from_db()
    assert line.spent == 20_000_000
    entries = Progress.objects.filter(quarter=2).order_by("version")
    assert [each.spendings.get().spent for each in entries][1:] == [30_000_000, 20_000_000]
    report.refresh_from_db()
    assert report.figures["spent"] == 40_000_000


def test_each_half_is_locked_by_its_own_report_also_once_it_is_accepted(
    daniyar, aigul, approved, report, measure
):
    enter(aigul, measure, 3)  # the second half has not been reported
    accepted = actions.accept_report(actor=daniyar, report=report)

    assert accepted.state == "accepted"
    assert [actions.is_locked(approved, quarter) for quarter in (1, 2, 3, 4)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_sent_report_is_not_written_over(aigul, approved, report):
    with pytest.raises(ValidationError):
        actions.write_report(actor=aigul, plan=approved, half=1, done="Башка", difficulties="")


def test_the_report_goes_up_the_tree(request, report, raion, daniyar, elmira, aigul):
    from cast import make_user

    raion_officer = make_user("raion", "Раушан", ("raion_officer", raion))
    with pytest.raises(PermissionDenied):
        actions.accept_report(actor=aigul, report=report)

    report = actions.accept_report(actor=raion_officer, report=report)
    assert (report.state, report.accepted_by_level) == ("sent", "raion")
    report = actions.accept_report(actor=daniyar, report=report)
    assert (report.state, report.accepted_by_level) == ("accepted", "oblast")
    actions.accept_report(actor=raion_officer, report=report)
    actions.accept_report(actor=daniyar, report=report)
    assert Event.objects.filter(verb="plan:report_accepted").count() == 2
    actions.accept_report(actor=elmira, report=report)
    with pytest.raises(ValidationError):
        actions.return_report(actor=daniyar, report=report, remark="Кайра")


def test_a_returned_report_is_corrected_and_sent_again(aigul, daniyar, report, measure):
    with pytest.raises(ValidationError):
        actions.return_report(actor=daniyar, report=report, remark=" ")
    report = actions.return_report(actor=daniyar, report=report, remark="Акт тиркелбеген")
    assert report.state == "returned"
    enter(aigul, measure, 2)  # open again: no reason is asked for

    actions.write_report(actor=aigul, plan=report.plan, half=1, done="Толукталды", difficulties="")
    report = actions.send_report(actor=aigul, report=report)

    assert [step.kind for step in report.steps.all()] == ["sent", "returned", "sent"]


def test_an_officer_of_elsewhere_takes_no_report(report, country):
    from cast import make_place, make_user

    other = make_place("41705000000000", "oblast", ("Баткен", "Баткен", "Batken"), country)
    stranger = make_user("batken", "Бакыт", ("oblast_officer", other))

    with pytest.raises(PermissionDenied):
        actions.accept_report(actor=stranger, report=report)


def test_evidence_is_known_by_its_hash(
    aigul, chynara, approved, measure, today, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    for _twice in range(2):
        file = SimpleUploadedFile("акт.pdf", b"%PDF-1.7 act")
        evidence = actions.add_evidence(actor=aigul, measure=measure, quarter=2, file=file)

    assert Evidence.objects.count() == 1
    assert len(evidence.sha256) == 64
    with evidence.file.open() as kept:
        assert kept.read() == b"%PDF-1.7 act"
    with pytest.raises(PermissionDenied):
        actions.add_evidence(actor=chynara, measure=measure, quarter=2, file=file)


def test_an_amendment_keeps_progress_and_does_not_drop_reported_money(
    aigul, approved, measure, line, today, resolution
):
    enter(aigul, measure, content=replace(DONE, spent={line.pk: 0}))
    approved.refresh_from_db()
    amendment = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())
    BudgetLine.objects.get(measure__objective__plan=amendment).delete()
    amendment.refresh_from_db()
    amendment = actions.submit_plan(actor=aigul, plan=amendment, revision=amendment.revision)

    with pytest.raises(ValidationError, match="Суу бөлүштүрүү графиги"):
        actions.approve_plan(
            actor=aigul,
            plan=amendment,
            revision=amendment.revision,
            resolution=replace(resolution, resolution_number="31"),
        )

    assert Progress.objects.filter(measure=measure).exists()


def test_reports_are_due_by_the_fifteenth_after_the_half_year():
    assert terms.due_on(2026, 1) == dt.date(2026, 7, 15)
    assert terms.due_on(2026, 2) == dt.date(2027, 1, 15)
    assert [terms.first_day_of_quarter(2026, q) for q in terms.QUARTERS] == [
        dt.date(2026, 1, 1),
        dt.date(2026, 4, 1),
        dt.date(2026, 7, 1),
        dt.date(2026, 10, 1),
    ]


@given(st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)))
def test_the_halves_that_may_be_asked_for_are_the_last_two_that_are_over(day):
    halves = terms.halves_due(day)

    assert len(halves) == 2
    assert all(terms.last_day_of_half(*half) < day for half in halves)
    assert (day - terms.last_day_of_half(*halves[-1])).days <= 184
