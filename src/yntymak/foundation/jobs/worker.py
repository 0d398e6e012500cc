"""A worker process: takes tasks off the queue, beats, reaps what silent workers left behind, and
asks for what is done nightly.
"""

from __future__ import annotations

import logging
import threading

from django.db import Error, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from yntymak.foundation.jobs.actions import beat, reap
from yntymak.foundation.jobs.nightly import Nightly

BEAT_SECONDS = 5.0
logger = logging.getLogger(__name__)


def run_worker(*, interval: float = 0.5, batch: bool = False) -> None:
    """Runs until a signal ends it, or, with `batch`, until the queue is empty."""
    worker_id = get_random_string(32)
    beat(worker_id)
    reap()
    stop = threading.Event()
    pulse = threading.Thread(target=_keep_beating, args=(worker_id, stop), daemon=True)
    pulse.start()
    worker = QueueWorker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    try:
        worker.run()
    finally:
        stop.set()
        pulse.join()


def _keep_beating(worker_id: str, stop: threading.Event) -> None:
    nightly = Nightly()
    while not stop.wait(BEAT_SECONDS):
        try:
            close_old_connections()
            beat(worker_id)
            reap()
            nightly.ask()
        except Error:  # a busy or restarting database: the next beat tries again
            logger.warning("A beat was missed.", exc_info=True)
    connection.close()
