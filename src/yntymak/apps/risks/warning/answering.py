"""Who is asked about an alert: the unit itself, then the next above in which somebody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.risks.models import Alert
from yntymak.apps.risks.queries.warning import ANSWERING
from yntymak.foundation.people.models import Role
from yntymak.foundation.registry.lineage import absorbed_by
from yntymak.foundation.registry.models import Kind

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place

Holders = list[list[tuple[str, str]]]  # by Alert.Asked: the ranges of codes that have somebody

LOWEST = {
    Kind.RAION: Alert.Asked.RAION,
    Kind.OBLAST: Alert.Asked.OBLAST,
    Kind.COUNTRY: Alert.Asked.NATION,
}


def holders() -> Holders:
    """Two queries, and one for each reform that units have passed through."""
    found: Holders = [[] for _ in ANSWERING]
    level: dict[str, int] = {kind: asked for asked, kinds in enumerate(ANSWERING) for kind in kinds}
    rows = Role.objects.active().filter(kind__in=list(level), place__isnull=False)
    roles = list(rows.select_related("place"))
    earlier = absorbed_by({role.place_id for role in roles if role.place_id})
    for role in roles:
        if role.place is not None:
            units = (role.place, *earlier.get(role.place.pk, ()))
            found[level[role.kind]] += [unit.code_range for unit in units]
    return found


def first_asked(place: Place, people: Holders) -> int:
    return _asked_from(place, LOWEST.get(Kind(place.kind), Alert.Asked.MUNICIPALITY), people)


def next_asked(place: Place, asked: int, people: Holders) -> int | None:
    """None where the State Agency is asked already: there is nobody above it."""
    return None if asked >= Alert.Asked.NATION else _asked_from(place, asked + 1, people)


def _asked_from(place: Place, lowest: int, people: Holders) -> int:
    for asked in range(lowest, Alert.Asked.NATION):
        if any(first <= place.code <= last for first, last in people[asked]):
            return asked
    return int(Alert.Asked.NATION)
