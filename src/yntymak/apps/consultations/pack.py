"""What is printed for a meeting: everything that is needed in a room without electricity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yntymak.apps.consultations.attendance import AXES, AXIS_NAMES
from yntymak.apps.laws.models import ProvisionText
from yntymak.apps.laws.pages import contents, language_for
from yntymak.apps.opinions.models import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yntymak.apps.consultations.models import Consultation, Meeting
    from yntymak.apps.laws.models import ActVersion

# What fits one sheet of A4 in a size that can be read in a dim room.
LETTERS_ON_A_SHEET = 3200
HEADINGS_ON_A_SHEET = 45


@dataclass(frozen=True)
class Line:
    """A provision on the one-page draft; people name it by its mark."""

    mark: str
    text: str
    language: str


@dataclass(frozen=True)
class Card:
    """A statement to raise hands on, with the code that stands on the tally sheet too."""

    code: str
    text: str
    language: str


@dataclass(frozen=True)
class Box:
    """A line of the attendance sheet: its groups, each with a box for strokes."""

    name: str
    groups: Sequence[str]


@dataclass(frozen=True)
class Pack:
    meeting: Meeting
    consultation: Consultation
    agenda: Sequence[str]
    draft: Sequence[Line]
    draft_is_whole: bool
    cards: Sequence[Card]
    boxes: Sequence[Box]


def pack_of(meeting: Meeting, language: str) -> Pack:
    """Three queries. `language` is that of the page; texts that lack it come in another."""
    draft, is_whole = _draft(meeting.round.document, language)
    return Pack(
        meeting=meeting,
        consultation=meeting.consultation,
        agenda=_agenda(meeting),
        draft=draft,
        draft_is_whole=is_whole,
        cards=_cards(meeting.consultation, language),
        boxes=[
            Box(str(AXIS_NAMES[axis]), [str(name) for name in groups.values()])
            for axis, groups in AXES.items()
        ],
    )


def _agenda(meeting: Meeting) -> list[str]:
    lines = [line.strip() for line in meeting.agenda.splitlines() if line.strip()]
    return lines or [
        _("What the draft says and what it changes"),
        _("Questions and proposals, article by article"),
        _("Statements: hands are raised and counted"),
        _("The minutes are read out and approved"),
    ]


def _draft(version: ActVersion, language: str) -> tuple[list[Line], bool]:
    """The whole text where it fits a sheet, else the headings of its articles."""
    chosen = language_for(version.sources, language)
    rows = ProvisionText.objects.filter(provision__version=version, language=chosen)
    whole = [
        Line(text.label, " ".join(filter(None, (text.heading, *text.paragraphs))), chosen)
        for text in rows.order_by("provision__position")
    ]
    if sum(len(line.text) for line in whole) <= LETTERS_ON_A_SHEET:
        return [line for line in whole if line.mark or line.text], True
    entries = [each for each in contents(version, chosen) if each.is_page and each.label]
    headings = [Line(each.label, each.heading, each.language) for each in entries]
    return headings[:HEADINGS_ON_A_SHEET], False


def _cards(consultation: Consultation, language: str) -> list[Card]:
    if consultation.poll_id is None:
        return []
    rows = Statement.objects.filter(poll=consultation.poll_id).shown().order_by("number")
    found = []
    for each in rows:
        wording = each.in_language(language)
        found.append(Card(f"{each.number:02d}", wording.text, wording.language))
    return found
