"""Which units lie side by side, share water, pasture, a market or a road: a list, checked whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yntymak.foundation.registry.models import Neighbourhood, Place
from yntymak.foundation.registry.succession import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yntymak.foundation.registry.tables import Row

REQUIRED = ("code", "neighbour", "kind")

# Both primary keys, the smaller first, and what is shared.
Pair = tuple[int, int, str]


@dataclass
class Neighbours:
    """`new` is what the register lacks, `gone` what the file lacks."""

    pairs: set[Pair] = field(default_factory=set)
    new: set[Pair] = field(default_factory=set)
    gone: set[Pair] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def read_neighbours(rows: Iterable[Row]) -> Neighbours:
    """Of units in force. Two queries. A pair may stand twice, either unit first."""
    units = dict(Place.objects.current().municipalities().values_list("code", "pk"))
    found = Neighbours()
    for row in rows:
        faults = list(_faults(row, units))
        found.faults += faults
        if not faults:
            a, b = sorted((units[row.cells["code"]], units[row.cells["neighbour"]]))
            found.pairs.add((a, b, row.cells["kind"].lower()))
    known = set(
        Neighbourhood.objects.filter(a__valid_to=None, b__valid_to=None).values_list(
            "a", "b", "kind"
        )
    )
    found.new, found.gone = found.pairs - known, known - found.pairs
    return found


def _faults(row: Row, units: dict[str, int]) -> Iterator[Fault]:
    for name in ("code", "neighbour"):
        if row.cells[name] not in units:
            said = f"no municipality in force has the code “{row.cells[name]}”."
            yield Fault(row.number, name, said)
    if row.cells["code"] == row.cells["neighbour"]:
        yield Fault(row.number, "neighbour", "a unit is no neighbour of itself.")
    if row.cells["kind"].lower() not in Neighbourhood.Kind.values:
        kinds = ", ".join(Neighbourhood.Kind.values)
        yield Fault(row.number, "kind", f"“{row.cells['kind']}” is none of {kinds}.")


def inherited(heirs: dict[int, list[int]]) -> set[Pair]:
    """The pairs that pass to the units which carry others on. One query.

    A split leaves open which part touches the neighbour: each is taken for one, because a
    neighbour too many is looked at once more and one too few is overlooked.
    """
    rows = Neighbourhood.objects.filter(a__in=heirs) | Neighbourhood.objects.filter(b__in=heirs)
    return {
        (min(a, b), max(a, b), kind)
        for old_a, old_b, kind in rows.values_list("a", "b", "kind")
        for a in heirs.get(old_a, [old_a])
        for b in heirs.get(old_b, [old_b])
        if a != b
    }
