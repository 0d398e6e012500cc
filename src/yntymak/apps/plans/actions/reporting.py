"""What was done and spent in a quarter, with its evidence. Entries are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.plans import terms
from yntymak.apps.plans.actions.amounts import check_amount
from yntymak.apps.plans.actions.figures import renew_figures
from yntymak.apps.plans.actions.files import described
from yntymak.apps.plans.actions.guarding import check_mark, count_up, kept
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import (
    BudgetLine,
    Evidence,
    HalfYearReport,
    IndicatorValue,
    Measure,
    Plan,
    Progress,
    Spending,
)
from yntymak.foundation.ledger.repeats import sent_before

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from yntymak.apps.plans.content import ProgressContent
    from yntymak.apps.programmes.models import Indicator
    from yntymak.foundation.people.models import User


@transaction.atomic
def enter_progress(
    *,
    actor: User,
    measure: Measure,
    key: UUID,
    quarter: int,
    content: ProgressContent,
    opened_on: str | None = None,
) -> Progress:
    """The newest entry of a quarter counts. A half-year that was reported asks for a reason.

    `opened_on` is the mark of the entries that the form stood above.
    """
    plan = _carried_out(actor, measure.objective.plan)
    _require_measure(plan, measure)
    said = {
        "measure": measure,
        "quarter": quarter,
        "state": content.state,
        "text": content.text,
        "reason": content.reason,
    }
    known, own_key = sent_before(Progress, key, said)
    if known is not None and _spent_in(known) == dict(content.spent):
        return known
    check_mark(opened_on, progress_of(measure))
    _check_period(plan, quarter, content.reason)
    lines = list(measure.budget_lines.filter(year=plan.year))
    if not set(content.spent) <= {line.pk for line in lines}:
        raise ValidationError(
            _("The money of this measure has changed. Open the page again and enter it anew.")
        )
    for pk, tyiyn in content.spent.items():
        check_amount(f"spent_{pk}", tyiyn)
    progress = Progress.objects.create(
        client_key=own_key,
        version=_next_version(measure.progress.filter(quarter=quarter)),
        entered_by=actor,
        **said,
    )
    Spending.objects.bulk_create(
        Spending(progress=progress, line=line, spent=content.spent[line.pk])
        for line in lines
        if line.pk in content.spent
    )
    _add_up(measure)
    renew_figures(plan)
    count_up(
        Verb.PROGRESS_ENTERED,
        plan,
        actor,
        what=measure.title,
        quarter=quarter,
        version=progress.version,
        state=content.state,
        spent=sum(content.spent.values()),
        reason=content.reason,
    )
    return progress


@transaction.atomic
def enter_value(
    *,
    actor: User,
    plan: Plan,
    indicator: Indicator,
    key: UUID,
    quarter: int,
    numerator: Decimal,
    denominator: Decimal | None = None,
    reason: str = "",
    opened_on: str | None = None,
) -> IndicatorValue:
    """`opened_on` is the mark of the values that the form stood above."""
    plan = _carried_out(actor, plan)
    said = {
        "plan": plan,
        "indicator": indicator,
        "quarter": quarter,
        "numerator": numerator,
        "denominator": denominator,
        "reason": reason,
    }
    known, own_key = sent_before(IndicatorValue, key, said)
    if known is not None:
        return known
    check_mark(opened_on, values_of(plan))
    _check_period(plan, quarter, reason)
    _check_share(indicator, numerator, denominator)
    entries = plan.values.filter(indicator=indicator, quarter=quarter)
    value = IndicatorValue.objects.create(
        client_key=own_key, version=_next_version(entries), entered_by=actor, **said
    )
    renew_figures(plan)
    count_up(
        Verb.VALUE_ENTERED,
        plan,
        actor,
        what=indicator.name,
        quarter=quarter,
        numerator=str(numerator),
        denominator=str(denominator or ""),
        reason=reason,
    )
    return value


@transaction.atomic
def add_evidence(
    *, actor: User, measure: Measure, quarter: int, file: UploadedFile[bytes]
) -> Evidence:
    """The same file twice is one piece of evidence."""
    plan = _carried_out(actor, measure.objective.plan)
    _require_measure(plan, measure)
    about = described(file)
    same = {"measure": measure, "quarter": quarter}
    known = Evidence.objects.filter(sha256=about["sha256"], **same).first()
    if known is not None:
        return known
    evidence = Evidence(added_by=actor, **same, **about)
    evidence.file.save(f"{evidence.sha256}.bin", file, save=False)
    evidence.save()
    count_up(
        Verb.EVIDENCE_ADDED,
        plan,
        actor,
        what=measure.title,
        quarter=quarter,
        name=evidence.name,
        sha256=evidence.sha256,
    )
    return evidence


def is_locked(plan: Plan, quarter: int) -> bool:
    reports = HalfYearReport.objects.filter(plan=plan, half=terms.half_of(quarter))
    return any(report.is_sent for report in reports)


def progress_of(measure: Measure) -> int:
    """The newest entry that there is: another one, and somebody has entered something."""
    return measure.progress.aggregate(last=Max("pk"))["last"] or 0


def values_of(plan: Plan) -> int:
    return plan.values.aggregate(last=Max("pk"))["last"] or 0


def _carried_out(actor: User, plan: Plan) -> Plan:
    plan = kept(actor, plan)
    if not plan.is_approved:
        raise ValidationError(_("Progress is entered when the kenesh has approved the plan."))
    return plan


def _require_measure(plan: Plan, measure: Measure) -> None:
    """An amendment may have left it out since the page was opened."""
    if not Measure.objects.filter(pk=measure.pk, objective__plan=plan).exists():
        raise ValidationError(_("The kenesh has left this measure out of the plan."))


def _check_period(plan: Plan, quarter: int, reason: str) -> None:
    if timezone.localdate() < terms.first_day_of_quarter(plan.year, quarter):
        raise ValidationError({"quarter": _("This quarter has not begun yet.")})
    if is_locked(plan, quarter) and not reason.strip():
        raise ValidationError(
            {
                "reason": _(
                    "The report of this half-year has been sent. Say why it is corrected: "
                    "the earlier entry stays beside the new one."
                )
            }
        )


def _check_share(indicator: Indicator, part: Decimal, whole: Decimal | None) -> None:
    if indicator.is_ratio and not whole:
        raise ValidationError({"denominator": _("A share needs its whole: a number above zero.")})
    if not indicator.is_ratio and whole is not None:
        raise ValidationError({"denominator": _("This indicator is no share: leave it empty.")})
    if whole is not None and part > whole:
        raise ValidationError({"numerator": _("The part cannot be larger than the whole.")})


def _spent_in(progress: Progress) -> dict[int, int]:
    return dict(progress.spendings.values_list("line", "spent"))


def _next_version(entries: object) -> int:
    last = entries.aggregate(last=Max("version"))["last"]  # type: ignore[attr-defined]
    return int(last or 0) + 1


def _add_up(measure: Measure) -> None:
    """A line's spending is that of the newest entry of each quarter; None where none names it."""
    entries = measure.progress.order_by("version").values_list("quarter", "pk")
    newest = dict(entries)  # of each quarter the last one wins
    sums = dict(
        Spending.objects.filter(progress__in=newest.values())
        .order_by()
        .values_list("line")
        .annotate(spent=Sum("spent"))
    )
    for line in BudgetLine.objects.filter(measure=measure):
        spent = sums.get(line.pk)
        if line.spent != spent:
            line.spent = None if spent is None else int(spent)
            line.save(update_fields=["spent"])
