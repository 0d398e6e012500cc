"""Given the published groups, every published figure of every whole export is met."""

import numpy as np
import pytest

from yntymak.methods.opinion.analysis import analyse, people_in_conversation
from yntymak.methods.opinion.clusters import weighted_k_means
from yntymak.methods.opinion.routing import META_PRIORITY
from yntymak.methods.opinion.votes import AGREE

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def pairs(exports):
    """Each export beside our analysis with its groups."""
    assert len(exports) >= 11
    return [
        (
            export,
            analyse(
                export.votes,
                moderated=export.moderated,
                meta=export.meta,
                labels=export.labels,
            ),
        )
        for export in exports
    ]


def direction(item):
    return "agree" if item.direction == AGREE else "disagree"


def test_the_centre_is_the_published_one(pairs):
    for export, found in pairs:
        # Production holds agreement as -1, so its means have the other sign.
        assert np.abs(found.components.centre + export.statements("center")).max() <= 1e-12


def test_both_components_point_the_published_way(pairs):
    for export, found in pairs:
        for ours, name in zip(found.components.directions, ("pc1", "pc2"), strict=True):
            assert abs(ours @ export.statements(name)) >= 1 - 1e-12


def test_statements_lie_where_they_were_published(pairs):
    for export, found in pairs:
        published = np.stack([export.statements("proj_x"), export.statements("proj_y")])
        for ours, theirs in zip(found.statement_places.T, published, strict=True):
            assert min(np.abs(ours - theirs).max(), np.abs(ours + theirs).max()) <= 1e-10
        assert np.abs(found.extremity - export.statements("extremity")).max() <= 1e-10


def test_every_published_base_cluster_lies_in_the_middle_of_our_places_of_its_people(pairs):
    for export, found in pairs:
        place = {str(who): xy for who, xy in zip(found.participants, found.places, strict=True)}
        people = {}
        for who, base, *xy in export.table(
            "participants", "participant", "base_cluster", "base_x", "base_y"
        ):
            if base:
                people.setdefault((float(xy[0]), float(xy[1])), []).append(place[who])
        published = np.array(list(people))
        ours = np.array([np.mean(places, axis=0) for places in people.values()])
        sign = np.sign(np.sum(ours * published, axis=0))
        assert np.abs(sign * ours - published).max() <= 1e-9


def test_votes_of_the_groups_are_counted_alike(pairs):
    for export, found in pairs:
        column = {str(name): j for j, name in enumerate(found.statements)}
        counts = found.group_votes
        rows = export.table("group-votes", "group", "statement", "agree", "disagree", "seen")
        for g, name, *published in rows:
            at = int(g), column[name]
            assert [counts.agree[at], counts.disagree[at], counts.seen[at]] == [
                int(cell) for cell in published
            ]


def test_the_same_statements_speak_for_each_group_in_the_same_order(pairs):
    for export, found in pairs:
        published = [
            (int(g), name, for_, int(success), int(trials), float(p), float(z), float(ratio))
            for g, name, for_, success, trials, p, z, ratio in export.table(
                "repness",
                "group", "tid", "repful_for", "n_success", "n_trials", "p_success", "p_test",
                "repness",
            )
        ]  # fmt: skip
        ours = [item for items in found.representative for item in items]
        assert [
            (i.group, str(found.statements[i.statement]), direction(i), i.n_success, i.n_trials)
            for i in ours
        ] == [row[:5] for row in published]
        figures = np.array([(i.share, i.share_z, i.ratio) for i in ours])
        assert np.allclose(figures, [row[5:] for row in published], rtol=1e-12, atol=1e-12)


def test_the_test_of_the_ratio_is_the_published_one(pairs):
    for export, found in pairs:
        published = [float(z) for (z,) in export.table("repness", "repness_test")]
        ours = [item.ratio_z for items in found.representative for item in items]
        assert np.allclose(ours, published, rtol=1e-6)  # published in single precision


def test_the_same_statements_are_consensus(pairs):
    for export, found in pairs:
        published = [
            (for_, name, int(success), int(trials))
            for for_, name, success, trials in export.table(
                "consensus", "direction", "tid", "n_success", "n_trials"
            )
        ]
        ours = [
            (direction(i), str(found.statements[i.statement]), i.n_success, i.n_trials)
            for i in found.consensus
        ]
        assert set(ours) == set(published)
        assert len(ours) == len(published)


def test_consensus_across_groups_is_the_published_one(pairs):
    for export, found in pairs:
        assert np.abs(found.consensus_across_groups - export.statements("gac")).max() <= 1e-12


def test_the_priorities_are_the_published_ones(pairs):
    compared = 0
    for export, found in pairs:
        published = export.statements("priority")
        if (published == META_PRIORITY).all():
            continue  # a fault of production: every statement was weighed as a meta statement
        assert np.allclose(found.priority, published, rtol=1e-9)
        compared += 1
    assert compared >= 10


def test_nobody_is_in_the_conversation_who_was_not_published_there(pairs):
    for export, found in pairs:
        assert (found.in_conversation == export.in_conversation).all()
        # By votes alone we miss only those taken in while there were fewer than 15 people.
        by_votes = people_in_conversation(export.votes, export.votes.n_statements)
        assert not (by_votes & ~export.in_conversation).any()
        assert (export.in_conversation & ~by_votes).sum() <= 15


def adjusted_rand_index(one, two):
    """Hubert & Arabie 1985, from the table of both labellings."""
    table = np.zeros((one.max() + 1, two.max() + 1))
    np.add.at(table, (one, two), 1)
    pairs, rows, columns = ((x * (x - 1) / 2).sum() for x in (table, table.sum(1), table.sum(0)))
    chance = rows * columns / (len(one) * (len(one) - 1) / 2)
    return (pairs - chance) / ((rows + columns) / 2 - chance)


def test_groups_found_without_history_are_near_the_published_ones(exports):
    same_number, agreement = 0, []
    for export in exports:
        found = analyse(export.votes, moderated=export.moderated, meta=export.meta)
        both = (found.group >= 0) & (export.labels >= 0)
        same_number += len(found.group_names) == export.labels.max() + 1
        agreement.append(adjusted_rand_index(found.group[both], export.labels[both]))
    assert same_number >= 0.8 * len(exports)
    assert np.mean(agreement) >= 0.8


def test_published_groups_are_a_fixed_point_of_the_weighted_k_means(exports):
    for export in exports:
        members = {}
        rows = export.table("participants", "base_cluster", "group", "base_x", "base_y")
        for base, group, x, y in rows:
            if base:
                members.setdefault(base, []).append((int(group), float(x), float(y)))
        group, x, y = np.array([people[0] for people in members.values()]).T
        weights = np.array([float(len(people)) for people in members.values()])
        labels, centres = group.astype(int), np.stack([x, y], axis=1)
        means = np.array(
            [
                np.average(centres[labels == g], axis=0, weights=weights[labels == g])
                for g in range(labels.max() + 1)
            ]
        )
        settled = weighted_k_means(centres, weights, means, passes=50)
        assert (settled.labels == labels).all()
