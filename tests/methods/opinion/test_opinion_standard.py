"""The published standard against a plain reference: dense tables, loops, no shortcuts.

Polls are made up: what is moderated out, questions about participants, statements nobody voted on,
passes only, ties, huge and gapped numbers, fewer than fifteen people, groups known for some only.
"""

import csv
import io
import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from yntymak.methods.opinion.analysis import analyse
from yntymak.methods.opinion.command import app
from yntymak.methods.opinion.representativeness import Z_90
from yntymak.methods.opinion.votes import Votes


class Standard:
    """``table`` (m, n) of floats, nan where nobody voted; ``group`` (m,) or -1."""

    def __init__(self, table, moderated_out, meta, group):
        self.table, self.meta, self.group = table, meta, group
        self.muted = moderated_out | meta
        self.there = ~np.isnan(table)
        self.voted_on = self.there.any(axis=0)
        self.m, self.n = table.shape
        self.zeroed = table.copy()
        self.zeroed[:, self.muted & self.voted_on] = 0.0  # for all, also who has not voted
        self.centre = np.array(
            [0.0 if np.isnan(c).all() else float(np.nanmean(c)) for c in self.zeroed.T]
        )
        self.centred = np.where(np.isnan(self.zeroed), self.centre, self.zeroed) - self.centre

    def places(self, directions):
        out = np.zeros((self.m, 2))
        for i in range(self.m):
            cast = ~np.isnan(self.zeroed[i])
            stretch = math.sqrt(self.voted_on.sum() / cast.sum())
            for j in np.flatnonzero(cast):
                out[i] += (self.zeroed[i, j] - self.centre[j]) * directions[:, j] * stretch
        return out

    def statement_places(self, directions):
        """Of somebody who votes on one statement alone, and agrees."""
        stretch = math.sqrt(self.voted_on.sum())
        return np.array([stretch * (1 - self.centre[j]) * directions[:, j] for j in range(self.n)])

    def in_conversation(self):
        votes = self.there.sum(axis=1).tolist()
        inside = [count >= min(7, int(self.voted_on.sum())) for count in votes]
        for i in sorted(range(self.m), key=lambda i: -votes[i]):
            if sum(inside) >= 15:
                break
            inside[i] = True
        return [inside[i] or self.group[i] >= 0 for i in range(self.m)]

    def count(self, g, j):
        """agree, disagree, seen of a group, or of everybody for None."""
        cells = self.table[:, j] if g is None else self.table[self.group == g, j]
        return int((cells == 1).sum()), int((cells == -1).sum()), int((~np.isnan(cells)).sum())

    @property
    def groups(self):
        return range(int(self.group.max(initial=-1)) + 1)

    def consensus(self):
        found = []
        for side, name in ((0, 1), (1, -1)):
            fits = []
            for j in range(self.n):
                count, seen = self.count(None, j)[side], self.count(None, j)[2]
                p, z = (count + 1) / (seen + 2), share_z(count, seen)
                if not self.muted[j] and p > 0.5 and z > Z_90:
                    fits.append((-p * z, j))
            found += [(j, name) for _, j in sorted(fits)[:5]]
        return found

    def across_groups(self, j):
        counts = [self.count(g, j) for g in self.groups]
        return math.prod((agree + 1) / (seen + 2) for agree, _, seen in counts)

    def priority(self, j, extremity):
        if self.meta[j]:
            return 49.0
        counts = [self.count(g, j) for g in self.groups] or [self.count(None, j)]
        agree, disagree, seen = (sum(each) for each in zip(*counts, strict=True))
        passed = seen - agree - disagree
        importance = (1 - (passed + 1) / (seen + 2)) * (extremity + 1) * (agree + 1) / (seen + 2)
        return (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2

    def figures(self, g, j):
        """Of both directions: share, its z, ratio, its z."""
        own = self.count(g, j)
        others = [sum(self.count(o, j)[k] for o in self.groups if o != g) for k in range(3)]
        found = {}
        for side, name in ((0, 1), (1, -1)):
            p = (own[side] + 1) / (own[2] + 2)
            q = (others[side] + 1) / (others[2] + 2)
            a, n, b, k = own[side] + 1, own[2] + 1, others[side] + 1, others[2] + 1
            pooled = (a + b) / (n + k)
            error = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / k)) if pooled < 1 else 0.0
            z = (a / n - b / k) / error if error else 0.0
            found[name] = p, share_z(own[side], own[2]), p / q, z
        return found

    def representative(self, g):
        """By one pass over the statements, as production goes."""
        best = best_agree = None
        sufficient = []
        for j in np.flatnonzero(~self.muted).tolist():
            both = self.figures(g, j)
            name = 1 if both[1][3] > both[-1][3] else -1
            if any(figures[1] > Z_90 and figures[3] > Z_90 for figures in both.values()):
                share, certainty, ratio, difference = both[name]
                sufficient.append((j, name, ratio * difference * share * certainty))
            if best is None or both[name][3] > best[2]:
                best = j, name, both[name][3]
            agrees, rejects, _ = self.count(g, j)
            if agrees + rejects and self._beats(both[1], best_agree and best_agree[2]):
                best_agree = j, name, both[1]
        if not sufficient:
            chosen = [best_agree or best] if best_agree or best else []
        else:
            rest = [item for item in sufficient if best_agree is None or item[0] != best_agree[0]]
            rest.sort(key=lambda item: -item[2])
            chosen = ([best_agree] if best_agree else []) + rest
        agreed_first = sorted(chosen[:5], key=lambda item: item[1] != 1)
        return [
            (j, name, best_agree is not None and j == best_agree[0]) for j, name, _ in agreed_first
        ]

    @staticmethod
    def _beats(new, best):
        share, certainty, ratio, difference = new
        if best is None:
            return certainty > Z_90 or (ratio > 1 and share > 0.5)
        if best[2] > 1:
            return math.prod((ratio, difference, share, certainty)) > math.prod(
                (best[2], best[3], best[0], best[1])
            )
        return share * certainty > best[0] * best[1]


