"""`yntymak registry …`: the register of places, kept by the operator."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - typer reads the types when it runs
from pathlib import Path  # noqa: TC003 - the same
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from yntymak.foundation.console import out, refuse, say, set_up_django, warn

if TYPE_CHECKING:
    from yntymak.foundation.registry.succession import Reform

app = typer.Typer(no_args_is_help=True, help="The register of places.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing.")]


@app.command()
def load() -> None:
    """Load the 484 municipalities of 2023 with their raions and oblasts. Safe to repeat."""
    set_up_django()
    from yntymak.foundation.registry.actions import load_places_2023  # noqa: PLC0415

    done = load_places_2023()
    say(f"{done.made} units made, {done.corrected} corrected.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX, one row for each step.")],
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%d.%m.%Y"], help="For rows without a date."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Let units merge, split and take other names; all rows or none."""
    set_up_django()
    from yntymak.foundation.registry.actions import import_reform  # noqa: PLC0415
    from yntymak.foundation.registry.succession import OPTIONAL, REQUIRED  # noqa: PLC0415
    from yntymak.foundation.registry.tables import TableError, read_table  # noqa: PLC0415

    try:
        rows = read_table(file, REQUIRED, OPTIONAL)
    except TableError as error:
        raise refuse(str(error)) from error
    reform = import_reform(rows, date=date and date.date(), dry_run=dry_run)
    if reform.faults:
        lines = [f"Row {f.row}, {f.column}: {f.sentence}" for f in reform.faults]
        raise refuse(*lines, "Nothing was written.")
    _report(reform, dry_run=dry_run)


def _report(reform: Reform, *, dry_run: bool) -> None:
    if not reform.places:
        say("All rows stand in the register already: nothing changes.")
        return
    table = Table("From", "New unit", "Old units", title="Changes in the register")
    for new in reform.places:
        old = "\n".join(f"{place.code} {place.name_ky}" for place in new.old)
        table.add_row(new.on.isoformat(), f"{new.code} {new.names[0]}", old)
    out.print(table)
    ended = len({place.code for new in reform.places for place in new.old})
    verb = "would end" if dry_run else "ended"
    begun = "would begin" if dry_run else "began"
    say(f"{ended} units {verb}, {len(reform.places)} {begun}.")


@app.command()
def geometry(
    file: Annotated[Path, typer.Argument(help="GeoJSON with polygons in degrees.")],
    dry_run: DryRun = False,
) -> None:
    """Take the borders of units from a GeoJSON file, matched by their code."""
    set_up_django()
    from yntymak.foundation.registry.actions import import_boundaries  # noqa: PLC0415
    from yntymak.foundation.registry.boundaries import BoundaryError, read_boundaries  # noqa: PLC0415

    try:
        boundaries = read_boundaries(file)
    except BoundaryError as error:
        raise refuse(str(error)) from error
    drawn = import_boundaries(boundaries, dry_run=dry_run)
    notes = [*boundaries.refused, *(f"No unit in force has the code {c}." for c in drawn.unmatched)]
    for note in notes:
        warn(note)
    verb = "would change" if dry_run else "changed"
    say(f"{drawn.changed} borders {verb} out of {len(boundaries.geometries)} in the file.")
    if not boundaries.geometries or len(drawn.unmatched) == len(boundaries.geometries):
        raise typer.Exit(1)


@app.command()
def neighbours(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX: code, neighbour, kind.")],
    complete: Annotated[
        bool, typer.Option("--complete", help="Take out the pairs that the file lacks.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Say which municipalities share a border, water, pasture, a market or a road."""
    set_up_django()
    from yntymak.foundation.registry.actions import import_neighbours  # noqa: PLC0415
    from yntymak.foundation.registry.neighbours import REQUIRED  # noqa: PLC0415
    from yntymak.foundation.registry.tables import TableError, read_table  # noqa: PLC0415

    try:
        rows = read_table(file, REQUIRED)
    except TableError as error:
        raise refuse(str(error)) from error
    read = import_neighbours(rows, is_complete=complete, dry_run=dry_run)
    if read.faults:
        lines = [f"Row {f.row}, {f.column}: {f.sentence}" for f in read.faults]
        raise refuse(*lines, "Nothing was written.")
    verb = "would be" if dry_run else "were"
    removed = f", {len(read.gone)} {verb} taken out" if complete else ""
    say(f"{len(read.pairs)} pairs in the file: {len(read.new)} {verb} added{removed}.")
