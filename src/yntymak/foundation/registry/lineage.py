"""Which units carry another on, so that figures of before and after a reform can be added up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from yntymak.foundation.registry.models import Place, Succession

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


def successors(place: Place, on: dt.date) -> list[Place]:
    """The versions in force on `on` that `place` lives on in; itself where it still is.

    After a merge several places share one successor; after a split one place has several, and no
    figure of it can be told apart between them. One query for each reform passed through.
    """
    return _follow(place, on, forward=True)


def predecessors(place: Place, on: dt.date) -> list[Place]:
    """The versions in force on `on` that went, whole or in part, into `place`."""
    return _follow(place, on, forward=False)


def _follow(place: Place, on: dt.date, *, forward: bool) -> list[Place]:
    found: dict[int, Place] = {}
    reached = {place.pk}
    step = [place]
    while step:
        found |= {p.pk: p for p in step if _is_in_force(p, on)}
        rows = Succession.objects.filter(**{"old__in" if forward else "new__in": step})
        rows = rows.filter(on__lte=on) if forward else rows.filter(on__gt=on)
        rows = rows.select_related("old", "new")
        ends = [s.new if forward else s.old for s in rows]
        # By key: two branches of a split may meet again in a later merge.
        step = list({p.pk: p for p in ends if p.pk not in reached}.values())
        reached |= {p.pk for p in step}
    return sorted(found.values(), key=lambda p: p.sort_key)


def _is_in_force(place: Place, on: dt.date) -> bool:
    return place.valid_from <= on and (place.valid_to is None or on < place.valid_to)


def absorbed_by(places: Iterable[int]) -> dict[int, list[Place]]:
    """By key of each of `places`: the earlier units that live on in it as a whole.

    Merged or renamed, through any number of reforms; a unit that was split has several heirs and
    is nobody's. One query for each reform passed through, and one that finds no more.
    """
    found: dict[int, dict[int, Place]] = defaultdict(dict)
    heirs = {pk: {pk} for pk in places}  # of a unit: those of `places` in which it lives on
    while heirs:
        whole = Succession.objects.filter(new__in=heirs).exclude(kind=Succession.Kind.SPLIT)
        further: dict[int, set[int]] = defaultdict(set)
        for step in whole.select_related("old"):
            for heir in heirs[step.new_id]:
                if step.old_id not in found[heir]:
                    found[heir][step.old_id] = step.old
                    further[step.old_id].add(heir)
        heirs = further
    return {heir: list(units.values()) for heir, units in found.items() if units}
