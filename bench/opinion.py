"""The opinion map beside its best-known peer: CPU seconds, peak memory, and what both find.

    python bench/opinion.py [--quick] [--only-ours] [--data FOLDER] [--out FOLDER]

Each figure is taken in a process of its own with BLAS on one thread: making the votes and importing
do not count, the median of the runs does, and the peak of memory is that of the whole process
since. The peer is red-dwarf (the extra ``bench``), measured where it is installed and the poll is
small enough for it. FOLDER holds real polls as <name>/votes-last.csv; the others are made up, the
same each time, in the shapes of the largest real ones. ``--quick`` leaves out what takes minutes.
Results go to bench/results/opinion.json and opinion.md.
"""

from __future__ import annotations

import argparse
import json
import operator
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console

from yntymak.methods.opinion import Votes, analyse, read_votes
from yntymak.methods.opinion.executors import Threads
from yntymak.methods.opinion.state import OpinionState

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
MOST_FOR_PEER = 2_500_000  # votes; of 9.5 million it makes 382 s and 7.7 GB, of 100 million nothing
PEER_BEFORE = {"100,000 x 1,000": (382.0, 7_700.0)}  # from an earlier day, not from this run
PEER_AT_GOAL = {"2,031 x 896": 0.72, "33,422 x 783": 41.8}  # on the machine the goals are from
PEOPLE_AT_A_TIME = 20_000


@dataclass(frozen=True)
class Shape:
    """A made-up poll; goals are CPU seconds on one thread unless they are named otherwise."""

    participants: int
    statements: int
    votes: int
    goal: float
    quick: bool = False
    is_huge: bool = False


SHAPES = {
    "2,031 x 896": Shape(2_031, 896, 226_000, 0.035, quick=True),
    "33,422 x 783": Shape(33_422, 783, 2_000_000, 0.25),
    "100,000 x 1,000": Shape(100_000, 1_000, 9_500_000, 1.0),
    "1,000,000 x 1,000": Shape(1_000_000, 1_000, 100_000_000, 5.0, is_huge=True),
}
HUGE = "1,000,000 x 1,000"


def made_up(shape: Shape) -> Votes:
    """Opinions on a plane, a few people who vote on nearly all and many who vote on little."""
    rng = np.random.default_rng(20261123)
    pull = (rng.normal(size=(shape.statements, 2)) * 0.7).astype(np.float32)
    bias = (rng.normal(size=shape.statements) * 0.7).astype(np.float32)
    appetite = rng.lognormal(0, 0.9, shape.participants)
    share = np.clip(appetite * _scale(appetite, shape), 1 / shape.statements, 1).astype(np.float32)
    columns, values, each = [], [], []
    for start in range(0, shape.participants, PEOPLE_AT_A_TIME):
        own = share[start : start + PEOPLE_AT_A_TIME, None]
        camp = np.array([[1.5, 0], [-1.5, 0], [0, 2]])[rng.integers(0, 3, len(own))]
        place = (rng.normal(size=(len(own), 2)) + camp).astype(np.float32)
        cast = rng.random((len(own), shape.statements), dtype=np.float32) < own
        cast[np.arange(len(own)), rng.integers(0, shape.statements, len(own))] = True
        row, column = np.nonzero(cast)
        lean = np.einsum("ij,ij->i", place[row], pull[column]) + bias[column]
        lean += rng.standard_normal(len(row), dtype=np.float32)
        columns.append(column.astype(np.uint16))
        values.append((lean > 0.5).astype(np.int8) - (lean < -0.5))
        each.append(cast.sum(axis=1))
    return Votes(
        participants=np.arange(shape.participants).astype(np.str_),
        statements=np.arange(shape.statements).astype(np.str_),
        indptr=np.concatenate([[0], np.cumsum(np.concatenate(each))]),
        columns=np.concatenate(columns),
        values=np.concatenate(values),
    )


