"""Where warnings stand and where it is silent, one tile for each municipality that one oversees."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.models import Alert, Standing
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.portal.tilemap import Tile, drawn

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

HIGH, RAISED, SILENT, UNHEARD, USUAL = "high", "raised", "silent", "unheard", "usual"
LABELS: dict[str, _StrPromise] = {
    HIGH: pgettext_lazy("warning map", "high warning"),
    RAISED: pgettext_lazy("warning map", "raised warning"),
    SILENT: pgettext_lazy("warning map", "reports have stopped"),
    UNHEARD: pgettext_lazy("warning map", "nothing was ever reported"),
    USUAL: pgettext_lazy("warning map", "no more reports than usual"),
}
# What is not known is hatched, what fell silent twice so: neither is a colour of the scale.
FILLS = {
    HIGH: "t-high",
    RAISED: "t-raised",
    SILENT: "#crossed",
    UNHEARD: "#none",
    USUAL: "t-usual",
}


@dataclass(frozen=True)
class OblastTiles:
    place: Place
    svg: SafeString
    counts: dict[str, int]

    @property
    def counted(self) -> list[tuple[_StrPromise, int]]:
        return [(label, self.counts.get(state, 0)) for state, label in LABELS.items()]


def warning_map(user: Any) -> list[OblastTiles]:
    """Three queries. Warnings of wider units stand in the list: a tile is one municipality."""
    scope = scope_of(user)
    levels = dict(
        Alert.objects.visible_to(user)
        .open()
        .filter(scope.where(*OFFICERS), place__is_municipality=True)
        .order_by()
        .values_list("place__code")
        .annotate(level=Max("level"))
    )
    rows = Standing.objects.filter(scope.where(*OFFICERS))
    standings = dict(rows.values_list("place_id", "state"))
    places = list(Place.objects.current().order_by("sort_key"))
    tops = {p.code[:5]: p for p in places if p.kind in ("oblast", "republican_city")}
    tiles: dict[str, list[Tile]] = defaultdict(list)
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for place in places:
        if place.is_municipality and scope.covers(place, *OFFICERS):
            state = _state(levels.get(place.code), standings.get(place.pk))
            tiles[place.code[:5]].append(Tile(place.code, place.name, LABELS[state], FILLS[state]))
            states[place.code[:5]][state] += 1
    return [
        OblastTiles(tops[code], drawn(tops[code].name, tiles[code], is_first=number == 0), found)
        for number, (code, found) in enumerate((c, dict(states[c])) for c in tops if tiles[c])
    ]


def _state(level: int | None, standing: str | None) -> str:
    """What was never watched is not known either: it was not heard of."""
    if level is not None:
        return HIGH if level >= Alert.Level.HIGH else RAISED
    if standing == Standing.State.SILENT:
        return SILENT
    return USUAL if standing == Standing.State.HEARD else UNHEARD
