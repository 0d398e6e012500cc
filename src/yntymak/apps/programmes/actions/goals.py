"""Goals one by one: who answers for each, how it is measured, and when one may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yntymak.apps.programmes.events import Verb
from yntymak.apps.programmes.models import Goal, Indicator, Programme
from yntymak.apps.programmes.rules import may_change_programme
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from uuid import UUID

    from yntymak.apps.programmes.content import IndicatorContent, Responsible
    from yntymak.foundation.people.models import User

MOST_NAMED = 10  # places where a goal is used; more are counted


@transaction.atomic
def assign_goal(*, actor: User, goal: Goal, responsible: Responsible) -> Goal:
    """Also of a published programme: who answers may change while the goal stands."""
    programme = _kept(actor, goal)
    if (goal.responsible_ky, goal.responsible_ru) == (responsible.ky, responsible.ru):
        return goal
    goal.responsible_ky, goal.responsible_ru = responsible.ky, responsible.ru
    goal.save()
    record(
        Verb.GOAL_ASSIGNED,
        programme,
        actor=actor,
        place=programme.place,
        goal=goal.number,
        responsible=responsible.ky,
    )
    return goal


@transaction.atomic
def add_indicator(*, actor: User, goal: Goal, key: UUID, content: IndicatorContent) -> Indicator:
    programme = _kept(actor, goal)
    said = {"goal": goal, **vars(content)}
    known, own_key = sent_before(Indicator, key, said)
    if known is not None:
        return known
    last = goal.indicators.aggregate(last=Max("position"))["last"] or 0
    indicator = Indicator.objects.create(client_key=own_key, position=last + 1, **said)
    record(
        Verb.INDICATOR_ADDED,
        programme,
        actor=actor,
        place=programme.place,
        goal=goal.number,
        name=content.name_ky,
    )
    return indicator


@transaction.atomic
def delete_indicator(*, actor: User, indicator: Indicator) -> None:
    programme = _kept(actor, indicator.goal)
    name, number = indicator.name, indicator.goal.number
    try:
        indicator.delete()
    except models.ProtectedError:
        raise ValidationError(
            _("Values of this indicator have been reported, so it is kept.")
        ) from None
    record(
        Verb.INDICATOR_DELETED,
        programme,
        actor=actor,
        place=programme.place,
        goal=number,
        name=name,
    )


@transaction.atomic
def delete_goal(*, actor: User, goal: Goal) -> None:
    """Refused while anything points to the goal: the refusal says what."""
    programme = _kept(actor, goal)
    number, title = goal.number, goal.title
    remove(goal)
    record(
        Verb.GOAL_DELETED,
        programme,
        actor=actor,
        place=programme.place,
        goal=number,
        title=title,
    )


def remove(goal: Goal) -> None:
    """With its indicators. Raises ValidationError that names what points to the goal."""
    try:
        with transaction.atomic():
            goal.indicators.all().delete()
            goal.delete()
    except models.ProtectedError as error:
        raise ValidationError(
            _("Goal %(number)s is used, so it is kept. Where: %(where)s.")
            % {"number": goal.number, "where": _named(list(error.protected_objects))}
        ) from None


def _named(users: list[models.Model]) -> str:
    shown = "; ".join(str(each) for each in users[:MOST_NAMED])
    more = len(users) - MOST_NAMED
    if more <= 0:
        return shown
    return _("%(shown)s and %(more)s more") % {"shown": shown, "more": more}


def _kept(actor: User, goal: Goal) -> Programme:
    programme = Programme.objects.select_for_update(no_key=True).get(pk=goal.programme_id)
    require(actor, may_change_programme, programme)
    return programme
