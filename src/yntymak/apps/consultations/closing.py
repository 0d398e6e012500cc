"""Whether a round may be closed: each condition with what it still lacks, and where to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yntymak.apps.consultations.coverage import held_in, meetings_of, planned_places
from yntymak.apps.consultations.models import Contribution, Meeting
from yntymak.ui.dates import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yntymak.apps.consultations.models import Round


@dataclass(frozen=True)
class Missing:
    """`url` "": it is mended on no page that the reader can open."""

    said: str
    url: str


@dataclass(frozen=True)
class Condition:
    name: str
    title: str
    missing: Sequence[Missing] = field(default_factory=tuple)

    @property
    def is_met(self) -> bool:
        return not self.missing


def conditions(asked: Round) -> list[Condition]:
    """Four queries. The coverage list is a condition of its own: see actions.close_round."""
    return [_days(asked), _minutes(asked), _answers(asked)]


def _days(asked: Round) -> Condition:
    title = _("The last day is over")
    if asked.closes_on < timezone.localdate():
        return Condition("days", title)
    said = _("The last day is %s.") % day(asked.closes_on)
    url = reverse("consultations:edit", args=[asked.consultation.code])
    return Condition("days", title, [Missing(said, url)])


def _minutes(asked: Round) -> Condition:
    title = _("Every planned place has approved minutes")
    code = asked.consultation.code
    meetings = [each for each in meetings_of(asked) if each.state != Meeting.State.CANCELLED]
    missing = [
        Missing(
            _("%s: no meeting yet.") % place, reverse("consultations:plan_meeting", args=[code])
        )
        for place in planned_places(asked)
        if not held_in(place, meetings)
    ]
    missing += [
        Missing(
            _("Meeting No. %(number)d, %(place)s: the minutes are not approved.")
            % {"number": each.number, "place": each.place},
            reverse("consultations:minutes", args=[code, each.number]),
        )
        for each in meetings
        if not each.has_approved_minutes
    ]
    return Condition("minutes", title, missing)


def _answers(asked: Round) -> Condition:
    title = _("Every proposal has an answer")
    # The consultation is named too: its index knows the few that wait among a million.
    rows = Contribution.objects.filter(consultation=asked.consultation_id, round=asked)
    sealed, letters = Q(lane=Contribution.Lane.PROTECTED), Q(kind=Contribution.Kind.POSITION)
    waiting = rows.undecided().aggregate(
        sealed=Count("pk", filter=sealed),
        letters=Count("pk", filter=letters & ~sealed),
        citizens=Count("pk", filter=~letters & ~sealed),
    )
    return Condition("answers", title, list(_unanswered(asked, **waiting)))


def _unanswered(asked: Round, citizens: int, letters: int, sealed: int) -> Iterator[Missing]:
    """Each where it can be answered; protected ones by the focal point alone, in an unknown number.

    A page that told how many there are would tell with each meeting whether somebody spoke.
    """
    queue = reverse("consultations:queue", args=[asked.consultation.code])
    if citizens:
        said = ngettext(
            "%d proposal has no answer yet.", "%d proposals have no answer yet.", citizens
        )
        yield Missing(said % citizens, queue)
    if letters:
        said = ngettext(
            "%d position of an organisation has no answer yet.",
            "%d positions of organisations have no answer yet.",
            letters,
        )
        yield Missing(said % letters, f"{queue}?show=letters")
    if sealed:
        said = _("Protected messages wait for the answer of the focal point. Remind them.")
        yield Missing(said, "")
