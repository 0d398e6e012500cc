"""Formulas written down a second time, one participant and one statement after the other."""

from itertools import combinations
from math import exp, factorial, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.opinion import analyse, stability
from yntymak.methods.opinion.adaptive import (
    PlaceModel,
    adaptive_weights,
    information,
    learning,
)
from yntymak.methods.opinion.analysis import people_in_conversation
from yntymak.methods.opinion.distinct import distinctions
from yntymak.methods.opinion.integrity import _pushes, find_bursts
from yntymak.methods.opinion.pca import leading_pairs
from yntymak.methods.opinion.routing import least_seen
from yntymak.methods.opinion.stability import adjusted_rand_index, shrunk_places, stable_groups
from yntymak.methods.opinion.votes import Counts, Votes


def poll(seed, people=40, statements=9):
    """Three in four have voted; statement 0 is agreed with by all."""
    rng = np.random.default_rng(seed)
    lean = rng.normal(size=(people, 2))
    table = np.sign((lean @ rng.normal(size=(2, statements))).round()).astype(int)
    table[:, 0] = 1
    voted = rng.random(table.shape) < 0.75
    voted[:, 1] = True
    row, column = np.nonzero(voted)
    return Votes.from_arrays(row, column, table[voted]), np.where(voted, table, np.nan)


@pytest.mark.parametrize("seed", range(4))
def test_a_place_is_the_mean_pull_over_five_votes_more(seed):
    votes, table = poll(seed)
    muted = np.arange(9) == 3
    components = analyse(votes, moderated=-1 * muted).components
    telling = [j for j in range(9) if not muted[j] and len(set(table[:, j]) - {np.nan}) > 1]
    telling = [j for j in telling if len(np.unique(table[~np.isnan(table[:, j]), j])) > 1]
    places = shrunk_places(votes, components, muted)
    for person, cells in enumerate(table):
        own = [j for j in telling if not np.isnan(cells[j])]
        pull = sum((cells[j] - np.nanmean(table[:, j])) * components.directions[:, j] for j in own)
        expected = pull * len(telling) / (len(own) + 5)
        assert places[person] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("found", "k"),
    [
        ({2: 0.75, 3: 0.84, 4: 0.8}, 2),
        ({2: 0.73, 3: 0.84, 4: 0.8}, 3),
        ({2: 0.6, 3: 0.65, 4: 0.8}, 4),
        ({2: 0.9, 3: 0.95}, 2),
    ],
)
def test_a_further_group_must_be_a_tenth_steadier(monkeypatch, found, k):
    monkeypatch.setattr(stability, "_stability", lambda *_: found)
    rng = np.random.default_rng(1)
    points = rng.normal(size=(120, 2)) + 9 * np.eye(5)[np.arange(120) % 5][:, :2]
    votes = Votes.from_arrays(np.arange(120), np.zeros(120, dtype=int), np.ones(120, dtype=int))
    groups = stable_groups(votes, points, np.arange(120) > 1, np.array([False]))
    assert groups.k == k
    assert groups.labels[:2].tolist() == [-1, -1]
    sizes = np.bincount(groups.labels[2:])
    assert sizes.tolist() == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("sizes", "is_large"),
    [([10, 90], True), ([9, 91], False), ([49, 951], False), ([50, 950], True)],
)
def test_a_group_has_ten_people_and_a_twentieth(sizes, is_large):
    labels = np.repeat([0, 1], sizes)
    clustering = stability.Clustering(labels, np.zeros((2, 2)), np.array(sizes, float), 0.0)
    assert stability._is_large(clustering) == is_large


def test_stability_is_the_mean_over_pairs_of_draws_on_the_people_in_both(monkeypatch):
    votes, _ = poll(2, people=300)
    drawn, given_labels = [], []
    rng = np.random.default_rng(5)

    def groups_of_draw(some, _muted, ks):
        labels = rng.integers(-1, 3, (len(ks), some.n_participants))
        drawn.append([int(name) for name in some.participants])
        given_labels.append(labels)
        return labels

    monkeypatch.setattr(stability, "_groups_of_draw", groups_of_draw)
    monkeypatch.setattr(stability, "MOST_COMPARED", 200)
    found = stability._stability(votes, np.zeros(9, dtype=bool), (2, 3))
    assert len({frozenset(people) for people in drawn}) == stability.DRAWS
    assert len(set().union(*drawn)) <= 200
    assert all(130 < len(people) < 190 for people in drawn)
    for turn, k in enumerate((2, 3)):
        named = [
            {who: g for who, g in zip(people, labels[turn], strict=True) if g >= 0}
            for people, labels in zip(drawn, given_labels, strict=True)
        ]
        indices = []
        for one, two in combinations(named, 2):
            both = sorted(one.keys() & two.keys())
            a, b = (np.array([of[who] for who in both]) for of in (one, two))
            indices.append(adjusted_rand_index(a, b))
        assert found[k] == pytest.approx(np.mean(indices))


