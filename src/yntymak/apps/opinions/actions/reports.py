"""Reports: made in the background, once for each state of the votes, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yntymak.apps.opinions import events
from yntymak.apps.opinions.limits import YNTYMAK
from yntymak.apps.opinions.models import Poll, Report, ReportFile, Vote
from yntymak.apps.opinions.rules import may_manage_poll
from yntymak.apps.opinions.tally import read_tally, statements_version
from yntymak.foundation.jobs.actions import request_job
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.apps.opinions.tally import Tally
    from yntymak.foundation.jobs.models import Job
    from yntymak.foundation.people.models import User

LEAST_NEW_PEOPLE = 10


def make_report(*, poll: Poll, profile: str = YNTYMAK) -> Report:
    """Reads and computes outside a transaction: a long analysis holds no lock.

    Two workers with the same votes make the same report; the second finds it there. Who finds that
    the poll has got another report meanwhile looks at the votes again, so that a slow worker does
    not put the older ones over the newer.
    """
    while True:
        before = Poll.objects.values_list("report_id", flat=True).get(pk=poll.pk)
        tally = read_tally(poll)
        known = {"poll": poll, "input_version": tally.version, "profile": profile}
        report = Report.objects.filter(**known).first() or _stored(poll, tally, known)
        if Poll.objects.filter(pk=poll.pk, report=before).update(report=report):
            return report


def request_report(*, poll: Poll, actor: User | None = None) -> Job | None:
    """Have a report made of the votes as they stand, unless one is under way.

    Nobody has one made of the votes of a few more people: what it says less what the one before
    said would be theirs. `actor` None is the visitor who opens the page; an officer also asks
    again where it has failed.
    """
    from yntymak.apps.opinions.jobs import make_report_of  # noqa: PLC0415 - it calls make_report

    if actor is not None:
        require(actor, may_manage_poll, poll)
    with transaction.atomic():
        poll = (
            Poll.objects.select_for_update(no_key=True, of=("self",))
            .select_related("report_job__task")
            .get(pk=poll.pk)
        )
        job = poll.report_job
        if job is not None and job.is_pending:
            return job
        key = _state_key(poll)
        is_known = job is not None and job.key == key
        may_retry = actor is not None and job is not None and job.has_failed
        if not may_retry and (is_known or not _has_news(poll)):
            return job
        poll.report_job = request_job(make_report_of, key, poll_id=poll.pk)
        poll.save(update_fields=["report_job"])
        return poll.report_job


def _stored(poll: Poll, tally: Tally, known: dict[str, Any]) -> Report:
    # The analysis brings scipy, half a second that no other command should wait for.
    from yntymak.apps.opinions.report_files import write_files  # noqa: PLC0415
    from yntymak.apps.opinions.reporting import describe  # noqa: PLC0415

    described = describe(tally, known["profile"])
    result, files = described.result, write_files(described, tally, poll)
    with transaction.atomic():
        report, made = Report.objects.get_or_create(
            **known,
            defaults={
                "participants": result["participants"],
                "votes": result["votes"],
                "result": result,
                "map_svg": described.drawing,
                "last_vote": tally.last_vote,
            },
        )
        if made:
            ReportFile.objects.bulk_create(
                ReportFile(report=report, name=name, gzipped=content)
                for name, content in files.items()
            )
            record(
                events.REPORT_MADE,
                report,
                place=poll.place,
                poll=poll.code,
                input_version=tally.version,
                participants=report.participants,
                votes=report.votes,
            )
    return report


def _state_key(poll: Poll) -> str:
    last = Vote.objects.filter(statement__poll=poll).order_by("-pk").values_list("pk", flat=True)
    return f"{_content_key(poll)}{last.first() or 0}:{poll.report_id}"


def _content_key(poll: Poll) -> str:
    """What a report depends on beside new votes; small enough to be read on a visit."""
    withdrawn = poll.sheets.filter(withdrawn_at__isnull=False).count()
    statements = statements_version(list(poll.statements.order_by("number")))
    return f"opinion-report:{poll.pk}:{statements[:16]}:{withdrawn}:{int(poll.is_open)}:"


def _has_news(poll: Poll) -> bool:
    """Votes of enough more people; or any other change, the closing of the poll among them."""
    votes = Vote.objects.filter(statement__poll=poll)
    if poll.report is None:
        return votes.exists()
    if poll.report_job is not None and not poll.report_job.key.startswith(_content_key(poll)):
        return True
    new = votes.filter(pk__gt=poll.report.last_vote).values("participant").distinct()
    return new[:LEAST_NEW_PEOPLE].count() >= LEAST_NEW_PEOPLE
