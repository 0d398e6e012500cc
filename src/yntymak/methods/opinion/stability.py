"""Groups that would be found again: k-means whose number of groups is chosen by stability.

Ten times four fifths of the participants are drawn, map and groups are made anew from their votes,
and every two draws are compared on the people they share by the adjusted Rand index (Hubert &
Arabie 1985, doi 10.1007/BF01908075): 1 is the same groups, 0 no more alike than chance. The least
number of groups counts whose index comes within a tenth of the best: a further group must earn its
place.

There is no map of fewer than a hundred people. Two such draws out of 50, 75 or 100 people of ten
real polls agree by 0.66 to 0.68 in the mean, out of 150 and more by 0.75 to 0.84
(bench/opinion_quality.py).
"""

from dataclasses import dataclass
from enum import Enum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.analysis import people_in_conversation
from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.clusters import (
    MOST_GROUPS,
    Clustering,
    fixed_starts,
    thinned,
    weighted_k_means,
)
from yntymak.methods.opinion.draws import participant_keys, uniform
from yntymak.methods.opinion.pca import (
    Components,
    centre_of_votes,
    centred_votes,
    principal_components,
)
from yntymak.methods.opinion.selections import with_participants
from yntymak.methods.opinion.votes import Counts, Votes

LEAST_FOR_MAP = 100  # people in the conversation: below, two draws find different groups
LEAST_GROUP_SHARE, LEAST_GROUP = 0.05, 10
WORTH_A_GROUP = 0.1
HIGH, MEDIUM = 0.8, 0.6
DRAWS, SHARE_DRAWN = 10, 0.8
SHRINKING_VOTES = 5.0
_STARTS, _STARTS_OF_DRAW = 32, 6
_FIRST_PASSES, _PASSES, _PASSES_OF_MANY = 4, 300, 20
_MOST_PLACES = 4096
MOST_COMPARED = 6_250  # people; beyond, stability is that of a draw of them, and so too low
_SAME_PLACE = 1e-9
_TINY = float(np.finfo(np.float64).tiny)


class Confidence(Enum):
    """How far the groups can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @classmethod
    def of(cls, stability: float) -> "Confidence":
        return cls.HIGH if stability >= HIGH else cls.MEDIUM if stability >= MEDIUM else cls.LOW


@dataclass(frozen=True, slots=True)
class StableGroups:
    """``labels`` (m,) the largest group 0, -1 outside the conversation; ``stability`` the mean
    adjusted Rand index of each number of groups that was possible.
    """

    labels: NDArray[np.int64]
    clustering: Clustering
    stability: dict[int, float]

    @property
    def k(self) -> int:
        return self.clustering.k

    @property
    def confidence(self) -> Confidence:
        return Confidence.of(self.stability[self.k])


def stable_groups(
    votes: Votes,
    places: NDArray[np.float64],
    inside: NDArray[np.bool_],
    muted: NDArray[np.bool_],
) -> StableGroups | None:
    """Of the people ``inside`` (m,) at ``places`` (m, 2); None where no division is large enough
    to count: every group needs ten people and a twentieth of all.
    """
    found = {
        k: clustering
        for k, clustering in _clusterings(places[inside]).items()
        if _is_large(clustering)
    }
    if not found:
        return None
    stability = _stability(votes, muted, tuple(found))
    best = max(stability.values())
    k = min(k for k, index in stability.items() if index >= best - WORTH_A_GROUP)
    labels = np.full(votes.n_participants, -1)
    labels[inside] = _largest_first(found[k].labels)
    return StableGroups(labels, found[k], stability)


def shrunk_places(
    votes: Votes, components: Components, muted: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Places (m, 2) that people would take had they voted on everything.

    The mean pull of a person's votes, as if five votes more had pulled nowhere, times the number of
    statements: who votes little stands near the middle and not, as if sure, far out. A statement on
    which everybody votes the same pulls nobody and is not counted.
    """
    sums = VoteSums(votes)
    counts = sums.counts()
    centred = centred_votes(sums, counts, components.centre, muted)
    return _shrunk(sums, counts, centred.along(components.directions), muted)


def best_k_means(
    points: NDArray[np.float64], weights: NDArray[np.float64], k: int, starts: int = _STARTS
) -> Clustering:
    """The least inertia over four fixed starts and ``starts`` spread ones; of many points their
    means in the cells of a fine grid are clustered first.
    """
    if len(points) > _MOST_PLACES:
        cells, cell_weights = thinned(points)
        coarse = best_k_means(cells, cell_weights, k, starts)
        return weighted_k_means(points, weights, coarse.centres, passes=_PASSES_OF_MANY)
    first = fixed_starts(points, weights, k) + _spread_starts(points, weights, k, starts)
    return _best_of(points, weights, first)


