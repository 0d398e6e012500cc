"""A slate: a few statements that together represent everybody, minorities included.

Proportional approval voting gives a person 1 + 1/2 + ... + 1/u for u statements of the slate that
he approves, and takes the slate of the greatest sum. A local search by swaps is enough to be
proportional (Aziz et al. 2018, arXiv 1711.06037); approvals of statements that a person has not
seen are completed by a model (Halpern et al. 2023, doi 10.1609/aaai.v37i5.25686).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.bridging import LEAST_IN_GROUP
from yntymak.methods.opinion.draws import participant_keys
from yntymak.methods.opinion.ideal_points import IdealPoints
from yntymak.methods.opinion.selections import with_participants
from yntymak.methods.opinion.votes import AGREE, Counts, Votes

MOST_ON_SLATE = 6
MOST_PEOPLE = 20_000  # beyond, the slate speaks for a draw
_LEAST_GAIN = 1e-9  # of the sum, in persons: less is rounding


@dataclass(frozen=True, slots=True)
class Slate:
    """``statements`` in the order in which each adds most; ``represented`` the share of people who
    approve at least one of them. ``ratio`` below 1 certifies extended justified representation: the
    greatest, over statements left out and l, of (share of people who approve it and fewer than l of
    the slate) times m / l. ``completed`` is the share of approvals that the model filled in.
    """

    statements: tuple[int, ...]
    represented: float
    ratio: float
    completed: float

    @property
    def is_certified(self) -> bool:
        return self.ratio < 1


def slate(
    votes: Votes,
    model: IdealPoints,
    muted: NDArray[np.bool_],
    *,
    weights: NDArray[np.float64] | None = None,
    size: int = MOST_ON_SLATE,
) -> Slate | None:
    """None where there is nothing to choose from. ``weights`` (m,) of the people."""
    candidates = _candidates(votes.counts(), muted)
    if not len(candidates):
        return None
    people = np.arange(votes.n_participants)
    if len(people) > MOST_PEOPLE:
        drawn = np.argsort(participant_keys(votes), kind="stable")[:MOST_PEOPLE]
        people = np.sort(drawn)
    approvals, completed = completed_approvals(votes, model, people, candidates)
    weight = np.ones(len(people)) if weights is None else weights[people]
    chosen = proportional_approval(approvals, weight, min(size, len(candidates)))
    happy = approvals[:, chosen].any(axis=1)
    return Slate(
        statements=tuple(int(candidates[j]) for j in chosen),
        represented=float(weight[happy].sum() / weight.sum()),
        ratio=justified_representation(approvals, weight, chosen),
        completed=completed,
    )


def _candidates(counts: Counts, muted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Statements that at least ten people, and half of what is usual, have answered, else all.

    What hardly anybody has seen would stand there on the model's word alone. The best agreed with
    come first, so that ties go to them.
    """
    possible = np.flatnonzero(~muted & (counts.seen > 0))
    seen = counts.seen[possible]
    if not len(possible):
        return possible
    known = possible[seen >= max(LEAST_IN_GROUP, float(np.median(seen)) / 2)]
    chosen = known if len(known) else possible
    share = (counts.agree[chosen] + 1) / (counts.seen[chosen] + 2)
    return chosen[np.lexsort((chosen, -share))]


def completed_approvals(
    votes: Votes,
    model: IdealPoints,
    people: NDArray[np.int64],
    candidates: NDArray[np.int64],
) -> tuple[NDArray[np.bool_], float]:
    """(people, candidates) who agrees, or would more likely than not even if the statement is less
    liked by a standard deviation; and the share filled in.

    What a person has voted on stands as it is: a pass is no approval.
    """
    some = with_participants(votes, people)
    rows = some.rows()
    approves = np.empty((len(people), votes.n_statements), dtype=bool)
    for start in range(0, len(people), 1024):
        block = people[start : start + 1024]
        chance = model.leniency[block, None] + model.intercept - model.intercept_error
        chance = chance + np.einsum("id,jd->ij", model.points[block], model.slopes)
        approves[start : start + len(block)] = chance > 0
    approves[rows, some.columns] = some.values == AGREE
    voted = np.zeros(votes.n_statements, dtype=np.int64)
    voted += np.bincount(some.columns, minlength=votes.n_statements)
    cells = len(people) * len(candidates)
    return approves[:, candidates], float(1 - voted[candidates].sum() / cells)


def proportional_approval(
    approvals: NDArray[np.bool_], weight: NDArray[np.float64], size: int
) -> list[int]:
    """Columns of a slate that no swap of one statement betters; ties go to the first column.

    Starts from the statements taken one by one by their gain.
    """
    chosen: list[int] = []
    while len(chosen) < size:
        gain = _gains(approvals, weight, chosen)
        chosen.append(int(np.argmax(gain)))
    while True:
        swap = _best_swap(approvals, weight, chosen)
        if swap is None:
            return _by_gain(approvals, weight, chosen)
        chosen[swap[0]] = swap[1]


def justified_representation(
    approvals: NDArray[np.bool_], weight: NDArray[np.float64], chosen: list[int]
) -> float:
    """The ratio of ``Slate``; exact for the strengthened property EJR+ (Brill & Peters 2023, doi
    10.1145/3580507.3597751), which implies extended justified representation. 0 if nothing is left
    out.
    """
    size, total = len(chosen), float(weight.sum())
    left_out = np.setdiff1d(np.arange(approvals.shape[1]), chosen)
    satisfied = approvals[:, chosen].sum(axis=1)
    ratio = 0.0
    for least in range(1, size + 1):
        wanting = approvals[satisfied < least][:, left_out]
        of = np.einsum("i,ij->j", weight[satisfied < least], wanting)
        ratio = max(ratio, float(of.max(initial=0.0)) * size / (least * total))
    return ratio


def _gains(
    approvals: NDArray[np.bool_], weight: NDArray[np.float64], chosen: list[int]
) -> NDArray[np.float64]:
    """What each statement would add; nothing for those on the slate."""
    share = weight / (1 + approvals[:, chosen].sum(axis=1))
    gain: NDArray[np.float64] = np.einsum("i,ij->j", share, approvals)
    gain[chosen] = -1.0
    return gain


def _best_swap(
    approvals: NDArray[np.bool_], weight: NDArray[np.float64], chosen: list[int]
) -> tuple[int, int] | None:
    best, swap = _LEAST_GAIN * float(weight.sum()), None
    satisfied = approvals[:, chosen].sum(axis=1)
    for place, out in enumerate(chosen):
        without = chosen[:place] + chosen[place + 1 :]
        lost = float((weight / np.maximum(satisfied, 1))[approvals[:, out]].sum())
        gain = _gains(approvals, weight, without)
        gain[out] = -1.0
        comes = int(np.argmax(gain))
        if gain[comes] - lost > best:
            best, swap = float(gain[comes]) - lost, (place, comes)
    return swap


def _by_gain(
    approvals: NDArray[np.bool_], weight: NDArray[np.float64], chosen: list[int]
) -> list[int]:
    ordered: list[int] = []
    left = sorted(chosen)
    while left:
        gain = _gains(approvals, weight, ordered)
        first = max(left, key=lambda j: (gain[j], -j))
        ordered.append(first)
        left.remove(first)
    return ordered
