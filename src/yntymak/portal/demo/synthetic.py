"""Voters with a plausible structure of opinion: three leanings, three axes, honest passing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

AXES = ("budget", "centre", "elders")
# Where three leanings stand on the axes, and how many follow each.
LEANINGS = np.array([[1.2, -0.7, 0.6], [-1.0, 0.9, -0.9], [0.2, 0.8, 1.1]])
SHARES = np.array([0.45, 0.33, 0.22])


@dataclass(frozen=True)
class Ballot:
    """votes[p, s] in −1, 0, 1, or MISSING where the statement was not reached."""

    votes: np.ndarray


MISSING = 9


def ballots(axes: Sequence[str], leans: Sequence[float], people: int, seed: int) -> Ballot:
    """A person's position decides how likely they agree; most leave before the last statement."""
    random = np.random.default_rng(seed)
    leaning = random.choice(len(SHARES), size=people, p=SHARES)
    positions = LEANINGS[leaning] + random.normal(0, 0.55, (people, len(AXES)))
    agree = np.empty((people, len(axes)))
    for s, (axis, lean) in enumerate(zip(axes, leans, strict=True)):
        if axis == "common":
            agree[:, s] = lean
        else:
            pull = 2.6 * lean * positions[:, AXES.index(axis)]
            agree[:, s] = 1 / (1 + np.exp(-pull))
    dice = random.random(agree.shape)
    votes = np.where(dice < agree, 1, -1)
    votes[random.random(agree.shape) < 0.09] = 0
    reached = random.integers(6, len(axes) + 8, size=(people, 1))
    order = np.argsort(random.random(agree.shape), axis=1).argsort(axis=1)
    return Ballot(np.where(order < reached, votes, MISSING).astype(np.int8))