def _scale(appetite: np.ndarray, shape: Shape) -> float:
    """By which the shares add up to the number of votes."""
    low, high = 0.0, 1e3
    for _ in range(60):
        middle = (low + high) / 2
        votes = np.clip(appetite * middle, 1 / shape.statements, 1).sum() * shape.statements
        low, high = (middle, high) if votes < shape.votes else (low, middle)
    return low


ARRAYS = ("participants", "statements", "indptr", "columns", "values")


def load(source: str) -> Votes:
    """Made-up votes come from a process of their own, whose leavings do not fill this one."""
    if not source.endswith(".npz"):
        return read_votes(Path(source))
    with np.load(source) as file:
        return Votes(**{name: file[name] for name in ARRAYS})


def make(source: str, path: str) -> None:
    """Child process: the votes of a shape as arrays and, if it is huge, as a table of events."""
    votes = made_up(SHAPES[source])
    np.savez(path, **{name: getattr(votes, name) for name in ARRAYS})
    if SHAPES[source].is_huge:
        write_events(votes, Path(path).with_suffix(".csv"))


def write_events(votes: Votes, path: Path) -> None:
    """In the order in which people might have come."""
    order = np.random.default_rng(1).permutation(len(votes.values)).astype(np.int32)
    row = votes.rows()[order]
    cell = (votes.columns.astype(np.int32) * 3 + votes.values + 1)[order]
    heads = [f"{name}," for name in votes.participants]
    tails = [f"{name},{vote}\n" for name in votes.statements for vote in (-1, 0, 1)]
    with path.open("w", encoding="ascii") as file:
        file.write("participant,statement,vote\n")
        for start in range(0, len(row), 1_000_000):
            who = map(heads.__getitem__, row[start : start + 1_000_000].tolist())
            what = map(tails.__getitem__, cell[start : start + 1_000_000].tolist())
            file.writelines(map(operator.add, who, what))


def ours(votes: Votes) -> Callable[[], int]:
    """From events, as the peer, to the whole map: groups and representative statements too."""
    events = votes.rows(), votes.columns, votes.values

    def run() -> int:
        with Threads(1) as executor:
            return len(analyse(Votes.from_arrays(*events), executor=executor).group_names)

    return run


def both_cores(votes: Votes) -> Callable[[], int]:
    """From votes in memory; what making them costs is ``from_events``."""

    def run() -> int:
        with Threads(2) as executor:
            return len(analyse(votes, executor=executor).group_names)

    return run


def from_events(votes: Votes) -> Callable[[], int]:
    """From three arrays in the order in which people might have come."""
    order = np.random.default_rng(1).permutation(len(votes.values)).astype(np.int32)
    events = votes.rows()[order], votes.columns[order], votes.values[order]
    del order

    def run() -> int:
        with Threads(2) as executor:
            return len(analyse(Votes.from_arrays(*events), executor=executor).group_names)

    return run


def from_csv(source: str) -> Callable[[], int]:
    """From a file of those events: read_votes and the map, and nothing else in the process."""

    def run() -> int:
        with Threads(2) as executor:
            return len(analyse(read_votes(Path(source)), executor=executor).group_names)

    return run


def only_read(source: str) -> Callable[[], int]:
    def run() -> int:
        return read_votes(Path(source)).n_participants

    return run


def whole_profile(votes: Votes) -> Callable[[], int]:
    """All that the yntymak profile finds, from votes in memory."""
    from yntymak.methods.opinion import find  # noqa: PLC0415 - scipy.stats comes with it

    def run() -> int:
        with Threads(2) as executor:
            return len(find(votes, executor=executor).map.group_names)

    return run


def one_vote(votes: Votes) -> Callable[[], int]:
    """One vote comes in, and the map is refreshed for the one who cast it."""
    state = OpinionState(votes)
    state.map()
    names = iter(range(0, votes.n_participants, 7))

    def run() -> int:
        who = str(next(names))
        state.add([who], ["5"], [1])
        state.refresh(who)
        return len(state.groups.sums)

    run()
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


