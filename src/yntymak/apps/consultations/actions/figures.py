"""The counts of a meeting, typed in by two people until they agree."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.meetings import opened_for_entry
from yntymak.apps.consultations.figures import Figures, differences
from yntymak.apps.consultations.models import (
    AttendanceCount,
    FigureSheet,
    Meeting,
    SheetRelease,
    StatementCount,
)
from yntymak.apps.consultations.rules import may_release
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User


def newest_sheets(meeting: Meeting) -> dict[int, FigureSheet]:
    """By turn, what holds of each."""
    standing = meeting.sheets.filter(release=None)
    return {sheet.turn: sheet for sheet in standing.select_related("entered_by")}


def turn_of(actor: User, sheets: dict[int, FigureSheet]) -> int | None:
    """The turn on which this person types; None where two others did."""
    for turn, sheet in sheets.items():
        if sheet.entered_by_id == actor.pk:
            return turn
    return next((turn for turn in (1, 2) if turn not in sheets), None)


@transaction.atomic
def enter_figures(
    *, actor: User, client_key: uuid.UUID, meeting: Meeting, figures: Figures
) -> FigureSheet:
    """The second person types without seeing the first's; whoever read wrongly types again.

    Once both agree the counts stand and are typed in no more.
    """
    meeting = opened_for_entry(actor, meeting)
    stored = figures.as_json()
    # JSON is compared here: both databases keep it, but not in the same spelling.
    for sheet in meeting.sheets.filter(entered_by=actor):
        if sheet.client_key == client_key and sheet.figures == stored:
            return sheet
    if meeting.figures_agreed_at is not None:
        raise ValidationError(_("Both typed in the same: these counts stand."), "agreed")
    faults = figures.faults()
    if faults:
        raise ValidationError(faults)
    sheets = newest_sheets(meeting)
    turn = turn_of(actor, sheets)
    if turn is None:
        raise ValidationError(_("Two colleagues have typed in these counts already."))
    if turn in sheets and sheets[turn].figures == stored:
        return sheets[turn]
    if FigureSheet.objects.filter(client_key=client_key).exists():
        client_key = uuid.uuid4()
    sheet = FigureSheet.objects.create(
        client_key=client_key, meeting=meeting, turn=turn, figures=stored, entered_by=actor
    )
    other = sheets.get(3 - turn)
    agreed = other is not None and not differences(Figures.from_json(other.figures), figures)
    meeting.state = Meeting.State.HELD
    if agreed:
        _settle(meeting, figures)
    meeting.save()
    verb = events.FIGURES_AGREED if agreed else events.FIGURES_ENTERED
    record(verb, meeting, actor=actor, place=meeting.place, turn=turn, total=figures.total)
    return sheet


@transaction.atomic
def release_figures(
    *, actor: User, client_key: uuid.UUID, sheet: FigureSheet, reason: str
) -> SheetRelease:
    """Whoever typed them in is gone, or cannot agree: somebody else types on that turn.

    `sheet` is the entry that the releaser saw. Who typed the other one does not judge this one:
    else one person alone could choose until a second one agrees.
    """
    meeting = opened_for_entry(actor, sheet.meeting)
    require(actor, may_release, meeting)
    said = {"meeting": meeting, "turn": sheet.turn, "reason": reason.strip()}
    standing, own_key = sent_before(SheetRelease, client_key, said)
    if standing is not None:
        return standing
    _may_be_released(actor, meeting, sheet)
    if not said["reason"]:
        raise ValidationError(_("Write why this entry counts no more; everybody reads it."))
    release = SheetRelease.objects.create(client_key=own_key, released_by=actor, **said)
    meeting.sheets.filter(turn=sheet.turn, release=None).update(release=release)
    record(
        events.FIGURES_RELEASED,
        meeting,
        actor=actor,
        place=meeting.place,
        turn=release.turn,
        reason=release.reason,
        typed_by=sheet.entered_by_id,
    )
    return release


def _may_be_released(actor: User, meeting: Meeting, sheet: FigureSheet) -> None:
    if meeting.figures_agreed_at is not None:
        raise ValidationError(_("Both typed in the same: these counts stand."), "agreed")
    sheets = newest_sheets(meeting)
    if sheets.get(sheet.turn) != sheet:
        raise ValidationError(
            _("This entry has changed meanwhile. Look at the page again."), "another_sheet"
        )
    other = sheets.get(3 - sheet.turn)
    if other is not None and other.entered_by_id == actor.pk:
        raise ValidationError(
            _("You typed in the other entry. Let somebody else decide on this one."), "own_entry"
        )


def _settle(meeting: Meeting, figures: Figures) -> None:
    meeting.attended, meeting.figures_agreed_at = figures.total, timezone.now()
    AttendanceCount.objects.bulk_create(
        AttendanceCount(meeting=meeting, axis=axis, group=group, count=count)
        for axis, groups in figures.groups.items()
        for group, count in groups.items()
    )
    StatementCount.objects.bulk_create(
        StatementCount(meeting=meeting, statement=number, agree=a, disagree=d, passed=p)
        for number, (a, d, p) in figures.hands.items()
    )
