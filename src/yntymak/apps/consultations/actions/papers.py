"""Results and papers are made in the background, once for each state of the consultation."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import require_manager
from yntymak.apps.consultations.models import (
    Contribution,
    Decision,
    Effect,
    Meeting,
    Paper,
    Results,
    Translation,
)
from yntymak.apps.consultations.open_items import version_to_justify
from yntymak.apps.consultations.papers.written import Written
from yntymak.apps.opinions.models import Vote
from yntymak.foundation.jobs.actions import request_job
from yntymak.foundation.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from yntymak.apps.consultations.models import Consultation
    from yntymak.foundation.jobs.models import Job
    from yntymak.foundation.people.models import User

PAPER_LANGUAGES = ("ky", "ru")


def state_of(consultation: Consultation) -> str:
    """Changes with whatever a paper shows. A dozen small queries."""
    decisions = Decision.objects.filter(contribution__consultation=consultation)
    votes = Vote.objects.filter(statement__poll=consultation.poll_id).order_by("-pk")
    told = [
        consultation.title_ky,
        consultation.title_ru,
        consultation.summary_ky,
        consultation.tallies.aggregate(a=Sum("received"), b=Sum("published"), c=Sum("answered")),
        consultation.contributions.order_by().aggregate(
            Max("pk"), Count("consent_withdrawn_at"), positions=Count("letter")
        ),
        decisions.readable().aggregate(Max("pk"), Count("pk")),
        Effect.objects.filter(consultation=consultation).aggregate(
            Max("pk"), Count("pk"), Count("withdrawn_at")
        ),
        consultation.codes.aggregate(Max("pk"), Sum("used"), Count("merged_into")),
        Translation.objects.filter(contribution__consultation=consultation).aggregate(
            Max("made_at"), Count("pk")
        ),
        votes.values_list("pk", flat=True).first() if consultation.poll_id else None,
        consultation.rounds.aggregate(Count("pk"), Count("closed_at"), Max("closes_on")),
        consultation.meetings.exclude(state=Meeting.State.CANCELLED).aggregate(
            Count("pk"), Sum("attended"), Count("attended"), Max("held_on")
        ),
        bill.sha256 if (bill := version_to_justify(consultation)) else "",
    ]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def request_results(consultation: Consultation) -> Job | None:
    """Have the sums made anew if anything has changed; asked for by whoever looks at them."""
    from yntymak.apps.consultations.voice_jobs import sum_up  # noqa: PLC0415 - it calls make_results

    version = state_of(consultation)
    if Results.objects.filter(consultation=consultation, input_version=version).exists():
        return None
    return request_job(
        sum_up, f"results:{consultation.pk}:{version[:32]}", consultation_id=consultation.pk
    )


def make_results(*, consultation: Consultation) -> Results:
    """Sums outside a transaction; two workers with the same input make the same row."""
    from yntymak.apps.consultations.sums import summed  # noqa: PLC0415 - SciPy

    version = state_of(consultation)
    known = {"consultation": consultation, "input_version": version}
    standing = Results.objects.filter(**known).first()
    if standing is not None:
        return standing
    made, _is_new = Results.objects.get_or_create(
        **known, defaults={"content": summed(consultation)}
    )
    Results.objects.filter(consultation=consultation, pk__lt=made.pk).delete()
    return made


@transaction.atomic
def request_paper(
    *, actor: User | None, consultation: Consultation, kind: str, language: str
) -> Paper:
    """For the office, and for `actor` None by command. The same state is the same paper."""
    from yntymak.apps.consultations.voice_jobs import write_paper  # noqa: PLC0415 - it calls make_paper

    require_manager(actor, consultation)
    if kind == Paper.Kind.BILL_NOTE and version_to_justify(consultation) is None:
        raise ValidationError(_("There is no published version of a bill to write the note to."))
    version = state_of(consultation)
    paper, _made = Paper.objects.get_or_create(
        consultation=consultation,
        kind=Paper.Kind(kind),
        language=language,
        input_version=version,
        defaults={"rows_total": consultation.contributions.published().count()},
    )
    if not paper.is_ready:
        key = f"paper:{paper.pk}"
        paper.job = request_job(write_paper, key, paper_id=paper.pk)
        paper.save(update_fields=["job"])
    return paper


def make_paper(*, paper: Paper) -> Paper:
    """Written outside a transaction, with its progress; older papers of its kind give way to it."""
    if paper.is_ready:
        return paper
    written = _write(paper, _progress(paper))
    content, sha256 = written.content, hashlib.sha256(written.content).hexdigest()
    with transaction.atomic():
        standing = Paper.objects.select_for_update(no_key=True, of=("self",)).get(pk=paper.pk)
        if standing.is_ready:
            return standing
        standing.content, standing.sha256 = content, sha256
        standing.size, standing.files = len(content), written.files
        standing.made_at = timezone.now()
        standing.rows_done = standing.rows_total
        standing.save()
        older = Paper.objects.filter(
            consultation=paper.consultation_id, kind=paper.kind, language=paper.language
        )
        older.filter(pk__lt=paper.pk).delete()
        record(
            events.PAPER_MADE,
            standing,
            place=paper.consultation.place,
            consultation=paper.consultation.code,
            kind=paper.kind,
            language=paper.language,
            sha256=sha256,
        )
    return standing


def forget_papers(contribution: Contribution) -> None:
    """What somebody took back, or a moderator hid, is handed out in no older paper either."""
    Paper.objects.filter(consultation=contribution.consultation_id).delete()


def _progress(paper: Paper) -> Callable[[int], None]:
    def tell(done: int) -> None:
        Paper.objects.filter(pk=paper.pk).update(rows_done=done)

    return tell


def _write(paper: Paper, progress: Callable[[int], None]) -> Written:
    consultation, language = paper.consultation, paper.language
    match paper.kind:
        case Paper.Kind.TABLE_XLSX:
            from yntymak.apps.consultations.papers.spreadsheet import table_xlsx  # noqa: PLC0415

            return Written(table_xlsx(consultation, language, progress))
        case Paper.Kind.TABLE_DOCX:
            from yntymak.apps.consultations.papers.word_table import table_docx  # noqa: PLC0415

            return table_docx(consultation, language, progress)
        case Paper.Kind.DATA_CSV:
            from yntymak.apps.consultations.papers.open_data import data_csv  # noqa: PLC0415

            return Written(b"".join(data_csv(consultation, language, progress)))
    sums = make_results(consultation=consultation).content
    if paper.kind == Paper.Kind.BUNDLE_ZIP:
        from yntymak.apps.consultations.papers.bundle import bundle_zip  # noqa: PLC0415

        return Written(bundle_zip(consultation, language, sums, progress))
    from yntymak.apps.consultations.papers.note import bill_note_docx, section_docx  # noqa: PLC0415

    is_whole = paper.kind == Paper.Kind.BILL_NOTE
    return Written((bill_note_docx if is_whole else section_docx)(consultation, language, sums))
