import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from yntymak.methods.opinion.reading import read_votes
from yntymak.methods.opinion.votes import Votes


def columns(path, *names):
    """Columns of a table as lists of text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [[row[name] for row in rows] for name in names]


@dataclass(frozen=True)
class Export:
    """A real poll with the result that was published for it."""

    folder: Path
    votes: Votes
    moderated: np.ndarray
    meta: np.ndarray
    labels: np.ndarray
    in_conversation: np.ndarray

    def statements(self, name):
        """A published figure per statement, in the order of the votes."""
        keys, cells = columns(self.folder / "math-statements.csv", "statement", name)
        published = dict(zip(keys, cells, strict=True))
        return np.array([float(published[str(key)]) for key in self.votes.statements])

    def table(self, name, *wanted):
        return list(zip(*columns(self.folder / f"math-{name}.csv", *wanted), strict=True))


def load_export(folder):
    votes = read_votes(folder / "votes-last.csv")
    keys, out, meta = columns(folder / "math-statements.csv", "statement", "mod_out", "meta")
    is_out = {key for key, flag in zip(keys, out, strict=True) if flag == "1"}
    is_meta = {key for key, flag in zip(keys, meta, strict=True) if flag == "1"}
    people, group, inside = columns(
        folder / "math-participants.csv", "participant", "group", "in_conv"
    )
    group_of = {who: int(cell) for who, cell in zip(people, group, strict=True) if cell}
    taken_in = {who for who, flag in zip(people, inside, strict=True) if flag == "1"}
    return Export(
        folder=folder,
        votes=votes,
        moderated=np.array([-1 if str(key) in is_out else 0 for key in votes.statements]),
        meta=np.array([str(key) in is_meta for key in votes.statements]),
        labels=np.array([group_of.get(str(who), -1) for who in votes.participants]),
        in_conversation=np.array([str(who) in taken_in for who in votes.participants]),
    )


def is_whole(folder):
    """Whether the published result was computed from exactly these votes by today's rules."""
    if not (folder / "math-statements.csv").exists():
        return False
    keys, priority = columns(folder / "math-statements.csv", "statement", "priority")
    voted, _ = columns(folder / "votes-last.csv", "statement", "vote")
    if set(keys) != set(voted) or not all(priority):
        return False
    people, counts = columns(folder / "math-participants.csv", "participant", "n_votes")
    cast = Counter(columns(folder / "votes-last.csv", "participant")[0])
    return all(cast[who] == int(n) for who, n in zip(people, counts, strict=True))


@pytest.fixture(scope="session")
def polls(shared_data):
    return sorted((shared_data / "polis").iterdir())


@pytest.fixture(scope="session")
def exports(polls):
    """Every poll whose votes match its published result one for one."""
    return [load_export(folder) for folder in polls if is_whole(folder)]


@pytest.fixture(scope="session")
def all_votes(polls):
    return {
        folder.name: read_votes(folder / "votes-last.csv")
        for folder in polls
        if (folder / "votes-last.csv").exists()
    }
