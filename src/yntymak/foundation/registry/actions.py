"""Every write to the register of places. `actor` None is the command line of the operator."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yntymak.foundation.ledger.actions import record
from yntymak.foundation.registry.models import (
    MUNICIPAL_KINDS,
    Boundary,
    Neighbourhood,
    Place,
    Succession,
)
from yntymak.foundation.registry.neighbours import Neighbours, inherited, read_neighbours
from yntymak.foundation.registry.succession import Checker, NewPlace, Reform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.foundation.registry.boundaries import Boundaries
    from yntymak.foundation.registry.neighbours import Pair
    from yntymak.foundation.registry.tables import Row

PLACES_2023 = Path(__file__).parent / "data" / "places_2023.csv"
# The register is dated by the year it describes; earlier versions of the units are not known to it.
IN_FORCE_FROM = dt.date(2023, 1, 1)


@dataclass(frozen=True)
class Loaded:
    made: int
    corrected: int


@transaction.atomic
def load_places_2023(*, actor: Any = None) -> Loaded:
    """The state as of 2023: 7 oblasts, 40 raions, 484 municipalities. Ten queries, under a second.

    Idempotent: a unit that any version of is known stays as it is, except that names and population
    of the 2023 version follow the file. What the reform ended is not brought back.
    """
    with PLACES_2023.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {place.code: place for place in Place.objects.order_by("-valid_from")}
    corrected = _correct(rows, known)
    made = 0
    # Parents stand before their children in the file, and each level is one bulk insert.
    for _kind, level in groupby(rows, key=lambda row: _DEPTH[row["kind"]]):
        new = [_place_of(row, known) for row in level if row["code"] not in known]
        Place.objects.bulk_create(new)
        known |= {place.code: place for place in new}
        made += len(new)
    if made or corrected:
        country = known[rows[0]["code"]]
        record("registry:loaded", country, actor=actor, made=made, corrected=corrected)
    return Loaded(made, corrected)


_DEPTH = {"country": 0, "oblast": 1, "republican_city": 1, "raion": 2, "city": 3, "aiyl_aimak": 3}
_FOLLOWING = ("name_ky", "name_ru", "name_en", "population", "population_year")


def _place_of(row: dict[str, str], known: dict[str, Place]) -> Place:
    place = Place(
        code=row["code"],
        kind=row["kind"],
        parent=known.get(row["parent_code"]),
        is_municipality=row["is_municipality"] == "1",
        valid_from=IN_FORCE_FROM,
        **_facts(row),
    )
    place.derive()
    return place


def _facts(row: dict[str, str]) -> dict[str, Any]:
    numbers = {name: int(row[name]) if row[name] else None for name in _FOLLOWING[3:]}
    return {name: row[name] for name in _FOLLOWING[:3]} | numbers


def _correct(rows: list[dict[str, str]], known: dict[str, Place]) -> int:
    changed = []
    for row in rows:
        place = known.get(row["code"])
        if place is None or place.valid_from != IN_FORCE_FROM:
            continue
        # A number that the file leaves open is not taken from a place that has one.
        facts = {name: value for name, value in _facts(row).items() if value is not None}
        if any(getattr(place, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(place, name, value)
            place.derive()
            changed.append(place)
    Place.objects.bulk_update(changed, [*_FOLLOWING, "sort_key", "search_text"], batch_size=100)
    return len(changed)


@transaction.atomic
def import_reform(
    rows: list[Row], *, actor: Any = None, date: dt.date | None = None, dry_run: bool = False
) -> Reform:
    """Let units merge, split and take other names, as `rows` say: all of them, or none where one
    is at fault. A row that was imported before changes nothing. `date` is for rows without one.
    """
    reform = Checker(rows, date=date, today=timezone.localdate()).check()
    if reform.faults or dry_run:
        return reform
    for new in reform.places:
        Place.objects.filter(pk__in=[old.pk for old in new.old]).update(valid_to=new.on)
    made = {new.code: _begin(new) for new in reform.places}
    Succession.objects.bulk_create(
        Succession(old=step.old, new=made[step.new_code], on=step.on, kind=step.kind)
        for step in reform.pending
    )
    heirs: dict[int, list[int]] = defaultdict(list)
    for step in reform.pending:
        heirs[step.old.pk].append(made[step.new_code].pk)
    _add_neighbours(inherited(heirs))
    for new in reform.places:
        place, codes = made[new.code], sorted(old.code for old in new.old)
        Place.objects.current().filter(parent__in=new.old).update(parent=place)
        record("place:succeeded", place, actor=actor, place=place, old=codes, on=str(new.on))
    return reform


def _begin(new: NewPlace) -> Place:
    names = dict(zip(("name_ky", "name_ru", "name_en"), new.names, strict=True))
    return Place.objects.create(
        code=new.code,
        kind=new.kind,
        parent=new.parent,
        is_municipality=new.kind in MUNICIPAL_KINDS,
        valid_from=new.on,
        **names,
        **_united_population(new),
    )


def _united_population(new: NewPlace) -> dict[str, int | None]:
    """The sum, where each part went over whole and is known for the same year."""
    counts = [old.population for old in new.old if old.population is not None]
    years = {old.population_year for old in new.old}
    if not new.is_of_whole_units or len(counts) < len(new.old) or len(years) > 1:
        return {}
    return {"population": sum(counts), "population_year": years.pop()}


@dataclass(frozen=True)
class Drawn:
    """How many units got another border, and the codes of the file that no unit in force has."""

    changed: int
    unmatched: list[str]


@transaction.atomic
def import_boundaries(boundaries: Boundaries, *, actor: Any = None, dry_run: bool = False) -> Drawn:
    """Idempotent: a border that is the same already is not written again."""
    codes = boundaries.geometries
    found = Place.objects.current().filter(code__in=codes).select_related("boundary")
    places = {place.code: place for place in found}
    changed = [
        Boundary(place=place, geometry=codes[code])
        for code, place in places.items()
        if not hasattr(place, "boundary") or place.boundary.geometry != codes[code]
    ]
    if changed and not dry_run:
        Boundary.objects.bulk_create(
            changed,
            batch_size=20,
            update_conflicts=True,
            unique_fields=["place"],
            update_fields=["geometry"],
        )
        drawn = [boundary.place for boundary in changed]
        country = Place.objects.current().filter(kind="country").first() or drawn[0]
        record("registry:bounded", country, actor=actor, codes=[place.code for place in drawn])
    return Drawn(len(changed), sorted(codes.keys() - places.keys()))


@transaction.atomic
def import_neighbours(
    rows: list[Row], *, actor: Any = None, is_complete: bool = False, dry_run: bool = False
) -> Neighbours:
    """Add the pairs of `rows`: all of them, or none where one is at fault. Idempotent.

    `is_complete`: the list is the whole truth, and a pair of units in force that it lacks is taken
    out.
    """
    read = read_neighbours(rows)
    gone = read.gone if is_complete else set()
    if read.faults or dry_run or not (read.new or gone):
        return read
    _add_neighbours(read.new)
    for a, b, kind in gone:
        Neighbourhood.objects.filter(a=a, b=b, kind=kind).delete()
    country = Place.objects.current().filter(kind="country").get()
    record("registry:neighboured", country, actor=actor, added=len(read.new), removed=len(gone))
    return read


def _add_neighbours(pairs: Iterable[Pair]) -> None:
    rows = [Neighbourhood(a_id=a, b_id=b, kind=kind) for a, b, kind in sorted(pairs)]
    Neighbourhood.objects.bulk_create(rows, ignore_conflicts=True)