def test_places_in_a_line_and_two_places_can_be_divided():
    line = np.stack([np.arange(9.0), np.zeros(9)], axis=1)
    assert list(stability._possible(line)) == [2, 3, 4, 5]
    assert list(stability._possible(line[[0, 1, 1, 1]])) == [2]
    assert list(stability._possible(line[[1, 1]])) == []


def test_a_draw_of_people_who_vote_the_same_has_no_groups():
    row, column = np.nonzero(np.ones((20, 9)))
    votes = Votes.from_arrays(row, column, np.ones(180, dtype=int))
    labels = stability._groups_of_draw(votes, np.zeros(9, dtype=bool), (2, 3))
    assert labels.tolist() == [[-1] * 20] * 2


def test_the_second_start_lies_where_the_first_does_not():
    """Drawn by squared distance: one far point in two hundred is met every time."""
    points = np.concatenate([np.random.default_rng(0).normal(0, 1e-3, (200, 2)), [[9.0, 9.0]]])
    starts = stability._spread_starts(points, np.ones(201), 2, 12)
    assert all(start.max() == 9.0 for start in starts)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [70, 130])
def test_the_leading_pairs_of_many_statements_are_those_of_the_whole_spectrum(seed, n):
    """Beyond 64 statements the search stops early; it must not stop too early."""
    rng = np.random.default_rng(seed)
    scale = np.concatenate([[9.0, 8.9, 8.8], np.linspace(8.5, 0.1, n - 3)])
    table = rng.normal(size=(3 * n, n)) * scale
    gram = table.T @ table
    values, vectors = leading_pairs(lambda v: gram @ v, np.diag(gram), 2)
    expected = np.linalg.eigvalsh(gram)[::-1][:2]
    assert values == pytest.approx(expected, rel=1e-12)
    for value, vector in zip(values, vectors, strict=True):
        assert np.linalg.norm(gram @ vector - value * vector) <= 1e-13 * value * n


def tail(least, mean):
    """Chance of so many or more where the mean is expected."""
    return 1 - sum(exp(-mean) * mean**i / factorial(i) for i in range(least))


@given(st.lists(st.integers(0, 14), max_size=60), st.integers(0, 12))
def test_a_push_is_a_vote_that_parts_twins_far_oftener_than_others_do(cells, more):
    cells = [*cells, *[7] * more]
    number = {cell: cells.count(cell) for cell in cells}
    expected = set()
    for cell, n in number.items():
        others = sum(number.values()) - n
        usual = others / max(len(number) - 1, 1)
        if tail(n, max(usual, 0.5)) < 1e-4:
            expected.add((cell // 3, cell % 3 - 1, n))
    found = _pushes(np.array(cells, dtype=np.int64))
    assert {(push.statement, push.vote, push.pairs) for push in found} == expected


def test_five_pairs_alone_are_no_push_and_six_are():
    assert _pushes(np.full(5, 7)) == ()
    assert [push.pairs for push in _pushes(np.full(6, 7))] == [6]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=80), st.integers(0, 30))
def test_a_burst_is_more_than_the_two_hours_around_it_lead_to_expect(spells, crowd):
    spells = [*spells, *[12] * crowd]
    moments = np.array([600.0 * spell + 7 for spell in spells])
    number = {spell: spells.count(spell) for spell in spells}
    expected = {}
    for spell, n in number.items():
        around = sum(m for other, m in number.items() if 0 < abs(other - spell) <= 6)
        usual = max(around / 12, len(spells) / len(number) / 4)
        if n >= 10 and tail(n, usual) < 1e-6 * (1 - 1e-6):
            expected[600.0 * spell] = n
    found = {burst.start: burst.people for burst in find_bursts(moments)}
    assert found == expected


def test_a_dozen_who_begin_together_with_nobody_around_are_no_burst():
    """A quarter of what the spells have in the mean is expected at least."""
    assert find_bursts(np.full(12, 7.0)) == ()
    assert len(find_bursts(np.full(40, 7.0))) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=12), st.data())
