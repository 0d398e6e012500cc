"""Whom to remind today: rounds that end in three days, minutes that nobody has approved.

`yntymak manage remind`, once a day, from cron or a timer; run twice it reminds once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yntymak.apps.consultations.models import APPROVED_MINUTES, Consultation, Meeting, Reminder
from yntymak.apps.consultations.queries import MANAGERS
from yntymak.foundation.people.models import Role, User
from yntymak.foundation.people.scope import Kind
from yntymak.ui.dates import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BEFORE_THE_END = dt.timedelta(days=3)
AFTER_THE_MEETING = dt.timedelta(days=3)


@dataclass(frozen=True)
class Due:
    """What is due, for which consultation, in the language of whoever reads it."""

    subject: str
    consultation: Consultation
    meeting: Meeting | None = None

    def said(self) -> str:
        if self.meeting is None:
            return _("“%(title)s” takes proposals until %(day)s.") % {
                "title": self.consultation.title,
                "day": day(self.consultation.closes_on),
            }
        return _("The minutes of meeting No. %(number)d, %(place)s, are not approved yet.") % {
            "number": self.meeting.number,
            "place": self.meeting.place,
        }


def due_on(today: dt.date) -> Iterator[Due]:
    running = Consultation.objects.filter(state="published", archived_at=None)
    for each in running.filter(closes_on__range=(today, today + BEFORE_THE_END)):
        yield Due(f"consultation:{each.pk}:closes:{each.closes_on}", each)
    waiting = Meeting.objects.filter(
        consultation__in=running, round__closed_at=None, held_on__lte=today - AFTER_THE_MEETING
    )
    waiting = waiting.exclude(state="cancelled").exclude(minutes_state__in=APPROVED_MINUTES)
    for meeting in waiting.select_related("consultation", "place"):
        yield Due(f"meeting:{meeting.pk}:minutes", meeting.consultation, meeting)


def remind(today: dt.date | None = None) -> int:
    """How many letters were sent; whoever has no e-mail gets none."""
    sent = 0
    for due in due_on(today or timezone.localdate()):
        for user in managers_of(due.consultation):
            _row, made = Reminder.objects.get_or_create(subject=due.subject, user=user)
            if made:
                with translation.override(user.language):
                    send_mail(_("Yntymak: a reminder"), due.said(), None, [user.email])
                sent += 1
    return sent


def managers_of(consultation: Consultation) -> Iterable[User]:
    """Those of the very place, not every officer above; with an e-mail."""
    roles = Role.objects.active().filter(kind__in=MANAGERS)
    if consultation.place_id is None:
        roles = roles.filter(kind=Kind.NATIONAL_OFFICER)
    else:
        roles = roles.filter(place=consultation.place_id)
    return User.objects.filter(roles__in=roles, is_active=True).exclude(email="").distinct()
