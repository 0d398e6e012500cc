"""What waits for a person today, one line for each kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yntymak.apps.coordination.models import Commitment, Loan
from yntymak.apps.plans import terms
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.owing import without_report
from yntymak.apps.risks.models import Alert, Case, Risk, Signal
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, Scope, scope_of
from yntymak.portal.desk_consultations import consultation_work
from yntymak.portal.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator


def work_of(user: Any) -> list[Work]:
    scope = scope_of(user)
    return [
        *_worries(user, scope),
        *_warnings(user, scope),
        *_cases(user, scope),
        *_risks(user, scope),
        *_plans(user, scope),
        *_reports(scope),
        *consultation_work(user, scope),
        *_commitments(user, scope),
        *_loans(user, scope),
    ]


def _worries(user: Any, scope: Scope) -> Iterator[Work]:
    if scope.has(*STAFF, *OFFICERS, Kind.FOCAL_POINT):
        count = Signal.objects.visible_to(user).untriaged().count()
        yield Work(
            _("Worries"),
            ngettext("%d worry waits to be read.", "%d worries wait to be read.", count) % count,
            reverse("risks:signals"),
            _("Read them"),
            count,
        )


def _warnings(user: Any, scope: Scope) -> Iterator[Work]:
    """Those of the own unit, and those that were handed up because nobody answered below."""
    if scope.has(*STAFF, *OFFICERS):
        count = Alert.objects.asked_of(user).filter(state=Alert.State.NEW).count()
        yield Work(
            _("Early warning"),
            ngettext("%d warning waits for you.", "%d warnings wait for you.", count) % count,
            reverse("risks:warnings"),
            _("Look at the warnings"),
            count,
        )


def _cases(user: Any, scope: Scope) -> Iterator[Work]:
    """Those that another unit hands to this one."""
    if scope.has(*STAFF, *OFFICERS):
        count = Case.objects.waiting_for(user).count()
        yield Work(
            _("Cases"),
            ngettext(
                "%d case waits to be accepted or returned.",
                "%d cases wait to be accepted or returned.",
                count,
            )
            % count,
            reverse("risks:cases"),
            _("Open the cases"),
            count,
        )


def _risks(user: Any, scope: Scope) -> Iterator[Work]:
    if scope.has(*STAFF, *OFFICERS, Kind.DEPUTY):
        risks = Risk.objects.visible_to(user).open()
        count = risks.red().count()
        said = ngettext("%d open risk is red.", "%d open risks are red.", count) % count
        if not scope.has(*OFFICERS):  # the reminder of who keeps the register
            due = risks.filter(review_on__lt=timezone.localdate()).count()
            if due:
                said += (
                    " "
                    + ngettext("The review of %d is due.", "The reviews of %d are due.", due) % due
                )
        yield Work(
            _("Risks"),
            said,
            reverse("risks:list"),
            _("Open the register"),
            count,
        )


def _plans(user: Any, scope: Scope) -> Iterator[Work]:
    """A deputy is led to what lies before the kenesh, if that is one plan."""
    if not scope.has(*STAFF, *OFFICERS, Kind.DEPUTY):
        return
    year = timezone.localdate().year
    mine = scope.where(*STAFF, *OFFICERS, Kind.DEPUTY)
    waiting = Plan.objects.visible_to(user).filter(mine, year__gte=year).exclude(state="approved")
    rows = list(waiting.order_by("pk").values_list("pk", "state"))
    submitted = [pk for pk, state in rows if state == Plan.State.SUBMITTED]
    before_me = len(submitted) == 1 and not scope.has(*STAFF, *OFFICERS)
    count = len(rows)
    yield Work(
        _("Plans"),
        ngettext("%d plan is not approved yet.", "%d plans are not approved yet.", count) % count,
        reverse("plans:kenesh", args=submitted) if before_me else reverse("plans:list"),
        _("Read the plan") if before_me else _("Open the plans"),
        count,
    )


def _reports(scope: Scope) -> Iterator[Work]:
    """On the newest half-year that is over: one's own, or those of the area that still owe it."""
    if not scope.has(*STAFF, *OFFICERS):
        return
    year, half = terms.halves_due(timezone.localdate())[-1]
    owed = list(
        without_report(year, half)
        .filter(scope.where(*STAFF, *OFFICERS))
        .order_by()
        .values_list("pk", flat=True)
    )
    if scope.has(*OFFICERS):
        url = reverse("plans:owing")
    elif owed:
        url = reverse("plans:report", args=[owed[0], half])
    else:
        return
    yield Work(
        _("Half-year reports"),
        ngettext("%d report has not been sent.", "%d reports have not been sent.", len(owed))
        % len(owed),
        url,
        _("Open the reports"),
        len(owed),
    )


def _commitments(user: Any, scope: Scope) -> Iterator[Work]:
    if scope.has(Kind.MEMBER, *STAFF):
        visible = Commitment.objects.visible_to(user).filter(withdrawn_at=None)
        count = visible.filter(
            Q(organisation_confirmed_at=None, organisation__in=scope.organisations())
            | Q(municipality_confirmed_at=None)
            & scope.where(*STAFF, field="measure__objective__plan__place")
        ).count()
        yield Work(
            _("Partners' commitments"),
            ngettext("%d waits for your confirmation.", "%d wait for your confirmation.", count)
            % count,
            reverse("coordination:list"),
            _("Open the commitments"),
            count,
        )


def _loans(user: Any, scope: Scope) -> Iterator[Work]:
    """Only while somebody waits: most municipalities lend nothing."""
    count = Loan.objects.asked_of(user).count() if scope.has(*STAFF) else 0
    if count:
        yield Work(
            _("Resources to lend"),
            ngettext("%d neighbour asks you.", "%d neighbours ask you.", count) % count,
            reverse("coordination:resources"),
            _("Answer"),
            count,
        )
