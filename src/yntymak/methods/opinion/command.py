"""Command ``opinion analyse``: a table of votes → tables, JSON and a report to print."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

import typer
from rich import progress as rich_progress
from rich.console import Console

from yntymak.methods.opinion.analysis import MapState, OpinionMap, analyse
from yntymak.methods.opinion.event_tables import Progress
from yntymak.methods.opinion.executors import Cluster, ClusterError, Executor, Threads
from yntymak.methods.opinion.findings import About, Findings, find
from yntymak.methods.opinion.findings_report import findings_html
from yntymak.methods.opinion.findings_writing import write_findings
from yntymak.methods.opinion.participants import (
    read_first_votes,
    read_participants,
    read_population,
)
from yntymak.methods.opinion.polis_export import statements_of
from yntymak.methods.opinion.reading import (
    InputError,
    read_labels,
    read_statements,
    read_votes,
)
from yntymak.methods.opinion.report import report_html
from yntymak.methods.opinion.state import OpinionState
from yntymak.methods.opinion.state_file import StateError, load_state, save_state
from yntymak.methods.opinion.votes import Votes
from yntymak.methods.opinion.writing import write_results

BAD_INPUT = 2
_OUTCOMES = {
    MapState.TOO_FEW_PEOPLE: "too few people for a map",
    MapState.NO_STATEMENTS: "no statement is left for a map",
    MapState.NO_DIFFERENCES: "everybody voted the same, so there is no map",
}

_Read = TypeVar("_Read")

app = typer.Typer(help="Votes on statements: who thinks alike, what divides and what unites.")


class Language(StrEnum):
    """Of the report."""

    KY = "ky"
    RU = "ru"
    EN = "en"


class Profile(StrEnum):
    """``yntymak`` says what it is sure of; ``polis`` is the published standard."""

    YNTYMAK = "yntymak"
    POLIS = "polis"


class _Sources(NamedTuple):
    votes: Path
    statements: Path | None
    labels: Path | None
    participants: Path | None
    population: Path | None


@app.callback()
def opinion() -> None:
    """Votes on statements: who thinks alike, what divides and what unites."""


@app.command("analyse")
def analyse_command(
    votes: Annotated[
        Path,
        typer.Argument(
            help="CSV or Parquet: participant, statement, vote[, timestamp]; or a polis export."
        ),
    ],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.")],
    statements: Annotated[
        Path | None, typer.Option(help="CSV: statement, text, moderated, meta.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="CSV: participant, group; without it groups are found.")
    ] = None,
    participants: Annotated[
        Path | None,
        typer.Option(help="CSV: participant, place, round, channel, sex, age, weight."),
    ] = None,
    population: Annotated[
        Path | None, typer.Option(help="CSV: axis (place, sex or age), group, people.")
    ] = None,
    profile: Annotated[
        Profile, typer.Option(help="yntymak, or polis: the published standard.")
    ] = Profile.YNTYMAK,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.KY,
    state: Annotated[
        Path | None,
        typer.Option(
            help="File with earlier votes; the new ones are added and all are kept there."
        ),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler that makes the sums.")
    ] = None,
) -> None:
    """Write the map of opinions of one poll into a folder."""
    try:
        with _progress() as bar:
            step = bar.add_task("Reading", total=1.0)
            sources = _Sources(
                votes, statements or statements_of(votes), labels, participants, population
            )
            read, kept, texts, about = _read(
                sources, state, lambda share: bar.update(step, completed=share)
            )
            bar.update(step, description="Analysing", total=None)
            with _executor(cluster) as executor:
                result = _analyse(kept or read, about, profile, executor)
            bar.update(step, description="Writing")
            _write_whole(result, out, texts, language.value)
            if kept is not None and state is not None:
                _keep(kept, state)
    except (InputError, ClusterError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    found = result.map if isinstance(result, Findings) else result
    groups = f"{len(found.group_names)} groups"
    typer.echo(
        f"{len(found.participants)} participants, {len(found.statements)} statements, "
        f"{int(found.votes_per_participant.sum())} votes: {_OUTCOMES.get(found.state, groups)}. "
        f"The results are in {out}."
    )


def _progress() -> rich_progress.Progress:
    """On the error stream, and only where a person looks at it."""
    console = Console(stderr=True)
    return rich_progress.Progress(
        rich_progress.SpinnerColumn(),
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _read(
    sources: _Sources, state: Path | None, progress: Progress
) -> tuple[Votes, OpinionState | None, dict[str, str], About]:
    """All votes, the state that keeps them, the statements' words, and what else is known."""
    statements = _read_if(read_statements, sources.statements)
    labels = _read_if(read_labels, sources.labels)
    people = _read_if(read_participants, sources.participants)
    population = _read_if(read_population, sources.population)
    if population is not None and people is None:
        raise InputError("--population needs --participants: who belongs to which group.")
    with _named(sources.votes):
        votes = read_votes(
            sources.votes, all_statements=statements.names if statements else (), progress=progress
        )
    kept = None if state is None else _kept(state, votes)
    votes = votes if kept is None else kept.votes()
    with _named(sources.votes):
        if votes.n_participants < 2:
            raise InputError("Only one participant has voted; a map needs at least two.")
        first_vote = read_first_votes(sources.votes, votes)
    about = About(population=population, first_vote=first_vote)
    if statements is not None:
        moderated, meta = statements.aligned(votes)
        about = replace(about, moderated=moderated, meta=meta)
    if labels is not None and sources.labels is not None:
        with _named(sources.labels):
            group, names = labels.aligned(votes)
        about = replace(about, labels=group, group_names=names)
    if people is not None and sources.participants is not None:
        with _named(sources.participants):
            about = replace(about, participants=people.aligned(votes))
    return votes, kept, statements.text_of() if statements else {}, about


