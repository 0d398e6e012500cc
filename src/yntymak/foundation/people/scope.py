"""What a person may see and do, read once per request from the roles that are active today.

scope_of(request.user).covers(place, Kind.SPECIALIST, Kind.HEAD)
Plan.objects.filter(scope_of(user).where(Kind.OBLAST_OFFICER, field="place"))
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, Q

from yntymak.foundation.people.models import Role, User
from yntymak.foundation.registry.lineage import absorbed_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from yntymak.foundation.people.models import Organisation
    from yntymak.foundation.registry.models import Place

Kind = Role.Kind
STAFF = (Kind.SPECIALIST, Kind.HEAD)
OFFICERS = (Kind.RAION_OFFICER, Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER)
# Everybody who acts for a public body, and therefore must hold a second factor.
OFFICIALS = (*STAFF, *OFFICERS, Kind.DEPUTY, Kind.FACILITATOR, Kind.FOCAL_POINT, Kind.PARLIAMENT)

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Scope:
    """The roles a person holds today. The visitor holds none.

    Whoever works for a unit also works on what the units left that were merged into it:
    `absorbed`, by the key of the unit.
    """

    roles: tuple[Role, ...] = ()
    absorbed: dict[int, list[Place]] = field(default_factory=dict)

    def has(self, *kinds: str) -> bool:
        return any(role.kind in kinds for role in self.roles)

    @property
    def is_official(self) -> bool:
        return self.has(*OFFICIALS)

    def covers(self, place: Place | None, *kinds: str) -> bool:
        """One of `kinds` is held for `place` or for a place around it; no place: the nation."""
        return any(
            role.place is not None
            and (
                role.place.kind == "country"
                if place is None
                else role.place.contains(place) or self._has_absorbed(role.place, place)
            )
            for role in self._of(kinds)
        )

    def where(self, *kinds: str, field: str = "place") -> Q:
        """The rows whose `field`, a path to a Place, lies where one of `kinds` is held."""
        found = NOTHING
        for role in self._of(kinds):
            if role.place is not None and role.place.kind == "country":
                # Every place: the database need not look at the codes of 484 and join them.
                found |= Q(**{f"{field}__isnull": False})
            elif role.place is not None:
                found |= Q(**{f"{field}__code__range": role.place.code_range})
                for old in self.absorbed.get(role.place.pk, ()):
                    # Ended versions alone: a later reform may give the code to another unit.
                    inside = Q(**{f"{field}__code__range": old.code_range})
                    found |= inside & Q(**{f"{field}__valid_to__isnull": False})
        return found

    def organisations(self) -> list[Organisation]:
        return [r.organisation for r in self._of((Kind.MEMBER,)) if r.organisation is not None]

    def places(self, *kinds: str) -> list[Place]:
        return [role.place for role in self._of(kinds) if role.place is not None]

    def units(self, *kinds: str) -> list[Place]:
        """The places, and after each the earlier units that live on in it."""
        return [
            unit
            for place in self.places(*kinds)
            for unit in (place, *self.absorbed.get(place.pk, ()))
        ]

    def _has_absorbed(self, heir: Place, place: Place) -> bool:
        return place.valid_to is not None and any(
            old.contains(place) for old in self.absorbed.get(heir.pk, ())
        )

    def _of(self, kinds: Iterable[str]) -> list[Role]:
        return [role for role in self.roles if role.kind in kinds]


VISITOR = Scope()


def scope_of(user: User | AnonymousUser | None) -> Scope:
    """One query on the first call for a user object, none after; two more where one of the places
    has come out of a reform.
    """
    if user is None or not isinstance(user, User) or not user.is_active:
        return VISITOR
    found: Scope | None = user.__dict__.get("_scope")
    if found is None:
        rows = user.roles.active().select_related("place", "organisation")
        # A role comes once for each unit that its place came from, or once.
        told = list(rows.annotate(came_from=F("place__predecessions")))
        roles = {role.pk: role for role in told}
        heirs = {role.place_id for role in told if role.place_id and role.came_from}  # type: ignore[attr-defined]
        absorbed = absorbed_by(heirs) if heirs else {}
        found = user.__dict__["_scope"] = Scope(tuple(roles.values()), absorbed)
    return found


def forget_scope(user: User) -> None:
    """After a role was given or taken within the same request."""
    user.__dict__.pop("_scope", None)
