"""The one question each action asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser

    from yntymak.foundation.people.models import User

    Predicate = Callable[[User | AnonymousUser | None, object], bool]


def require(actor: User | AnonymousUser | None, may: Predicate, subject: object = None) -> None:
    """`may` is a predicate of the app's rules.py. Raises PermissionDenied with its name."""
    if not may(actor, subject):
        raise PermissionDenied(getattr(may, "name", getattr(may, "__name__", "refused")))
