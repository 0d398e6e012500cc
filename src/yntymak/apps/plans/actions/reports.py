"""The half-year report: written by the municipality, taken up the tree, never rewritten."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans import terms
from yntymak.apps.plans.actions.figures import renew_figures
from yntymak.apps.plans.actions.guarding import check_mark, count_up, kept
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.figures import figures_of
from yntymak.apps.plans.models import HalfYearReport, Plan, Progress, ReportStep
from yntymak.apps.plans.rules import level_of, may_take_report
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User

Level = HalfYearReport.Level
ORDER = ("", Level.RAION, Level.OBLAST, Level.NATION)


@transaction.atomic
def write_report(
    *,
    actor: User,
    plan: Plan,
    half: int,
    done: str,
    difficulties: str,
    opened_on: str | None = None,
) -> HalfYearReport:
    """One report a half-year; until it is sent it may be written over.

    `opened_on` is the mark of the two texts that the form showed.
    """
    plan = kept(actor, plan)
    if not plan.is_approved:
        raise ValidationError(_("A report is written on an approved plan."))
    report, _made = HalfYearReport.objects.get_or_create(plan=plan, half=half)
    _refuse_if_sent(report)
    if (report.done, report.difficulties) != (done, difficulties):
        check_mark(opened_on, report.done, report.difficulties)
    report.done, report.difficulties = done, difficulties
    report.save(update_fields=["done", "difficulties"])
    record(Verb.REPORT_WRITTEN, plan, actor=actor, place=plan.place, half=half)
    return report


@transaction.atomic
def send_report(*, actor: User, report: HalfYearReport) -> HalfYearReport:
    """What it says and what was reported until now is kept as it is. A second press: nothing."""
    plan = kept(actor, report.plan)
    report = _locked(report)
    if report.is_sent:
        return report
    if timezone.localdate() <= terms.last_day_of_half(plan.year, report.half):
        raise ValidationError(
            _("The half-year is not over yet: send its report from %(day)s on.")
            % {"day": f"{_day_after(plan.year, report.half):%d.%m.%Y}"}
        )
    silent = _silent_measures(plan, report.half)
    if silent:
        raise ValidationError(
            _("Enter the progress of each measure first. Still missing: %(titles)s.")
            % {"titles": "; ".join(silent)}
        )
    report.state, report.sent_at, report.accepted_by_level = (
        HalfYearReport.State.SENT,
        timezone.now(),
        "",
    )
    report.figures = figures_of(Plan.objects.filter(pk=plan.pk))[plan.pk]
    report.save()
    ReportStep.objects.create(report=report, kind=ReportStep.Kind.SENT, by=actor)
    renew_figures(plan)
    count_up(Verb.REPORT_SENT, plan, actor, half=report.half)
    return report


@transaction.atomic
def accept_report(*, actor: User, report: HalfYearReport) -> HalfYearReport:
    """By the raion, then by the oblast; the oblast's word ends it. A second press: nothing."""
    plan = _of_others(actor, report)
    report = _locked(report)
    level = level_of(actor, plan.place)
    if report.state not in (HalfYearReport.State.SENT, HalfYearReport.State.ACCEPTED):
        raise ValidationError(_("Only a report that was sent can be accepted."))
    if ORDER.index(level) <= ORDER.index(report.accepted_by_level):
        return report
    report.accepted_by_level = level
    if level != Level.RAION:
        report.state = HalfYearReport.State.ACCEPTED
    report.save()
    return _step(actor, plan, report, ReportStep.Kind.ACCEPTED)


@transaction.atomic
def return_report(*, actor: User, report: HalfYearReport, remark: str) -> HalfYearReport:
    """The municipality corrects it and sends it again."""
    plan = _of_others(actor, report)
    report = _locked(report)
    if report.state != HalfYearReport.State.SENT:
        raise ValidationError(_("Only a report that was sent and not yet accepted goes back."))
    if not remark.strip():
        raise ValidationError({"remark": _("Say what should be corrected.")})
    report.state, report.accepted_by_level = HalfYearReport.State.RETURNED, ""
    report.save()
    return _step(actor, plan, report, ReportStep.Kind.RETURNED, remark.strip())


def _step(
    actor: User,
    plan: Plan,
    report: HalfYearReport,
    kind: ReportStep.Kind,
    remark: str = "",
) -> HalfYearReport:
    level = level_of(actor, plan.place)
    ReportStep.objects.create(report=report, kind=kind, level=level, remark=remark, by=actor)
    renew_figures(plan)
    accepted = kind == ReportStep.Kind.ACCEPTED
    verb = Verb.REPORT_ACCEPTED if accepted else Verb.REPORT_RETURNED
    count_up(verb, plan, actor, half=report.half, level=level, remark=remark)
    return report


def _of_others(actor: User, report: HalfYearReport) -> Plan:
    plan: Any = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place")
        .get(pk=report.plan_id)
    )
    require(actor, may_take_report, plan)
    found: Plan = plan
    return found


def _locked(report: HalfYearReport) -> HalfYearReport:
    found: HalfYearReport = HalfYearReport.objects.select_related("plan__place").get(pk=report.pk)
    return found


def _refuse_if_sent(report: HalfYearReport) -> None:
    if report.is_sent:
        raise ValidationError(
            _("This report has been sent. Corrections are entered beside it, with a reason.")
        )


def _silent_measures(plan: Plan, half: int) -> list[str]:
    """Those that run in the half-year and say nothing of it."""
    first, last = terms.quarters_of(half)
    begins = terms.first_day_of_half(plan.year, half)
    said = set(
        Progress.objects.filter(
            measure__objective__plan=plan, quarter__in=(first, last)
        ).values_list("measure", flat=True)
    )
    return [
        measure.title
        for objective in plan.objectives.prefetch_related("measures")
        for measure in objective.measures.all()
        if measure.pk not in said
        and measure.starts_on <= terms.last_day_of_half(plan.year, half)
        and measure.ends_on >= begins
    ]


def _day_after(year: int, half: int) -> Any:
    return terms.last_day_of_half(year, half) + dt.timedelta(days=1)
