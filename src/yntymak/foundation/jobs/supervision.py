"""Processes that belong together: one is started again when it ends, and ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAUSE = 2.0  # seconds: a worker that cannot start must not keep the machine busy
PARENT = "YNTYMAK_PARENT"  # the process without which its children end
GRACE = 10.0  # seconds for what is being written, after that the end is hard


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


def end_with_parent() -> None:
    """A parent that was killed cannot end its children: orphans would keep the port and the queue.

    Without PARENT in the environment nothing happens.
    """
    parent = os.environ.get(PARENT)
    if parent is not None:  # it may be gone already
        threading.Thread(target=_outlive, args=(int(parent),), daemon=True).start()


def _outlive(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
