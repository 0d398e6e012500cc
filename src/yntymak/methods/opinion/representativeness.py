"""What each group votes, and the statements that speak for it.

Proportions are smoothed by one vote for and one against; the tests are one-sided z-tests with one
added success and one added trial (Small et al. 2021, supplement). "Others" are all other groups
together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.votes import AGREE, DISAGREE, Counts

Z_90 = 1.2816  # one-sided 90 %
MOST_PER_GROUP = 5


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that is typical of a group and less so of the others.

    ``group`` and ``statement`` are row and column numbers. ``share`` is the smoothed share of the
    group that votes ``direction``, ``ratio`` that share over the share of all others, ``share_z``
    and ``ratio_z`` their tests. ``best_agree`` marks the one statement the group most agrees with.
    """

    group: int
    statement: int
    direction: int
    n_success: int
    n_trials: int
    share: float
    share_z: float
    ratio: float
    ratio_z: float
    best_agree: bool = False

    @property
    def metric(self) -> float:
        return self.ratio * self.ratio_z * self.share * self.share_z


@dataclass(frozen=True, slots=True)
class _Side:
    """One direction of voting, all groups by all statements."""

    count: NDArray[np.int64]
    share: NDArray[np.float64]
    share_z: NDArray[np.float64]
    ratio: NDArray[np.float64]
    ratio_z: NDArray[np.float64]

    @property
    def metric(self) -> NDArray[np.float64]:
        return self.ratio * self.ratio_z * self.share * self.share_z


def share_z(n_success: NDArray[np.int64], n_trials: NDArray[np.int64]) -> NDArray[np.float64]:
    """z of a share against one half."""
    trials = n_trials + 1
    z: NDArray[np.float64] = 2 * np.sqrt(trials) * ((n_success + 1) / trials - 0.5)
    return z


def difference_z(
    success: NDArray[np.int64],
    trials: NDArray[np.int64],
    other_success: NDArray[np.int64],
    other_trials: NDArray[np.int64],
) -> NDArray[np.float64]:
    """z of the difference of two shares, pooled; 0 where everybody in both votes the same."""
    a, n, b, m = success + 1, trials + 1, other_success + 1, other_trials + 1
    pooled = (a + b) / (n + m)
    spread = np.sqrt(pooled * np.maximum(1 - pooled, 0.0) * (1 / n + 1 / m))
    difference = a / n - b / m
    z: NDArray[np.float64] = np.divide(
        difference, spread, out=np.zeros_like(difference), where=spread > 0
    )
    return z


def representative_statements(
    votes: Counts, muted: NDArray[np.bool_]
) -> tuple[tuple[Representative, ...], ...]:
    """At most five statements per group, those it agrees with before those it rejects.

    First the statement that the group agrees with best; then, by falling metric, every statement
    whose share and difference both pass the 90 % test. Where none passes, the best agreement, or
    failing that the statement with the clearest difference.
    """
    agree, disagree = _side(votes.agree, votes.seen), _side(votes.disagree, votes.seen)
    return tuple(
        _of_group(g, votes, agree, disagree, np.flatnonzero(~muted)) for g in range(len(votes.seen))
    )


def _side(count: NDArray[np.int64], seen: NDArray[np.int64]) -> _Side:
    others, others_seen = count.sum(axis=0) - count, seen.sum(axis=0) - seen
    share = (count + 1) / (seen + 2)
    return _Side(
        count=count,
        share=share,
        share_z=share_z(count, seen),
        ratio=share / ((others + 1) / (others_seen + 2)),
        ratio_z=difference_z(count, seen, others, others_seen),
    )


def _of_group(
    g: int, votes: Counts, agree: _Side, disagree: _Side, candidates: NDArray[np.int64]
) -> tuple[Representative, ...]:
    def of(j: int, *, best_agree: bool = False) -> Representative:
        agrees = agree.ratio_z[g, j] > disagree.ratio_z[g, j]
        side = agree if agrees else disagree
        return Representative(
            group=g,
            statement=int(j),
            direction=AGREE if agrees else DISAGREE,
            n_success=int(side.count[g, j]),
            n_trials=int(votes.seen[g, j]),
            share=float(side.share[g, j]),
            share_z=float(side.share_z[g, j]),
            ratio=float(side.ratio[g, j]),
            ratio_z=float(side.ratio_z[g, j]),
            best_agree=best_agree,
        )

    best = _best_agreement(g, votes, agree, candidates)
    agrees = agree.ratio_z[g] > disagree.ratio_z[g]
    metric = np.where(agrees, agree.metric[g], disagree.metric[g])
    passing = candidates[_passes(g, agree, disagree)[candidates]]
    order = passing[np.argsort(-metric[passing], kind="stable")]
    chosen = [] if best is None else [of(best, best_agree=True)]
    chosen += [of(j) for j in order[: MOST_PER_GROUP + 1] if j != best]
    if not chosen and len(candidates):
        clearest = np.maximum(agree.ratio_z[g], disagree.ratio_z[g])[candidates]
        chosen = [of(candidates[int(np.argmax(clearest))])]
    return tuple(sorted(chosen[:MOST_PER_GROUP], key=lambda item: item.direction != AGREE))


def _passes(g: int, agree: _Side, disagree: _Side) -> NDArray[np.bool_]:
    by_agreeing = (agree.ratio_z[g] > Z_90) & (agree.share_z[g] > Z_90)
    by_rejecting = (disagree.ratio_z[g] > Z_90) & (disagree.share_z[g] > Z_90)
    passes: NDArray[np.bool_] = by_agreeing | by_rejecting
    return passes


def _best_agreement(
    g: int, votes: Counts, agree: _Side, candidates: NDArray[np.int64]
) -> int | None:
    """The statement a group agrees with best, taken one after the other in canonical order.

    The first must be agreed with by most, for sure or more than by the others. While the best so
    far is more typical of the group than of the others, a next one must have a greater metric; else
    a greater share times its test.
    """
    voted = candidates[(votes.agree[g] + votes.disagree[g])[candidates] > 0]
    share, certainty = agree.share[g, voted].tolist(), agree.share_z[g, voted].tolist()
    ratio, difference = agree.ratio[g, voted].tolist(), agree.ratio_z[g, voted].tolist()
    best: int | None = None
    for i in range(len(voted)):
        if best is None:
            better = certainty[i] > Z_90 or (ratio[i] > 1 and share[i] > 0.5)
        elif ratio[best] > 1:
            metric = ratio[best] * difference[best] * share[best] * certainty[best]
            better = ratio[i] * difference[i] * share[i] * certainty[i] > metric
        else:
            better = share[i] * certainty[i] > share[best] * certainty[best]
        if better:
            best = i
    return None if best is None else int(voted[best])
