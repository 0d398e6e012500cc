from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from yntymak.foundation.jobs import supervision
from yntymak.foundation.jobs.supervision import kept_running

if TYPE_CHECKING:
    from pathlib import Path

WRITES_ITS_NUMBER = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
)


@pytest.fixture
def log(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(supervision, "PAUSE", 0.05)
    return tmp_path / "pids"


def wait_for_lines(log: Path, count: int) -> list[int]:
    for _ in range(200):
        if log.exists() and len(log.read_text().splitlines()) >= count:
            break
        time.sleep(0.05)
    return [int(line) for line in log.read_text().splitlines()]


def test_a_killed_process_is_started_again_and_ends_when_it_is_no_longer_wanted(log):
    with kept_running([sys.executable, "-c", WRITES_ITS_NUMBER, str(log)]):
        first = wait_for_lines(log, 1)[0]
        os.kill(first, signal.SIGKILL)
        second = wait_for_lines(log, 2)[1]
        assert second != first

    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
