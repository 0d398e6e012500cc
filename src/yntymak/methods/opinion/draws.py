"""Draws that depend on what was voted alone, not on names or on the order of the rows.

A draw keyed on names would change the answer when participants are renamed; one keyed on rows, when
they are reordered. Here the key of a statement comes from its shares of votes and that of a
participant from the keys of the statements voted on, so that the same votes give the same draw,
people who voted the same are drawn together, and turning every vote round changes nothing.
"""

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.votes import Votes

_VOTES_AT_A_TIME = 1 << 20
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def statement_keys(votes: Votes) -> NDArray[np.uint64]:
    """(n,) from the share who saw a statement, who passed, and how far agreement outweighs."""
    counts = votes.counts()
    seen = np.maximum(counts.seen, 1)
    parts = (
        counts.seen / max(votes.n_participants, 1),
        counts.passed / seen,
        np.abs(counts.agree - counts.disagree) / seen,
    )
    key = np.zeros(votes.n_statements, dtype=np.uint64)
    for part in parts:
        key = _scrambled(key ^ part.astype(np.float64).view(np.uint64))
    return key


def participant_keys(votes: Votes) -> NDArray[np.uint64]:
    """(m,); people who gave the same votes, or all the opposite ones, have the same key.

    A statement on which everybody votes the same tells nothing of anybody and is left out.
    """
    counts = votes.counts()
    most = np.maximum(np.maximum(counts.agree, counts.disagree), counts.passed)
    telling = (most < counts.seen)[:, None]
    of_statement = statement_keys(votes)[:, None]
    direction = np.array([-1, 0, 1])
    as_voted, turned = (
        _scrambled(sum_of_rows(votes, _scrambled(of_statement ^ turn.astype(np.uint64)) * telling))
        for turn in (direction, -direction)
    )
    return _scrambled(as_voted + turned)


def sum_of_rows(votes: Votes, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Of the ``keys`` (n, 3) of the votes against, passes and in favour of each participant (m,),
    modulo 2**64 and so in any order the same.
    """
    total = np.zeros(votes.n_participants, dtype=np.uint64)
    for rows in votes.blocks(_VOTES_AT_A_TIME):
        ends = votes.indptr[rows.start : rows.stop + 1]
        some = slice(int(ends[0]), int(ends[-1]))
        of_vote = keys[votes.columns[some], votes.values[some] + 1]
        voted = np.diff(ends) > 0
        total[rows][voted] = np.add.reduceat(of_vote, (ends[:-1] - ends[0])[voted])
    return total


def uniform(keys: NDArray[np.uint64], draw: int) -> NDArray[np.float64]:
    """Numbers in [0, 1), one per key; another ``draw`` gives others, independent of these."""
    mixed = _scrambled(keys ^ _scrambled(np.full(1, draw + 1, dtype=np.uint64) * _ODD))
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def held_out_votes(votes: Votes, share: float, draw: int) -> NDArray[np.bool_]:
    """(votes,): of each participant's agreements and disagreements ``share``, rounded half up.

    Passes are never held out. Who gave fewer than 1 / (2 share) such votes loses none.
    """
    taken = np.zeros(len(votes.values), dtype=bool)
    opinion = np.flatnonzero(votes.values != 0)
    row = votes.rows()[opinion].astype(np.int64)
    keys = statement_keys(votes)[votes.columns[opinion]] ^ participant_keys(votes)[row]
    order = np.lexsort((uniform(keys, draw), row))
    n = np.bincount(row, minlength=votes.n_participants)
    rank = np.arange(len(order)) - (np.cumsum(n) - n)[row[order]]
    taken[opinion[order]] = rank < np.floor(share * n + 0.5)[row[order]]
    return taken


def _scrambled(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each bit depends on every bit (the finaliser of splitmix64, Steele et al. 2014)."""
    keys = keys + _ODD
    keys = (keys ^ (keys >> np.uint64(30))) * _MIX[0]
    keys = (keys ^ (keys >> np.uint64(27))) * _MIX[1]
    return keys ^ (keys >> np.uint64(31))
