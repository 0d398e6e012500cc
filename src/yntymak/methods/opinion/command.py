"""Command ``opinion analyse``: a table of votes → tables, JSON and a report to print."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from yntymak.methods.opinion.analysis import MapState, OpinionMap, analyse
from yntymak.methods.opinion.executors import Cluster, ClusterError, Executor, Threads
from yntymak.methods.opinion.reading import (
    InputError,
    Labels,
    Statements,
    read_labels,
    read_statements,
    read_votes,
)
from yntymak.methods.opinion.report import report_html
from yntymak.methods.opinion.votes import Votes
from yntymak.methods.opinion.writing import write_results

BAD_INPUT = 2
_OUTCOMES = {
    MapState.TOO_FEW_PEOPLE: "too few people for a map",
    MapState.NO_STATEMENTS: "no statement is left for a map",
    MapState.NO_DIFFERENCES: "everybody voted the same, so there is no map",
}

app = typer.Typer(help="Votes on statements: who thinks alike, what divides and what unites.")


class Language(StrEnum):
    """Of the report."""

    KY = "ky"
    RU = "ru"
    EN = "en"


@app.callback()
def opinion() -> None:
    """Votes on statements: who thinks alike, what divides and what unites."""


@app.command("analyse")
def analyse_command(
    votes: Annotated[Path, typer.Argument(help="CSV: participant, statement, vote[, timestamp].")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.")],
    statements: Annotated[
        Path | None, typer.Option(help="CSV: statement, text, moderated, meta.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="CSV: participant, group; without it groups are found.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.KY,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler that makes the sums.")
    ] = None,
) -> None:
    """Write the map of opinions of one poll into a folder."""
    try:
        with _progress() as bar:
            step = bar.add_task("Reading")
            read, about, given = _read(votes, statements, labels)
            bar.update(step, description="Analysing")
            with _executor(cluster) as executor:
                found = _analyse(read, about, given, labels, executor)
            bar.update(step, description="Writing")
            _write_whole(found, out, about, language.value)
    except (InputError, ClusterError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    groups = f"{len(found.group_names)} groups"
    typer.echo(
        f"{len(found.participants)} participants, {len(found.statements)} statements, "
        f"{int(found.votes_per_participant.sum())} votes: {_OUTCOMES.get(found.state, groups)}. "
        f"The results are in {out}."
    )


def _progress() -> Progress:
    """On the error stream, and only where a person looks at it."""
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _read(
    votes: Path, statements: Path | None, labels: Path | None
) -> tuple[Votes, Statements | None, Labels | None]:
    about, given = None, None
    if statements is not None:
        with _named(statements):
            about = read_statements(statements)
    if labels is not None:
        with _named(labels):
            given = read_labels(labels)
    with _named(votes):
        read = read_votes(votes, all_statements=about.names if about else ())
        if read.n_participants < 2:
            raise InputError("Only one participant has voted; a map needs at least two.")
    return read, about, given


def _executor(cluster: str | None) -> Cluster | Threads:
    return Cluster(cluster) if cluster else Threads()


def _analyse(
    votes: Votes,
    about: Statements | None,
    given: Labels | None,
    labels: Path | None,
    executor: Executor,
) -> OpinionMap:
    moderated, meta = about.aligned(votes) if about else (None, None)
    if given is None or labels is None:
        return analyse(votes, moderated=moderated, meta=meta, executor=executor)
    with _named(labels):
        group, names = given.aligned(votes)
    return analyse(
        votes,
        moderated=moderated,
        meta=meta,
        labels=group,
        group_names=names,
        executor=executor,
    )


def _write_whole(found: OpinionMap, out: Path, about: Statements | None, language: str) -> None:
    """All files or none: they are written beside the folder first, then put in their place.

    Other files in the folder stay.
    """
    texts = about.text_of() if about else {}
    try:
        if out.exists() and not out.is_dir():
            raise InputError(f"{out}: this is a file; the results need a folder.")
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as name:
            whole = Path(name) / "whole"
            whole.mkdir()
            write_results(found, whole, texts=texts)
            (whole / "report.html").write_text(
                report_html(found, texts=texts, language=language), encoding="utf-8", newline=""
            )
            if out.exists():
                for file in sorted(whole.iterdir()):
                    file.replace(out / file.name)
            else:
                shutil.move(whole, out)
    except OSError as error:
        raise InputError(f"{out}: the results cannot be written ({error.strerror}).") from None


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Puts the file's name before what is wrong with it."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
