"""People who saw the same statements and voted the same on all but one at most: twins.

Each vote has a random key and each person the sum of his keys, so that two people who voted the
same have the same sum, and two who differ in one vote the same sum once that vote is left out. The
time grows with the votes and not with the pairs of people; pairs are counted, not listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from yntymak.methods.opinion.draws import statement_keys, sum_of_rows, uniform
from yntymak.methods.opinion.votes import Votes

LEAST_VOTES = 7  # of a twin: shorter lists coincide by chance
NOT_SEEN = 2  # in the place of a vote
_VOTES_AT_A_TIME = 1 << 20
_MOST_SORTED = 1 << 25  # sums, 8 bytes each
_FILTER_BITS = 22


@dataclass(frozen=True, slots=True)
class Likeness:
    """``identical``: row i of ``identical_people`` belongs to group ``identical_group[i]`` of
    people with the same votes, two at least. ``person`` with ``vote`` belongs to neighbourhood
    ``group``: people who voted the same on all but ``statement[group]``, on which they differ.
    """

    identical_people: NDArray[np.int64]
    identical_group: NDArray[np.int64]
    person: NDArray[np.int64]
    vote: NDArray[np.int64]
    group: NDArray[np.int64]
    statement: NDArray[np.int64]

    @property
    def n_pairs(self) -> int:
        """Of twins; each pair once."""
        same_vote = self.group * 4 + self.vote + 1
        return _pairs(self.identical_group) + _pairs(self.group) - _pairs(same_vote)

    def families(self, m: int) -> NDArray[np.int64]:
        """(m,) twins, their twins and so on, numbered by the first row in each; -1 for none."""
        family = np.full(m, -1)
        ends = [
            (_first_of_group(people, group), people)
            for people, group in (
                (self.identical_people, self.identical_group),
                (self.person, self.group),
            )
            if len(people)
        ]
        if not ends:
            return family
        first, second = (np.concatenate(side) for side in zip(*ends, strict=True))
        graph = coo_array((np.ones(len(first)), (first, second)), shape=(m, m))
        component = connected_components(graph, directed=False)[1]
        inside = np.unique(second)
        _, earliest, number = np.unique(component[inside], return_index=True, return_inverse=True)
        rank = np.empty(len(earliest), dtype=np.int64)
        rank[np.argsort(earliest)] = np.arange(len(earliest))
        family[inside] = rank[number]
        return family


def likeness(votes: Votes) -> Likeness:
    """Of people with seven votes at least."""
    sums = _Sums(votes)
    total = sums.total[sums.counted]
    order = np.argsort(total, kind="stable")
    people, total = np.flatnonzero(sums.counted)[order], total[order]
    group, is_identical = _groups(total)
    code, person, statement, vote = _neighbours(votes, sums)
    head = np.unique(np.stack([code, statement]), axis=1)
    left, right = (np.searchsorted(total, sums.sought[head[0]], side) for side in ("left", "right"))
    without = right - left  # those who have not seen the statement
    at = np.repeat(left - np.cumsum(without) + without, without) + np.arange(without.sum())
    number = np.searchsorted(head[0] * votes.n_statements + head[1], _joint(code, statement, votes))
    person = np.concatenate([person, people[at]])
    vote = np.concatenate([vote, np.full(len(at), NOT_SEEN)])
    number = np.concatenate([number, np.repeat(np.arange(len(without)), without)])
    order = np.lexsort((person, number))
    person, vote, number = person[order], vote[order], number[order]
    differs = _differs(vote, number, head.shape[1])
    kept = differs[number]
    return Likeness(
        identical_people=people[is_identical],
        identical_group=group[is_identical],
        person=person[kept],
        vote=vote[kept],
        group=(np.cumsum(differs) - 1)[number[kept]],
        statement=head[1][differs],
    )


class _Sums:
    """``total`` (m,) of the keys of each person, who is ``counted`` (m,) with seven votes;
    ``sought``, ascending, are sums with one vote left out that two votes have, or a person's total.
    """

    def __init__(self, votes: Votes) -> None:
        self._votes = votes
        self._keys = _vote_keys(votes)
        self.counted = votes.votes_per_participant >= LEAST_VOTES
        self.total = sum_of_rows(votes, self._keys)
        self.sought = self._sought()

    def blocks(self) -> Iterator[tuple[slice, NDArray[np.uint64]]]:
        """Votes of some people, and of each the sum without it; 0 for who is not counted."""
        votes = self._votes
        for rows in votes.blocks(_VOTES_AT_A_TIME):
            some = slice(int(votes.indptr[rows.start]), int(votes.indptr[rows.stop]))
            number = np.diff(votes.indptr[rows.start : rows.stop + 1])
            left_out = np.repeat(self.total[rows], number)
            left_out -= self._keys[votes.columns[some], votes.values[some] + 1]
            left_out[np.repeat(~self.counted[rows], number)] = 0
            yield some, left_out

    def _sought(self) -> NDArray[np.uint64]:
        """One range of sums after the other, so that they need not all stand in memory."""
        bits = max(len(self._votes.values) // _MOST_SORTED, 0).bit_length()
        total = np.sort(self.total[self.counted])
        found = [np.zeros(0, dtype=np.uint64)]
        for part in range(1 << bits):
            low, high = (np.uint64(((part + end) << (64 - bits)) - end) for end in (0, 1))
            parts = [np.zeros(0, dtype=np.uint64)]
            parts += [
                left[(left >= max(low, np.uint64(1))) & (left <= high)] for _, left in self.blocks()
            ]
            every = np.concatenate(parts)
            every.sort()
            repeated = every[:-1][every[1:] == every[:-1]]
            inside = total[(total >= low) & (total <= high)]
            at = np.searchsorted(every, inside)
            is_there = at < len(every)
            is_there[is_there] = every[at[is_there]] == inside[is_there]
            found += [repeated, inside[is_there]]
        return np.unique(np.concatenate(found))


def _neighbours(votes: Votes, sums: _Sums) -> tuple[NDArray[np.int64], ...]:
    """Votes whose sum without them is sought (0 never is): place of the sum, person, statement,
    vote.
    """
    shift = np.uint64(64 - _FILTER_BITS)
    may_be = np.zeros(1 << _FILTER_BITS, dtype=bool)
    may_be[sums.sought >> shift] = True
    codes, at = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for some, left_out in sums.blocks() if len(sums.sought) else ():
        likely = np.flatnonzero(may_be[left_out >> shift])
        place = np.searchsorted(sums.sought, left_out[likely])
        place[place == len(sums.sought)] = 0
        is_sought = sums.sought[place] == left_out[likely]
        codes.append(place[is_sought])
        at.append(likely[is_sought] + some.start)
    where = np.concatenate(at)
    person = np.searchsorted(votes.indptr, where, side="right") - 1
    return (
        np.concatenate(codes),
        person,
        votes.columns[where].astype(np.int64),
        votes.values[where].astype(np.int64),
    )


def _vote_keys(votes: Votes) -> NDArray[np.uint64]:
    """(n, 3) a key for each statement and vote; statements with the same figures have different
    ones.
    """
    number = np.arange(votes.n_statements, dtype=np.uint64)
    of_statement = statement_keys(votes) ^ (number << np.uint64(32))
    base = of_statement[:, None] + np.arange(3, dtype=np.uint64)
    keys = (uniform(base, 1) * 2.0**53).astype(np.uint64)
    return (keys << np.uint64(11)) ^ (uniform(base, 2) * 2.0**53).astype(np.uint64)


def _joint(
    code: NDArray[np.int64], statement: NDArray[np.int64], votes: Votes
) -> NDArray[np.int64]:
    return code * votes.n_statements + statement


def _groups(total: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Number of each run of equal totals, and which have two members at least."""
    starts = np.append(True, total[1:] != total[:-1])[: len(total)]
    number = np.cumsum(starts) - 1
    size = np.bincount(number)
    return number, (size > 1)[number]


def _differs(
    vote: NDArray[np.int64], number: NDArray[np.int64], n_groups: int
) -> NDArray[np.bool_]:
    """Of each group, whether its members do not all vote the same."""
    times = np.bincount(number, minlength=n_groups)
    of_vote = np.bincount(number * 4 + vote + 1, minlength=4 * n_groups).reshape(n_groups, 4)
    return np.asarray(of_vote.max(axis=1, initial=0) < times)


def _pairs(group: NDArray[np.int64]) -> int:
    size = np.unique(group, return_counts=True)[1]
    return int((size * (size - 1) // 2).sum())


def _first_of_group(people: NDArray[np.int64], group: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first of each one's group; groups stand together."""
    starts = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    return np.repeat(people[starts], np.diff(starts, append=len(group)))