def test_the_least_seen_is_sought_among_those_that_may_be_shown(statements, data):
    seen, may = map(np.array, zip(*statements, strict=True))
    order = data.draw(st.permutations(range(len(seen))))
    arrival = 1.0 + np.array(order)
    shown = [(n, arrival[j], j) for j, (n, shown) in enumerate(statements) if shown]
    expected = min(shown)[2] if shown else -1
    assert least_seen(seen, may.astype(bool), arrival) == expected


def place_model(seed, n=7):
    rng = np.random.default_rng(seed)
    spread = rng.normal(size=(2, 2))
    return PlaceModel(
        loadings=rng.normal(size=(n, 2)),
        noise=rng.uniform(0.2, 1, n),
        precision=spread @ spread.T + np.eye(2),
        n_seen=rng.integers(0, 30, n),
        meta=np.arange(n) == 5,
    )


@pytest.mark.parametrize("seed", range(5))
def test_information_is_what_one_answer_takes_off_the_entropy(seed):
    """The entropy of a normal place is half the log of the determinant of its covariance."""
    model = place_model(seed)
    answered = [0, 3, 5][: seed % 4]

    def entropy(known):
        precision = model.precision + sum(
            (np.outer(model.loadings[j], model.loadings[j]) / model.noise[j] for j in known),
            np.zeros((2, 2)),
        )
        return -0.5 * log(np.linalg.det(precision))

    found = information(model, np.array(answered, dtype=np.int64))
    for j in range(7):
        assert found[j] == pytest.approx(entropy(answered) - entropy([*answered, j]))


@pytest.mark.parametrize("seed", range(5))
def test_nine_draws_in_ten_go_by_worth_and_one_by_few_answers(seed):
    model = place_model(seed)
    answered = np.array([1, 2])
    may = np.array([True, False, False, True, True, True, True])
    worth = [
        (i + 1 / (n + 1)) ** 6 if shown and not meta else 0.0
        for i, n, shown, meta in zip(
            information(model, answered), model.n_seen, may, model.meta, strict=True
        )
    ]
    rare = [
        (0.1 if meta else 1.0) / (n + 1) if shown else 0.0
        for n, shown, meta in zip(model.n_seen, may, model.meta, strict=True)
    ]
    expected = [
        0.9 * w / sum(worth) + 0.1 * r / sum(rare) for w, r in zip(worth, rare, strict=True)
    ]
    assert adaptive_weights(model, answered, may) == pytest.approx(expected)
    assert learning(model) == pytest.approx([1 / (n + 1) for n in model.n_seen])


@pytest.mark.parametrize("seed", range(3))
def test_the_model_of_a_map_is_made_of_its_moments(seed):
    votes, table = poll(seed, people=60)
    found = analyse(votes)
    model = PlaceModel.of(found)
    answered = [cells[~np.isnan(cells)] for cells in table.T]
    own = [np.var(cells) for cells in answered]
    usual = sum(len(c) * v for c, v in zip(answered, own, strict=True)) / sum(map(len, answered))
    variance = [
        (len(c) * v + 2 * max(usual, 0.1)) / (len(c) + 2)
        for c, v in zip(answered, own, strict=True)
    ]
    loadings = found.components.directions.T
    noise = sum(v * np.square(a) for v, a in zip(variance, loadings, strict=True))
    inside = np.flatnonzero(people_in_conversation(votes, 9))
    share = sum(np.count_nonzero(~np.isnan(table[i])) / 9 for i in inside)
    moments = sum(np.outer(found.places[i], found.places[i]) - np.diag(noise) for i in inside)
    roots, axes = np.linalg.eigh(moments / share)
    spread = axes @ np.diag(np.maximum(roots, noise.max())) @ axes.T
    assert model.precision == pytest.approx(np.linalg.inv(spread))
    for j in range(9):
        explained = loadings[j] @ spread @ loadings[j]
        assert model.noise[j] == pytest.approx(max(variance[j] - explained, 0.1 * variance[j]))


def test_a_group_is_set_against_ten_others_at_least_and_the_largest_effect_comes_first():
    agree = np.array([[20, 19, 12, 30], [9, 4, 6, 14]])
    seen = np.array([[30, 30, 30, 30], [9, 30, 30, 30]])
    found = distinctions(Counts(agree, seen - agree, seen), np.zeros(4, dtype=bool))
    assert {item.statement for item in found} == {1, 2, 3}
    for group in (0, 1):
        effects = [round(abs(item.effect), 9) for item in found if item.group == group]
        assert effects == sorted(effects, reverse=True)
        pairs = [(item.statement, item.direction) for item in found if item.group == group]
        assert pairs[::2] == [(j, 1) for j, _ in pairs[::2]]  # of two equal ones agreement first
