"""What nearly everybody agrees on or rejects, and what holds in every group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.representativeness import Z_90, share_z
from yntymak.methods.opinion.votes import AGREE, DISAGREE, Counts

MOST_PER_DIRECTION = 5


@dataclass(frozen=True, slots=True)
class ConsensusStatement:
    """``statement`` is a column number; ``share`` is smoothed, ``share_z`` tests it against 1/2."""

    statement: int
    direction: int
    n_success: int
    n_trials: int
    share: float
    share_z: float


def consensus_statements(votes: Counts, muted: NDArray[np.bool_]) -> tuple[ConsensusStatement, ...]:
    """At most five statements agreed with, then at most five rejected, over all participants.

    ``votes`` holds (statements,). More than half (smoothed) and the 90 % test passed; by falling
    share times test.
    """
    seen = votes.seen
    found: list[ConsensusStatement] = []
    for direction in (AGREE, DISAGREE):
        count = votes.of(direction)
        share, z = (count + 1) / (seen + 2), share_z(count, seen)
        fits = np.flatnonzero((share > 0.5) & (z > Z_90) & ~muted)
        order = fits[np.argsort(-(share * z)[fits], kind="stable")]
        found += [
            ConsensusStatement(
                statement=int(j),
                direction=direction,
                n_success=int(count[j]),
                n_trials=int(seen[j]),
                share=float(share[j]),
                share_z=float(z[j]),
            )
            for j in order[:MOST_PER_DIRECTION]
        ]
    return tuple(found)


def group_informed_consensus(votes: Counts) -> NDArray[np.float64]:
    """Product over the groups of the smoothed share that agrees, (statements,); 1 without groups.

    Near 1 only where every group agrees: a large group cannot outvote a small one.
    """
    product: NDArray[np.float64] = np.prod((votes.agree + 1) / (votes.seen + 2), axis=0)
    return product
