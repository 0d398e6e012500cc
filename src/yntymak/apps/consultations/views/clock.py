"""Documents, periods, notices and the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations.actions.clock import ask_notices, provide_document
from yntymak.apps.consultations.calendar_feed import feed
from yntymak.apps.consultations.clock_forms import DocumentForm, NoticeForm
from yntymak.apps.consultations.jobs import send_notices
from yntymak.apps.consultations.models import Consultation, Meeting
from yntymak.apps.consultations.requirements import checklist, is_too_short, required_of
from yntymak.foundation.jobs.actions import request_job

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from yntymak.foundation.people.requests import SignedInRequest

NEWEST_NOTICES = 200
NEWEST_IN_FEED = 200


@login_required
@require_safe
def clock(request: SignedInRequest, code: str) -> HttpResponse:
    return _show(request, _managed(request, code))


@login_required
@require_POST
def provide(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    form = DocumentForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            provide_document(
                actor=request.user,
                consultation=consultation,
                item=said["item"],
                dated=said["dated"],
                reference=said["reference"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("consultations:clock", code)
    return _show(request, consultation, document_form=form)


@login_required
@require_POST
def notify(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    form = NoticeForm(request.POST)
    if form.is_valid():
        try:
            asked = ask_notices(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                recipients=form.cleaned_data["recipients"],
                letter=form.letter,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if asked:
                key = f"notices:{asked[0].client_key}"
                request_job(send_notices, key, notices=[notice.pk for notice in asked])
            said = ngettext("%d letter is on its way.", "%d letters are on their way.", len(asked))
            messages.success(request, said % len(asked))
            return redirect("consultations:clock", code)
    return _show(request, consultation, notice_form=form)


def _show(
    request: SignedInRequest,
    consultation: Consultation,
    document_form: DocumentForm | None = None,
    notice_form: NoticeForm | None = None,
) -> HttpResponse:
    kind, opens_on = consultation.kind, consultation.opens_on
    required = required_of(kind, opens_on)
    page = request.build_absolute_uri(reverse("consultations:detail", args=[consultation.code]))
    letter = {"subject": consultation.title, "body": f"{consultation.summary}\n\n{page}\n"}
    forms = [
        (
            item,
            document_form
            if document_form is not None and document_form.data.get("item") == item.key
            else DocumentForm(
                initial={"item": item.key, "dated": timezone.localdate()},
                auto_id=f"{item.key}_%s",
            ),
        )
        for item in checklist(consultation)
    ]
    context = {
        "consultation": consultation,
        "items": forms,
        "days": (consultation.closes_on - opens_on).days + 1,
        "usual_days": required.days,
        "days_basis": required.days_basis,
        "is_too_short": is_too_short(kind, opens_on, consultation.closes_on),
        "notices": consultation.notices.select_related("asked_by").order_by("-pk")[:NEWEST_NOTICES],
        "notice_form": notice_form or NoticeForm(initial=letter),
    }
    return render(request, "consultations/clock.html", context)


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    visible = Consultation.objects.visible_to(request.user).filter(state="published")
    consultation = get_object_or_404(visible, code=code)
    return _calendar(request, visible.filter(pk=consultation.pk))


@require_safe
def whole_calendar(request: HttpRequest) -> HttpResponse:
    published = Consultation.objects.visible_to(request.user).filter(state="published")
    newest = published.order_by("-opens_on").values("pk")[:NEWEST_IN_FEED]
    return _calendar(request, published.filter(pk__in=newest))


def _calendar(request: HttpRequest, consultations: QuerySet[Consultation]) -> HttpResponse:
    meetings = Meeting.objects.filter(consultation__in=consultations)
    text = feed(
        consultations,
        meetings.select_related("consultation", "place"),
        lambda each: request.build_absolute_uri(reverse("consultations:detail", args=[each.code])),
        request.get_host().split(":")[0],
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="yntymak.ics"'
    return response


def _managed(request: SignedInRequest, code: str) -> Consultation:
    found: Consultation = get_object_or_404(
        Consultation.objects.managed_by(request.user).select_related("place"),
        code=code,
    )
    return found
