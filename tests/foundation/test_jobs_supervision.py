from __future__ import annotations

import os
import signal
import subprocess
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


HAS_A_CHILD = """
import os, subprocess, sys
os.environ["YNTYMAK_PARENT"] = str(os.getpid())
subprocess.Popen([sys.executable, "-c", sys.argv[2], sys.argv[1]]).wait()
"""
ENDS_WITH_ITS_PARENT = f"""
from yntymak.foundation.jobs.supervision import end_with_parent
end_with_parent()
{WRITES_ITS_NUMBER}
"""


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_ends_when_its_parent_is_killed(log):
    command = [sys.executable, "-c", HAS_A_CHILD, str(log), ENDS_WITH_ITS_PARENT]
    with subprocess.Popen(command) as parent:
        child = wait_for_lines(log, 1)[0]
        parent.kill()
    for _ in range(100):
        if not is_running(child):
            break
        time.sleep(0.05)
    assert not is_running(child)
