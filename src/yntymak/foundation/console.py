"""What the commands of the foundation share: where they speak, how they refuse, how they start."""

from __future__ import annotations

import django
import typer
from django.apps import apps
from rich.console import Console

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
