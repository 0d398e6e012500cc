"""What waits in consultations: answers, protected messages, minutes, counts, rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.queries import RUNNERS
from yntymak.apps.consultations.tallies import waiting_in
from yntymak.apps.consultations.waiting import Counts, counts_for
from yntymak.foundation.people.scope import Kind, Scope
from yntymak.portal.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator


def consultation_work(user: Any, scope: Scope) -> Iterator[Work]:
    """A line for what is seldom there stands only where something waits."""
    yield from _sealed(user, scope)
    if scope.has(*RUNNERS):
        counts = counts_for(user)
        lines = (*_papers(counts), *_rounds(counts))
        yield from (line for line in lines if line.waiting)
    yield from _answers(user)


def _sealed(user: Any, scope: Scope) -> Iterator[Work]:
    if scope.has(Kind.FOCAL_POINT):
        count = Contribution.objects.opened_by(user).undecided().count()
        yield Work(
            _("Protected messages on consultations"),
            ngettext(
                "%d protected message has no answer yet.",
                "%d protected messages have no answer yet.",
                count,
            )
            % count,
            reverse("consultations:sealed"),
            _("Open the protected messages"),
            count,
        )


def _papers(counts: Counts) -> Iterator[Work]:
    page = reverse("consultations:waiting")
    said = ngettext(
        "The minutes of %d meeting are not approved yet.",
        "The minutes of %d meetings are not approved yet.",
        counts.minutes,
    )
    yield Work(
        _("Minutes of meetings"),
        said % counts.minutes,
        f"{page}#minutes",
        _("Open the minutes"),
        counts.minutes,
    )
    said = ngettext(
        "The counts of %d meeting wait for your entry.",
        "The counts of %d meetings wait for your entry.",
        counts.entries,
    )
    yield Work(
        _("Counts of meetings"),
        said % counts.entries,
        f"{page}#entries",
        _("Type in the counts"),
        counts.entries,
    )
    said = ngettext(
        "%d rejection waits for a second person.",
        "%d rejections wait for a second person.",
        counts.confirmations,
    )
    yield Work(
        _("Rejections by two people"),
        said % counts.confirmations,
        f"{page}#confirmations",
        _("Look at the rejections"),
        counts.confirmations,
    )


def _rounds(counts: Counts) -> Iterator[Work]:
    page = reverse("consultations:waiting")
    said = ngettext(
        "The last day of %d round has passed.",
        "The last days of %d rounds have passed.",
        counts.over,
    )
    yield Work(
        _("Rounds to close"), said % counts.over, f"{page}#over", _("Close them"), counts.over
    )
    said = ngettext(
        "%d consultation ends within three days.",
        "%d consultations end within three days.",
        counts.ending,
    )
    yield Work(
        _("Consultations that end soon"),
        said % counts.ending,
        f"{page}#ending",
        _("Look at them"),
        counts.ending,
    )


def _answers(user: Any) -> Iterator[Work]:
    for consultation in Consultation.objects.managed_by(user).prefetch_related("tallies")[:5]:
        count = waiting_in(consultation)
        yield Work(
            consultation.title,
            ngettext(
                "%d contribution has no answer yet.", "%d contributions have no answer yet.", count
            )
            % count,
            reverse("consultations:queue", args=[consultation.code]),
            _("Answer"),
            count,
        )