def _best_of(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    starts: list[NDArray[np.float64]],
) -> Clustering:
    """All starts make a few passes; the better third goes on until nothing changes."""
    tried = sorted(
        (weighted_k_means(points, weights, start, passes=_FIRST_PASSES) for start in starts),
        key=_inertia,
    )
    going_on = tried[: -(-len(tried) // 3)]
    ended = [weighted_k_means(points, weights, c.centres, passes=_PASSES) for c in going_on]
    return min(ended, key=_inertia)


def _inertia(clustering: Clustering) -> float:
    return clustering.inertia


def adjusted_rand_index(a: NDArray[np.int64], b: NDArray[np.int64]) -> float:
    """Of two labellings of the same people; 1 where both are one group."""
    table = np.zeros((int(a.max(initial=0)) + 1, int(b.max(initial=0)) + 1))
    np.add.at(table, (a, b), 1)
    same, of_a, of_b, every = (
        float((count * (count - 1)).sum() / 2)
        for count in (table, table.sum(axis=1), table.sum(axis=0), table.sum())
    )
    expected = of_a * of_b / every if every else 0.0
    most = (of_a + of_b) / 2
    return 1.0 if most == expected else (same - expected) / (most - expected)


def _clusterings(points: NDArray[np.float64]) -> dict[int, Clustering]:
    weights = np.ones(len(points))
    return {k: best_k_means(points, weights, k) for k in _possible(points)}


def _possible(points: NDArray[np.float64]) -> range:
    """Numbers of groups that so many different places can make."""
    if len(points) < 2 or np.ptp(points, axis=0).max() <= _SAME_PLACE:
        return range(0)
    return range(2, min(MOST_GROUPS, len(np.unique(points, axis=0))) + 1)


def _is_large(clustering: Clustering) -> bool:
    sizes = np.bincount(clustering.labels, minlength=clustering.k)
    return bool(sizes.min() >= max(LEAST_GROUP, LEAST_GROUP_SHARE * sizes.sum()))


def _stability(votes: Votes, muted: NDArray[np.bool_], ks: tuple[int, ...]) -> dict[int, float]:
    keys = participant_keys(votes)
    people = np.arange(votes.n_participants)
    if len(people) > MOST_COMPARED:
        people = np.sort(np.argsort(uniform(keys, DRAWS), kind="stable")[:MOST_COMPARED])
    labels = np.full((DRAWS, len(ks), len(people)), -1)
    for draw in range(DRAWS):
        drawn = np.flatnonzero(uniform(keys[people], draw) < SHARE_DRAWN)
        if len(drawn) > 1:
            some = with_participants(votes, people[drawn])
            labels[draw][:, drawn] = _groups_of_draw(some, muted, ks)
    index = {}
    for turn, k in enumerate(ks):
        pairs = [
            adjusted_rand_index(a[both], b[both])
            for a, b in combinations(labels[:, turn], 2)
            if (both := (a >= 0) & (b >= 0)).any()
        ]
        index[k] = float(np.mean(pairs)) if pairs else 0.0
    return index


def _groups_of_draw(
    votes: Votes, muted: NDArray[np.bool_], ks: tuple[int, ...]
) -> NDArray[np.int64]:
    """(ks, participants): the whole way from the votes on, as for everybody."""
    places = places_of(votes, muted)
    inside = people_in_conversation(votes, int(np.count_nonzero(votes.counts().seen)))
    labels = np.full((len(ks), votes.n_participants), -1)
    points, weights = places[inside], np.ones(np.count_nonzero(inside))
    possible = _possible(points)
    for turn, k in enumerate(ks):
        if k in possible:
            starts = _spread_starts(points, weights, k, _STARTS_OF_DRAW)
            labels[turn, inside] = _best_of(points, weights, starts).labels
    return labels


def places_of(votes: Votes, muted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Shrunk places (m, 2) on the map of these votes alone."""
    sums = VoteSums(votes)
    counts = sums.counts()
    centre = centre_of_votes(counts, muted)
    centred = centred_votes(sums, counts, centre, muted)
    components = principal_components(centred, centre)
    return _shrunk(sums, counts, centred.along(components.directions), muted)


def _shrunk(
    sums: VoteSums, counts: Counts, pull: NDArray[np.float64], muted: NDArray[np.bool_]
) -> NDArray[np.float64]:
    most = np.maximum(np.maximum(counts.agree, counts.disagree), counts.passed)
    telling = (most < counts.seen) & ~muted
    n_votes = sums.of_participants(np.repeat(telling, 3).astype(np.float64)[:, None])
    places: NDArray[np.float64] = np.count_nonzero(telling) / (n_votes + SHRINKING_VOTES) * pull
    return places


def _spread_starts(
    points: NDArray[np.float64], weights: NDArray[np.float64], k: int, number: int
) -> list[NDArray[np.float64]]:
    """Each of k points, drawn by weight times squared distance from those drawn before (Arthur &
    Vassilvitskii 2007), from the middle outward: whatever the order of the points, and mirrored
    where they are.
    """
    rng = np.random.default_rng(k)
    square = points[:, 0] ** 2 + points[:, 1] ** 2
    outward = np.argsort(np.round(square / max(float(square.max()), _TINY), 12), kind="stable")
    points, weights = points[outward], weights[outward]
    starts = []
    for _ in range(number):
        chosen: list[int] = []
        chance, nearest = weights, np.full(len(points), np.inf)
        for _ in range(k):
            passed = np.cumsum(chance)
            at = int(np.searchsorted(passed, rng.random() * passed[-1], side="right"))
            chosen.append(min(at, len(points) - 1))
            offset = points - points[chosen[-1]]
            nearest = np.minimum(nearest, offset[:, 0] ** 2 + offset[:, 1] ** 2)
            chance = weights * nearest
        starts.append(points[chosen])
    return starts


def _largest_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Renumbered by falling size, among equals by who comes first."""
    _, first = np.unique(labels, return_index=True)
    order = np.lexsort((first, -np.bincount(labels)))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[labels]