def share_z(count, seen):
    return ((count + 1) / (seen + 1) - 0.5) / math.sqrt(0.25 / (seen + 1))


@st.composite
def polls(draw):
    """Names of participants and statements, a table with gaps, flags, groups."""
    m, n = draw(st.integers(2, 22)), draw(st.integers(1, 9))
    numbers = st.integers(0, 30) | st.integers(0, 10**17)
    people = sorted(draw(st.lists(numbers, min_size=m, max_size=m, unique=True)))
    statements = sorted(draw(st.lists(numbers, min_size=n, max_size=n, unique=True)))
    cell = draw(
        st.sampled_from(
            [
                st.sampled_from([1, -1, 0, None]),
                st.sampled_from([1, 1, 1, -1]),
                st.sampled_from([0, None]),
                st.sampled_from([1, -1, None, None, None, None]),
            ]
        )
    )
    table = draw(st.lists(st.lists(cell, min_size=n, max_size=n), min_size=m, max_size=m))
    table = np.array([[np.nan if v is None else v for v in row] for row in table], dtype=float)
    table[np.isnan(table).all(axis=1), 0] = 1.0  # everybody has voted
    flags = st.lists(st.sampled_from([-1, 0, 0, 0, 1]), min_size=n, max_size=n)
    moderated, meta = np.array(draw(flags)), np.array(draw(flags)) == -1
    groups = draw(st.integers(1, 4))
    group = np.array(draw(st.lists(st.integers(-1, groups - 1), min_size=m, max_size=m)))
    if (group < 0).all():
        group[0] = 0
    group[group >= 0] = np.unique(group[group >= 0], return_inverse=True)[1]
    return people, statements, table, moderated, meta, group


def as_votes(people, statements, table):
    i, j = np.nonzero(~np.isnan(table))
    order = np.lexsort((i, -j))  # not as they stand
    i, j = i[order], j[order]
    return Votes.from_arrays(
        [people[k] for k in i],
        [statements[k] for k in j],
        table[i, j].astype(int),
        all_statements=statements,
    )


@settings(deadline=None, max_examples=250)
@given(polls())
def test_a_made_up_poll_is_analysed_as_the_reference_does(poll):
    people, statements, table, moderated, meta, group = poll
    standard = Standard(table, moderated < 0, meta, group)
    votes = as_votes(people, statements, table)
    assert votes.participants.tolist() == [str(who) for who in people]
    found = analyse(votes, moderated=moderated, meta=meta, labels=group)
    assert np.abs(found.components.centre - standard.centre).max() <= 1e-12
    check_components(found.components, standard.centred)
    directions = found.components.directions
    assert np.abs(found.places - standard.places(directions)).max() <= 1e-9
    theirs = standard.statement_places(directions)
    assert np.abs(found.statement_places - theirs).max() <= 1e-9
    extremity = [math.hypot(*place) for place in theirs]
    assert np.abs(found.extremity - extremity).max() <= 1e-9
    assert found.in_conversation.tolist() == standard.in_conversation()
    for g, j in itertools.product(standard.groups, range(len(statements))):
        ours = (
            count[g, j]
            for count in (
                found.group_votes.agree,
                found.group_votes.disagree,
                found.group_votes.seen,
            )
        )
        assert tuple(ours) == standard.count(g, j)
    for j in range(len(statements)):
        assert found.consensus_across_groups[j] == pytest.approx(standard.across_groups(j), 1e-12)
        assert found.priority[j] == pytest.approx(standard.priority(j, extremity[j]), 1e-8)
    assert [(item.statement, item.direction) for item in found.consensus] == standard.consensus()
    if len(standard.groups) > 1:
        for g, ours in enumerate(found.representative):
            assert [(i.statement, i.direction, i.best_agree) for i in ours] == (
                standard.representative(g)
            )
            for item in ours:
                share, z, ratio, ratio_z = standard.figures(g, item.statement)[item.direction]
                assert (item.share, item.share_z, item.ratio) == pytest.approx((share, z, ratio))
                assert item.ratio_z == pytest.approx(ratio_z, abs=1e-12)
    else:
        assert found.representative == ()