FROM_FILES = {f.__name__: f for f in (from_csv, only_read)}
FROM_VOTES = {f.__name__: f for f in (ours, both_cores, from_events, whole_profile, one_vote, peer)}
RUNS = {"one_vote": 15, "ours": 5}


def measure(which: str, source: str, times: str) -> None:
    """Child process: one line of JSON."""
    if which in FROM_FILES:
        run, shape = FROM_FILES[which](source), []
    else:
        votes = load(source)
        shape = [votes.n_participants, votes.n_statements, len(votes.values)]
        run = FROM_VOTES[which](votes)
        del votes
    forget_peak()
    cpu, wall, groups = [], [], 0
    for _ in range(int(times)):
        start, at = time.process_time(), time.perf_counter()
        groups = run()
        cpu.append(time.process_time() - start)
        wall.append(time.perf_counter() - at)
    found = {
        "shape": shape,
        "cpu_seconds": statistics.median(cpu),
        "wall_seconds": statistics.median(wall),
        "groups": groups,
        "megabytes": peak_megabytes(),
    }
    print(json.dumps(found))


def forget_peak() -> None:
    """Making the votes must not count; where the system cannot forget, it does."""
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5", encoding="ascii")


def peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
    return int(peak[1]) / 1024 if peak else 0.0


