"""`yntymak bundle`: evidence that anybody can check, without the system and without a network."""

from pathlib import Path
from typing import Annotated

import typer

from yntymak.methods.evidence.bundles import BundleError, verify

app = typer.Typer(no_args_is_help=True, help="Evidence bundles of consultations.")


@app.callback()
def bundle() -> None:
    """Evidence bundles of consultations."""


@app.command("verify")
def check(file: Annotated[Path, typer.Argument(help="The zip file of a bundle.")]) -> None:
    """Check each file and event. Exit: 0 whole, 1 changed (names what), 2 no bundle."""
    try:
        with file.open("rb") as source:
            verdict = verify(source)
    except (BundleError, OSError) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        typer.echo(f"{file}: {said}", err=True)
        raise typer.Exit(2) from error
    for fault in verdict.faults:
        typer.echo(fault, err=True)
    if not verdict.is_whole:
        raise typer.Exit(1)
    typer.echo(
        f"Whole: {verdict.files} files, {verdict.events} events of the ledger. "
        f"SHA-256 of the manifest: {verdict.manifest_sha256}"
    )
