"""A year of the whole country: which municipalities there are, what each reported, the sums.

A municipality that was merged counts in the one that carries it on; one that was split counts only
in what lies around all its parts, because no figure of it can be told apart between them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yntymak.apps.plans.figures import figures_of
from yntymak.apps.plans.models import Plan
from yntymak.apps.plans.rollup import MOST, Leaf, Sum, roll_up
from yntymak.apps.programmes.models import Indicator
from yntymak.foundation.registry.models import PREFIX_LENGTH, Kind, Place, Succession
from yntymak.ui.figures import TYIYN_PER_SOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COUNTRY, OBLAST, RAION = (PREFIX_LENGTH[k] for k in (Kind.COUNTRY, Kind.OBLAST, Kind.RAION))
LENGTH = 14
APPROVED = Plan.State.APPROVED


@dataclass(frozen=True)
class Nation:
    """`sums` by the id of a place that is in force today: municipality, raion, oblast, country."""

    year: int
    places: list[Place]  # in force today, in order
    sums: dict[int, Sum]
    plans: dict[int, int]  # municipality → its newest plan of the year, if it has one

    def sum_of(self, place: Place) -> Sum:
        return self.sums.get(place.pk, Sum())


def nation_of(year: int) -> Nation:
    """Five queries: places, successions, plans with their figures, indicators."""
    today = timezone.localdate()
    places = list(Place.objects.order_by("sort_key"))
    current = [place for place in places if place.valid_to is None]
    above = _above(places, current, today)
    expected = _expected(places, year)
    rows = list(
        Plan.objects.filter(year=year, amends=None)
        .order_by()
        .values_list("pk", "place", "state", "figures__content")
    )
    rows = _completed(rows)
    keys = _indicator_keys()
    leaves = [
        Leaf(place, _values(state, figures or {}, keys), (figures or {}).get("newest"))
        for _pk, place, state, figures in rows
    ]
    # A unit that came into being within the year and made a plan is expected too.
    late = {place for _pk, place, _state, _figures in rows} - set(expected)
    sums = roll_up([*expected, *sorted(late)], leaves, above)
    plans = {above[place][0]: pk for pk, place, *_rest in rows if above.get(place)}
    return Nation(year, current, sums, plans)


def som_each(tyiyn: int, people: int) -> int:
    """Money per head in whole som, half a som upwards; integers only, as everywhere with money."""
    return (2 * tyiyn + TYIYN_PER_SOM * people) // (2 * TYIYN_PER_SOM * people)


def _completed(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """An approved plan that came in past the actions has no figures yet: they are read now."""
    lacking = [pk for pk, _place, state, figures in rows if state == APPROVED and figures is None]
    if not lacking:
        return rows
    read = figures_of(Plan.objects.filter(pk__in=lacking))
    return [(pk, place, state, figures or read.get(pk)) for pk, place, state, figures in rows]


def _values(
    state: str, figures: Mapping[str, Any], keys: Mapping[str, str]
) -> dict[str, tuple[int, int | None]]:
    if state != APPROVED:
        return {"prepared": (1, None)}
    values: dict[str, tuple[int, int | None]] = {"approved": (1, None)}
    planned = figures.get("planned", {})
    for source, tyiyn in planned.items():
        values[f"planned.{source}"] = (tyiyn, None)
    values["planned"] = (sum(planned.values()), None)
    for name in ("committed", "spent"):
        if figures.get(name) is not None:
            # Parts of what was approved there, so that the share holds where some are silent.
            values[name] = (figures[name], figures.get("approved", 0))
    measures, states = figures.get("measures", 0), figures.get("states", {})
    values["measures"] = (measures, None)
    if states:
        values["done"] = (states.get("done", 0), measures)
    for half in figures.get("reports", {}):
        values[f"report.{half}"] = (1, None)
    for pk, (part, whole) in figures.get("indicators", {}).items():
        if pk in keys:
            values[keys[pk]] = (part, whole)
    return values


def _indicator_keys() -> dict[str, str]:
    rows = Indicator.objects.order_by().values_list("pk", "over_places")
    return {
        str(pk): f"{MOST if over == Indicator.OverPlaces.MOST else 'indicator'}.{pk}"
        for pk, over in rows
    }


def _expected(places: Iterable[Place], year: int) -> list[int]:
    """Municipalities in force when the year began; the register's first day for earlier years."""
    first = min((place.valid_from for place in places), default=dt.date(year, 1, 1))
    day = max(dt.date(year, 1, 1), first)
    return [
        place.pk
        for place in places
        if place.is_municipality
        and place.valid_from <= day
        and (place.valid_to is None or day < place.valid_to)
    ]


def _above(
    places: Iterable[Place], current: Iterable[Place], today: dt.date
) -> dict[int, list[int]]:
    """Each version of a municipality → what it counts in today, from itself to the country."""
    by_code = {place.code: place for place in current}
    heirs = _heirs(today)
    found: dict[int, list[int]] = {}
    for place in places:
        if place.is_municipality:
            ends = _ends(place, heirs)
            paths = [_path(end, by_code) for end in ends]
            found[place.pk] = [
                pk for pk in (paths[0] if paths else []) if all(pk in path for path in paths)
            ]
    return found


def _path(place: Place, by_code: Mapping[str, Place]) -> list[int]:
    if place.valid_to is not None:
        return []
    codes = [place.code[:length].ljust(LENGTH, "0") for length in (RAION, OBLAST, COUNTRY)]
    around = [by_code[code].pk for code in codes if code in by_code]
    return list(dict.fromkeys([place.pk, *around]))


def _heirs(today: dt.date) -> dict[int, list[Place]]:
    heirs: dict[int, list[Place]] = defaultdict(list)
    for each in Succession.objects.filter(on__lte=today).select_related("new"):
        heirs[each.old_id].append(each.new)
    return heirs


def _ends(place: Place, heirs: Mapping[int, list[Place]]) -> list[Place]:
    """The versions in force today that `place` lives on in."""
    step, ends, reached = [place], {}, {place.pk}
    while step:
        following: dict[int, Place] = {}
        for each in step:
            if each.valid_to is None:
                ends[each.pk] = each
            for heir in heirs.get(each.pk, ()):
                if heir.pk not in reached:
                    following[heir.pk] = heir
        reached |= following.keys()
        step = list(following.values())
    return list(ends.values())
