"""Meetings held, counted by two people and signed; rounds closed and opened, as the law asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yntymak.apps.consultations import actions as consultations
from yntymak.apps.consultations.coverage import coverage_of
from yntymak.apps.consultations.figures import Figures
from yntymak.apps.consultations.models import Consultation, Meeting, Round
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo import cast
from yntymak.portal.demo.keys import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yntymak.apps.laws.models import BillVersion
    from yntymak.foundation.people.models import User

AXES = ("sex", "age", "language", "sector", "disability")
CHAIR, SECRETARY = "Элмира Жумабекова", "Азат Кадыров"


def hold_meetings(
    actor: User, consultation: Consultation, told: Sequence[Mapping[str, Any]]
) -> dict[int, Meeting]:
    """By number; each was promised to its oblast, and has signed minutes and agreed counts."""
    places = {each["number"]: Place.objects.current().get(code=each["oblast"]) for each in told}
    consultations.plan_round(
        actor=actor,
        asked=consultation.current_round,
        kind=Round.Kind.LOCAL,
        areas=list(places.values()),
    )
    return {
        each["number"]: _hold(actor, consultation, places[each["number"]], each) for each in told
    }


def _hold(
    actor: User, consultation: Consultation, place: Place, told: Mapping[str, Any]
) -> Meeting:
    number, day = told["number"], told["held_on"]
    meeting = consultations.hold_meeting(
        actor=actor,
        client_key=key("meeting", number),
        consultation=consultation,
        place=place,
        held_on=day,
        minutes=told["minutes"],
    )
    consultations.read_out_minutes(actor=actor, meeting=meeting, on=day, seen=1)
    consultations.approve_minutes(actor=actor, meeting=meeting, on=day, seen=1)
    consultations.lock_minutes(
        actor=actor,
        meeting=meeting,
        signatures=[
            consultations.Signature(CHAIR, "төрага", day),
            consultations.Signature(SECRETARY, "катчы", day),
        ],
    )
    figures = Figures(told["attended"], {axis: told[axis] for axis in AXES})
    for who in ("elmira", "azat"):
        consultations.enter_figures(
            actor=cast.person(who),
            client_key=key("figures", number, who),
            meeting=meeting,
            figures=figures,
        )
    return meeting


def write_positions(actor: User, asked: Round, told: Sequence[Mapping[str, Any]]) -> None:
    for number, each in enumerate(told):
        words = {name: each[name] for name in ("title_ky", "title_ru", "text_ky", "text_ru")}
        consultations.write_position(
            actor=actor,
            client_key=key("position", asked.consultation.code, number),
            asked=asked,
            demand=consultations.Demand(**words),
            contributions=asked.contributions.filter(number__in=each["stands_for"]),
        )


def close(actor: User, asked: Round, on: dt.date) -> None:
    closed = consultations.close_round(
        actor=actor, asked=asked, coverage_seen=coverage_of(asked).digest
    )
    Round.objects.filter(pk=closed.pk).update(closed_at=_noon_after(on))


def open_second(
    actor: User,
    consultation: Consultation,
    opens_on: dt.date,
    closes_on: dt.date,
    bill_version: BillVersion,
) -> Consultation:
    consultations.open_round(
        actor=actor,
        client_key=key("round", consultation.code, 2),
        consultation=consultation,
        plan=consultations.RoundPlan(
            kind=Round.Kind.NATIONAL,
            opens_on=opens_on,
            closes_on=closes_on,
            document=consultation.document,
            bill_version=bill_version,
        ),
    )
    return Consultation.objects.select_related("document", "poll").get(pk=consultation.pk)


def archive(actor: User, consultation: Consultation, on: dt.date) -> None:
    archived = consultations.archive_consultation(actor=actor, consultation=consultation)
    Consultation.objects.filter(pk=archived.pk).update(archived_at=_noon_after(on))


def _noon_after(day: dt.date) -> dt.datetime:
    """A month later: what was said had to be answered first."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=30), dt.time(12)))
