"""What each group votes, and the statements that speak for it.

Proportions are smoothed by one vote for and one against; the tests are one-sided z-tests with one
added success and one added trial (Small et al. 2021, supplement). "Others" are all other groups
together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.votes import AGREE, DISAGREE, Votes

Z_90 = 1.2816  # one-sided 90 %
MOST_PER_GROUP = 5


@dataclass(frozen=True, slots=True)
class GroupVotes:
    """Counts per group and statement, each (groups, statements); ``seen`` includes passes."""

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    seen: NDArray[np.int64]


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


def count_group_votes(votes: Votes, group: NDArray[np.int64], n_groups: int) -> GroupVotes:
    """``group`` (participants,) is the group of each participant, -1 for none."""
    of_vote = group[votes.rows()]
    cell = of_vote * votes.n_statements + votes.columns
    shape = (n_groups, votes.n_statements)
    size = n_groups * votes.n_statements

    def count(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(cell[chosen], minlength=size).reshape(shape)

    inside = of_vote >= 0
    return GroupVotes(
        agree=count(inside & (votes.values == AGREE)),
        disagree=count(inside & (votes.values == DISAGREE)),
        seen=count(inside),
    )


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
    votes: GroupVotes, moderated_out: NDArray[np.bool_]
) -> tuple[tuple[Representative, ...], ...]:
    """At most five statements per group, those it agrees with before those it rejects.

    First the statement that the group agrees with best; then, by falling metric, every statement
    whose share and difference both pass the 90 % test. Where none passes, the best agreement, or
    failing that the statement with the clearest difference.
    """
    agree, disagree = _side(votes.agree, votes.seen), _side(votes.disagree, votes.seen)
    return tuple(
        _of_group(g, votes, agree, disagree, np.flatnonzero(~moderated_out))
        for g in range(len(votes.seen))
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
    g: int, votes: GroupVotes, agree: _Side, disagree: _Side, candidates: NDArray[np.int64]
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
    passing = [of(j) for j in candidates[_passes(g, agree, disagree)[candidates]] if j != best]
    passing.sort(key=lambda item: -item.metric)
    chosen = [] if best is None else [of(best, best_agree=True)]
    chosen += passing
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
    g: int, votes: GroupVotes, agree: _Side, candidates: NDArray[np.int64]
) -> int | None:
    """The statement a group agrees with best, taken one after the other in canonical order.

    The first must be agreed with by most, for sure or more than by the others. While the best so
    far is more typical of the group than of the others, a next one must have a greater metric; else
    a greater share times its test.
    """
    best: int | None = None
    for j in candidates:
        if not votes.agree[g, j] and not votes.disagree[g, j]:
            continue
        share, z = agree.share[g, j], agree.share_z[g, j]
        typical = agree.ratio[g, j] * agree.ratio_z[g, j]
        if best is None:
            better = z > Z_90 or (agree.ratio[g, j] > 1 and share > 0.5)
        else:
            best_value = agree.share[g, best] * agree.share_z[g, best]
            if agree.ratio[g, best] > 1:
                best_value *= agree.ratio[g, best] * agree.ratio_z[g, best]
                better = typical * share * z > best_value
            else:
                better = share * z > best_value
        if better:
            best = int(j)
    return best
