"""A poll under way: votes come in, and the map follows without being made from the beginning."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yntymak.methods.opinion.analysis import LEAST_VOTES, OpinionMap, analyse
from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.covotes import CoVotes, Row
from yntymak.methods.opinion.executors import Executor
from yntymak.methods.opinion.merging import Merged, merge
from yntymak.methods.opinion.pca import Components, centre_of_votes, components_of_gram, own_votes
from yntymak.methods.opinion.votes import AGREE, DISAGREE, PASS, Votes


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The axes after a vote, the participant's place (2,) on them, and the nearest group; -1 for
    one who is not in the conversation, or where there are no groups.
    """

    components: Components
    place: NDArray[np.float64]
    group: int


@dataclass(slots=True)
class Groups:
    """Those of the last whole map: of each participant, -1 for none, and what the middle of each
    is made of: its people's votes, each person's divided by the root of how many there are,
    (groups, statements, 3) for against, pass and in favour.

    Middles are sums over votes, so they move with the axes; ``muted`` as the map had it.
    """

    of: NDArray[np.int64]
    sums: NDArray[np.float64]
    muted: NDArray[np.bool_]

    @classmethod
    def none(cls, votes: Votes) -> "Groups":
        shape = (0, votes.n_statements, 3)
        muted = np.zeros(votes.n_statements, dtype=bool)
        return cls(np.full(votes.n_participants, -1), np.zeros(shape), muted)

    def middles(self, components: Components) -> NDArray[np.float64]:
        """(groups, 2), before stretching by the number of statements."""
        values = np.array([DISAGREE, PASS, AGREE]) - components.centre[:, None]
        size = np.bincount(self.of[self.of >= 0], minlength=len(self.sums))
        total = np.einsum("gjv,jv,kj->gk", self.sums, values, components.directions)
        middles: NDArray[np.float64] = total / np.maximum(size, 1)[:, None]
        middles[size == 0] = np.inf
        return middles


