"""Votes of a poll → the map of opinions, its groups and what can be said of each statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.clusters import Clustering, base_clusters, find_groups
from yntymak.methods.opinion.consensus import (
    ConsensusStatement,
    consensus_statements,
    group_informed_consensus,
)
from yntymak.methods.opinion.covotes import CoVotes
from yntymak.methods.opinion.executors import Executor
from yntymak.methods.opinion.pca import (
    Components,
    centre_of_votes,
    centred_votes,
    components_of_gram,
    principal_components,
    project,
    project_statements,
)
from yntymak.methods.opinion.representativeness import (
    Representative,
    representative_statements,
)
from yntymak.methods.opinion.routing import routing_priority
from yntymak.methods.opinion.votes import Counts, Votes

LEAST_VOTES = 7
LEAST_PEOPLE = 15
_SAME_PLACE = 1e-9  # votes are whole numbers: real differences are far greater


class MapState(Enum):
    """Whether the votes carry a map, and if not, why."""

    DRAWN = "drawn"
    TOO_FEW_PEOPLE = "too_few_people"
    NO_STATEMENTS = "no_statements"
    NO_DIFFERENCES = "no_differences"


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """Result of ``analyse``; m participants and n statements in the order of the votes.

    ``places`` (m, 2) on the map; ``group`` (m,) row of ``group_names`` or -1; ``extremity`` (n,)
    how far a statement alone would carry a participant. Without groups ``representative`` is empty
    and ``consensus_across_groups`` None; without a map ``base`` is None.
    """

    state: MapState
    participants: NDArray[np.str_]
    statements: NDArray[np.str_]
    votes_per_participant: NDArray[np.int64]
    counts: Counts
    moderated_out: NDArray[np.bool_]
    meta: NDArray[np.bool_]
    components: Components
    places: NDArray[np.float64]
    statement_places: NDArray[np.float64]
    extremity: NDArray[np.float64]
    in_conversation: NDArray[np.bool_]
    base: Clustering | None
    group: NDArray[np.int64]
    group_names: tuple[str, ...]
    silhouettes: dict[int, float]
    group_votes: Counts
    representative: tuple[tuple[Representative, ...], ...]
    consensus: tuple[ConsensusStatement, ...]
    consensus_across_groups: NDArray[np.float64] | None
    priority: NDArray[np.float64]

    @property
    def group_sizes(self) -> NDArray[np.int64]:
        return np.bincount(self.group[self.group >= 0], minlength=len(self.group_names))


def analyse(
    votes: Votes,
    *,
    moderated: ArrayLike | None = None,
    meta: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    group_names: Sequence[str] = (),
    executor: Executor | None = None,
    covotes: CoVotes | None = None,
) -> OpinionMap:
    """The map as Small et al. 2021 define it; the same bytes for the same votes.

    ``moderated`` (n,): -1 moderated out, 0 or 1 not. ``meta`` (n,): questions about the
    participants themselves. Either mutes a statement: on the map, as
    consensus and as typical of a group. ``labels`` (m,): groups already
    known as 0, 1, … and -1 for none, named by ``group_names``; then no groups are searched for, and
    whoever has one is in the conversation. ``executor`` makes the sums over the votes, threads by
    default; where ``covotes`` of the same votes are at hand the axes are made of them.
    """
    moderated_out = _per_statement(votes, moderated) < 0
    is_meta = _per_statement(votes, meta) > 0
    muted = moderated_out | is_meta
    given = None if labels is None else np.asarray(labels, dtype=np.int64)
    if given is not None and given.shape != (votes.n_participants,):
        raise ValueError("There must be one label per participant.")
    sums = VoteSums(votes, executor)
    counts = sums.counts()
    voted_on = counts.seen > 0
    centre = centre_of_votes(counts, muted)
    centred = centred_votes(sums, counts, centre, muted)
    if covotes is None:
        components = principal_components(centred, centre)
    else:
        components = components_of_gram(covotes.gram(centre, muted), centre)
    places = project(sums, centred, components.directions, voted_on, muted)
    in_conversation = people_in_conversation(votes, int(np.count_nonzero(voted_on)))
    if given is not None:
        in_conversation |= given >= 0
    state = _state(muted | ~voted_on, places[in_conversation])
    base = base_clusters(places[in_conversation]) if state is MapState.DRAWN else None
    group = np.full(votes.n_participants, -1)
    silhouettes: dict[int, float] = {}
    if given is not None:
        group = given
    elif base is not None:
        group[in_conversation], silhouettes = _groups(base)
    names = _names_of_groups(group, group_names)
    group_votes = sums.counts_of_groups(group, len(names))
    statement_places = project_statements(components, voted_on)
    extremity = np.sqrt(statement_places[:, 0] ** 2 + statement_places[:, 1] ** 2)
    return OpinionMap(
        state=state,
        participants=votes.participants,
        statements=votes.statements,
        votes_per_participant=votes.votes_per_participant,
        counts=counts,
        moderated_out=moderated_out,
        meta=is_meta,
        components=components,
        places=places,
        statement_places=statement_places,
        extremity=extremity,
        in_conversation=in_conversation,
        base=base,
        group=group,
        group_names=names,
        silhouettes=silhouettes,
        group_votes=group_votes,
        representative=(representative_statements(group_votes, muted) if len(names) > 1 else ()),
        consensus=consensus_statements(counts, muted),
        consensus_across_groups=group_informed_consensus(group_votes) if names else None,
        priority=_priority(counts, group_votes, extremity, is_meta),
    )


def people_in_conversation(votes: Votes, n_voted_on: int) -> NDArray[np.bool_]:
    """Who voted on 7 statements, or on all where fewer have votes; topped up to 15 people.

    The top-up takes those with most votes, among equals the first. Without the history of a poll
    nobody is kept who was taken in earlier, when there were fewer people.
    """
    n_votes = votes.votes_per_participant
    inside = n_votes >= min(LEAST_VOTES, n_voted_on)
    if inside.sum() < LEAST_PEOPLE:
        inside[np.argsort(-n_votes, kind="stable")[:LEAST_PEOPLE]] = True
    return inside


def _state(left_out: NDArray[np.bool_], places: NDArray[np.float64]) -> MapState:
    if len(places) < 2:
        return MapState.TOO_FEW_PEOPLE
    if left_out.all():
        return MapState.NO_STATEMENTS
    if np.ptp(places, axis=0).max() <= _SAME_PLACE:
        return MapState.NO_DIFFERENCES
    return MapState.DRAWN


def _groups(base: Clustering) -> tuple[NDArray[np.int64], dict[int, float]]:
    """Group per person in the conversation: the largest is 0, among equals the one met first."""
    found = find_groups(base.centres, base.weights)
    group = found.chosen.labels[base.labels]
    _, first = np.unique(group, return_index=True)
    order = np.lexsort((first, -np.bincount(group)))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[group], found.silhouettes


def _names_of_groups(group: NDArray[np.int64], given: Sequence[str]) -> tuple[str, ...]:
    n_groups = int(group.max(initial=-1)) + 1
    if given and len(given) < n_groups:
        raise ValueError("Every group needs a name.")
    return tuple(given) or tuple(str(g) for g in range(n_groups))


def _priority(
    counts: Counts,
    group_votes: Counts,
    extremity: NDArray[np.float64],
    meta: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Counted over people in groups; over everybody while there are no groups."""
    if not len(group_votes.seen):
        return routing_priority(counts.agree, counts.passed, counts.seen, extremity, meta)
    return routing_priority(
        group_votes.agree.sum(axis=0),
        group_votes.passed.sum(axis=0),
        group_votes.seen.sum(axis=0),
        extremity,
        meta,
    )


def _per_statement(votes: Votes, flags: ArrayLike | None) -> NDArray[np.int64]:
    if flags is None:
        return np.zeros(votes.n_statements, dtype=np.int64)
    array = np.asarray(flags).astype(np.int64)
    if array.shape != (votes.n_statements,):
        raise ValueError("There must be one flag per statement.")
    return array
