"""The command `yntymak`."""

from __future__ import annotations

import errno
import os
import socket
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from yntymak.foundation.console import err, out, refuse, run_command, set_up_django, warn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")

# Imported when they are asked for: the methods bring SciPy, which a starting server can spare.
ELSEWHERE = {
    "bundle": "yntymak.methods.evidence.command",
    "index": "yntymak.methods.surveillance.index_command",
    "law": "yntymak.methods.lawtext.command",
    "opinion": "yntymak.methods.opinion.command",
    "people": "yntymak.foundation.people.command",
    "registry": "yntymak.foundation.registry.command",
    "risks": "yntymak.apps.risks.office_command",
    "warning": "yntymak.apps.risks.command",
    "watch": "yntymak.methods.surveillance.command",
}


class Commands(TyperGroup):
    """The commands of this file, and those that stand beside what they command."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        found = get_command(import_module(ELSEWHERE[cmd_name]).app)
        found.name = cmd_name
        return found


app = typer.Typer(
    cls=Commands, no_args_is_help=True, add_completion=False, help="Yntymak, the working system."
)
ledger = typer.Typer(no_args_is_help=True, help="The append-only record of every write.")
messages = typer.Typer(no_args_is_help=True, help="Texts in Kyrgyz, Russian and English.")
app.add_typer(ledger, name="ledger")
app.add_typer(messages, name="messages")

Port = Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.", min=1, max=65535)]
Host = Annotated[str, typer.Option(envvar="HOST", help="Address to listen on.")]


@app.command()
def run(port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Prepare the database, load the demonstration once, start the server and one worker."""
    require_free_port(host, port)
    compile_texts()
    set_up_django()
    prepare()
    from yntymak.portal.demo.command import announce, load_once  # noqa: PLC0415

    load_once()
    from yntymak.foundation.jobs.supervision import PARENT, kept_running  # noqa: PLC0415

    os.environ[PARENT] = str(os.getpid())
    with kept_running([sys.executable, "-m", "yntymak", "worker"]):
        announce(f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/ky/")
        listen(host, port)


@app.command()
def demo() -> None:
    """Load the demonstration; what is there already stays as it is."""
    compile_texts()
    set_up_django()
    prepare()
    from yntymak.portal.demo.command import load  # noqa: PLC0415

    load()
    out.print("The demonstration is loaded.")


@app.command()
def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: int = 1) -> None:
    """Serve the pages. Migrations must have been applied."""
    require_free_port(host, port)
    set_up_django()
    prepare_cache(workers)
    prepare_static()
    listen(host, port, workers)


@app.command()
def worker(
    batch: Annotated[bool, typer.Option(help="End when the queue is empty.")] = False,
) -> None:
    """Work through the jobs in the background."""
    set_up_django()
    from yntymak.foundation.jobs.supervision import end_with_parent  # noqa: PLC0415
    from yntymak.foundation.jobs.worker import run_worker  # noqa: PLC0415

    end_with_parent()
    run_worker(batch=batch)


@app.command(
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
)
def manage(context: typer.Context) -> None:
    """Django's own commands."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["yntymak manage", *context.args])


@ledger.command()
def verify() -> None:
    """Recompute the chain; name the first broken link."""
    set_up_django()
    from yntymak.foundation.ledger.queries import verify_chain  # noqa: PLC0415

    found = verify_chain()
    if found.broken_at is not None:
        raise refuse(f"Event {found.broken_at} breaks the chain: {found.reason}.")
    out.print(f"{found.checked} events, one unbroken chain. Last hash: {found.last_hash}")


@messages.command("compile")
def compile_messages() -> None:
    """Write the binary catalogues."""
    from yntymak.messages import compile_all  # noqa: PLC0415

    out.print(f"{compile_all()} catalogues compiled.")


@messages.command("update")
def update_messages() -> None:
    """Take new texts of the sources into the catalogues."""
    set_up_django()
    from yntymak.messages import update  # noqa: PLC0415

    out.print(f"{update()} texts wait for a translation.")


@messages.command("check")
def check_messages() -> None:
    """Fail on a text that is missing, unused, contradicting or has other placeholders."""
    set_up_django()
    from yntymak.messages import faults  # noqa: PLC0415

    found = faults()
    for line in found:
        err.print(line, soft_wrap=True, markup=False, highlight=False)
    if found:
        raise typer.Exit(1)
    out.print("Every text stands in Kyrgyz, Russian and English.")


def require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise refuse(f"Nothing can listen at {host}:{port}: {error.strerror}.") from error
            raise refuse(
                f"Port {port} is in use: stop what listens there, or choose another port, "
                f"for example PORT={port + 1 if port < 65535 else 8000} make run."
            ) from error


def compile_texts() -> None:
    """Before Django starts: it reads a catalogue once and keeps it, with what is missing in it."""
    from yntymak.messages import compile_all  # noqa: PLC0415

    compile_all()


def prepare() -> None:
    """Apply what is missing and nothing else: a second start takes no time over it."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import OperationalError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from yntymak.messages import compile_all  # noqa: PLC0415

    compile_all()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            with out.status("Preparing the database…"):
                call_command("migrate", verbosity=0, interactive=False)
        prepare_cache()
    except OperationalError as error:
        raise refuse(f"The database cannot be opened ({error}): check YNTYMAK_DATABASE.") from error
    prepare_static()


def prepare_cache(workers: int = 1) -> None:
    """The table of a shared cache; it holds nothing that a restart may not lose."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    if settings.CACHE_IS_SHARED:
        call_command("createcachetable", verbosity=0)
    elif workers > 1:
        warn("Each process counts voices from one address for itself: YNTYMAK_SHARED_CACHE=yes.")


def prepare_static() -> None:
    """Collect and compress the static files when a source is newer than the last time."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    done = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(
        (p.stat().st_mtime for p in Path(settings.PACKAGE).rglob("static/**/*") if p.is_file()),
        default=0.0,
    )
    if not done.exists() or done.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def listen(host: str, port: int, workers: int = 1) -> None:
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    from yntymak.foundation.jobs.supervision import PARENT  # noqa: PLC0415

    os.environ[PARENT] = str(os.getpid())
    Server(
        "yntymak.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,  # more would only queue at the database
        backpressure=64,
        log_level=LogLevels.warning,
    ).serve()


def main() -> None:
    run_command(app)


if __name__ == "__main__":
    main()
