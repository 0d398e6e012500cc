"""The same map, to the byte, wherever the sums are made."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from yntymak.methods.opinion import Votes, analyse, blocks, tables, to_json
from yntymak.methods.opinion.command import app
from yntymak.methods.opinion.executors import Cluster, ClusterError, Threads

SOURCES = Path(blocks.__file__).parents[3]


@pytest.fixture(autouse=True)
def many_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "VOTES_PER_BLOCK", 700)


@pytest.fixture
def votes():
    rng = np.random.default_rng(4)
    place = rng.normal(size=(900, 2)) + np.array([[2, 0], [-2, 1]])[np.arange(900) % 2]
    row, column = np.nonzero(rng.random((900, 90)) < 0.2)
    lean = np.einsum("ij,ij->i", place[row], rng.normal(size=(90, 2))[column])
    return Votes.from_arrays(row, column, np.sign(lean.round()).astype(int))


def bytes_of(opinion_map):
    return {**tables(opinion_map), "json": to_json(opinion_map)}, opinion_map.places.tobytes()


def test_the_number_of_threads_changes_no_byte(votes):
    found = []
    for n in (1, 2, 5):
        with Threads(n) as executor:
            found.append(bytes_of(analyse(votes, executor=executor)))
    assert found[0] == found[1] == found[2]


def test_after_a_restart_the_bytes_are_the_same(votes, tmp_path):
    np.savez(tmp_path / "events.npz", p=votes.rows(), c=votes.columns, v=votes.values)
    program = (
        "import sys, hashlib, numpy as np\n"
        "from yntymak.methods.opinion import Votes, analyse, to_json\n"
        "from yntymak.methods.opinion.executors import Threads\n"
        "events = np.load(sys.argv[1])\n"
        "found = analyse(Votes.from_arrays(*(events[k] for k in 'pcv')),"
        " executor=Threads(int(sys.argv[2])))\n"
        "print(hashlib.sha256(found.places.tobytes() + to_json(found).encode()).hexdigest())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program, tmp_path / "events.npz", n],
            env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONHASHSEED": n},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for n in ("1", "2")
    }
    assert len(printed) == 1
    assert len(printed.pop()) == 65


class Killing(Cluster):
    """A cluster that loses a worker while the third round of sums is being made."""

    def __init__(self, address, victim):
        super().__init__(address)
        self.victim, self.rounds = victim, 0

    def run(self, function, held, *arguments):
        self.rounds += 1
        for i, part in enumerate(super().run(function, held, *arguments)):
            if self.rounds == 3 and i == 2:
                os.kill(self.victim.pid, signal.SIGKILL)
                self.victim.wait()
            yield part


def dask(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def workers(tmp_path):
    """Address of a scheduler, and its two workers: three processes of this machine."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    card = tmp_path / "scheduler.json"
    processes = [
        dask("scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard",
             "--scheduler-file", card),
        *(dask("worker", "--scheduler-file", card, "--nthreads", 1, "--no-nanny",
               "--no-dashboard", "--host", "127.0.0.1", "--local-directory", tmp_path)
          for _ in range(2)),
    ]  # fmt: skip
    try:
        yield address_in(card), processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def address_in(card):
    import json

    for _ in range(600):
        if card.exists() and (text := card.read_text()).rstrip().endswith("}"):
            return json.loads(text)["address"]
        time.sleep(0.1)
    raise TimeoutError(card)


def wait_for_two(cluster):
    cluster._client.wait_for_workers(2, timeout=60)


def test_a_cluster_that_loses_a_worker_finds_the_same_bytes(votes, workers):
    address, (_, victim) = workers
    with Killing(address, victim) as executor:
        wait_for_two(executor)
        found = analyse(votes, executor=executor)
        assert executor.rounds > 10
    assert victim.poll() == -signal.SIGKILL
    assert bytes_of(found) == bytes_of(analyse(votes, executor=Threads(1)))


def test_the_command_uses_the_cluster(votes, workers, tmp_path):
    address, _ = workers
    table = tmp_path / "votes.csv"
    names = votes.participants[votes.rows()], votes.statements[votes.columns]
    lines = [",".join(map(str, row)) for row in zip(*names, votes.values, strict=True)]
    table.write_text("\n".join(["participant,statement,vote", *lines]), encoding="utf-8")
    folders = tmp_path / "here", tmp_path / "there"
    for out, more in zip(folders, ([], ["--cluster", address]), strict=True):
        done = CliRunner().invoke(app, ["analyse", str(table), "--out", str(out), *more])
        assert done.exit_code == 0, done.output
    here, there = ({f.name: f.read_bytes() for f in out.iterdir()} for out in folders)
    assert here == there


def test_an_address_where_nobody_answers_is_named():
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with pytest.raises(ClusterError, match="No cluster with workers answers at tcp"):
        Cluster("tcp://127.0.0.1:9", patience=0.5)
