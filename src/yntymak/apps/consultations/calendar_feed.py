"""Days of consultations and meetings as iCalendar (RFC 5545), for any calendar on a phone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yntymak.apps.consultations.models import Consultation, Meeting

LONGEST_LINE = 75  # octets, without the line break
MEETING_LASTS = dt.timedelta(hours=2)  # as planned nowhere; a calendar needs an end
STATUS = {"planned": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def feed(
    consultations: Iterable[Consultation],
    meetings: Iterable[Meeting],
    address: Callable[[Consultation], str],
    host: str,
) -> str:
    """The first and last day of each consultation, and each meeting.

    `address` gives the page of a consultation; `host` makes the identifiers unique in the world.
    """
    stamp = _moment(timezone.now())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yntymak//Consultations//KY"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for each in consultations:
        lines += _days(each, stamp, address(each), host)
    for meeting in meetings:
        lines += _meeting(meeting, stamp, address(meeting.consultation), host)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _days(consultation: Consultation, stamp: str, url: str, host: str) -> Iterator[str]:
    said = {
        "opens": (consultation.opens_on, _("First day: %s")),
        "closes": (consultation.closes_on, _("Last day: %s")),
    }
    for name, (day, words) in said.items():
        yield "BEGIN:VEVENT"
        yield f"UID:consultation-{consultation.pk}-{name}@{host}"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{escape(words % consultation.title)}"
        yield f"URL:{url}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _meeting(meeting: Meeting, stamp: str, url: str, host: str) -> Iterator[str]:
    place = ", ".join(part for part in (meeting.venue, str(meeting.place)) if part)
    yield "BEGIN:VEVENT"
    yield f"UID:meeting-{meeting.pk}@{host}"
    yield f"DTSTAMP:{stamp}"
    if meeting.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{meeting.held_on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{meeting.held_on + dt.timedelta(days=1):%Y%m%d}"
    else:
        start = timezone.make_aware(dt.datetime.combine(meeting.held_on, meeting.starts_at))
        yield f"DTSTART:{_moment(start)}"
        yield f"DTEND:{_moment(start + MEETING_LASTS)}"
    yield f"SUMMARY:{escape(_('Meeting: %s') % meeting.consultation.title)}"
    yield f"LOCATION:{escape(place)}"
    if meeting.agenda:
        yield f"DESCRIPTION:{escape(meeting.agenda)}"
    yield f"STATUS:{STATUS[meeting.state]}"
    yield f"URL:{url}"
    yield "END:VEVENT"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    r""">>> escape("a, b; c")
    'a\\, b\\; c'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; those that go on begin with a space. No letter is cut."""
    room, held = LONGEST_LINE, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield held
            held, room = " ", LONGEST_LINE - 1
        held += letter
        room -= size
    yield held
