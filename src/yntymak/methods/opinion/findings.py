"""The yntymak profile: what can be said of a poll, how surely, and for whom.

The published standard (``analyse``) gives the components and the figures of the statements; groups
that would be found again, ideal points, bridging, the slate and the check of integrity build on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yntymak.methods.opinion.across import Across, agreement_across
from yntymak.methods.opinion.analysis import MapState, OpinionMap, analyse
from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.bridging import Bridging, bridging
from yntymak.methods.opinion.consensus import group_informed_consensus
from yntymak.methods.opinion.distinct import Distinction, distinctions
from yntymak.methods.opinion.executors import Executor
from yntymak.methods.opinion.ideal_points import (
    MOST_LEARNT_FROM,
    IdealPoints,
    fit_ideal_points,
)
from yntymak.methods.opinion.integrity import Integrity, integrity
from yntymak.methods.opinion.participants import Axis, Participants
from yntymak.methods.opinion.representativeness import representative_statements
from yntymak.methods.opinion.selections import with_participants, without_votes
from yntymak.methods.opinion.slate import MOST_PEOPLE as MOST_ON_SLATE_FROM
from yntymak.methods.opinion.slate import Slate, slate
from yntymak.methods.opinion.stability import (
    LEAST_FOR_MAP,
    MOST_COMPARED,
    Confidence,
    StableGroups,
    shrunk_places,
    stable_groups,
)
from yntymak.methods.opinion.votes import AGREE, Counts, Votes
from yntymak.methods.opinion.weighting import Weights, rake


@dataclass(frozen=True, slots=True)
class Findings:
    """Result of ``find``; m participants and n statements in the order of the votes.

    ``map`` is the map of this profile. ``groups`` is None where there is no map, where no division
    is large enough or no leaning of people predicts a vote, and where groups were given.
    ``weighted_share`` (n,) is the share that agrees, weighted to the population, nan where nobody
    answered; None without ``weights``. ``unsuspected`` are the findings without the people whom
    ``integrity`` suspects, None if there are none.
    """

    map: OpinionMap
    groups: StableGroups | None
    model: IdealPoints
    bridging: Bridging
    distinctions: tuple[Distinction, ...]
    slate: Slate | None
    integrity: Integrity
    across: tuple[Across, ...]
    weights: Weights | None
    weighted_share: NDArray[np.float64] | None
    unsuspected: "Findings | None"

    @property
    def confidence(self) -> Confidence | None:
        """Of the groups, None where there are none or they were given."""
        return None if self.groups is None else self.groups.confidence

    @property
    def drawn(self) -> dict[str, int]:
        """How many people each of these was learnt from, where that is not all of them."""
        everybody = len(self.map.participants)
        most = {"ideal_points": MOST_LEARNT_FROM, "slate": MOST_ON_SLATE_FROM}
        if self.groups is not None:
            most["stability"] = MOST_COMPARED
        return {name: number for name, number in most.items() if number < everybody}


@dataclass(frozen=True, slots=True)
class About:
    """What is known beside the votes; see ``analyse`` for the first four. ``first_vote`` (m,) is
    when each participant began, in seconds, nan where not known.
    """

    moderated: ArrayLike | None = None
    meta: ArrayLike | None = None
    labels: ArrayLike | None = None
    group_names: Sequence[str] = ()
    participants: Participants | None = None
    population: Mapping[str, Mapping[str, float]] | None = None
    first_vote: NDArray[np.float64] | None = None

    def without(self, suspect: NDArray[np.bool_]) -> "About":
        kept = ~suspect
        people = self.participants
        if people is not None:
            axes = {name: Axis(axis.code[kept], axis.names) for name, axis in people.axes.items()}
            weight = None if people.weight is None else people.weight[kept]
            people = Participants(axes, weight)
        return replace(
            self,
            labels=None if self.labels is None else np.asarray(self.labels)[kept],
            participants=people,
            first_vote=None if self.first_vote is None else self.first_vote[kept],
        )


def find(votes: Votes, about: About = About(), executor: Executor | None = None) -> Findings:
    """The same bytes for the same votes, whatever the participants are called.

    ``executor`` makes the sums of the map over all votes, threads by default.
    """
    found = _found(votes, about, executor)
    suspect = found.integrity.suspect
    if not suspect.any() or suspect.all():
        return found
    kept = with_participants(votes, np.flatnonzero(~suspect))
    dimensions = found.model.dimensions
    return replace(found, unsuspected=_found(kept, about.without(suspect), executor, dimensions))


def _found(
    votes: Votes, about: About, executor: Executor | None, dimensions: int | None = None
) -> Findings:
    """The model has the ``dimensions`` given, or as many as predict best."""
    published = analyse(
        votes,
        moderated=about.moderated,
        meta=about.meta,
        labels=about.labels,
        group_names=about.group_names,
        executor=executor,
    )
    muted = published.moderated_out | published.meta
    asked = without_votes(votes, muted[votes.columns])
    model = fit_ideal_points(asked, dimensions)
    opinion_map, groups = _mapped(
        votes,
        published,
        muted,
        is_given=about.labels is not None,
        is_divided=model.dimensions > 0,
    )
    weights = _weights(about)
    of_person = None if weights is None else weights.of_person
    of_groups = _or_everybody(opinion_map)
    return Findings(
        map=opinion_map,
        groups=groups,
        model=model,
        bridging=bridging(of_groups, model),
        distinctions=(distinctions(of_groups, muted) if len(opinion_map.group_names) > 1 else ()),
        slate=slate(votes, model, muted, weights=of_person),
        integrity=integrity(asked, model, about.first_vote),
        across=(
            ()
            if about.participants is None
            else agreement_across(votes, about.participants, muted, of_person)
        ),
        weights=weights,
        weighted_share=None if of_person is None else _weighted_share(votes, of_person),
        unsuspected=None,
    )


def _mapped(
    votes: Votes,
    published: OpinionMap,
    muted: NDArray[np.bool_],
    *,
    is_given: bool,
    is_divided: bool,
) -> tuple[OpinionMap, StableGroups | None]:
    """The map of this profile: shrunk places and stable groups, or none for fewer than a hundred.

    Where no leaning of people predicts a vote, groups would differ in how readily people agree or
    by chance: all are one. Groups that were given stay.
    """
    places = shrunk_places(votes, published.components, muted)
    too_few = np.count_nonzero(published.in_conversation) < LEAST_FOR_MAP
    if published.base is None or (too_few and not is_given):
        state = MapState.TOO_FEW_PEOPLE if too_few else published.state
        without = np.full(votes.n_participants, -1)
        if is_given:
            return replace(published, state=state, base=None), None
        return _regrouped(votes, replace(published, state=state, base=None), without, muted), None
    drawn = replace(published, places=places)
    if is_given:
        return drawn, None
    inside = published.in_conversation
    groups = stable_groups(votes, places, inside, muted) if is_divided else None
    one = np.where(inside, 0, -1)
    return _regrouped(votes, drawn, one if groups is None else groups.labels, muted), groups


def _regrouped(
    votes: Votes, opinion_map: OpinionMap, group: NDArray[np.int64], muted: NDArray[np.bool_]
) -> OpinionMap:
    names = tuple(str(g) for g in range(int(group.max(initial=-1)) + 1))
    counts = votes.counts_of_groups(group, len(names))
    return replace(
        opinion_map,
        group=group,
        group_names=names,
        group_votes=counts,
        silhouettes={},
        representative=representative_statements(counts, muted) if len(names) > 1 else (),
        consensus_across_groups=group_informed_consensus(counts) if names else None,
    )


def _or_everybody(opinion_map: OpinionMap) -> Counts:
    """Counts of the groups, (groups, n); of all as one group where there are none."""
    if opinion_map.group_names:
        return opinion_map.group_votes
    counts = opinion_map.counts
    return Counts(counts.agree[None], counts.disagree[None], counts.seen[None])


def _weights(about: About) -> Weights | None:
    people = about.participants
    if people is None or (people.weight is None and not about.population):
        return None
    return rake(people, about.population or {})


def _weighted_share(votes: Votes, weight: NDArray[np.float64]) -> NDArray[np.float64]:
    n = votes.n_statements
    everybody = np.zeros(votes.n_participants, dtype=np.int64)
    sums = VoteSums(votes).sums_of_groups(everybody, 1, weight)[0]
    seen, agree = sums.sum(axis=1), sums[:, AGREE + 1]
    share: NDArray[np.float64] = np.divide(agree, seen, out=np.full(n, np.nan), where=seen > 0)
    return share
