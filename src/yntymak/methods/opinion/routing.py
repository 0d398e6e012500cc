"""Which statement a participant should be shown next: weights, and a draw that can be replayed.

A draw is a race: statement j arrives after e_j / w_j, e_j exponential, and the first to arrive wins
with probability w_j / sum of w (Efraimidis & Spirakis 2006, doi 10.1016/j.ipl.2005.11.003). The e_j
come from a seed, not from a clock. The same seed and weights give the same statement; weights that
change a little, or a statement that comes or goes, seldom change the winner.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

META_PRIORITY = 49.0
NOBODY = -1


def routing_priority(
    n_agree: NDArray[np.int64],
    n_pass: NDArray[np.int64],
    n_seen: NDArray[np.int64],
    extremity: NDArray[np.float64],
    meta: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Weight (statements,) with which a statement is drawn; every argument is (statements,).

    Statements that divide, are seldom passed on and often agreed with come first; a new one is
    lifted up to ninefold, the lift halves with every five votes. Questions about the participants
    themselves (meta) have a fixed weight.
    """
    not_passed = 1 - (n_pass + 1) / (n_seen + 2)
    importance = not_passed * (extremity + 1) * (n_agree + 1) / (n_seen + 2)
    lift = 1 + 8 * np.exp2(-n_seen / 5)
    return np.where(meta, META_PRIORITY, (importance * lift) ** 2)


def arrivals(seed: str, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Exponential e_j (statements,) of the race, tied to the statement's own number.

    ``numbers`` (statements,) are whole and not negative; which others stand beside a statement does
    not change its e_j. Costs as much as the greatest number.
    """
    if not len(numbers):
        return np.empty(0)
    digest = hashlib.sha256(seed.encode()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16])))
    uniform = generator.random(int(numbers.max()) + 1)[numbers]
    return -np.log1p(-uniform)


def drawn(
    weights: NDArray[np.float64], may_be_shown: NDArray[np.bool_], arrival: NDArray[np.float64]
) -> int:
    """Column of the statement that is shown, ``NOBODY`` where none may be; all (statements,).

    A statement that may be shown is never shut out: a weight of 0 counts as the least positive one
    that a number can hold.
    """
    if not may_be_shown.any():
        return NOBODY
    held_up = arrival / np.maximum(weights, 1e-300)
    return int(np.argmin(np.where(may_be_shown, held_up, np.inf)))


def least_seen(
    n_seen: NDArray[np.int64], may_be_shown: NDArray[np.bool_], arrival: NDArray[np.float64]
) -> int:
    """One of the statements that fewest people have answered, or ``NOBODY``."""
    if not may_be_shown.any():
        return NOBODY
    fewest = may_be_shown & (n_seen == n_seen[may_be_shown].min())
    return drawn(np.ones(len(n_seen)), fewest, arrival)
