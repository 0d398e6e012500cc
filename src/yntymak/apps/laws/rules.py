from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from yntymak.apps.laws.queries import DRAFTERS
from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from yntymak.apps.laws.models import Act, ActImport, Bill
    from yntymak.foundation.people.models import User


@rules.predicate
def may_upload(user: User | AnonymousUser | None, _subject: object = None) -> bool:
    return scope_of(user).has(*DRAFTERS)


@rules.predicate
def may_settle(user: User | AnonymousUser | None, waiting: ActImport) -> bool:
    """Correct, confirm or discard: who uploaded it while still in office, and the Agency."""
    scope = scope_of(user)
    if scope.has(Kind.NATIONAL_OFFICER):
        return True
    return scope.has(*DRAFTERS) and getattr(user, "pk", None) == waiting.uploaded_by_id


@rules.predicate
def may_revise(user: User | AnonymousUser | None, act: Act | None) -> bool:
    """Add a redaction to an act: the Agency, and whoever brought in the act's first one."""
    scope = scope_of(user)
    if act is None or scope.has(Kind.NATIONAL_OFFICER):
        return True
    return (
        scope.has(*DRAFTERS)
        and act.versions.filter(number=1, saved_by_id=getattr(user, "pk", None)).exists()
    )


@rules.predicate
def may_draft(user: User | AnonymousUser | None, _subject: object = None) -> bool:
    return scope_of(user).has(*DRAFTERS)


@rules.predicate
def may_write(user: User | AnonymousUser | None, bill: Bill) -> bool:
    """Change, publish, carry on: who began the bill while still in office, and the Agency."""
    scope = scope_of(user)
    if scope.has(Kind.NATIONAL_OFFICER):
        return True
    return scope.has(*DRAFTERS) and getattr(user, "pk", None) == bill.created_by_id
