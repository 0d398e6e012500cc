"""What must not change the findings: names, order, copies, silence, and the sign of the votes."""

import json

import numpy as np
import pytest

from yntymak.methods.opinion.analysis import MapState
from yntymak.methods.opinion.findings import About, find
from yntymak.methods.opinion.findings_report import findings_html
from yntymak.methods.opinion.findings_writing import findings_json, findings_tables
from yntymak.methods.opinion.ideal_points import fit_ideal_points
from yntymak.methods.opinion.participants import Axis, Participants
from yntymak.methods.opinion.stability import Confidence
from yntymak.methods.opinion.votes import Votes

PEOPLE, STATEMENTS = 150, 40


def two_camps(people=PEOPLE, statements=STATEMENTS, seed=1, share=0.7):
    """A third of the people reject what the others like; a few statements please everybody."""
    rng = np.random.default_rng(seed)
    side = np.where(np.arange(people) % 3 == 0, -1.0, 1.0) + rng.normal(0, 0.2, people)
    pull = rng.choice([-2.0, 2.0], statements)
    pull[: statements // 4] = 0.0
    liked = np.where(pull == 0, 2.0, rng.normal(0, 0.3, statements))
    chance = 1 / (1 + np.exp(-(np.outer(side, pull) + liked)))
    table = np.where(rng.random(chance.shape) < chance, 1, -1)
    table[rng.random(table.shape) < 0.05] = 0
    return table, rng.random(table.shape) < share


def votes_of(table, voted, people=None, statements=None):
    rows, columns = np.nonzero(voted)
    who = np.arange(len(table)) if people is None else np.asarray(people)
    what = np.arange(table.shape[1]) if statements is None else np.asarray(statements)
    return Votes.from_arrays(who[rows], what[columns], table[voted], all_statements=what.tolist())


@pytest.fixture(scope="module")
def poll():
    return two_camps()


@pytest.fixture(scope="module")
def found(poll):
    return find(votes_of(*poll))


def test_two_camps_are_found_and_trusted(found):
    assert found.map.state is MapState.DRAWN
    assert len(found.map.group_names) == 2
    assert found.confidence is Confidence.HIGH
    minority = np.arange(PEOPLE) % 3 == 0
    assert np.mean((found.map.group == 1) == minority) > 0.97
    assert found.model.dimensions == 1


def test_common_ground_is_what_pleases_both_camps(found):
    holds = [verdict.value == "holds" for verdict in found.bridging.by_least_group]
    assert np.flatnonzero(holds).tolist() == list(range(STATEMENTS // 4))
    assert not found.integrity.suspect.any()
    assert found.slate.is_certified


def test_participants_in_another_order_only_change_places(poll, found):
    order = np.random.default_rng(2).permutation(PEOPLE)
    other = find(votes_of(*poll, people=order))
    assert other.map.places[order] == pytest.approx(found.map.places, abs=1e-9)
    assert other.map.group[order].tolist() == found.map.group.tolist()
    assert other.groups.stability == pytest.approx(found.groups.stability)
    assert other.model.leniency[order] == pytest.approx(found.model.leniency, abs=1e-6)
    assert other.bridging.product == pytest.approx(found.bridging.product)
    assert other.slate.statements == found.slate.statements


def test_statements_in_another_order_only_change_places(poll, found):
    order = np.random.default_rng(3).permutation(STATEMENTS)
    other = find(votes_of(*poll, statements=order))
    assert np.abs(other.map.places) == pytest.approx(np.abs(found.map.places), abs=1e-9)
    assert other.map.group.tolist() == found.map.group.tolist()
    assert other.groups.stability == pytest.approx(found.groups.stability)
    assert other.model.intercept[order] == pytest.approx(found.model.intercept, abs=1e-6)
    assert set(order[list(found.slate.statements)].tolist()) == set(other.slate.statements)


def test_everybody_twice_leaves_the_map_as_it_is(poll, found):
    table, voted = poll
    twice = find(votes_of(np.repeat(table, 2, axis=0), np.repeat(voted, 2, axis=0)))
    assert twice.map.places[::2] == pytest.approx(found.map.places, abs=1e-9)
    assert twice.map.places[1::2] == pytest.approx(found.map.places, abs=1e-9)
    assert twice.map.group[::2].tolist() == found.map.group.tolist()
    assert twice.groups.stability[2] == pytest.approx(found.groups.stability[2], abs=1e-2)
    assert twice.integrity.suspect[1::2].mean() > 0.9
    assert not twice.integrity.suspect[::2].any()


def test_a_statement_that_everybody_passes_has_no_weight(poll, found):
    table, voted = poll
    silent = np.zeros((PEOPLE, 1), dtype=int)
    other = find(
        votes_of(np.hstack([table, silent]), np.hstack([voted, np.ones((PEOPLE, 1), dtype=bool)]))
    )
    assert other.map.places == pytest.approx(found.map.places, abs=1e-9)
    assert other.map.group.tolist() == found.map.group.tolist()
    assert other.groups.stability == pytest.approx(found.groups.stability)
    assert other.model.intercept[:-1] == pytest.approx(found.model.intercept, abs=1e-6)
    assert other.bridging.by_middle[-1].value == "unclear"
    assert STATEMENTS not in other.slate.statements


def test_turning_every_vote_round_mirrors_the_map(poll, found):
    table, voted = poll
    other = find(votes_of(-table, voted))
    assert other.map.places == pytest.approx(-found.map.places, abs=1e-9)
    assert other.map.group.tolist() == found.map.group.tolist()
    assert other.groups.stability == pytest.approx(found.groups.stability)
    assert other.model.intercept == pytest.approx(-found.model.intercept, abs=1e-6)
    assert other.model.leniency == pytest.approx(-found.model.leniency, abs=1e-6)
    assert other.model.points == pytest.approx(-found.model.points, abs=1e-6)


def test_fewer_than_a_hundred_people_get_figures_and_no_map():
    found = find(votes_of(*two_camps(people=99)))
    assert found.map.state is MapState.TOO_FEW_PEOPLE
    assert found.map.base is None
    assert found.groups is None
    assert found.confidence is None
    assert set(found.map.group.tolist()) == {-1}
    assert found.bridging.product.shape == (STATEMENTS,)
    assert find(votes_of(*two_camps(people=100))).map.state is MapState.DRAWN
    html = findings_html(found, language="en")
    assert "Too few people for a map: at least 100" in html
    assert "<svg" not in html


def test_votes_without_a_pattern_get_no_groups():
    """Nor do people who differ only in how readily they agree."""
    rng = np.random.default_rng(5)
    ready = np.linspace(0.2, 0.95, 150)[:, None]
    for table in (rng.choice([-1, 1], (150, 20)), np.where(rng.random((150, 20)) < ready, 1, -1)):
        found = find(votes_of(table, np.ones(table.shape, dtype=bool)))
        assert found.model.dimensions == 0
        assert found.groups is None
        assert found.confidence is None
        assert found.map.group_names == ("0",)
        assert "do not fall into groups" in findings_html(found, language="en")


def test_what_was_computed_from_a_draw_says_so(poll, monkeypatch):
    votes = votes_of(*poll)
    assert json.loads(findings_json(find(votes)))["drawn"] == {}
    for module, name in (
        ("ideal_points", "MOST_LEARNT_FROM"),
        ("findings", "MOST_LEARNT_FROM"),
        ("stability", "MOST_COMPARED"),
        ("findings", "MOST_COMPARED"),
    ):
        monkeypatch.setattr(f"yntymak.methods.opinion.{module}.{name}", 120)
    found = find(votes)
    assert found.drawn == {"ideal_points": 120, "stability": 120}
    assert json.loads(findings_json(found))["drawn"] == found.drawn
    assert "from a random draw: the model, 120 people" in findings_html(found, language="en")


def test_muted_statements_count_nowhere(poll):
    meta = np.zeros(STATEMENTS)
    meta[0] = 1
    found = find(votes_of(*poll), About(meta=meta))
    assert 0 not in found.slate.statements
    assert all(item.statement != 0 for item in found.distinctions)
    table, voted = poll
    without = voted.copy()
    without[:, 0] = False
    assert found.model.intercept[1:] == pytest.approx(
        fit_ideal_points(votes_of(table, without)).intercept[1:]
    )


def test_given_groups_stay_and_have_no_badge(poll):
    labels = np.arange(PEOPLE) % 2
    found = find(votes_of(*poll), About(labels=labels, group_names=("ысык", "суук")))
    assert found.map.group.tolist() == labels.tolist()
    assert found.map.group_names == ("ысык", "суук")
    assert found.confidence is None


def test_findings_without_suspects_are_those_of_the_others(poll):
    table, voted = poll
    copies = np.vstack([table, table[:8]])
    both = np.vstack([voted, voted[:8]])
    people = Participants({"place": Axis(np.arange(PEOPLE + 8) % 2, ("А", "Б"))})
    found = find(votes_of(copies, both), About(participants=people))
    assert np.flatnonzero(found.integrity.suspect).tolist() == list(range(PEOPLE, PEOPLE + 8))
    alone = find(
        votes_of(table, voted),
        About(participants=Participants({"place": Axis(np.arange(PEOPLE) % 2, ("А", "Б"))})),
    )
    assert described(found.unsuspected) == described(alone)


def described(found):
    """Without the losses by which the number of dimensions was chosen: it is not chosen again."""
    report = json.loads(findings_json(found))
    del report["ideal_points"]["held_out_loss"]
    return report


def test_the_same_votes_give_the_same_bytes(poll, found):
    again = find(votes_of(*poll))
    assert findings_tables(again) == findings_tables(found)
    assert findings_json(again) == findings_json(found)
    for language in ("ky", "ru", "en"):
        assert findings_html(again, language=language) == findings_html(found, language=language)


def test_the_report_says_common_ground_first_and_its_limits(found):
    html = findings_html(found, texts={"0": "Суу <баарына>"}, language="en")
    order = ["Common ground", "everybody is heard", "How opinions divide", "Limits"]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert "Confidence in the groups: high" in html
    assert "Суу &lt;баарына&gt;" in html
    assert "must be below 1" in html


def test_the_report_says_where_measures_differ_and_what_divides_places():
    """A tenth of the people reject alone what all others like: the middle hides them."""
    table, voted = two_camps(people=300)
    place = np.arange(300) % 3 == 0
    people = Participants({"place": Axis(place.astype(int), ("Нарын", "Ош"))})
    found = find(votes_of(table, voted), About(participants=people))
    html = findings_html(found, language="en")
    assert found.bridging.contradict.any()
    assert f"In all: {int(found.bridging.contradict.sum())}." in html
    assert ">divides<" in html
    assert ">holds everywhere<" in html


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_no_words_are_left_unfilled(found, language):
    html = findings_html(found, language=language)
    assert "{" not in html.partition("</style>")[2]
