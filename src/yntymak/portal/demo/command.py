"""Loading the demonstration and saying how to enter it."""

from __future__ import annotations

from django.db import connection, transaction
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from yntymak.foundation.people.models import User
from yntymak.portal.demo import (
    cast,
    law,
    localities,
    many,
    nation,
    opinions,
    papers,
    places,
    warning,
)
from yntymak.portal.demo.cast import PASSWORD

STEPS = (
    ("Places", places.load),
    ("People", cast.load),
    ("The law and its consultations", law.load),
    ("What many voices bring with them", many.load),
    ("Opinions", opinions.load),
    ("Codes and templates", papers.load),
    ("Three municipalities", localities.load),
    ("The country", nation.load),
    ("Early warning", warning.load),
)
out = Console()


def is_loaded() -> bool:
    return User.objects.filter(username=cast.LAST, is_demonstration=True).exists()


def load() -> None:
    """Idempotent: each step writes what is missing. All of it or nothing."""
    with Progress(console=out, transient=True) as progress, transaction.atomic():
        task = progress.add_task("Loading the demonstration", total=len(STEPS))
        for name, step in STEPS:
            progress.update(task, description=f"Loading the demonstration: {name}")
            step()
            progress.advance(task)
        gather_statistics()


def gather_statistics() -> None:
    """Until autovacuum comes by, PostgreSQL would plan for the empty tables it last saw.

    Each table by name: without names it locks the catalogue that all databases of a server share.
    """
    if connection.vendor == "postgresql":
        names = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, names)))


def load_once() -> None:
    if not is_loaded():
        load()


def announce(address: str) -> None:
    table = Table(title=f"Password of every demonstration account: {PASSWORD}")
    for column in ("sign in as", "who", "role"):
        table.add_column(column)
    accounts = User.objects.filter(is_demonstration=True).prefetch_related(
        "roles__place", "roles__organisation"
    )
    for user in accounts.order_by("pk"):
        role = user.roles.first()
        said = f"{role.get_kind_display()}, {role.place or role.organisation}" if role else ""
        table.add_row(user.username, user.full_name, said)
    out.print(table)
    out.print(f"Yntymak runs at [bold]{address}[/bold]  (Ctrl+C stops it)")
