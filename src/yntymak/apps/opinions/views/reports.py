"""What people think: made in the background, kept, and shown to everybody alike."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.opinions.actions import request_report
from yntymak.apps.opinions.downloads import described
from yntymak.apps.opinions.limits import MEDIA_TYPES
from yntymak.apps.opinions.models import Poll, Report, ReportFile
from yntymak.apps.opinions.presenting import Presented
from yntymak.apps.opinions.rules import may_manage_poll

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

LOOK_EVERY_SECONDS = 30
KEPT_SECONDS = 24 * 60 * 60


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    poll = get_object_or_404(
        Poll.objects.visible_to(request.user)
        .select_related("place", "report_job__task", "report")
        .defer("report__result", "report__map_svg"),
        code=code,
    )
    # Whether there is news is looked up for one visitor in half a minute, not for each.
    looked = f"opinions:looked:{poll.code}:{poll.report_id}"
    if poll.report is None or cache.add(looked, value=True, timeout=LOOK_EVERY_SECONDS):
        poll.report_job = request_report(poll=poll)
    page = _page(poll.report, get_language() or "ky")
    context = {
        "poll": poll,
        "job": poll.report_job,
        "may_manage": may_manage_poll(request.user, poll),
        **page,
    }
    return render(request, "opinions/report.html", context)


@require_POST
def refresh(request: HttpRequest, code: str) -> HttpResponse:
    poll = get_object_or_404(Poll.objects.visible_to(request.user), code=code)
    job = request_report(poll=poll, actor=request.user)  # type: ignore[arg-type]
    if job is None or not job.is_pending:
        messages.info(
            request,
            _("Nothing is new yet. The report is made anew when ten more people have voted."),
        )
    return redirect("opinions:report", code)


@require_safe
def download(request: HttpRequest, code: str, pk: int, name: str) -> HttpResponse:
    reports = Report.objects.visible_to(request.user).filter(poll__code=code, pk=pk)
    file = get_object_or_404(ReportFile, report__in=reports, name=name)
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2])
    if media_type is None:
        raise Http404
    is_text = media_type != "image/png"
    response = HttpResponse(
        gzip.decompress(bytes(file.gzipped)),
        content_type=f"{media_type}; charset=utf-8" if is_text else media_type,
    )
    # The printable report carries its style in itself, for whoever takes it away as a file.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    if not name.endswith(".html"):
        response["Content-Disposition"] = f'attachment; filename="{code}-{name}"'
    return response


def _page(report: Report | None, language: str) -> dict[str, SafeString | str]:
    """Heading and body of a report, which never change."""
    if report is None:
        return {}
    key = f"opinions:report:{report.pk}:{report.input_version}:{language}"
    page: dict[str, SafeString | str] | None = cache.get(key)
    if page is None:
        found = Report.objects.select_related("poll").get(pk=report.pk)
        shown = Presented(found, language)
        names = ReportFile.objects.filter(report=found).values_list("name", flat=True)
        files = described(names, language)
        context = {"shown": shown, "report": found, "poll": found.poll, "files": files}
        page = {
            "heading": shown.heading,
            "body": render_to_string("opinions/_report.html", context),
        }
        cache.set(key, page, KEPT_SECONDS)
    return page
