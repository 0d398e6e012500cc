from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.models import Role, User
from yntymak.foundation.people.permissions import require
from yntymak.foundation.people.rules import may_give_role, may_hand_over
from yntymak.foundation.people.scope import forget_scope

if TYPE_CHECKING:
    from yntymak.foundation.people.models import Organisation
    from yntymak.foundation.registry.models import Place


@transaction.atomic
def give_role(
    *,
    actor: User | None,
    user: User,
    kind: str,
    place: Place | None = None,
    organisation: Organisation | None = None,
    since: dt.date,
    until: dt.date | None = None,
) -> Role:
    """Idempotent: the same role given twice is one role. `actor` None is the command line."""
    if actor is not None:
        require(actor, may_give_role, place)
    role, made = Role.objects.get_or_create(
        user=user,
        kind=kind,
        place=place,
        organisation=organisation,
        since=since,
        defaults={"until": until},
    )
    if made:
        record("role:given", role, actor=actor, place=place, kind=kind, user=user.pk)
    forget_scope(user)
    return role


@transaction.atomic
def make_account(
    *, actor: User | None, username: str, full_name: str, password: str, language: str = "ky"
) -> User:
    """Raises ValidationError, also where the name is taken. `actor` None is the command line."""
    if actor is not None:
        require(actor, may_give_role)
    user = User(username=username, full_name=full_name, language=language)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    record("account:made", user, actor=actor)
    return user


@transaction.atomic
def hand_over(*, actor: User, role: Role, successor: User, on: dt.date) -> Role:
    """`successor` holds the role from `on`; the present holder keeps it through the day before.

    Idempotent: the same handover again gives back the role that the first one made.
    """
    role = Role.objects.select_for_update(no_key=True).get(pk=role.pk)
    # A second click comes when the first has already ended the role.
    new = role.handed_to
    if new is not None and (new.user, new.since) == (successor, on):
        return new
    require(actor, may_hand_over, role)
    _check_handover(role, successor, on)
    new = Role.objects.create(
        user=successor,
        kind=role.kind,
        place=role.place,
        organisation=role.organisation,
        since=on,
        until=role.until,
    )
    role.until = on - dt.timedelta(days=1)
    role.handed_to = new
    role.save(update_fields=["until", "handed_to"])
    for person in (actor, role.user, successor):
        forget_scope(person)
    record("role:handed_over", role, actor=actor, place=role.place, to=new.pk, on=on.isoformat())
    return new


def _check_handover(role: Role, successor: User, on: dt.date) -> None:
    if role.handed_to_id is not None:
        raise ValidationError(_("This role has already been handed over."))
    if successor == role.user:
        raise ValidationError({"successor": _("This person holds the role. Choose another one.")})
    if on < timezone.localdate():
        raise ValidationError({"on": _("This day is over. Choose today or a later day.")})
    if on <= role.since:
        raise ValidationError({"on": _("Choose a day later than the day the role began.")})
    if role.until is not None and on > role.until:
        raise ValidationError({"on": _("The role ends before this day. Choose an earlier one.")})