class Made:
    """Made-up votes in files, each made once, by a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str, suffix: str = ".npz") -> str:
        stem = re.sub(r"[^0-9]+", "-", name)
        path = self._folder / f"{stem}{suffix}"
        if not path.exists():
            votes = str(path.with_suffix(".npz"))
            subprocess.run([sys.executable, __file__, "--make", name, votes], check=True)
        return str(path)


def in_a_process(which: str, source: str, times: int) -> dict[str, Any] | None:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", which, source, str(times)],
        capture_output=True,
        check=False,
        env={**os.environ, **ONE_THREAD},
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def compare(source: str, made: Made, *, with_peer: bool) -> dict[str, Any]:
    """One line of the first table."""
    shape = SHAPES.get(source)
    line: dict[str, Any] = {"poll": source if shape else Path(source).parent.name}
    line["goal"] = shape.goal if shape else None
    path = made.path(source) if shape else source
    which = "both_cores" if shape and shape.is_huge else "ours"
    line["ours"] = in_a_process(which, path, 1 if shape and shape.is_huge else RUNS["ours"])
    votes = line["ours"]["shape"][2] if line["ours"] else MOST_FOR_PEER + 1
    line["peer"] = in_a_process("peer", path, 1) if with_peer and votes <= MOST_FOR_PEER else None
    return line


MIDDLE = "100,000 x 1,000"
FURTHER = (
    (MIDDLE, "whole_profile", "all findings of the yntymak profile", "cpu_seconds", 60.0),
    (HUGE, "from_events", "the map from 100 million events in memory", "wall_seconds", 10.0),
    (HUGE, "only_read", "reading them from a CSV file", "wall_seconds", 10.0),
    (HUGE, "from_csv", "reading them, and the map", "wall_seconds", 10.0),
    (HUGE, "one_vote", "one vote more, the map refreshed", "cpu_seconds", 0.05),
    (HUGE, "whole_profile", "all findings of the yntymak profile", "wall_seconds", 300.0),
)


def in_words(lines: list[dict[str, Any]], further: list[dict[str, Any]]) -> str:
    """Markdown, for people and for the documentation."""
    rows = [
        "# The opinion map and its peer",
        "",
        "CPU seconds on one thread (the largest: wall seconds on two), peak memory of the process.",
        f"red-dwarf 0.4.0 is measured up to {MOST_FOR_PEER:,} votes; † from an earlier day.",
        "",
        "| poll | votes | ours s | ours MB | peer s | peer MB | ratio | goal s | groups |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(line) for line in lines),
        *_pace(lines),
    ]
    if further:
        rows += ["", "| poll | what | CPU s | wall s | goal s | MB |"]
        rows += ["|---|---|--:|--:|--:|--:|"]
        rows += [
            f"| {each['poll']} | {each['what']} | {each['cpu_seconds']:.3g} | "
            f"{each['wall_seconds']:.3g} | {_goal(each)} | {each['megabytes']:,.0f} |"
            for each in further
        ]
    return "\n".join(rows) + "\n"


def _row(line: dict[str, Any]) -> str:
    mine, other = line["ours"], line["peer"]
    if mine is None:
        return f"| {line['poll']} | | failed | | | | | | |"
    huge = line["poll"] == HUGE
    line["seconds"] = seconds = mine["wall_seconds" if huge else "cpu_seconds"]
    theirs = other and (other["cpu_seconds"], other["megabytes"], "")
    if theirs is None and line["poll"] in PEER_BEFORE:
        theirs = (*PEER_BEFORE[line["poll"]], "†")
    peer_cells = "- | - | -"
    if theirs:
        peer_cells = f"{theirs[0]:.2f}{theirs[2]} | {theirs[1]:,.0f} | {theirs[0] / seconds:,.0f} x"
    groups = f"{mine['groups']} / {other['groups']}" if other else str(mine["groups"])
    return (
        f"| {line['poll']} | {mine['shape'][2]:,} | {seconds:.4f} | {mine['megabytes']:,.0f} | "
        f"{peer_cells} | {_goal(line) if line['goal'] else ''} | {groups} |"
    )


def _pace(lines: list[dict[str, Any]]) -> list[str]:
    """How this machine compares with the one that the goals are from, by what the peer needs."""
    paces = [
        f"{line['peer']['cpu_seconds'] / PEER_AT_GOAL[line['poll']]:.1f}"
        for line in lines
        if line["peer"] and line["poll"] in PEER_AT_GOAL
    ]
    if not paces:
        return []
    told = " and ".join(paces)
    return ["", f"The goals are from a machine on which the peer is {told} times as quick as here."]


def _goal(line: dict[str, Any]) -> str:
    clock = " wall" if line.get("clock") == "wall_seconds" else ""
    return f"{line['goal']:g}{clock} {'met' if line['seconds'] <= line['goal'] else 'MISSED'}"


def measured_further(made: Made) -> list[dict[str, Any]]:
    found = []
    for poll, which, what, clock, goal in FURTHER:
        source = made.path(poll, ".csv" if which in FROM_FILES else ".npz")
        done = in_a_process(which, source, RUNS.get(which, 1))
        if done is not None:
            named = {"poll": poll, "what": what, "clock": clock, "goal": goal}
            found.append({**named, "seconds": done[clock], **done})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(os.environ.get("YNTYMAK_SHARED_DATA", beside)) / "polis"
    parser.add_argument("--data", type=Path, default=data, help="folder of real polls")
    parser.add_argument("--quick", action="store_true", help="only what takes seconds")
    parser.add_argument("--only-ours", action="store_true", help="leave the peer out")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(*options.make)
        return
    if options.measure:
        measure(*options.measure)
        return
    sources = [str(path) for path in sorted(options.data.glob("*/votes-last.csv"))]
    sources += [name for name, shape in SHAPES.items() if shape.quick or not options.quick]
    with tempfile.TemporaryDirectory() as folder:
        made = Made(Path(folder))
        lines = [compare(source, made, with_peer=not options.only_ours) for source in sources]
        further = [] if options.quick else measured_further(made)
    text = in_words(lines, further)
    Console(width=160).print(text, markup=False)
    options.out.mkdir(exist_ok=True)
    machine = {"machine": platform.machine(), "processors": os.cpu_count(), "numpy": np.__version__}
    result = {**machine, "maps": lines, "further": further}
    (options.out / "opinion.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    (options.out / "opinion.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
