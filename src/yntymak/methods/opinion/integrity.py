"""Whether some of the votes may be copies: people who voted the same, and what they push together.

Two people who saw the same statements and voted the same on all but one at most are twins. Among
people who agree on everything twins come by chance; so twins are suspect only where the model
expects none, or where many pairs differ in one and the same vote: then whoever gave that vote seems
to have copied the others to push it. The first of each family of twins is never suspect for
likeness alone: he may be the one who was copied.

This is a question to a person, not a verdict: a family at one table also votes alike.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.stats import poisson

from yntymak.methods.opinion.draws import statement_keys, sum_of_rows, uniform
from yntymak.methods.opinion.ideal_points import IdealPoints
from yntymak.methods.opinion.votes import Votes

LEAST_VOTES = 7  # of a twin: shorter lists coincide by chance
EXPECTED_TWINS = 0.01  # of one person, below which twins are suspect
LIKELY_TWINS = 1.0  # from which on a difference from them says nothing of a push
PUSHED_PAIRS = 4  # that differ in the same vote, at least
PUSH_LEVEL = 1e-4  # chance of so many pairs, if each vote were as likely to make the difference
BURST_SECONDS, BURST_PEOPLE, BURST_LEVEL = 600.0, 10, 1e-6


@dataclass(frozen=True, slots=True)
class Twins:
    """``first`` and ``second`` are rows, differing in the ``vote`` that ``second`` gave on
    ``statement`` (-1: they are identical).
    """

    first: int
    second: int
    statement: int = -1
    vote: int = 0


@dataclass(frozen=True, slots=True)
class Push:
    """A vote in which ``pairs`` pairs of twins differ."""

    statement: int
    vote: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Burst:
    """``people`` began within ``seconds`` of ``start`` where ``expected`` were to be expected."""

    start: float
    seconds: float
    people: int
    expected: float


@dataclass(frozen=True, slots=True)
class Integrity:
    """``suspect`` (m,); ``family`` (m,) number of the family of twins, -1 for none; ``largest`` the
    size of the largest one.
    """

    suspect: NDArray[np.bool_]
    family: NDArray[np.int64]
    pushes: tuple[Push, ...]
    n_pairs: int
    bursts: tuple[Burst, ...] = ()

    @property
    def largest(self) -> int:
        family = self.family[self.family >= 0]
        return int(np.bincount(family).max()) if len(family) else 0


def integrity(
    votes: Votes, model: IdealPoints, first_vote: NDArray[np.float64] | None = None
) -> Integrity:
    """``first_vote`` (m,) seconds at which each began, nan where not known.

    Of twins the later by first vote, else by row, is taken for the copy.
    """
    m = votes.n_participants
    order = np.arange(m) if first_vote is None else _by_time(first_vote)
    pairs = twins(votes, order)
    expected = _Expected(votes, model)
    telling = tuple(pair for pair in pairs if expected.twins_of(pair.second) < LIKELY_TWINS)
    pushes = _pushes(telling)
    pushed = {(push.statement, push.vote) for push in pushes}
    suspect = np.zeros(m, dtype=bool)
    for pair in telling:
        if (pair.statement, pair.vote) in pushed:
            suspect[pair.second] = True
    family = _families(pairs, m)
    for members in _members(family):
        originals = [i for i in members if not suspect[i]]
        earliest = min(originals or members, key=lambda i: order[i])
        for i in members:
            if i != earliest and expected.twins_of(i) < EXPECTED_TWINS:
                suspect[i] = True
    bursts = () if first_vote is None else find_bursts(first_vote)
    return Integrity(suspect, family, pushes, len(pairs), bursts)


def twins(votes: Votes, order: NDArray[np.int64] | None = None) -> tuple[Twins, ...]:
    """All pairs of people with seven votes each who differ in one vote at most.

    ``order`` (m,) says who came first. Found by sums of keys with one vote left out, in time that
    grows with the votes and not with the pairs of people. Where one gave a vote more, he is
    ``second``; where they voted differently on one statement, both pairs stand, each as second.
    """
    place = np.arange(votes.n_participants) if order is None else order
    rows = votes.rows().astype(np.int64)
    long_enough = np.flatnonzero(votes.votes_per_participant >= LEAST_VOTES)
    keys = _vote_keys(votes)
    total = sum_of_rows(votes, keys)
    with_total: dict[int, list[int]] = defaultdict(list)
    for i in long_enough.tolist():
        with_total[int(total[i])].append(i)
    found = [
        Twins(*sorted((i, j), key=place.__getitem__))
        for alike in with_total.values()
        for i, j in _pairs(alike)
    ]
    counted = np.isin(rows, long_enough)
    left_out = total[rows] - keys
    repeated = _repeated(left_out, counted)
    met: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    promising = counted & (repeated | np.isin(left_out, total[long_enough]))
    for at in np.flatnonzero(promising).tolist():
        i, vote = int(rows[at]), int(votes.values[at])
        statement, without = int(votes.columns[at]), int(left_out[at])
        found += [Twins(j, i, statement, vote) for j in with_total.get(without, ()) if j != i]
        if repeated[at]:
            met[statement, without].append((i, vote))
    for (statement, _), who in met.items():
        found += [
            Twins(i, j, statement, vote)
            for i, other in who
            for j, vote in who
            if i != j and other != vote
        ]
    return tuple(sorted(found, key=lambda t: (t.first, t.second, t.statement)))


def find_bursts(first_vote: NDArray[np.float64]) -> tuple[Burst, ...]:
    """Spells of ten minutes in which far more people began than in the two hours around.

    A link that a newspaper prints makes one too: a burst alone makes nobody suspect.
    """
    moments = np.sort(first_vote[np.isfinite(first_vote)])
    if not len(moments):
        return ()
    spell, people = np.unique(np.floor(moments / BURST_SECONDS), return_counts=True)
    around = 6  # spells on either side
    found = []
    for number, count in zip(spell, people, strict=True):
        near = (np.abs(spell - number) <= around) & (spell != number)
        expected = max(float(people[near].sum()) / (2 * around), len(moments) / len(people) / 4)
        if count >= BURST_PEOPLE and poisson.sf(count - 1, expected) < BURST_LEVEL:
            start = float(number * BURST_SECONDS)
            found.append(Burst(start, BURST_SECONDS, int(count), expected))
    return tuple(found)


def _pushes(pairs: tuple[Twins, ...]) -> tuple[Push, ...]:
    """Votes that make the difference far oftener than the other votes that do."""
    number: dict[tuple[int, int], set[int]] = defaultdict(set)
    for pair in pairs:
        if pair.statement >= 0:
            number[pair.statement, pair.vote].add(pair.second)
    total = sum(len(people) for people in number.values())
    found = []
    for (statement, vote), people in number.items():
        count = len(people)
        usual = (total - count) / max(len(number) - 1, 1)
        if count >= PUSHED_PAIRS and poisson.sf(count - 1, max(usual, 0.5)) < PUSH_LEVEL:
            found.append(Push(statement, vote, count))
    return tuple(sorted(found, key=lambda push: (-push.pairs, push.statement, push.vote)))


class _Expected:
    """How many others would by chance have voted as somebody did."""

    def __init__(self, votes: Votes, model: IdealPoints) -> None:
        self.votes = votes
        self.model = model
        counts = votes.counts()
        self.passing = (counts.passed + 1) / (counts.seen + 2)
        self.n_votes = votes.votes_per_participant
        self.rows = votes.rows()
        self._known: dict[int, float] = {}

    def twins_of(self, i: int) -> float:
        """People, times the chance that one who votes as much has seen each of the statements, and
        that one who thinks the same has voted the same on each.
        """
        if i not in self._known:
            self._known[i] = self._twins_of(i)
        return self._known[i]

    def _twins_of(self, i: int) -> float:
        votes = self.votes
        own = slice(int(votes.indptr[i]), int(votes.indptr[i + 1]))
        columns, values = votes.columns[own].astype(np.int64), votes.values[own]
        as_busy = self.n_votes >= self.n_votes[i]
        counted = as_busy[self.rows]
        seen = np.bincount(votes.columns[counted], minlength=votes.n_statements)[columns]
        agrees = self.model.probability(np.full(len(columns), i), columns)
        passing = self.passing[columns]
        chance = np.where(
            values == 0, passing, (1 - passing) * np.where(values > 0, agrees, 1 - agrees)
        )
        return float(votes.n_participants * np.exp(np.log(seen / as_busy.sum() * chance).sum()))


def _vote_keys(votes: Votes) -> NDArray[np.uint64]:
    """A key for each statement and vote; statements with the same figures have different keys."""
    number = np.arange(votes.n_statements, dtype=np.uint64)
    of_statement = statement_keys(votes) ^ (number << np.uint64(32))
    base = of_statement[votes.columns] + (votes.values.astype(np.int64) + 1).astype(np.uint64)
    keys = (uniform(base, 1) * 2.0**53).astype(np.uint64)
    return (keys << np.uint64(11)) ^ (uniform(base, 2) * 2.0**53).astype(np.uint64)


def _repeated(keys: NDArray[np.uint64], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    _, inverse, times = np.unique(keys[counted], return_inverse=True, return_counts=True)
    repeated = np.zeros(len(keys), dtype=bool)
    repeated[counted] = times[inverse] > 1
    return repeated


def _pairs(alike: list[int]) -> Iterable[tuple[int, int]]:
    return ((alike[a], alike[b]) for a in range(len(alike)) for b in range(a + 1, len(alike)))


def _families(pairs: tuple[Twins, ...], m: int) -> NDArray[np.int64]:
    """Connected components of the twins, numbered by the first row in each."""
    family = np.full(m, -1)
    if not pairs:
        return family
    ends = np.array([(pair.first, pair.second) for pair in pairs])
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(m, m))
    component = connected_components(graph, directed=False)[1]
    inside = np.unique(ends)
    _, first, number = np.unique(component[inside], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    family[inside] = rank[number]
    return family


def _members(family: NDArray[np.int64]) -> list[list[int]]:
    return [
        np.flatnonzero(family == number).tolist()
        for number in range(int(family.max(initial=-1)) + 1)
    ]


def _by_time(first_vote: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank of each person; who has no moment comes last, equals by row."""
    order = np.argsort(np.nan_to_num(first_vote, nan=np.inf), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank
