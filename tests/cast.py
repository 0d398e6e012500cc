"""How a place and a person of the tests come into being."""

from __future__ import annotations

import datetime as dt

from yntymak.foundation.people.models import Organisation, Role, User
from yntymak.foundation.registry.models import Place

BEGINNING = dt.date(2020, 1, 1)


def make_place(code: str, kind: str, names: tuple[str, str, str], parent: Place | None) -> Place:
    ky, ru, en = names
    return Place.objects.create(
        code=code,
        kind=kind,
        parent=parent,
        name_ky=ky,
        name_ru=ru,
        name_en=en,
        is_municipality=kind in ("city", "aiyl_aimak"),
        valid_from=BEGINNING,
    )


def make_user(username: str, full_name: str, *roles: tuple[str, Place | Organisation]) -> User:
    user = User.objects.create_user(
        username, password="сыр-сөз-123", full_name=full_name, is_demonstration=True
    )
    for kind, bound in roles:
        bound_to = {"place" if isinstance(bound, Place) else "organisation": bound}
        Role.objects.create(user=user, kind=kind, since=BEGINNING, **bound_to)
    return user
