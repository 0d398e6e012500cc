"""Command ``watch``: a table of weekly counts → expected, threshold, p and level of each week."""

import re
from collections.abc import Callable
from contextlib import suppress
from math import isnan
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from yntymak.methods.surveillance.bayes import bayes
from yntymak.methods.surveillance.detection import (
    Detection,
    Floats,
    Level,
    SurveillanceError,
)
from yntymak.methods.surveillance.ears import ears
from yntymak.methods.surveillance.evaluation import confusion
from yntymak.methods.surveillance.ladder import ladder
from yntymak.methods.surveillance.reading import WeeklyCounts, read_counts, table_of
from yntymak.methods.surveillance.seasonal import farrington, harmonic
from yntymak.methods.surveillance.sustained import sustained
from yntymak.methods.surveillance.window import window

BAD_INPUT = 2
_WINDOWED = re.compile(r"(bayes|sustained)\((\d{1,3}),(\d{1,3}),(\d{1,3})\)", flags=re.ASCII)
_NAMES = "ladder, bayes, bayes(4,0,2), sustained, ears-c1, ears-c2, ears-c3, window, harmonic"

app = typer.Typer(
    add_completion=False,
    help="Weekly counts: what is more than expected. Checked on disease data, which validates the "
    "statistics, not a claim to predict conflict between people.",
)


@app.command()
def watch(
    series: Annotated[Path, typer.Argument(help="CSV: series, week, count[, state].")],
    out: Annotated[Path, typer.Option(help="CSV for the result.")],
    detector: Annotated[str, typer.Option(help=f"One of {_NAMES}, farrington.")] = "ladder",
    start: Annotated[
        int, typer.Option("--from", help="First week to judge, counted from 1.", min=1)
    ] = 1,
    *,
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="Compare alarms with the column state.")
    ] = False,
) -> None:
    """Judge each week of each series by the weeks before it."""
    try:
        keep_apart(out, series)
        given = _read(series, start, evaluate=evaluate)
        found = detector_named(detector)(given.counts, start - 1)
        write_whole(out, table_of(found, given))
    except SurveillanceError as error:
        typer.echo(f"{series}: {error}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    known = int((found.level > Level.UNKNOWN).sum())
    typer.echo(
        f"{len(given.series)} series, {known} weeks judged, {int(found.alarm.sum())} above the "
        f"threshold. The result is in {out}."
    )
    if evaluate:
        typer.echo(figures(found, given))


def _read(series: Path, start: int, *, evaluate: bool) -> WeeklyCounts:
    given = read_counts(series)
    if start > len(given.weeks):
        raise SurveillanceError(f"The table has only {len(given.weeks)} weeks.")
    if evaluate and given.state is None:
        raise SurveillanceError("To evaluate, the table needs a column state with 0 or 1.")
    return given


def figures(found: Detection, given: WeeklyCounts) -> str:
    """Of the weeks that could be judged."""
    if given.state is None:
        raise SurveillanceError("To evaluate, the table needs a column state with 0 or 1.")
    known = found.level > Level.UNKNOWN
    table = confusion(found.alarm[known], given.state[:, found.weeks][known])
    shares = {
        "sensitivity": table.sensitivity,
        "specificity": table.specificity,
        "distance": table.distance,
    }
    told = ", ".join(
        f"{name} {'undefined' if isnan(share) else f'{share:.3f}'}"
        for name, share in shares.items()
    )
    return f"TP {table.tp}, FP {table.fp}, TN {table.tn}, FN {table.fn}; {told}."


def detector_named(name: str) -> Callable[[Floats, int], Detection]:
    """A detector as (counts, first week) → result. Raises SurveillanceError."""
    plain: dict[str, Callable[[Floats, int], Detection]] = {
        "ladder": lambda y, at: ladder(y, np.arange(len(y)), start=at).detection,
        "bayes": lambda y, at: bayes(y, start=at),
        "sustained": lambda y, at: sustained(y, start=at),
        "ears-c1": lambda y, at: ears(y, method="C1", start=at),
        "ears-c2": lambda y, at: ears(y, method="C2", start=at),
        "ears-c3": lambda y, at: ears(y, method="C3", start=at),
        "window": lambda y, at: window(y, start=at),
        "harmonic": lambda y, at: harmonic(y, start=at),
        "farrington": lambda y, at: farrington(y, start=at),
    }
    wanted = name.lower().replace(" ", "")
    if wanted in plain:
        return plain[wanted]
    if match := _WINDOWED.fullmatch(wanted):
        half_width, recent, years = (int(part) for part in match.groups()[1:])
        kind = bayes if match[1] == "bayes" else sustained
        return lambda y, at: kind(y, half_width=half_width, recent=recent, years=years, start=at)
    raise SurveillanceError(f"There is no detector “{name}”; choose one of {_NAMES}, farrington.")


def keep_apart(out: Path, *given: Path) -> None:
    """The result must not stand where a table came from: that would be lost."""
    if any(out.resolve() == each.resolve() for each in given):
        raise SurveillanceError(f"The result would overwrite {out}; give it another name.")


def write_whole(out: Path, text: str) -> None:
    """The whole file or none: it is written beside its place first."""
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise SurveillanceError(
            f"The result cannot be written to {out} ({error.strerror})."
        ) from None