def _read_if(reader: Callable[[Path], _Read], path: Path | None) -> _Read | None:
    if path is None:
        return None
    with _named(path):
        return reader(path)


def _kept(path: Path, votes: Votes) -> OpinionState:
    """The state of the file, if there is one, with the votes added."""
    if not path.exists():
        return OpinionState(votes)
    with _named(path):
        try:
            kept = load_state(path)
        except StateError as error:
            raise InputError(str(error)) from None
    kept.extend(votes)
    return kept


def _keep(kept: OpinionState, path: Path) -> None:
    try:
        save_state(kept, path)
    except OSError as error:
        raise InputError(f"{path}: the state cannot be written ({error.strerror}).") from None


def _executor(cluster: str | None) -> Cluster | Threads:
    return Cluster(cluster) if cluster else Threads()


def _analyse(
    votes: Votes | OpinionState, about: About, profile: Profile, executor: Executor
) -> OpinionMap | Findings:
    if profile is Profile.YNTYMAK:
        return find(votes if isinstance(votes, Votes) else votes.votes(), about, executor)
    options: dict[str, Any] = {
        "moderated": about.moderated,
        "meta": about.meta,
        "labels": about.labels,
        "group_names": about.group_names,
        "executor": executor,
    }
    return analyse(votes, **options) if isinstance(votes, Votes) else votes.map(**options)


def _write_whole(
    result: OpinionMap | Findings, out: Path, texts: dict[str, str], language: str
) -> None:
    """All files or none: they are written beside the folder first, then put in their place.

    Other files in the folder stay.
    """
    try:
        if out.exists() and not out.is_dir():
            raise InputError(f"{out}: this is a file; the results need a folder.")
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as name:
            whole = Path(name) / "whole"
            whole.mkdir()
            _write(result, whole, texts, language)
            if out.exists():
                for file in sorted(whole.iterdir()):
                    file.replace(out / file.name)
            else:
                shutil.move(whole, out)
    except OSError as error:
        raise InputError(f"{out}: the results cannot be written ({error.strerror}).") from None


def _write(
    result: OpinionMap | Findings, folder: Path, texts: dict[str, str], language: str
) -> None:
    if isinstance(result, Findings):
        write_findings(result, folder, texts=texts)
        report = findings_html(result, texts=texts, language=language)
    else:
        write_results(result, folder, texts=texts)
        report = report_html(result, texts=texts, language=language)
    (folder / "report.html").write_text(report, encoding="utf-8", newline="")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Puts the file's name before what is wrong with it."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
