"""The variational fit of the logistic model with points (Jaakkola & Jordan 2000, doi
10.1023/A:1008932416310): persons and statements in turn, each turn a Newton step in closed form.

Every parameter has a normal prior whose variance is learnt from the votes, so that dimensions that
carry nothing vanish.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from yntymak.methods.opinion.executors import processors
from yntymak.methods.opinion.pca import leading_pairs
from yntymak.methods.opinion.selections import adjacent_participants
from yntymak.methods.opinion.votes import Votes

TINY = 1e-9
"""the least variance, so that none is divided by"""
_SETTLED = 1e-3  # largest change of a log-odds in one pass
_PLACING_PASSES = 12
_AT_A_TIME = 1 << 13  # opinions that stay in the processor's cache


def opinions_of(votes: Votes) -> csr_array:
    """(m, n): +1/2 agrees, -1/2 disagrees; passes are not stored."""
    opinion = votes.values != 0
    before = np.concatenate([[0], np.cumsum(opinion)])
    return csr_array(
        (votes.values[opinion] / 2, votes.columns[opinion].astype(np.int32), before[votes.indptr]),
        shape=(votes.n_participants, votes.n_statements),
    )


@dataclass(slots=True)
class LogisticFit:
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

    def place(self, votes: Votes, at_a_time: int) -> None:
        """The same statements, and the people of other votes on them, some at a time."""
        with ThreadPoolExecutor(processors()) as pool:
            blocks = pool.map(
                lambda start: self._placed(adjacent_participants(votes, start, start + at_a_time)),
                range(0, votes.n_participants, at_a_time),
            )
            self.people = np.concatenate(list(blocks))

    def _placed(self, votes: Votes) -> NDArray[np.float64]:
        opinions = opinions_of(votes)
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
        self.leniency_variance = max(float(people[:, 0].mean()), TINY)
        self.intercept_mean = float(self.statements[self.heard_statements, 1].mean())
        square = float(statements[:, 1].mean())
        self.intercept_variance = max(square - self.intercept_mean**2, TINY)
        scale = np.ones(people.shape[1])
        scale[2:] = np.sqrt(np.maximum(people[:, 2:].mean(axis=0), TINY))
        self.people /= scale
        self.statements *= scale
        self.people_spread /= scale[:, None] * scale
        self.statements_spread *= scale[:, None] * scale
        self.slope_variance = np.maximum((statements.mean(axis=0) * scale**2)[2:], TINY)

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