class OpinionState:
    """Votes of a poll with what the axes of its map need of them; votes added count as later.

    ``refresh`` costs the same for a thousand people and for a million. The matrices take 12 bytes
    per pair of statements.
    """

    def __init__(
        self, votes: Votes, covotes: CoVotes | None = None, groups: Groups | None = None
    ) -> None:
        self._votes = votes
        self.covotes = covotes or CoVotes.of(votes)
        self.groups = groups or Groups.none(votes)
        self._new: dict[int, dict[int, int]] = {}
        self._names: list[str] = []
        self._statement_names = votes.statements.tolist()
        self._column = {name: j for j, name in enumerate(self._statement_names)}
        self._row: dict[str, int] | None = None

    def add(
        self,
        participants: ArrayLike,
        statements: ArrayLike,
        votes: ArrayLike,
        *,
        timestamps: ArrayLike | None = None,
    ) -> None:
        """Vote events; among themselves they are put in order as in ``Votes.from_arrays``."""
        self.extend(Votes.from_arrays(participants, statements, votes, timestamps=timestamps))

    def extend(self, votes: Votes) -> None:
        """Time grows with all votes of the participants that ``votes`` names."""
        columns = self._columns_of(votes.statements)
        for i, name in enumerate(votes.participants.tolist()):
            mine = slice(int(votes.indptr[i]), int(votes.indptr[i + 1]))
            of_whom = self._rows().get(name)
            if of_whom is None:
                of_whom = self._newcomer(name)
            self._take(of_whom, columns[votes.columns[mine]], votes.values[mine])

    def votes(self) -> Votes:
        """All votes, the last of each pair."""
        self._settle()
        return self._votes

    def map(self, *, executor: Executor | None = None, **options: Any) -> OpinionMap:
        """As ``analyse`` of all votes, to 1e-9; ``options`` are those of ``analyse``."""
        self._settle()
        found = analyse(self._votes, executor=executor, covotes=self.covotes, **options)
        muted = found.moderated_out | found.meta
        sums = VoteSums(self._votes, executor)
        own = own_votes(sums, found.counts.seen > 0, muted)
        weights = 1 / np.sqrt(np.maximum(own, 1))
        totals = sums.sums_of_groups(found.group, len(found.group_names), weights)
        self.groups = Groups(found.group.copy(), totals, muted)
        return found

    def refresh(self, participant: str) -> Refreshed:
        """The map as this participant sees it now, who joins the nearest group.

        KeyError for one who has not voted.
        """
        row = self._rows()[participant]
        counts, muted = self.covotes.counts(), self.groups.muted
        centre = centre_of_votes(counts, muted)
        components = components_of_gram(self.covotes.gram(centre, muted), centre)
        columns, values = self._votes_of(row)
        offset = np.where(muted[columns], 0.0, values - centre[columns])
        place = np.einsum("j,kj->k", offset, components.directions[:, columns])
        place *= self._weight(columns)
        n_voted_on = int(np.count_nonzero(counts.seen))
        group = -1
        if len(self.groups.sums) and len(columns) >= min(LEAST_VOTES, n_voted_on):
            distance = np.sum((self.groups.middles(components) - place) ** 2, axis=1)
            group = int(np.argmin(distance))
        self._count_in_group(row, -1)
        self.groups.of[row] = group
        self._count_in_group(row, 1)
        return Refreshed(components, place * np.sqrt(n_voted_on), group)

    def _take(self, row: int, columns: NDArray[np.int64], values: NDArray[np.int8]) -> None:
        """Puts one participant's new votes in the place of the old ones."""
        before = self._votes_of(row)
        self._count_in_group(row, -1)
        mine = self._new.setdefault(row, dict(zip(*(a.tolist() for a in before), strict=True)))
        mine.update(zip(columns.tolist(), values.tolist(), strict=True))
        self.covotes.change(before, self._votes_of(row))
        self._count_in_group(row, 1)

    def _count_in_group(self, row: int, sign: int) -> None:
        group = int(self.groups.of[row])
        if group >= 0:
            columns, values = self._votes_of(row)
            self.groups.sums[group, columns, values + 1] += sign * self._weight(columns)

    def _weight(self, columns: NDArray[np.int64]) -> float:
        """1 over the root of the votes of one participant, as the map counts them."""
        muted = self.groups.muted
        own = np.count_nonzero(~muted[columns])
        own += np.count_nonzero(muted & (np.diag(self.covotes.n) > 0))
        return 1 / math.sqrt(max(int(own), 1))

    def _votes_of(self, row: int) -> Row:
        if row in self._new:
            cast = sorted(self._new[row].items())
            table = np.array(cast, dtype=np.int64).reshape(-1, 2)
            return table[:, 0], table[:, 1].astype(np.int8)
        mine = slice(int(self._votes.indptr[row]), int(self._votes.indptr[row + 1]))
        return self._votes.columns[mine].astype(np.int64), self._votes.values[mine]

    def _rows(self) -> dict[str, int]:
        if self._row is None:
            self._row = {name: i for i, name in enumerate(self._votes.participants.tolist())}
        return self._row

    def _newcomer(self, name: str) -> int:
        row = self._rows()[name] = self._votes.n_participants + len(self._names)
        self._names.append(name)
        self._new[row] = {}
        if row >= len(self.groups.of):  # grown by halves, so that a newcomer costs no copy
            more = np.full(len(self.groups.of) // 2 + 64, -1)
            self.groups.of = np.concatenate([self.groups.of, more])
        return row

    def _columns_of(self, statements: NDArray[np.str_]) -> NDArray[np.int64]:
        for name in statements.tolist():
            if name not in self._column:
                self._column[name] = len(self._statement_names)
                self._statement_names.append(name)
        self._make_room(np.arange(len(self.covotes.n)))
        return np.array([self._column[name] for name in statements.tolist()], dtype=np.int64)

    def _make_room(self, place: NDArray[np.int64]) -> None:
        """Statement j stands at ``place[j]`` from now on; the others have no votes yet."""
        n = len(self._statement_names)
        if len(place) == n and (place == np.arange(n)).all():
            return
        self.covotes = self.covotes.resized(place, n)
        sums = np.zeros((len(self.groups.sums), n, 3))
        sums[:, place] = self.groups.sums
        muted = np.zeros(n, dtype=bool)
        muted[place] = self.groups.muted
        self.groups = Groups(self.groups.of, sums, muted)

    def _settle(self) -> None:
        """All votes in one matrix again, names in canonical order."""
        if not self._new:
            return
        merged: Merged = merge(self._votes, self._names, self._statement_names, self._new)
        self._votes = merged.votes
        self._statement_names = merged.votes.statements.tolist()
        self._column = {name: j for j, name in enumerate(self._statement_names)}
        self._make_room(merged.column_place)
        if self._names:
            of = np.empty(merged.votes.n_participants, dtype=np.int64)
            of[merged.row_place] = self.groups.of[: len(of)]
            self.groups.of, self._row = of, None
        self._new, self._names = {}, []
