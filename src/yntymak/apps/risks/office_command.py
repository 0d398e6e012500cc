"""`yntymak risks …`: terms, holidays and lists of past events, kept by the operator."""

from __future__ import annotations

import datetime as dt
from pathlib import Path  # noqa: TC003 - typer reads the types when it runs
from typing import Annotated

import typer

from yntymak.foundation.console import refuse, say, set_up_django, warn

app = typer.Typer(no_args_is_help=True, help="Worries and cases: terms, holidays, past events.")


@app.command()
def term(
    kind: Annotated[str, typer.Argument(help="acknowledge, answer or handover.")],
    days: Annotated[int, typer.Argument(help="Working days.")],
    since: Annotated[str, typer.Option("--from", help="First day, 2027-01-01; else today.")] = "",
) -> None:
    """From a day on an office has so many working days. What came before keeps its day."""
    set_up_django()
    from django.utils import timezone  # noqa: PLC0415

    from yntymak.apps.risks import actions  # noqa: PLC0415

    try:
        day = dt.date.fromisoformat(since) if since else timezone.localdate()
        actions.set_term(kind=kind, working_days=days, in_force_from=day)
    except ValueError as error:
        raise refuse(str(error)) from error
    say(f"{kind}: {days} working days from {day}.")


@app.command()
def holidays(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with the columns day, name, working.")],
) -> None:
    """Days that differ from the week: no work, or (working = 1) work on a day that has none."""
    set_up_django()
    from yntymak.apps.risks import actions  # noqa: PLC0415
    from yntymak.foundation.registry.tables import TableError, read_table  # noqa: PLC0415

    days = {}
    try:
        for row in read_table(file, ("day", "name"), ("working",)):
            try:
                day = dt.date.fromisoformat(row.cells["day"][:10])
            except ValueError:
                raise refuse(f"Row {row.number}: “{row.cells['day']}” is no date.") from None
            days[day] = (row.cells["name"], row.cells.get("working", "") == "1")
    except TableError as error:
        raise refuse(str(error)) from error
    say(f"{actions.set_holidays(days=days)} days set.")


@app.command()
def events(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX, one row for each event.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Take in what can be read.")] = False,
) -> None:
    """Read a list of past events and show what is wrong with it; with --write, take it in."""
    set_up_django()
    from yntymak.apps.risks import actions  # noqa: PLC0415
    from yntymak.apps.risks.incidents import OPTIONAL, REQUIRED, Reader  # noqa: PLC0415
    from yntymak.foundation.registry.tables import TableError, read_table  # noqa: PLC0415

    try:
        lines = Reader(None).read(read_table(file, REQUIRED, OPTIONAL))
    except TableError as error:
        raise refuse(str(error)) from error
    for line in lines:
        if line.faults:
            warn(f"Row {line.number}: {' '.join(line.faults)}")
    new = sum(not line.faults and not line.is_known for line in lines)
    if write:
        say(f"{len(actions.import_cases(actor=None, lines=lines))} events taken in.")
    else:
        say(f"{new} new, {sum(line.is_known for line in lines)} known. Nothing was written.")
