"""A process that is started again when it ends, for as long as it is wanted."""

from __future__ import annotations

import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAUSE = 2.0  # seconds: a worker that cannot start must not keep the machine busy


@contextmanager
def kept_running(command: Sequence[str]) -> Iterator[None]:
    stop = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stop.is_set():
            with subprocess.Popen(command) as process:  # noqa: S603 - our own command
                running[:] = [process]
            stop.wait(PAUSE)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        for process in running:
            process.terminate()
        keeper.join(timeout=10)
