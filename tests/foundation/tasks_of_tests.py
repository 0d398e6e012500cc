"""Tasks that worker processes of the tests run; a worker imports them by this module's name."""

import time
from pathlib import Path

from django_tasks import task


@task()
def note(path: str) -> None:
    """Says in a file what it did. The first worker that takes it never comes to the end."""
    file = Path(path)
    is_first = not file.exists()
    with file.open("a", encoding="utf-8") as notes:
        notes.write("begun\n")
        notes.flush()
        if is_first:
            time.sleep(600)
        notes.write("done\n")


@task()
def fail() -> None:
    raise ValueError("This task always fails.")


@task()
def keep_day(day: str) -> None:
    """Done once for each day."""
