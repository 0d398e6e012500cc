"""The opinion map beside its best-known peer: CPU seconds on one thread, and what both find.

    python bench/opinion.py [--data FOLDER] [--large] [--only-ours]

Each figure is taken in a process of its own: reading and importing do not count, the least of the
runs does, and the peak of memory is that of the whole process. The peer, red-dwarf, is measured
where it is installed. FOLDER holds polls as <name>/votes-last.csv; the made-up polls have the
shapes of the largest real ones.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

from yntymak.methods.opinion import Votes, analyse, read_votes

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
# name: (participants, statements, votes), goal in CPU seconds
SHAPES = {
    "2,031 x 896": ((2031, 896, 226_000), 0.035),
    "33,422 x 783": ((33_422, 783, 2_000_000), 0.25),
    "100,000 x 1,000": ((100_000, 1_000, 9_500_000), 1.0),
}
LARGE = ("33,422 x 783", "100,000 x 1,000")
MOST_FOR_PEER = 300_000  # votes; beyond, a run of the peer takes minutes
RUNS = 5


def made_up(participants: int, statements: int, n_votes: int) -> Votes:
    """Opinions on a plane, a few people who vote on nearly all and many who vote on little."""
    rng = np.random.default_rng(20261123)
    place = (
        rng.normal(size=(participants, 2))
        + np.array([[1.5, 0], [-1.5, 0], [0, 2]])[rng.integers(0, 3, participants)]
    )
    pull = rng.normal(size=(statements, 2)) * 0.7
    appetite = rng.lognormal(0, 1, participants)
    low, high = 0.0, 1e9
    for _ in range(60):
        middle = (low + high) / 2
        expected = np.clip(appetite * middle, 1, statements).sum()
        low, high = (middle, high) if expected < n_votes else (low, middle)
    each = np.clip(appetite * low, 1, statements).astype(int)
    row = np.repeat(np.arange(participants), each)
    column = np.concatenate([rng.permutation(statements)[:n] for n in each])
    leaning = np.einsum("ij,ij->i", place[row], pull[column]) + rng.normal(size=len(row))
    leaning += rng.normal(size=statements)[column] * 0.7
    return Votes.from_arrays(
        row, column, np.where(leaning > 0.5, 1, np.where(leaning < -0.5, -1, 0))
    )


def load(source: str) -> Votes:
    return made_up(*SHAPES[source][0]) if source in SHAPES else read_votes(Path(source))


def ours(votes: Votes) -> Callable[[], int]:
    """From events, as the peer: three arrays."""
    events = np.stack([votes.rows(), votes.columns, votes.values])

    def run() -> int:
        return len(analyse(Votes.from_arrays(*events)).group_names)

    return run


def peer(votes: Votes) -> Callable[[], int]:
    warnings.simplefilter("ignore")
    from reddwarf.implementations.polis import run_pipeline  # noqa: PLC0415 - may be absent

    events = [
        {"participant_id": int(who), "statement_id": int(what), "vote": int(vote), "modified": 0}
        for who, what, vote in zip(votes.rows(), votes.columns, votes.values, strict=True)
    ]

    def run() -> int:
        found = run_pipeline(votes=events, random_state=1)
        return int(found.participants_df["cluster_id"].nunique())

    return run


def measure(which: str, source: str) -> None:
    """Child process: one line of JSON."""
    votes = load(source)
    run = {"ours": ours, "peer": peer}[which](votes)
    seconds, groups = [], 0
    for _ in range(RUNS if which == "ours" else 2):
        start = time.process_time()
        groups = run()
        seconds.append(time.process_time() - start)
    print(
        json.dumps(
            {
                "shape": [votes.n_participants, votes.n_statements, len(votes.values)],
                "seconds": min(seconds),
                "groups": groups,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def in_a_process(which: str, source: str) -> dict[str, object] | None:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", which, source],
        capture_output=True,
        check=False,
        env={**os.environ, **ONE_THREAD},
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def compare(sources: list[str], *, with_peer: bool) -> Table:
    table = Table(title="CPU seconds, one thread")
    for name in ("poll", "votes", "ours", "peer", "ratio", "goal", "MB ours", "MB peer", "groups"):
        table.add_column(name, justify="left" if name == "poll" else "right")
    for source in sources:
        mine = in_a_process("ours", source)
        if mine is None:
            table.add_row(source, "failed")
            continue
        votes = mine["shape"][2]
        other = in_a_process("peer", source) if with_peer and votes <= MOST_FOR_PEER else None
        goal = SHAPES[source][1] if source in SHAPES else None
        table.add_row(
            source if source in SHAPES else Path(source).parent.name[:28],
            f"{votes:,}",
            f"{mine['seconds']:.4f}",
            f"{other['seconds']:.3f}" if other else "-",
            f"{other['seconds'] / mine['seconds']:.0f} x" if other else "-",
            f"{goal:.3f} {'met' if mine['seconds'] <= goal else 'MISSED'}" if goal else "",
            f"{mine['megabytes']:.0f}",
            f"{other['megabytes']:.0f}" if other else "-",
            f"{mine['groups']} / {other['groups']}" if other else str(mine["groups"]),
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(os.environ.get("YNTYMAK_SHARED_DATA", beside)) / "polis"
    parser.add_argument("--data", type=Path, default=data, help="folder of real polls")
    parser.add_argument("--large", action="store_true", help="the two large shapes too")
    parser.add_argument("--only-ours", action="store_true", help="leave the peer out")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(*options.measure)
        return
    sources = [str(path) for path in sorted(options.data.glob("*/votes-last.csv"))]
    sources += [name for name in SHAPES if options.large or name not in LARGE]
    Console(width=120).print(compare(sources, with_peer=not options.only_ours))


if __name__ == "__main__":
    main()
