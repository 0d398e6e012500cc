"""Ideal points: how likely each participant is to agree with each statement, said or not.

The model is P(agree) = 1 / (1 + exp(-(a_i + b_j + x_i . w_j))): a_i how readily a person agrees,
b_j how agreeable a statement is to somebody in the middle, x_i the person's point in d dimensions
and w_j how strongly the statement divides along them. Passes say nothing about it and are left out.

Every parameter has a normal prior whose variance is learnt from the votes, so that dimensions that
carry nothing vanish. The fit is the variational one of Jaakkola & Jordan 2000 (doi
10.1023/A:1008932416310): persons and statements in turn, each turn a Newton step in closed form.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from yntymak.methods.opinion.draws import held_out_votes, participant_keys
from yntymak.methods.opinion.executors import processors
from yntymak.methods.opinion.pca import leading_pairs
from yntymak.methods.opinion.votes import Votes

MOST_DIMENSIONS = 4
CHOICE_SHARE = 0.15  # of the opinions held out to choose the number of dimensions
_PASSES, _CHOICE_PASSES = 60, 30
_SETTLED = 1e-3  # largest change of a log-odds in one pass
_AS_GOOD = 5e-4  # a difference of log-loss that buys no further dimension
MOST_LEARNT_FROM = 5_000  # beyond, statements are learnt from a draw and people placed after
_PLACING_PASSES = 12
_AT_A_TIME = 1 << 13  # opinions that stay in the processor's cache


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
    fit = _Fit.of(_opinions(learnt), dimensions, _PASSES)
    if learnt is not votes:
        fit.place(votes)
    return fit.canonical(losses)


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


def without_votes(votes: Votes, held: NDArray[np.bool_]) -> Votes:
    """The same participants and statements with fewer votes."""
    if not held.any():
        return votes
    kept_before = np.zeros(len(held) + 1, dtype=np.int64)
    np.cumsum(~held, out=kept_before[1:])
    return Votes(
        participants=votes.participants,
        statements=votes.statements,
        indptr=kept_before[votes.indptr],
        columns=votes.columns[~held],
        values=votes.values[~held],
    )


def with_participants(votes: Votes, rows: NDArray[np.int64]) -> Votes:
    """Some of the participants, ``rows`` ascending, and all statements."""
    kept = np.zeros(votes.n_participants, dtype=bool)
    kept[rows] = True
    of_vote = np.repeat(kept, votes.votes_per_participant)
    return Votes(
        participants=votes.participants[rows],
        statements=votes.statements,
        indptr=np.concatenate([[0], np.cumsum(votes.votes_per_participant[rows])]),
        columns=votes.columns[of_vote],
        values=votes.values[of_vote],
    )


def _block(votes: Votes, start: int, stop: int) -> Votes:
    """Participants who stand together, without a copy of their votes."""
    ends = votes.indptr[start : stop + 1]
    return Votes(
        participants=votes.participants[start:stop],
        statements=votes.statements,
        indptr=ends - ends[0],
        columns=votes.columns[ends[0] : ends[-1]],
        values=votes.values[ends[0] : ends[-1]],
    )


def _losses(votes: Votes) -> dict[int, float]:
    """By the number of dimensions, up to the first that brings nothing."""
    held = held_out_votes(votes, CHOICE_SHARE, draw=0)
    if not held.any():
        return {0: 0.0}
    known = _opinions(without_votes(votes, held))
    rows, columns = votes.rows()[held].astype(np.int64), votes.columns[held].astype(np.int64)
    losses: dict[int, float] = {}
    for d in range(min(MOST_DIMENSIONS, votes.n_statements - 1) + 1):
        model = _Fit.of(known, d, _CHOICE_PASSES).canonical({})
        losses[d] = log_loss(model.probability(rows, columns), votes.values[held] > 0)
        if d > 1 and losses[d] > min(losses.values()) + _AS_GOOD:
            break
    return losses


def _opinions(votes: Votes) -> csr_array:
    """(m, n): +1/2 agrees, -1/2 disagrees; passes are not stored."""
    opinion = votes.values != 0
    before = np.concatenate([[0], np.cumsum(opinion)])
    return csr_array(
        (votes.values[opinion] / 2, votes.columns[opinion].astype(np.int32), before[votes.indptr]),
        shape=(votes.n_participants, votes.n_statements),
    )


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


@dataclass(slots=True)
class _Fit:
    """Means and covariances of u_i = (a, 1, x) and v_j = (1, b, w), so that the log-odds are u . v.

    The constant coordinate of each has no variance.
    """

    people: NDArray[np.float64]
    people_spread: NDArray[np.float64]
    statements: NDArray[np.float64]
    statements_spread: NDArray[np.float64]
    leniency_variance: float
    intercept_mean: float
    intercept_variance: float
    slope_variance: NDArray[np.float64]
    heard_people: NDArray[np.bool_]
    heard_statements: NDArray[np.bool_]

    @classmethod
    def of(cls, opinions: csr_array, d: int, passes: int) -> Self:
        fit = cls._start(opinions, d)
        curvature = np.full(opinions.nnz, 1 / 8)  # its limit at log-odds 0
        rows = np.repeat(np.arange(opinions.shape[0]), np.diff(opinions.indptr))
        for _ in range(passes):
            before = fit.statements.copy()
            fit.update_people(opinions, curvature)
            fit.update_statements(opinions, curvature)
            fit.update_priors()
            fit.update_curvature(curvature, opinions, rows)
            if np.abs(fit.statements - before)[fit.heard_statements].max() <= _SETTLED:
                break
        return fit

    @classmethod
    def _start(cls, opinions: csr_array, d: int) -> Self:
        """Slopes from the principal components of what the mean of a statement leaves over."""
        m, n = opinions.shape
        agree = np.bincount(opinions.indices, opinions.data > 0, minlength=n)
        seen = np.bincount(opinions.indices, minlength=n)
        people, statements = np.zeros((m, d + 2)), np.zeros((n, d + 2))
        people[:, 1] = statements[:, 0] = 1
        mean = float(np.log((agree.sum() + 1) / (seen.sum() - agree.sum() + 1)))
        statements[:, 1] = mean
        if d:
            share = (agree + 1) / (seen + 2)
            left = opinions.copy()
            left.data = opinions.data + 0.5 - share[opinions.indices]
            squares = np.bincount(left.indices, left.data**2, n).astype(np.float64)
            turned = left.T
            pairs = leading_pairs(lambda vector: turned @ (left @ vector), squares, d)
            statements[:, 2:] = pairs[1].T * np.sqrt(np.count_nonzero(seen))
        return cls(
            people=people,
            people_spread=np.zeros((m, d + 2, d + 2)),
            statements=statements,
            statements_spread=np.zeros((n, d + 2, d + 2)),
            leniency_variance=1.0,
            intercept_mean=mean,
            intercept_variance=4.0,
            slope_variance=np.ones(d),
            heard_people=np.diff(opinions.indptr) > 0,
            heard_statements=seen > 0,
        )

    def place(self, votes: Votes) -> None:
        """The same statements, and the people of other votes on them, some at a time."""
        with ThreadPoolExecutor(processors()) as pool:
            blocks = pool.map(
                lambda start: self._placed(_block(votes, start, start + MOST_LEARNT_FROM)),
                range(0, votes.n_participants, MOST_LEARNT_FROM),
            )
            self.people = np.concatenate(list(blocks))

    def _placed(self, votes: Votes) -> NDArray[np.float64]:
        opinions = _opinions(votes)
        m, q = opinions.shape[0], self.statements.shape[1]
        some = replace(self, people=np.zeros((m, q)), people_spread=np.zeros((m, q, q)))
        some.people[:, 1] = 1
        rows = np.repeat(np.arange(m), np.diff(opinions.indptr))
        curvature = np.full(opinions.nnz, 1 / 8)
        for turn in range(_PLACING_PASSES):
            if turn:
                some.update_curvature(curvature, opinions, rows)
            some.update_people(opinions, curvature)
        return some.people

    def canonical(self, losses: dict[int, float]) -> IdealPoints:
        """The middle at zero, points of unit variance along the axes of greatest division.

        Each axis has its largest slope positive, as on the map.
        """
        a, x = self.people[:, 0], self.people[:, 2:]
        b, w = self.statements[:, 1], self.statements[:, 2:]
        middle = x.mean(axis=0)
        points, slopes = _along_axes(x - middle, w)
        return IdealPoints(
            leniency=a - a.mean(),
            points=points,
            intercept=b + a.mean() + np.einsum("jd,d->j", w, middle),
            intercept_error=np.sqrt(self.middle_variance(middle)),
            slopes=slopes,
            held_out_loss=losses,
        )

    def middle_variance(self, middle: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of b + w . middle."""
        at = np.concatenate([[0.0, 1.0], middle])
        variance: NDArray[np.float64] = np.einsum("a,jab,b->j", at, self.statements_spread, at)
        return np.maximum(variance, 0.0)

    def update_people(self, opinions: csr_array, curvature: NDArray[np.float64]) -> None:
        prior = np.concatenate([[1 / self.leniency_variance], np.ones(len(self.slope_variance))])
        _update(
            self.people,
            self.people_spread,
            fixed=1,
            opinions=opinions,
            curvature=_like(opinions, curvature),
            others=self.statements,
            moments=_second_moments(self.statements, self.statements_spread),
            precision=prior,
            pull=np.zeros(len(prior)),
        )

    def update_statements(self, opinions: csr_array, curvature: NDArray[np.float64]) -> None:
        prior = np.concatenate([[1 / self.intercept_variance], 1 / self.slope_variance])
        pull = np.zeros(len(prior))
        pull[0] = self.intercept_mean / self.intercept_variance
        _update(
            self.statements,
            self.statements_spread,
            fixed=0,
            opinions=opinions.T,
            curvature=_like(opinions, curvature).T,
            others=self.people,
            moments=_second_moments(self.people, self.people_spread),
            precision=prior,
            pull=pull,
        )

    def update_priors(self) -> None:
        """Their variances are the mean second moments, of those with opinions; points keep unit
        variance.
        """
        people, statements = (
            (np.einsum("iaa->ia", spread) + mean**2)[heard]
            for mean, spread, heard in (
                (self.people, self.people_spread, self.heard_people),
                (self.statements, self.statements_spread, self.heard_statements),
            )
        )
        self.leniency_variance = max(float(people[:, 0].mean()), _TINY)
        self.intercept_mean = float(self.statements[self.heard_statements, 1].mean())
        square = float(statements[:, 1].mean())
        self.intercept_variance = max(square - self.intercept_mean**2, _TINY)
        scale = np.ones(people.shape[1])
        scale[2:] = np.sqrt(np.maximum(people[:, 2:].mean(axis=0), _TINY))
        self.people /= scale
        self.statements *= scale
        self.people_spread /= scale[:, None] * scale
        self.statements_spread *= scale[:, None] * scale
        self.slope_variance = np.maximum((statements.mean(axis=0) * scale**2)[2:], _TINY)

    def update_curvature(
        self, curvature: NDArray[np.float64], opinions: csr_array, rows: NDArray[np.int64]
    ) -> None:
        """tanh(e / 2) / 4e of each opinion, e² the expected square of its log-odds."""
        times = np.where(np.equal(*_pairs(self.people.shape[1])), 1.0, 2.0)
        of_people = times[:, None] * _second_moments(self.people, self.people_spread).T
        of_statements = _second_moments(self.statements, self.statements_spread).T.copy()
        for start in range(0, len(curvature), _AT_A_TIME):
            some = slice(start, start + _AT_A_TIME)
            row, column = rows[some], opinions.indices[some]
            square = np.zeros(len(row))
            for person, statement in zip(of_people, of_statements, strict=True):
                square += person.take(row) * statement.take(column)
            expected = np.maximum(np.sqrt(np.maximum(square, 0.0)), 1e-6)
            np.divide(np.tanh(expected / 2), 4 * expected, out=curvature[some])