def check_components(components, centred):
    """The two greatest variances; where they stand apart, their very directions."""
    gram = centred.T @ centred
    values, vectors = np.linalg.eigh(gram)
    values, vectors = values[::-1], vectors[:, ::-1]
    scale = max(float(np.trace(gram)), 1e-12)
    for k in range(min(2, len(values))):
        assert abs(components.variances[k] - max(values[k], 0.0)) <= 1e-10 * scale
        ours = components.directions[k]
        if values[k] <= 1e-9 * scale:
            continue
        assert abs(ours @ ours - 1) <= 1e-12
        assert np.abs(gram @ ours - values[k] * ours).max() <= 1e-8 * scale
        gaps = [abs(values[k] - other) for i, other in enumerate(values) if i != k]
        if min(gaps, default=scale) > 1e-3 * scale:
            assert abs(ours @ vectors[:, k]) >= 1 - 1e-9


@settings(deadline=None, max_examples=80)
@given(polls())
def test_everybody_together_counts_where_groups_are_not_given(poll):
    people, statements, table, moderated, meta, _ = poll
    votes = as_votes(people, statements, table)
    found = analyse(votes, moderated=moderated, meta=meta)
    assert (found.group >= 0).tolist() == (
        found.in_conversation.tolist() if found.base is not None else [False] * len(people)
    )
    standard = Standard(table, moderated < 0, meta, found.group)
    asked = Standard(table, moderated < 0, meta, np.full(len(people), -1))
    assert found.in_conversation.tolist() == asked.in_conversation()
    for j, extremity in enumerate(found.extremity):
        assert found.priority[j] == pytest.approx(standard.priority(j, extremity), 1e-8)
    if found.base is None:
        assert found.consensus_across_groups is None
    else:
        check_groups(found)


def check_groups(found):
    """Nobody is nearer to the middle of another group; the largest stands first; the silhouette
    chosen is the best.
    """
    sizes = found.group_sizes.tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) in found.silhouettes
    assert found.silhouettes[len(sizes)] == max(found.silhouettes.values())
    places, base = found.places[found.in_conversation], found.base
    group = found.group[found.in_conversation]
    of_base = [int(group[base.labels == b][0]) for b in range(base.k)]
    assert [of_base[b] for b in base.labels] == group.tolist()
    middle = np.array([places[group == g].mean(axis=0) for g in range(len(sizes))])
    distance = np.linalg.norm(base.centres[:, None] - middle, axis=2)
    assert (distance[np.arange(base.k), of_base] <= distance.min(axis=1) + 1e-9).all()


@settings(deadline=None, max_examples=15)
@given(polls())
def test_the_command_writes_the_figures_of_the_reference(tmp_path_factory, poll):
    people, statements, table, moderated, meta, group = poll
    folder = tmp_path_factory.mktemp("poll")
    cast = [(people[i], statements[j], int(table[i, j])) for i, j in np.argwhere(~np.isnan(table))]
    write(folder / "votes.csv", ("participant", "statement", "vote"), reversed(cast))
    flags = zip(statements, moderated, meta.astype(int), strict=True)
    write(folder / "statements.csv", ("statement", "moderated", "meta"), flags)
    named = [(who, f"group {g}") for who, g in zip(people, group, strict=True) if g >= 0]
    write(folder / "groups.csv", ("participant", "group"), named)
    result = CliRunner().invoke(
        app,
        ["analyse", str(folder / "votes.csv"), "--profile", "polis", "--out", str(folder / "out"),
         "--statements", str(folder / "statements.csv"), "--labels", str(folder / "groups.csv")],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    standard = Standard(table, moderated < 0, meta, group)
    rows = list(csv.DictReader(io.StringIO((folder / "out/statements.csv").read_text())))
    directions = np.array([[float(row[name]) for row in rows] for name in ("pc1", "pc2")])
    places = standard.statement_places(directions)
    for j, row in enumerate(rows):
        agree, disagree, seen = standard.count(None, j)
        assert row["statement"] == str(statements[j])
        assert [row["n_agree"], row["n_disagree"], row["n_pass"]] == [
            str(agree), str(disagree), str(seen - agree - disagree),
        ]  # fmt: skip
        assert float(row["centre"]) == pytest.approx(standard.centre[j], abs=1e-12)
        assert float(row["extremity"]) == pytest.approx(math.hypot(*places[j]), abs=1e-9)
        assert float(row["consensus"]) == pytest.approx(standard.across_groups(j), 1e-12)
        expected = standard.priority(j, math.hypot(*places[j]))
        assert float(row["priority"]) == pytest.approx(expected, 1e-8)
    rows = list(csv.DictReader(io.StringIO((folder / "out/participants.csv").read_text())))
    assert [row["participant"] for row in rows] == [str(who) for who in people]
    assert [row["in_conversation"] == "1" for row in rows] == standard.in_conversation()
    assert [row["group"] for row in rows] == ["" if g < 0 else f"group {g}" for g in group]


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
