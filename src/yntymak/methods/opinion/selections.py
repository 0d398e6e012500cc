"""Some of the votes of a poll, as votes."""

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.votes import Votes


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


def adjacent_participants(votes: Votes, start: int, stop: int) -> Votes:
    """Participants who stand together, without a copy of their votes."""
    ends = votes.indptr[start : stop + 1]
    return Votes(
        participants=votes.participants[start:stop],
        statements=votes.statements,
        indptr=ends - ends[0],
        columns=votes.columns[ends[0] : ends[-1]],
        values=votes.values[ends[0] : ends[-1]],
    )
