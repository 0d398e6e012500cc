"""`law read` and `law compare` on the command line."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from yntymak.methods.lawtext.akn import to_akn
from yntymak.methods.lawtext.document import Problem
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.parity import compare_structure, structure_agreement
from yntymak.methods.lawtext.provisions import LawText
from yntymak.methods.lawtext.reader import read_document
from yntymak.methods.lawtext.structure import parse

app = typer.Typer(help="Read laws: structure, keys and defects.", no_args_is_help=True)

_SHOWN = 25  # problems in the table; the JSON has all


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A law as .docx or plain text.")],
    language: Annotated[str, typer.Option(help="ky or ru.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write provisions here.")] = None,
    akn_file: Annotated[Path | None, typer.Option("--akn", help="Write Akoma Ntoso here.")] = None,
) -> None:
    """Show what a law consists of and what looks wrong in it."""
    law = _parsed(file, language)
    if json_file:
        _write(json_file, json.dumps(as_json(law), ensure_ascii=False, indent=1).encode())
    if akn_file:
        _write(akn_file, to_akn(law))
    console = Console()
    counts = Counter(provision.kind for provision in law.provisions)
    table = Table("kind", "count", title=f"{file.name} ({language})")
    for kind, count in counts.most_common():
        table.add_row(kind, str(count))
    console.print(table)
    _show_problems(console, law.problems)


@app.command()
def compare(
    kyrgyz: Annotated[Path, typer.Argument(help="The law in Kyrgyz.")],
    russian: Annotated[Path, typer.Argument(help="The same law in Russian.")],
) -> None:
    """Show where the structure of the two languages of one law differs."""
    ky, ru = _parsed(kyrgyz, "ky"), _parsed(russian, "ru")
    agreement = structure_agreement(ky, ru)
    console = Console()
    console.print(
        f"{agreement.identical} of {agreement.pairs} article pairs have the same structure "
        f"({agreement.share:.1%})"
    )
    _show_problems(console, compare_structure(ky, ru))


def as_json(law: LawText) -> dict[str, Any]:
    """The form of the JSON file; `parent` is null at the top, `line` counts lines of the source."""
    return {
        "language": law.language,
        "provisions": [asdict(provision) for provision in law.provisions],
        "problems": [asdict(problem) for problem in law.problems],
    }


def _parsed(file: Path, language: str) -> LawText:
    try:
        return parse(read_document(file), language)
    except LawTextError as error:
        _refuse(f"{file.name}: {error.detail} [{error.code}]")


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        _refuse(f"{file} cannot be written: {error.strerror}")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _show_problems(console: Console, problems: Sequence[Problem]) -> None:
    if not problems:
        console.print("Nothing looks wrong.")
        return
    table = Table("problem", "where", "line", "detail", title=f"{len(problems)} to look at")
    for problem in problems[:_SHOWN]:
        table.add_row(problem.code, problem.where, str(problem.line or ""), problem.detail)
    console.print(table)
    if len(problems) > _SHOWN:
        console.print(f"… and {len(problems) - _SHOWN} more")
