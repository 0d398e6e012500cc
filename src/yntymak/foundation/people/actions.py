from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.models import Organisation, Role, User
from yntymak.foundation.people.permissions import require
from yntymak.foundation.people.rules import may_give_role, may_hand_over
from yntymak.foundation.people.scope import forget_scope
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
def hand_over(*, actor: User, role: Role, successor: User, on: dt.date) -> Role:
    """`successor` holds the role from `on`; the present holder keeps it through the day before."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    require(actor, may_hand_over, role)
    if role.handed_to_id is not None:
        raise ValidationError(_("This role has already been handed over."))
    if successor == role.user:
        raise ValidationError(_("Choose another person: this one holds the role already."))
    if on <= role.since:
        raise ValidationError(_("The handover must be later than the day the role began."))
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
    forget_scope(actor)
    record("role:handed_over", role, actor=actor, place=role.place, to=new.pk, on=on.isoformat())
    return new
