"""Whether agreement holds in every place, round and channel, or divides them.

How many answered each statement in all is published beside this. So a group of fewer than ten
answers is only withheld if its number does not follow from the total and the other groups: where it
would, another group goes with it. The verdict is of the groups that are told and of no others, or
it would tell of those that are not.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.disclosure import withheld_in_columns
from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.bridging import LEAST_IN_GROUP, wilson
from yntymak.methods.opinion.participants import COMPARED, Axis, Participants
from yntymak.methods.opinion.votes import AGREE, Votes


class Reach(Enum):
    """Of the agreement with one statement along one axis."""

    HOLDS = "holds_everywhere"
    DIVIDES = "divides"
    OPEN = "not_settled"
    UNKNOWN = "not_enough_data"


@dataclass(frozen=True, slots=True)
class Share:
    """Of the people of one group who agree; all is None but ``group`` where it is withheld: for
    fewer than ten answers, or to hide such a number elsewhere.

    ``low`` and ``high`` are Wilson's 95 % bounds; weighted answers count by their effective number.
    """

    group: str
    n: int | None
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Across:
    """One statement along one axis."""

    axis: str
    statement: int
    reach: Reach
    shares: tuple[Share, ...]


def agreement_across(
    votes: Votes,
    people: Participants,
    muted: NDArray[np.bool_],
    weight: NDArray[np.float64] | None = None,
) -> tuple[Across, ...]:
    """Every statement that is not muted along place, round and channel, as far as they are known.

    Holds everywhere: two groups at least are told, and in every such group more than half agree for
    sure. Divides: in one more than half agree for sure, in another less than half.
    """
    seen_by_all = votes.counts().seen
    found: list[Across] = []
    for name in COMPARED:
        axis = people.axes.get(name)
        if axis is None or len(axis.names) < 2:
            continue
        agree, seen, squares = _sums(votes, axis, weight)
        answers = votes.counts_of_groups(axis.code, len(axis.names)).seen
        effective = np.divide(seen**2, squares, out=np.zeros_like(seen), where=squares > 0)
        share = np.divide(agree, seen, out=np.zeros_like(seen), where=seen > 0)
        low, high = wilson(share * effective, effective)
        told = ~_withheld(answers, seen_by_all, axis)
        found += [
            Across(
                axis=name,
                statement=int(j),
                reach=_reach(low[told[:, j], j], high[told[:, j], j]),
                shares=tuple(
                    Share(
                        group,
                        int(answers[g, j]),
                        float(share[g, j]),
                        float(low[g, j]),
                        float(high[g, j]),
                    )
                    if told[g, j]
                    else Share(group, None, None, None, None)
                    for g, group in enumerate(axis.names)
                ),
            )
            for j in np.flatnonzero(~muted & (answers.sum(axis=0) > 0))
        ]
    return tuple(found)


def _withheld(
    answers: NDArray[np.int64], seen_by_all: NDArray[np.int64], axis: Axis
) -> NDArray[np.bool_]:
    """(groups, n). Whose group is not known is a group of its own that is never told."""
    unknown = seen_by_all - answers.sum(axis=0) if (axis.code < 0).any() else None
    return withheld_in_columns(answers, least=LEAST_IN_GROUP, unpublished=unknown)


def _reach(low: NDArray[np.float64], high: NDArray[np.float64]) -> Reach:
    if len(low) < 2:
        return Reach.UNKNOWN
    if (low > 0.5).all():
        return Reach.HOLDS
    if (low > 0.5).any() and (high < 0.5).any():
        return Reach.DIVIDES
    return Reach.OPEN


def _sums(
    votes: Votes, axis: Axis, weight: NDArray[np.float64] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Weights of those who agree, of all answers, and the squares of the latter, (groups, n)."""
    of_person = np.ones(votes.n_participants) if weight is None else weight
    sums = VoteSums(votes)
    number = len(axis.names)
    by_vote = sums.sums_of_groups(axis.code, number, of_person)
    squares = by_vote if weight is None else sums.sums_of_groups(axis.code, number, of_person**2)
    return by_vote[:, :, AGREE + 1], by_vote.sum(axis=2), squares.sum(axis=2)
