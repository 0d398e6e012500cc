"""`law amend`, `law lint` and `law export`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yntymak.methods.lawtext.akn import find_details, to_akn
from yntymak.methods.lawtext.akn_modifications import to_akn_amended, to_akn_bill
from yntymak.methods.lawtext.amending import Amended, best_act
from yntymak.methods.lawtext.amending import amend as carry_out
from yntymak.methods.lawtext.command_files import (
    ByLaw,
    amending_law,
    as_bytes,
    parsed,
    refuse,
    write,
)
from yntymak.methods.lawtext.instructions import AmendingAct
from yntymak.methods.lawtext.linting import lint as check
from yntymak.methods.lawtext.operations import Operation
from yntymak.methods.lawtext.provisions import LawText, to_text

_Act = Annotated[Path, typer.Argument(help="The act that is changed, as it is now.")]
_Amending = Annotated[Path, typer.Argument(help="The law that changes it.")]
_Language = Annotated[str, typer.Option(help="ky or ru.")]
_Name = Annotated[str, typer.Option("--act", help="Its name in the amending law, if in doubt.")]


def amend(
    act: _Act,
    amending: _Amending,
    language: _Language,
    *,
    out: Annotated[Path | None, typer.Option(help="Write the new redaction here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the account as JSON here.")] = None,
    akn: Annotated[Path | None, typer.Option(help="Write it as Akoma Ntoso here.")] = None,
    name: _Name = "",
    by_law: ByLaw = False,
) -> None:
    """Carry out an amending law on an act; an instruction is carried out whole or not at all.

    Ends with 0 where all were carried out, with 1 where one was not, with 2 where a file cannot
    be read. The report names each instruction with its place, operations and failure.
    """
    law, changes = parsed(act, language, by_law=by_law), amending_law(amending, language)
    done = carry_out(law, changes, _chosen(law, changes, name))
    if out:
        write(out, (to_text(done.law) + "\n").encode())
    if report:
        write(report, as_bytes(done.as_json()))
    if akn:
        write(akn, to_akn_amended(done))
    _show(Console(), done)
    if any(account.error for account in done.accounts):
        raise typer.Exit(1)


def lint(
    act: _Act,
    amending: _Amending,
    language: _Language,
    *,
    other_act: Annotated[Path | None, typer.Option(help="The act in the other language.")] = None,
    other_amending: Annotated[Path | None, typer.Option(help="The amending law in it.")] = None,
    name: _Name = "",
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the findings here.")
    ] = None,
    by_law: ByLaw = False,
) -> None:
    """Check a bill before it is published.

    Ends with 0 where nothing looks wrong, with 1 where something does, with 2 where a file cannot
    be read.
    """
    law, changes = parsed(act, language, by_law=by_law), amending_law(amending, language)
    laws = {language: law}
    operations = {language: _operations(changes, _chosen(law, changes, name))}
    unread = [each for each in changes.instructions if each.error]
    if other_act and other_amending:
        other = {"ky": "ru", "ru": "ky"}[language]
        laws[other] = parsed(other_act, other, by_law=by_law)
        translated = amending_law(other_amending, other)
        operations[other] = _operations(translated, _chosen(laws[other], translated, ""))
        unread += [each for each in translated.instructions if each.error]
    findings = [
        *({"code": each.error.code, "where": each.place, "detail": each.error.detail}
          for each in unread if each.error),
        *({"code": each.code, "where": f"{each.language} {each.operation + 1 or 'all'}",
           "detail": each.detail} for each in check(operations, laws)),
    ]  # fmt: skip
    if json_file:
        write(json_file, as_bytes({"findings": findings}))
    console = Console()
    if not findings:
        console.print("Nothing looks wrong.")
        return
    table = Table("problem", "where", "detail", title=f"{len(findings)} to look at")
    for each in findings:
        table.add_row(*(escape(each[column]) for column in ("code", "where", "detail")))
    console.print(table)
    raise typer.Exit(1)


def export(
    file: Annotated[Path, typer.Argument(help="A law as .docx or plain text.")],
    language: _Language,
    out: Annotated[Path, typer.Option(help="Write Akoma Ntoso 3.0 here.")],
    *,
    bill: Annotated[
        bool, typer.Option("--bill", help="An amending bill with its modifications.")
    ] = False,
    by_law: ByLaw = False,
) -> None:
    """Write an act, or an amending bill, as Akoma Ntoso 3.0.

    Ends with 0 where it was written, with 2 where it cannot be.
    """
    if bill:
        write(out, to_akn_bill(amending_law(file, language)))
    else:
        write(out, to_akn(parsed(file, language, by_law=by_law)))
    Console().print(f"{out} is written.", soft_wrap=True)


def _operations(changes: AmendingAct, act: str) -> list[Operation]:
    return [
        operation
        for instruction in changes.instructions
        if instruction.act == act
        for operation in instruction.operations
    ]


def _chosen(law: LawText, changes: AmendingAct, name: str) -> str:
    """The act among those the amending law names that is this law."""
    found = best_act(changes.acts, name or find_details(law).title)
    if found is None:
        names = "; ".join(each or "(no name)" for each in changes.acts)
        refuse(f"which act is meant? Name it with --act: {names} [act_unknown]")
    return found


def _show(console: Console, done: Amended) -> None:
    counts = done.counts()
    console.print(
        f"{counts['found']} instructions found, {counts['parsed']} parsed, "
        f"{counts['applied']} applied, {counts['regenerated']} regenerated word for word"
    )
    if done.other_acts:
        console.print(f"Not for this act: {len(done.other_acts)} other acts", markup=False)
    failed = [account for account in done.accounts if account.error]
    if failed:
        table = Table("instruction", "failure", "detail")
        for account in failed:
            if account.error:
                table.add_row(
                    escape(account.instruction.place), account.error.code,
                    escape(account.error.detail),
                )  # fmt: skip
        console.print(table)
