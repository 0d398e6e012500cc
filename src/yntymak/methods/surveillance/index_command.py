"""Command ``index``: a table of indicators → one composite index per place."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from yntymak.methods.surveillance.command import BAD_INPUT, keep_apart, write_whole
from yntymak.methods.surveillance.detection import SurveillanceError
from yntymak.methods.surveillance.indicators import (
    Indicators,
    index_of,
    index_table,
    read_indicators,
    read_references,
)

app = typer.Typer(
    add_completion=False,
    help="A composite index of places from official indicators, by the formulas of the INFORM "
    "subnational models. It ranks circumstances, not people, and foresees nothing.",
)


@app.command()
def index(
    values: Annotated[Path, typer.Argument(help="CSV: place, then one column per indicator.")],
    references: Annotated[
        Path, typer.Argument(help="CSV: indicator, dimension, least, most[, direction up|down].")
    ],
    out: Annotated[Path, typer.Option(help="CSV for the result.")],
) -> None:
    """Scale 0 to 10 between fixed reference values, mean inside a dimension, geometric between."""
    at = references
    try:
        keep_apart(out, values, references)
        fixed = read_references(references)
        at = values
        given = read_indicators(values, fixed)
        found = index_of(given)
        write_whole(out, index_table(given, found))
    except SurveillanceError as error:
        typer.echo(f"{at}: {error}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    typer.echo(sentence(given, found.reliability))
    typer.echo(f"The result is in {out}.")


def sentence(given: Indicators, reliability: np.ndarray) -> str:
    """What was left out is said, not only written."""
    cells, known = given.values.size, int((~np.isnan(given.values)).sum())
    silent = [p for p, share in zip(given.places, reliability, strict=True) if share == 0]
    said = (
        f"{len(given.places)} places, {len(given.references)} indicators in "
        f"{len(given.dimensions)} dimensions. {cells - known} of {cells} values are no data and "
        "were left out."
    )
    if silent:
        said += f" Without any data, and so without an index: {', '.join(silent)}."
    return said
