from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.risks import actions
from yntymak.apps.risks.forms.filters import chosen
from yntymak.apps.risks.forms.warning import (
    AcknowledgeForm,
    AlertFilter,
    CloseAlertForm,
    ExplainForm,
)
from yntymak.apps.risks.models import Alert, PublicQuarter, Watch
from yntymak.apps.risks.rules import may_read_precision, may_read_warnings
from yntymak.apps.risks.views.parts import PER_PAGE, done
from yntymak.apps.risks.warning import detector, precision
from yntymak.apps.risks.warning.presenting import ShownAlert
from yntymak.apps.risks.warning.public import Shown
from yntymak.apps.risks.warning.today import today_of
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

QUARTERS = 8  # two years


@login_required
@require_safe
@never_cache
def warnings(request: SignedInRequest) -> HttpResponse:
    """My places today. A person without a place has none: 404, not an empty list."""
    if not may_read_warnings(request.user):
        raise Http404
    filters = AlertFilter(request.GET)
    wanted = chosen(filters)
    rows = Alert.objects.visible_to(request.user).filter(**wanted)
    rows = rows if wanted else rows.open()
    shown = Alert.objects.select_related("place").defer("evidence")
    page = IndexPaginator(rows, shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "filters": filters,
        "today": today_of(request.user),
        "first": next((a for a in page.object_list if a.state == Alert.State.NEW), None),
        "date": timezone.localdate(),
        "may_read_precision": may_read_precision(request.user),
        "map": _map(request),
    }
    return render(request, "risks/warning/today.html", context)


@login_required
@require_safe
@never_cache
def alert(request: SignedInRequest, pk: int) -> HttpResponse:
    return _alert_page(request, _alert(request, pk))


@login_required
@require_POST
@never_cache
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _alert(request, pk)
    form = AcknowledgeForm(request.POST)
    form.is_valid()
    try:
        actions.acknowledge(actor=request.user, key=form.cleaned_data["key"], alert=found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("risks:alert", found.pk)


@login_required
@require_POST
@never_cache
def explain(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _alert(request, pk)
    form = ExplainForm(request.POST, prefix="explain")
    if form.is_valid() and done(
        form, actions.explain, actor=request.user, alert=found, **form.cleaned_data
    ):
        return redirect("risks:alert", found.pk)
    return _alert_page(request, found, explain_form=form)


@login_required
@require_POST
@never_cache
def close_alert(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _alert(request, pk)
    form = CloseAlertForm(request.POST, prefix="close")
    if form.is_valid() and done(
        form, actions.close_alert, actor=request.user, alert=found, **form.cleaned_data
    ):
        messages.success(request, _("The warning is closed. Thank you: the outcome counts."))
        return redirect("risks:alert", found.pk)
    return _alert_page(request, found, close_form=form)


@login_required
@require_safe
@never_cache
def warning_precision(request: SignedInRequest) -> HttpResponse:
    if not may_read_precision(request.user):
        raise Http404
    rows = precision.measured()
    context = {
        "rows": rows,
        "all": precision.together(rows),
        "settings": detector.in_force().settings,
        "watch": Watch.objects.first(),
    }
    return render(request, "risks/warning/precision.html", context)


@require_safe
def warning_how(request: HttpRequest) -> HttpResponse:
    """What the warnings are made of is no secret; which there are is."""
    return render(request, "risks/warning/how.html")


@require_safe
def quarters(request: HttpRequest) -> HttpResponse:
    newest = list(PublicQuarter.objects.all()[:QUARTERS])
    wanted = request.GET.get("from", "")
    found = next((q for q in newest if q.first_day.isoformat() == wanted), None)
    found = found or next(iter(newest), None)
    context = {"shown": Shown.of(found) if found else None, "quarters": newest}
    return render(request, "risks/warning/quarters.html", context)


def _map(request: SignedInRequest) -> str | None:
    """For officers. The map stands above this app: the settings name its address."""
    name = getattr(settings, "YNTYMAK_WARNING_MAP", None)
    return reverse(name) if name and scope_of(request.user).has(*OFFICERS) else None


def _alert(request: SignedInRequest, pk: int) -> Alert:
    rows = Alert.objects.visible_to(request.user).select_related("place", "detector")
    found: Alert | None = rows.filter(pk=pk).first()
    if found is None:
        beyond = Alert.objects.filter(pk=pk).first()
        if beyond is not None:
            actions.note_curiosity(actor=request.user, subject=beyond)
        raise Http404
    return found


def _alert_page(
    request: SignedInRequest,
    found: Alert,
    *,
    explain_form: ExplainForm | None = None,
    close_form: CloseAlertForm | None = None,
) -> HttpResponse:
    context = {
        "alert": found,
        "shown": ShownAlert(found),
        "steps": found.steps.select_related("by"),
        "is_overdue": found.state == Alert.State.NEW and found.due_on < timezone.localdate(),
        "acknowledge_form": AcknowledgeForm(),
        "explain_form": explain_form or ExplainForm(prefix="explain"),
        "close_form": close_form or CloseAlertForm(prefix="close"),
        # A form that was refused is shown also where somebody else has decided meanwhile.
        "is_refused": bool(explain_form or close_form),
    }
    return render(request, "risks/warning/alert.html", context)
