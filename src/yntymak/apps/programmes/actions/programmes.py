"""Programmes are written by the office that keeps them, and stand still once published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.programmes.actions.goals import remove
from yntymak.apps.programmes.events import Verb
from yntymak.apps.programmes.models import Goal, Indicator, Programme
from yntymak.apps.programmes.rules import may_change_programme, may_keep_programme_of
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from yntymak.apps.programmes.content import Heading, IndicatorContent, Responsible
    from yntymak.apps.programmes.outline import GoalLine
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class Details:
    """By the number of the goal: who answers for it, and its indicators in their order."""

    responsible: Mapping[str, Responsible] = field(default_factory=dict)
    indicators: Mapping[str, Sequence[IndicatorContent]] = field(default_factory=dict)


@transaction.atomic
def create_programme(
    *,
    actor: User,
    key: UUID,
    place: Place | None,
    heading: Heading,
    goals_ky: Sequence[GoalLine],
    goals_ru: Sequence[GoalLine] = (),
    details: Details | None = None,
) -> Programme:
    """Idempotent by `key`. No place: a national programme."""
    require(actor, may_keep_programme_of, place)
    sent = Programme.objects.filter(client_key=key).first()
    if sent is not None and (sent.title_ky, sent.place) == (heading.title_ky, place):
        return sent
    if sent is not None:  # the browser's Back keeps the key: other words are another programme
        key = uuid4()
    level = _level_of(place)
    programme = Programme(
        client_key=key, place=place, level=level, code=_free_code(level, heading), **vars(heading)
    )
    _check_years(heading)
    programme.save()
    _write_goals(programme, goals_ky, goals_ru)
    if details is not None:
        _write_details(programme, details)
    record(Verb.CREATED, programme, actor=actor, place=place, goals=len(goals_ky))
    return programme


@transaction.atomic
def change_programme(
    *,
    actor: User,
    programme: Programme,
    heading: Heading,
    goals_ky: Sequence[GoalLine],
    goals_ru: Sequence[GoalLine] = (),
) -> Programme:
    programme = _unpublished(actor, programme)
    _check_years(heading)
    if heading.succeeds == programme:
        raise ValidationError({"succeeds": _("A programme does not succeed itself.")})
    for name, value in vars(heading).items():
        setattr(programme, name, value)
    programme.save()
    _write_goals(programme, goals_ky, goals_ru)
    record(
        Verb.CHANGED,
        programme,
        actor=actor,
        place=programme.place,
        title=heading.title_ky,
        years=[heading.first_year, heading.last_year],
        goals=len(goals_ky),
    )
    return programme


@transaction.atomic
def publish_programme(*, actor: User, programme: Programme) -> Programme:
    """A second press changes nothing."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    require(actor, may_change_programme, programme)
    if programme.is_published:
        return programme
    if not programme.goals.exists():
        raise ValidationError(_("Write at least one goal before you publish the programme."))
    programme.is_published = True
    programme.save(update_fields=["is_published"])
    record(Verb.PUBLISHED, programme, actor=actor, place=programme.place)
    return programme


def _unpublished(actor: User, programme: Programme) -> Programme:
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    require(actor, may_change_programme, programme)
    if programme.is_published:
        raise ValidationError(_("A published programme is not changed: plans refer to its goals."))
    return programme


def _check_years(heading: Heading) -> None:
    if heading.last_year < heading.first_year:
        raise ValidationError({"last_year": _("The last year cannot be before the first.")})


def _level_of(place: Place | None) -> str:
    if place is None:
        return Programme.Level.NATIONAL
    return Programme.Level.LOCAL if place.is_municipality else Programme.Level.OBLAST


def _free_code(level: str, heading: Heading) -> str:
    """national-2026-2030, and national-2026-2030-2 for the next one of these years."""
    stem = f"{level}-{heading.first_year}-{heading.last_year}"
    taken = set(Programme.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def _write_goals(
    programme: Programme, goals_ky: Sequence[GoalLine], goals_ru: Sequence[GoalLine]
) -> None:
    """Goals keep their row by their number; those that are typed no more go."""
    russian = {goal.number: goal.title for goal in goals_ru}
    unknown = sorted(russian.keys() - {goal.number for goal in goals_ky})
    if unknown:
        raise ValidationError(
            {
                "goals_ru": _("These numbers stand only in the Russian text: %(numbers)s.")
                % {"numbers": ", ".join(unknown)}
            }
        )
    rows: dict[str, Goal] = {}
    for position, line in enumerate(goals_ky, start=1):
        rows[line.number], _made = Goal.objects.update_or_create(
            programme=programme,
            number=line.number,
            defaults={
                "title_ky": line.title,
                "title_ru": russian.get(line.number, ""),
                "position": position,
                "parent": rows.get(line.parent),
            },
        )
    gone = programme.goals.exclude(number__in=rows)
    # The deepest first: a goal is protected while another stands under it.
    for goal in sorted(gone, key=lambda goal: -goal.number.count(".")):
        remove(goal)


def _write_details(programme: Programme, details: Details) -> None:
    goals = {goal.number: goal for goal in programme.goals.all()}
    for number, responsible in details.responsible.items():
        goal = goals[number]
        goal.responsible_ky, goal.responsible_ru = responsible.ky, responsible.ru
        goal.save()
    Indicator.objects.bulk_create(
        Indicator(client_key=uuid4(), goal=goals[number], position=position, **vars(content))
        for number, indicators in details.indicators.items()
        for position, content in enumerate(indicators, start=1)
    )
