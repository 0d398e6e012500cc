"""Files of the commands: read a law, write a result, refuse with one sentence."""

import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.instructions import AmendingAct, read_instructions
from yntymak.methods.lawtext.provisions import LawText
from yntymak.methods.lawtext.reader import read_document
from yntymak.methods.lawtext.structure import parse


def as_bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


ByLaw = Annotated[
    bool, typer.Option("--by-law", help="A by-law or a resolution: points instead of articles.")
]


def parsed(
    file: Path, language: str, *, by_law: bool = False, restore_superscripts: bool = False
) -> LawText:
    try:
        return parse(
            read_document(file),
            language,
            require_articles=not by_law,
            restore_superscripts=restore_superscripts,
        )
    except LawTextError as error:
        refuse(f"{file.name}: {error.detail} [{error.code}]")


def write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}")


def refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def amending_law(file: Path, language: str) -> AmendingAct:
    if language not in {"ky", "ru"}:
        refuse(f"the language is ky or ru, not {language!r} [wrong_language]")
    try:
        found = read_instructions(read_document(file), language)
    except LawTextError as error:
        refuse(f"{file.name}: {error.detail} [{error.code}]")
    if not found.instructions:
        refuse(f"{file.name}: no instruction of an amending law is in the text [no_instruction]")
    return found
