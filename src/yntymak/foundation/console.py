"""What the commands of the foundation share: where they speak, how they refuse, how they start."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import django
import typer
from django.apps import apps
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

out = Console()
err = Console(stderr=True)


def say(sentence: str) -> None:
    out.print(sentence, soft_wrap=True, markup=False, highlight=False)


def warn(sentence: str) -> None:
    err.print(sentence, style="yellow", soft_wrap=True, markup=False, highlight=False)


def refuse(*sentences: str) -> typer.Exit:
    """To be raised: `raise refuse("…") from error`."""
    for sentence in sentences:
        err.print(sentence, style="red", soft_wrap=True, markup=False, highlight=False)
    return typer.Exit(1)


def set_up_django() -> None:
    if apps.ready:
        return  # a second setup would configure logging anew
    try:
        django.setup()
    except OSError as error:
        place = error.filename or "the data folder"
        sentence = f"Yntymak cannot write to {place}: choose a folder with YNTYMAK_DATA_DIR."
        raise refuse(sentence) from error
    except ValueError as error:
        raise refuse(f"A setting cannot be used: {error}") from error


def run_command(app: Callable[[], object]) -> None:
    """A database that is away, or holds no tables yet, is answered with a sentence, not a trace."""
    from django.db import DatabaseError, OperationalError, ProgrammingError  # noqa: PLC0415

    try:
        app()
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError, ProgrammingError):
            raise
        refuse(
            f"The database cannot be used ({error}).",
            "Check YNTYMAK_DATABASE and YNTYMAK_DATA_DIR; `yntymak manage migrate` makes tables.",
        )
        sys.exit(1)
