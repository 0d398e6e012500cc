"""Which statements set a group apart, with the many comparisons taken into account.

Every group is compared with all others on every statement, for agreeing and for rejecting. Among
hundreds of tests some pass by chance; the false-discovery rate of Benjamini & Hochberg 1995 (doi
10.1111/j.2517-6161.1995.tb02031.x) bounds the share of such among those reported. The size of a
difference stands beside its certainty: in a large poll trifles are certain too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from yntymak.methods.opinion.bridging import LEAST_IN_GROUP, wilson
from yntymak.methods.opinion.votes import AGREE, DISAGREE, Counts

FALSE_DISCOVERY_RATE = 0.05


@dataclass(frozen=True, slots=True)
class Distinction:
    """``difference`` of the group's share and the others' that vote ``direction``, with its 95 %
    ``low`` and ``high``; ``effect`` is Cohen's h (0.2 small, 0.5 medium, 0.8 large); ``p`` is
    two-sided and ``q`` the least false-discovery rate at which it would be reported.
    """

    group: int
    statement: int
    direction: int
    share: float
    others_share: float
    difference: float
    low: float
    high: float
    effect: float
    p: float
    q: float

    @property
    def is_found(self) -> bool:
        return self.q <= FALSE_DISCOVERY_RATE


def distinctions(votes: Counts, muted: NDArray[np.bool_]) -> tuple[Distinction, ...]:
    """Every tested pair of group and statement, by falling size of effect within a group.

    ``votes`` (groups, n). Tested where the group and the others have ten answers each.
    """
    others_seen = votes.seen.sum(axis=0) - votes.seen
    tested = (votes.seen >= LEAST_IN_GROUP) & (others_seen >= LEAST_IN_GROUP) & ~muted
    group, statement = np.nonzero(tested)
    sides = []
    for direction in (AGREE, DISAGREE):
        count = votes.of(direction)
        others = count.sum(axis=0) - count
        sides.append(
            _Compared.of(count[tested], votes.seen[tested], others[tested], others_seen[tested])
        )
    p = np.concatenate([side.p for side in sides])
    q = benjamini_hochberg(p).reshape(2, -1)
    found = [
        Distinction(
            group=int(group[i]),
            statement=int(statement[i]),
            direction=direction,
            share=float(side.share[i]),
            others_share=float(side.others_share[i]),
            difference=float(side.share[i] - side.others_share[i]),
            low=float(side.low[i]),
            high=float(side.high[i]),
            effect=float(side.effect[i]),
            p=float(side.p[i]),
            q=float(q[turn, i]),
        )
        for turn, (direction, side) in enumerate(zip((AGREE, DISAGREE), sides, strict=True))
        for i in range(len(group))
    ]
    return tuple(
        sorted(
            found,
            key=lambda d: (d.group, -round(abs(d.effect), 9), d.statement, d.direction != AGREE),
        )
    )


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """q of each p: the least over equal or greater p of p times tests over rank."""
    order = np.argsort(p, kind="stable")
    raised = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q


@dataclass(frozen=True, slots=True)
class _Compared:
    share: NDArray[np.float64]
    others_share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    effect: NDArray[np.float64]
    p: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        count: NDArray[np.int64],
        n: NDArray[np.int64],
        others: NDArray[np.int64],
        others_n: NDArray[np.int64],
    ) -> "_Compared":
        """Interval: Newcombe 1998, method 10; test: two shares, pooled."""
        share, others_share = count / n, others / others_n
        pooled = (count + others) / (n + others_n)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / others_n))
        difference = share - others_share
        z = np.divide(difference, spread, out=np.zeros_like(spread), where=spread > 0)
        (low, high), (others_low, others_high) = wilson(count, n), wilson(others, others_n)
        return cls(
            share=share,
            others_share=others_share,
            low=difference - np.sqrt((share - low) ** 2 + (others_high - others_share) ** 2),
            high=difference + np.sqrt((high - share) ** 2 + (others_share - others_low) ** 2),
            effect=2 * (np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(others_share))),
            p=2 * ndtr(-np.abs(z)),
        )
