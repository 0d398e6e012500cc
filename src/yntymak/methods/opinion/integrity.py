"""Whether some of the votes may be copies: people who voted the same, and what they push together.

Two people who saw the same statements and voted the same on all but one at most are twins. Among
people who agree on everything twins come by chance; so twins are suspect only where the model
expects none, or where many pairs differ in one and the same vote: then whoever gave that vote seems
to have copied the others to push it. The first of each family of twins is never suspect for
likeness alone: he may be the one who was copied.

This is a question to a person, not a verdict: a family at one table also votes alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from yntymak.methods.opinion.ideal_points import IdealPoints
from yntymak.methods.opinion.likeness import NOT_SEEN, likeness
from yntymak.methods.opinion.votes import Votes

EXPECTED_TWINS = 0.01  # of one person, below which twins are suspect
LIKELY_TWINS = 1.0  # from which on a difference from them says nothing of a push
PUSH_LEVEL = 1e-4  # chance of so many pairs, if each vote were as likely to make the difference
USUAL_PAIRS = 0.5  # that differ in a vote, at least: six alone are a push, five are not
_LEVELS_AT_A_TIME, _VOTES_AT_A_TIME = 256, 1 << 20
BURST_SECONDS, BURST_PEOPLE, BURST_LEVEL = 600.0, 10, 1e-6


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
    alike = likeness(votes)
    family = alike.families(m)
    members = np.flatnonzero(family >= 0)
    expected = np.full(m, np.inf)
    expected[members] = expected_twins(votes, model, members)
    telling = (expected[alike.person] < LIKELY_TWINS) & (alike.vote != NOT_SEEN)
    cell = _cells(alike.statement[alike.group], alike.vote)
    pushes = _pushes(cell[telling])
    pushed = _cells(*np.array([(p.statement, p.vote) for p in pushes]).reshape(-1, 2).T)
    suspect = np.zeros(m, dtype=bool)
    suspect[alike.person[telling & np.isin(cell, pushed)]] = True
    by_family = members[np.lexsort((order[members], suspect[members], family[members]))]
    is_copy = np.append(False, family[by_family[1:]] == family[by_family[:-1]])[: len(members)]
    suspect[by_family[is_copy & (expected[by_family] < EXPECTED_TWINS)]] = True
    bursts = () if first_vote is None else find_bursts(first_vote)
    return Integrity(suspect, family, pushes, alike.n_pairs, bursts)


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


def _cells(statement: NDArray[np.int64], vote: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(statement * 3 + vote + 1, dtype=np.int64)


def _pushes(cells: NDArray[np.int64]) -> tuple[Push, ...]:
    """Votes that make the difference far oftener than the other votes that do.

    ``cells`` are those in which somebody differs from a twin.
    """
    cell, number = np.unique(cells, return_counts=True)
    usual = (len(cells) - number) / max(len(cell) - 1, 1)
    chance = poisson.sf(number - 1, np.maximum(usual, USUAL_PAIRS))
    found = [
        Push(int(cell[i]) // 3, int(cell[i]) % 3 - 1, int(number[i]))
        for i in np.flatnonzero(chance < PUSH_LEVEL)
    ]
    return tuple(sorted(found, key=lambda push: (-push.pairs, push.statement, push.vote)))


def expected_twins(
    votes: Votes, model: IdealPoints, people: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How many others would by chance have voted as each of the people (rows, ascending) did.

    People, times the chance that one who votes as much has seen each of the statements, and that
    one who thinks the same has voted the same on each.
    """
    counts = votes.counts()
    passing = (counts.passed + 1) / (counts.seen + 2)
    n_votes = votes.votes_per_participant
    expected = np.zeros(len(people))
    levels = np.unique(n_votes[people])[::-1]  # the busiest first
    seen, busy = np.zeros(votes.n_statements), 0
    above = np.iinfo(np.int64).max
    for start in range(0, len(levels), _LEVELS_AT_A_TIME):
        some = levels[start : start + _LEVELS_AT_A_TIME]
        level = np.searchsorted(-some, -n_votes)
        level[(level == len(some)) | (n_votes >= above)] = -1
        of_level = votes.counts_of_groups(level, len(some)).seen
        share = seen + np.cumsum(of_level, axis=0)
        as_busy = busy + np.cumsum(np.bincount(level[level >= 0], minlength=len(some)))
        seen, busy, above = share[-1], int(as_busy[-1]), int(some[-1])
        share /= as_busy[:, None]
        for some_people in _lots(np.flatnonzero(level[people] >= 0), n_votes[people]):
            who = people[some_people]
            row, at = _votes_of(votes, who)
            columns, values = votes.columns[at].astype(np.int64), votes.values[at]
            agrees = model.probability(who[row], columns)
            chance = np.where(
                values == 0,
                passing[columns],
                (1 - passing[columns]) * np.where(values > 0, agrees, 1 - agrees),
            )
            chance *= share[level[who][row], columns]
            likelihood = np.exp(np.bincount(row, np.log(chance), len(who)))
            expected[some_people] = votes.n_participants * likelihood
    return expected


def _lots(chosen: NDArray[np.int64], n_votes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """The chosen ones with a million votes at a time."""
    if len(chosen):
        lot = np.cumsum(n_votes[chosen]) // _VOTES_AT_A_TIME
        yield from np.split(chosen, np.flatnonzero(np.diff(lot)) + 1)


def _votes_of(
    votes: Votes, people: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Place in ``people`` and place among the votes, of each of their votes."""
    number = votes.votes_per_participant[people]
    row = np.repeat(np.arange(len(people)), number)
    before = votes.indptr[people] - (np.cumsum(number) - number)
    return row, before[row] + np.arange(len(row))


def _by_time(first_vote: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank of each person; who has no moment comes last, equals by row."""
    order = np.argsort(np.nan_to_num(first_vote, nan=np.inf), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank
