"""Ideal points: how likely each participant is to agree with each statement, said or not.

The model is P(agree) = 1 / (1 + exp(-(a_i + b_j + x_i . w_j))): a_i how readily a person agrees,
b_j how agreeable a statement is to somebody in the middle, x_i the person's point in d dimensions
and w_j how strongly the statement divides along them. Passes say nothing about it and are left out.

How many dimensions there are is decided by votes held out; how they are fitted is told in
``logistic_fit``.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.draws import held_out_votes, participant_keys
from yntymak.methods.opinion.logistic_fit import TINY, LogisticFit, opinions_of
from yntymak.methods.opinion.selections import with_participants, without_votes
from yntymak.methods.opinion.votes import Votes

MOST_DIMENSIONS = 4
CHOICE_SHARE = 0.15  # of the opinions held out to choose the number of dimensions
_PASSES, _CHOICE_PASSES = 60, 30
_AS_GOOD = 5e-4  # a difference of log-loss that buys no further dimension
MOST_LEARNT_FROM = 5_000  # beyond, statements are learnt from a draw and people placed after


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """``leniency`` (m,) a; ``points`` (m, d) x, of unit variance; ``intercept`` (n,) b, the
    log-odds of agreement of somebody in the middle, with ``intercept_error`` (n,) its standard
    deviation; ``slopes`` (n, d) w. ``held_out_loss`` is the log-loss per vote (nats) of each d.

    The middle is the mean of all points and all leniencies. A statement without opinions has the
    mean intercept and no slope. Variational deviations are on the small side.
    """

    leniency: NDArray[np.float64]
    points: NDArray[np.float64]
    intercept: NDArray[np.float64]
    intercept_error: NDArray[np.float64]
    slopes: NDArray[np.float64]
    held_out_loss: dict[int, float] = field(default_factory=dict)

    @property
    def dimensions(self) -> int:
        return int(self.points.shape[1])

    def probability(
        self, people: NDArray[np.int64], statements: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Of agreeing, pair by pair."""
        log_odds = self.leniency[people] + self.intercept[statements]
        log_odds += np.einsum("id,id->i", self.points[people], self.slopes[statements])
        return sigmoid(log_odds)

    def probabilities(self, people: slice) -> NDArray[np.float64]:
        """Of agreeing, (people, n)."""
        log_odds = self.leniency[people, None] + self.intercept
        log_odds += np.einsum("id,jd->ij", self.points[people], self.slopes)
        return sigmoid(log_odds)


def fit_ideal_points(votes: Votes, dimensions: int | None = None) -> IdealPoints:
    """``dimensions`` given, or the least number that predicts held-out votes as well as any."""
    if not (votes.values != 0).any():
        return _without_opinions(votes)
    learnt = _drawn(votes)
    losses = {} if dimensions is not None else _losses(learnt)
    if dimensions is None:
        least = min(losses.values())
        dimensions = min(d for d, loss in losses.items() if loss <= least + _AS_GOOD)
    fit = LogisticFit.of(opinions_of(learnt), dimensions, _PASSES)
    if learnt is not votes:
        fit.place(votes, at_a_time=MOST_LEARNT_FROM)
    return _canonical(fit, losses)


def log_loss(probability: NDArray[np.float64], agrees: NDArray[np.bool_]) -> float:
    """Mean negative log-likelihood in nats."""
    return float(-np.mean(np.log(np.where(agrees, probability, 1 - probability))))


def sigmoid(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kept a hair from 0 and 1, so that no loss is infinite."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30.0, 30.0))), dtype=np.float64)


def held_out_loss(votes: Votes, held: NDArray[np.bool_], dimensions: int | None) -> float:
    """Log-loss on the held-out opinions of a model that has not seen them."""
    model = fit_ideal_points(without_votes(votes, held), dimensions)
    rows, columns = votes.rows()[held].astype(np.int64), votes.columns[held].astype(np.int64)
    return log_loss(model.probability(rows, columns), votes.values[held] > 0)


def _losses(votes: Votes) -> dict[int, float]:
    """By the number of dimensions, up to the first that brings nothing."""
    held = held_out_votes(votes, CHOICE_SHARE, draw=0)
    if not held.any():
        return {0: 0.0}
    known = opinions_of(without_votes(votes, held))
    rows, columns = votes.rows()[held].astype(np.int64), votes.columns[held].astype(np.int64)
    losses: dict[int, float] = {}
    for d in range(min(MOST_DIMENSIONS, votes.n_statements - 1) + 1):
        model = _canonical(LogisticFit.of(known, d, _CHOICE_PASSES), {})
        losses[d] = log_loss(model.probability(rows, columns), votes.values[held] > 0)
        if d > 1 and losses[d] > min(losses.values()) + _AS_GOOD:
            break
    return losses


def _drawn(votes: Votes) -> Votes:
    if votes.n_participants <= MOST_LEARNT_FROM:
        return votes
    order = np.argsort(participant_keys(votes), kind="stable")
    return with_participants(votes, np.sort(order[:MOST_LEARNT_FROM]))


def _without_opinions(votes: Votes) -> IdealPoints:
    m, n = votes.n_participants, votes.n_statements
    return IdealPoints(
        leniency=np.zeros(m),
        points=np.zeros((m, 0)),
        intercept=np.zeros(n),
        intercept_error=np.full(n, np.inf),
        slopes=np.zeros((n, 0)),
    )


def _canonical(fit: LogisticFit, losses: dict[int, float]) -> IdealPoints:
    """The middle at zero, points of unit variance along the axes of greatest division.

    Each axis has its largest slope positive, as on the map.
    """
    a, x = fit.people[:, 0], fit.people[:, 2:]
    b, w = fit.statements[:, 1], fit.statements[:, 2:]
    middle = x.mean(axis=0)
    points, slopes = _along_axes(x - middle, w)
    return IdealPoints(
        leniency=a - a.mean(),
        points=points,
        intercept=b + a.mean() + np.einsum("jd,d->j", w, middle),
        intercept_error=np.sqrt(fit.middle_variance(middle)),
        slopes=slopes,
        held_out_loss=losses,
    )


def _along_axes(
    points: NDArray[np.float64], slopes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same products of points and slopes, rotated: points uncorrelated, slopes orthogonal."""
    d = points.shape[1]
    if not d:
        return points, slopes
    spread = np.einsum("ia,ib->ab", points, points) / len(points)
    values, vectors = np.linalg.eigh(spread)
    deviation = np.sqrt(np.maximum(values, TINY))
    in_units = np.einsum("ja,ab->jb", slopes, vectors * deviation)
    strength, turn = np.linalg.eigh(np.einsum("ja,jb->ab", in_units, in_units))
    turn = turn[:, np.argsort(-strength, kind="stable")]
    out_slopes = np.einsum("ja,ab->jb", in_units, turn)
    out_points = np.einsum("ia,ab->ib", points, np.einsum("ab,bc->ac", vectors / deviation, turn))
    largest = np.argmax(np.abs(out_slopes), axis=0)
    sign = np.where(out_slopes[largest, np.arange(d)] < 0, -1.0, 1.0)
    return out_points * sign, out_slopes * sign
