"""Laws on the command line: read, compare two redactions, compare two languages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yntymak.methods.lawtext.akn import to_akn
from yntymak.methods.lawtext.amending_command import amend, export, lint
from yntymak.methods.lawtext.command_files import ByLaw, as_bytes, parsed, write
from yntymak.methods.lawtext.comparison import Comparison, compare_versions
from yntymak.methods.lawtext.document import Problem
from yntymak.methods.lawtext.parity import compare_structure, structure_agreement
from yntymak.methods.lawtext.provisions import LawText

app = typer.Typer(help="Read laws: structure, keys and defects.", no_args_is_help=True)
app.command()(amend)
app.command()(lint)
app.command()(export)

_SHOWN = 25  # problems in the table; the JSON has all


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A law as .docx or plain text.")],
    language: Annotated[str, typer.Option(help="ky or ru.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write provisions here.")] = None,
    akn_file: Annotated[Path | None, typer.Option("--akn", help="Write Akoma Ntoso here.")] = None,
    *,
    by_law: ByLaw = False,
) -> None:
    """Show what a law consists of and what looks wrong in it.

    Ends with 0 where it was read, with 2 where it cannot be.
    """
    law = parsed(file, language, by_law=by_law)
    if json_file:
        write(json_file, as_bytes(as_json(law)))
    if akn_file:
        write(akn_file, to_akn(law))
    console = Console()
    counts = Counter(provision.kind for provision in law.provisions)
    table = Table("kind", "count", title=f"{file.name} ({language})")
    for kind, count in counts.most_common():
        table.add_row(kind, str(count))
    console.print(table)
    _show_problems(console, law.problems)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="The older redaction.")],
    new: Annotated[Path, typer.Argument(help="The newer redaction, in the same language.")],
    language: Annotated[str, typer.Option(help="ky or ru.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all changes here.")
    ] = None,
    *,
    by_law: ByLaw = False,
) -> None:
    """Show what changed between two redactions of a law, word by word.

    A number like 851 between 85 and 86 is taken for 85¹, and said so. Ends with 0, whether
    anything changed or not; with 2 where a file cannot be read.
    """
    before, after = (
        parsed(file, language, by_law=by_law, restore_superscripts=True) for file in (old, new)
    )
    found = compare_versions(before, after)
    if json_file:
        write(json_file, as_bytes(comparison_as_json(found)))
    console = Console()
    _show_restored(console, before, after)
    console.print(
        f"{len(found.changed)} provisions changed, {len(found.added)} added, "
        f"{len(found.removed)} removed, in {len(found.articles)} articles"
    )
    table = Table("provision", "old words", "new words")
    for change in found.changed[:_SHOWN]:
        for segment in change.segments:
            if segment.kind != "equal":
                table.add_row(change.key, escape(segment.old.strip()), escape(segment.new.strip()))
    console.print(table)
    if len(found.changed) > _SHOWN:
        console.print(f"… and {len(found.changed) - _SHOWN} more provisions")


@app.command()
def parity(
    kyrgyz: Annotated[Path, typer.Argument(help="The law in Kyrgyz.")],
    russian: Annotated[Path, typer.Argument(help="The same law in Russian.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the result here.")] = None,
    *,
    by_law: ByLaw = False,
) -> None:
    """Show where the structure of the two languages of one law differs.

    Ends with 0, whether they differ or not; with 2 where a file cannot be read.
    """
    ky, ru = parsed(kyrgyz, "ky", by_law=by_law), parsed(russian, "ru", by_law=by_law)
    agreement, problems = structure_agreement(ky, ru), compare_structure(ky, ru)
    if json_file:
        found = {**asdict(agreement), "share": agreement.share}
        write(json_file, as_bytes({**found, "problems": [asdict(each) for each in problems]}))
    console = Console()
    console.print(
        f"{agreement.identical} of {agreement.pairs} article pairs have the same structure "
        f"({agreement.share:.1%})"
    )
    _show_problems(console, problems)


def as_json(law: LawText) -> dict[str, Any]:
    """The form of the JSON file; `parent` is null at the top, `line` counts lines of the source."""
    return {
        "language": law.language,
        "provisions": [asdict(provision) for provision in law.provisions],
        "problems": [asdict(problem) for problem in law.problems],
    }


def comparison_as_json(found: Comparison) -> dict[str, Any]:
    """`segments` of a change make up both texts: kind, old words, new words."""
    return {
        "changed": [asdict(change) for change in found.changed],
        "added": list(found.added),
        "removed": list(found.removed),
    }


def _show_restored(console: Console, *laws: LawText) -> None:
    restored = [
        each.detail for law in laws for each in law.problems if each.code == "superscript_restored"
    ]
    if restored:
        console.print(f"Raised digits restored in {len(restored)} numbers: {', '.join(restored)}")


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
