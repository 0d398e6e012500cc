"""Votes given on paper or in a meeting, brought as a table."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.opinions import events
from yntymak.apps.opinions.models import Channel, Participant, Poll, Statement, Vote, VoteSheet
from yntymak.apps.opinions.rules import VOTER_PLACES, may_take_in_sheet, may_withdraw_sheet
from yntymak.apps.opinions.sheet_reading import PaperVotes, read_paper_votes
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place

SHEET_CHANNELS = (Channel.PAPER, Channel.MEETING)
BATCH = 5_000
VOTES_AT_ONCE = 240  # four values each: SQLite was long built for 999 in a statement


class NamedFile(Protocol):
    name: str | None

    def read(self) -> bytes: ...


@transaction.atomic
def take_in_sheet(
    *,
    actor: User,
    poll: Poll,
    file: NamedFile,
    channel: str = Channel.PAPER,
    place: Place | None = None,
    make_missing: bool = False,
) -> VoteSheet:
    """All votes of the file or none. The same file for the same poll is one sheet.

    `make_missing` adds the statements that the poll does not have, as numbers without words: their
    votes count in the report, and they are put to nobody until somebody words them. Raises
    ValidationError with one sentence that names the line. A sheet is taken in also after the poll
    has closed: paper comes later than the day.
    """
    require(actor, may_take_in_sheet, poll)
    if channel not in SHEET_CHANNELS:
        raise ValidationError(_("Say whether the votes were given on paper or at a meeting."))
    if place is not None and place.kind not in VOTER_PLACES:
        raise ValidationError(_("Choose an oblast, or a city of the same rank."))
    poll = (
        Poll.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place")
        .get(pk=poll.pk)
    )
    data = file.read()
    sha256 = hashlib.sha256(data).hexdigest()
    standing = VoteSheet.objects.filter(poll=poll, sha256=sha256, withdrawn_at=None).first()
    if standing is not None:
        return standing
    paper = read_paper_votes(data)
    missing = _missing_numbers(poll, paper, make_missing=make_missing)
    Statement.objects.bulk_create(
        Statement(poll=poll, number=number, text_ky="", moderation=Statement.Moderation.UNSEEN)
        for number in missing
    )
    sheet = VoteSheet.objects.create(
        poll=poll,
        name=(file.name or "")[-200:],
        sha256=sha256,
        participants=len(paper.participants),
        votes=len(paper.votes),
        uploaded_by=actor,
    )
    _insert(sheet, paper, channel=channel, place=place)
    record(
        events.SHEET_TAKEN_IN,
        sheet,
        actor=actor,
        place=poll.place,
        poll=poll.code,
        sha256=sha256,
        participants=sheet.participants,
        votes=sheet.votes,
        statements_added=missing,
    )
    return sheet


@transaction.atomic
def withdraw_sheet(*, actor: User, sheet: VoteSheet, reason: str) -> VoteSheet:
    """Its votes count no more; a corrected file may be brought."""
    sheet = VoteSheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    require(actor, may_withdraw_sheet, sheet)
    if sheet.withdrawn_at is not None:
        return sheet
    if not reason.strip():
        raise ValidationError(_("Write why the sheet is withdrawn."))
    sheet.withdrawn_at, sheet.withdrawn_reason = timezone.now(), reason.strip()[:300]
    sheet.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(
        events.SHEET_WITHDRAWN,
        sheet,
        actor=actor,
        place=sheet.poll.place,
        poll=sheet.poll.code,
        reason=sheet.withdrawn_reason,
    )
    return sheet


def _missing_numbers(poll: Poll, paper: PaperVotes, *, make_missing: bool) -> list[int]:
    known = set(poll.statements.values_list("number", flat=True))
    missing = [number for number in paper.first_line if number not in known]
    if missing and not make_missing:
        raise ValidationError(
            _(
                "Line %(line)s: this poll has no statement %(number)s. Correct the number, or tick "
                "that missing statements are to be added."
            ),
            params={"line": paper.first_line[missing[0]], "number": missing[0]},
        )
    return sorted(missing)


def _insert(sheet: VoteSheet, paper: PaperVotes, *, channel: str, place: Place | None) -> None:
    """About 226,000 votes in a few seconds; what stands on paper is not kept, only its hash."""
    now = timezone.now()
    people = Participant.objects.bulk_create(
        (
            Participant(
                poll=sheet.poll,
                sheet=sheet,
                token_hash=hashlib.sha256(f"{sheet.client_key}:{name}".encode()).hexdigest(),
                channel=channel,
                place=place,
                joined_at=now,
            )
            for name in paper.participants
        ),
        batch_size=BATCH,
    )
    statement_of = dict(sheet.poll.statements.values_list("number", "pk"))
    at = connection.ops.adapt_datetimefield_value(now)
    rows = ((people[row].pk, statement_of[number], value, at) for row, number, value in paper.votes)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, VOTES_AT_ONCE)):
            cursor.execute(_insert_votes(len(batch)), list(chain.from_iterable(batch)))


@cache
def _insert_votes(rows: int) -> str:
    """Plain SQL: through model instances 226,000 votes took five times as long."""
    table = connection.ops.quote_name(Vote._meta.db_table)  # noqa: SLF001 - Django's public API
    values = ", ".join(["(%s, %s, %s, %s)"] * rows)
    return f"INSERT INTO {table} (participant_id, statement_id, value, at) VALUES {values}"  # noqa: S608 - own names
