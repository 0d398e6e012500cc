"""What bridges: three measures of it, and where they contradict each other.

The product over the groups (Small et al. 2021) orders statements but knows no uncertainty. The
share of the group that agrees least, with Wilson's bounds, says what surely holds in every group.
The intercept of the ideal-point model is the agreement left when every person's leaning is taken
out (as in Wojcik et al. 2022, arXiv 2210.15723); it needs no groups at all.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yntymak.methods.opinion.consensus import group_informed_consensus
from yntymak.methods.opinion.ideal_points import IdealPoints
from yntymak.methods.opinion.votes import Counts

Z_95 = 1.959963984540054
LEAST_IN_GROUP = 10  # answers; no share of fewer is published


class Verdict(Enum):
    """Of one measure on one statement."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Bridging:
    """Each (n,). ``least_group`` is the group whose share of agreement is least, -1 where a group
    has given fewer than ten answers; ``least_share`` with ``least_low`` and ``least_high`` is that
    share (nan there). ``middle``, ``middle_low``, ``middle_high`` are the chance that somebody in
    the middle agrees, among those who do not pass. ``contradict`` marks where one measure says that
    the statement holds and another that it fails.
    """

    product: NDArray[np.float64]
    least_group: NDArray[np.int64]
    least_share: NDArray[np.float64]
    least_low: NDArray[np.float64]
    least_high: NDArray[np.float64]
    middle: NDArray[np.float64]
    middle_low: NDArray[np.float64]
    middle_high: NDArray[np.float64]
    by_product: tuple[Verdict, ...]
    by_least_group: tuple[Verdict, ...]
    by_middle: tuple[Verdict, ...]

    @property
    def contradict(self) -> NDArray[np.bool_]:
        both = (
            {Verdict.HOLDS, Verdict.FAILS} <= {*verdicts}
            for verdicts in zip(self.by_product, self.by_least_group, self.by_middle, strict=True)
        )
        return np.array(list(both), dtype=bool)


def bridging(votes: Counts, model: IdealPoints) -> Bridging:
    """``votes`` (groups, n), a single group if there are no groups."""
    n_groups = len(votes.seen)
    share = votes.agree / np.maximum(votes.seen, 1)
    group = np.argmin(share, axis=0)
    agree, seen = (
        np.take_along_axis(count, group[None], axis=0)[0] for count in (votes.agree, votes.seen)
    )
    answered = (votes.seen >= LEAST_IN_GROUP).all(axis=0)
    low, high = wilson(agree, seen)
    product = group_informed_consensus(votes)
    reach = Z_95 * model.intercept_error
    middle, middle_low, middle_high = (
        _share_of_odds(model.intercept + shift) for shift in (0.0, -reach, reach)
    )
    return Bridging(
        product=product,
        least_group=np.where(answered, group, -1),
        least_share=np.where(answered, agree / np.maximum(seen, 1), np.nan),
        least_low=np.where(answered, low, np.nan),
        least_high=np.where(answered, high, np.nan),
        middle=middle,
        middle_low=middle_low,
        middle_high=middle_high,
        by_product=_verdicts(*(np.where(answered, product ** (1 / n_groups), np.nan),) * 2),
        by_least_group=_verdicts(np.where(answered, low, np.nan), np.where(answered, high, np.nan)),
        by_middle=_verdicts(middle_low, middle_high),
    )


def wilson(
    count: ArrayLike, n: ArrayLike, z: float = Z_95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of a share (Wilson 1927, doi 10.1080/01621459.1927.10502953); 0 and 1 for n = 0.

    ``n`` may be an effective number that is not whole.
    """
    of = np.asarray(n, dtype=np.float64)
    trials = np.where(of > 0, of, 1.0)
    share = np.asarray(count, dtype=np.float64) / trials
    centre = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    spread = np.sqrt(np.maximum(share * (1 - share), 0) / trials + z**2 / (4 * trials**2))
    reach = z * spread / (1 + z**2 / trials)
    low = np.where(of > 0, np.maximum(centre - reach, 0.0), 0.0)
    high = np.where(of > 0, np.minimum(centre + reach, 1.0), 1.0)
    return low, high


def _verdicts(low: NDArray[np.float64], high: NDArray[np.float64]) -> tuple[Verdict, ...]:
    """More than half, at most half, or not known; nan is not known."""
    return tuple(
        Verdict.HOLDS if above > 0.5 else Verdict.FAILS if below < 0.5 else Verdict.UNCLEAR
        for above, below in zip(low, high, strict=True)
    )


def _share_of_odds(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(log_odds, -700, 700)))
    return share
