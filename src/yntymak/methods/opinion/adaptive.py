"""The statement whose answer tells most: about where the participant stands and about the map.

A light model stands between the last map and the next question. A participant has an unknown place
z on the map, and answers statement j with

    x_j = centre_j + a_j . z + e_j,    z ~ N(0, Z),    e_j ~ N(0, s_j)

where a_j are the two loadings of the map. What has been answered so far leaves the covariance

    S = (inverse Z + sum over answered of a_j a_j' / s_j) ** -1

and one more answer is worth, in nats,

    I_j = 1/2 log(1 + a_j' S a_j / s_j)    about the place of the participant
    L_j = 1 / (n_j + 1)                    about the statement, answered by n_j so far

I is the expected information of the linear Gaussian model (Lindley 1956, doi
10.1214/aoms/1177728069; Chaloner & Verdinelli 1995, doi 10.1214/ss/1177009939): it leads to
statements that part people along the direction in which least is known of this one. L is what one
more answer teaches about the shares of three answers, (3 - 1) / 2n in the long run (Clarke & Barron
1990, doi 10.1109/18.54897); it brings new statements forward.

S depends on which statements were answered, not on how: an answer that is changed leaves the next
question as it was, and nothing is stored of a person.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.analysis import MapState, OpinionMap

SHARPNESS = 6.0
"""power of the worth in the draw: at 1 it hardly matters, far above all see the same ones first"""
FLOOR = 0.1
"""share of the draws that goes by few answers alone, whatever the model says"""
META_WEIGHT = 0.1
"""of a question about the participants themselves, in those draws"""
_LEAST_NOISE = 0.1  # of the variance of a statement: two axes never explain all of an opinion
_BORROWED = 2.0  # answers of an average statement that stand in while a statement has few


@dataclass(frozen=True, slots=True)
class PlaceModel:
    """What a map says of its statements, ready for many draws.

    ``loadings`` a (statements, 2); ``noise`` s (statements,) > 0; ``precision`` (2, 2) inverse of
    Z; ``n_seen`` (statements,); ``meta`` (statements,).
    """

    loadings: NDArray[np.float64]
    noise: NDArray[np.float64]
    precision: NDArray[np.float64]
    n_seen: NDArray[np.int64]
    meta: NDArray[np.bool_]

    @classmethod
    def of(cls, found: OpinionMap) -> Self:
        """Without a map all loadings are 0, and what has few answers comes first."""
        n = len(found.statements)
        variance = _variances(found)
        if found.state is not MapState.DRAWN:
            loadings, spread = np.zeros((n, 2)), np.eye(2)
        else:
            loadings = found.components.directions.T
            spread = _spread_of_places(found, loadings, variance)
        explained = np.einsum("ja,ab,jb->j", loadings, spread, loadings)
        return cls(
            loadings=loadings,
            noise=np.maximum(variance - explained, _LEAST_NOISE * variance),
            precision=_inverse(spread),
            n_seen=found.counts.seen,
            meta=found.meta,
        )


def information(model: PlaceModel, answered: NDArray[np.int64]) -> NDArray[np.float64]:
    """I (statements,) in nats, after answers on the columns ``answered`` (m,)."""
    known = model.loadings[answered] / np.sqrt(model.noise[answered])[:, None]
    left = _inverse(model.precision + np.einsum("ja,jb->ab", known, known))
    signal = np.einsum("ja,ja->j", model.loadings @ left, model.loadings)
    return np.asarray(0.5 * np.log1p(signal / model.noise), dtype=np.float64)


def learning(model: PlaceModel) -> NDArray[np.float64]:
    """L (statements,) in nats."""
    return np.asarray(1.0 / (model.n_seen + 1.0), dtype=np.float64)


def adaptive_weights(
    model: PlaceModel, answered: NDArray[np.int64], may_be_shown: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Probability (statements,) with which each is drawn; 0 where ``may_be_shown`` is False.

    1 - FLOOR of it goes by (I + L) ** SHARPNESS over what is no meta question, FLOOR by L over all:
    no statement starves. What was answered may be shown no more, nor what moderation took out: the
    caller says so in ``may_be_shown`` (statements,).
    """
    taught = learning(model)
    worth = information(model, answered) + taught
    asked = may_be_shown & ~model.meta
    chosen = _share(np.where(asked, worth, 0.0) ** SHARPNESS)
    spread = _share(np.where(may_be_shown, np.where(model.meta, META_WEIGHT, 1.0) * taught, 0.0))
    return (1 - FLOOR) * chosen + FLOOR * spread


def _variances(found: OpinionMap) -> NDArray[np.float64]:
    """Of the votes on each statement (statements,) around their mean, a pass being 0; never 0."""
    counts = found.counts
    seen = np.maximum(counts.seen, 1)
    mean = (counts.agree - counts.disagree) / seen
    variance = (counts.agree + counts.disagree) / seen - mean**2
    answers = max(float(counts.seen.sum()), 1.0)
    usual = max(float(np.einsum("j,j->", counts.seen, variance)) / answers, _LEAST_NOISE)
    mixed: NDArray[np.float64] = (counts.seen * variance + _BORROWED * usual) / (
        counts.seen + _BORROWED
    )
    return mixed


def _spread_of_places(
    found: OpinionMap, loadings: NDArray[np.float64], variance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Z (2, 2) by moments. The map stretches who votes little: of k among n statements a place has
    the covariance (k / n) Z + the noise of one answer, so this is what remains of the places.
    """
    inside = found.in_conversation
    share = found.votes_per_participant[inside] / max(int(np.count_nonzero(found.counts.seen)), 1)
    places = found.places[inside]
    noise = np.einsum("ja,j,ja->a", loadings, variance, loadings)
    moments = np.einsum("ia,ib->ab", places, places) - len(places) * np.diag(noise)
    roots, axes = np.linalg.eigh(moments / share.sum())
    roots = np.maximum(roots, noise.max(initial=_LEAST_NOISE))
    spread: NDArray[np.float64] = np.einsum("ar,r,br->ab", axes, roots, axes)
    return spread


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _share(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    total = float(weights.sum())
    return weights / total if total > 0 else weights