_TINY = 1e-9


def _update(
    mean: NDArray[np.float64],
    spread: NDArray[np.float64],
    *,
    fixed: int,
    opinions: csr_array | csc_array,
    curvature: csr_array | csc_array,
    others: NDArray[np.float64],
    moments: NDArray[np.float64],
    precision: NDArray[np.float64],
    pull: NDArray[np.float64],
) -> None:
    """One side's normal posterior given the other side's moments, in place.

    ``fixed`` is the coordinate that is 1 throughout. The bound is quadratic in the log-odds t:
    s t - curvature t² with s = ±1/2, so that precision = prior + 2 Σ curvature E[v v'].
    """
    q = mean.shape[1]
    free = np.delete(np.arange(q), fixed)
    total = 2 * (curvature @ moments)[:, _places(q)]
    hessian = total[:, free[:, None], free] + np.diag(precision)
    gradient = (opinions @ others)[:, free] - total[:, free, fixed] + pull
    covariance = np.linalg.inv(hessian)
    mean[:, free] = np.einsum("iab,ib->ia", covariance, gradient)
    spread[:, free[:, None], free] = covariance


def _second_moments(mean: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows, pairs of coordinates): the table of each row is symmetric."""
    a, b = _pairs(mean.shape[1])
    moments: NDArray[np.float64] = mean[:, a] * mean[:, b] + spread[:, a, b]
    return moments


def _pairs(q: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    a, b = np.triu_indices(q)
    return a, b


def _places(q: int) -> NDArray[np.int64]:
    """(q, q) where each pair stands among ``_pairs``."""
    place = np.zeros((q, q), dtype=np.int64)
    place[_pairs(q)] = np.arange(q * (q + 1) // 2)
    return np.maximum(place, place.T)


def _like(pattern: csr_array, data: NDArray[np.float64]) -> csr_array:
    return csr_array((data, pattern.indices, pattern.indptr), shape=pattern.shape)


def _along_axes(
    points: NDArray[np.float64], slopes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same products of points and slopes, rotated: points uncorrelated, slopes orthogonal."""
    d = points.shape[1]
    if not d:
        return points, slopes
    spread = np.einsum("ia,ib->ab", points, points) / len(points)
    values, vectors = np.linalg.eigh(spread)
    deviation = np.sqrt(np.maximum(values, _TINY))
    in_units = np.einsum("ja,ab->jb", slopes, vectors * deviation)
    strength, turn = np.linalg.eigh(np.einsum("ja,jb->ab", in_units, in_units))
    turn = turn[:, np.argsort(-strength, kind="stable")]
    out_slopes = np.einsum("ja,ab->jb", in_units, turn)
    out_points = np.einsum("ia,ab->ib", points, np.einsum("ab,bc->ac", vectors / deviation, turn))
    largest = np.argmax(np.abs(out_slopes), axis=0)
    sign = np.where(out_slopes[largest, np.arange(d)] < 0, -1.0, 1.0)
    return out_points * sign, out_slopes * sign
