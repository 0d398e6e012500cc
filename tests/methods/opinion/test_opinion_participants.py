"""Who took part: tables, weights to the population, agreement along places and channels."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.methods.disclosure import Sum, feasible_intervals
from yntymak.methods.opinion.across import Reach, agreement_across
from yntymak.methods.opinion.bridging import wilson
from yntymak.methods.opinion.participants import (
    Axis,
    Participants,
    read_first_votes,
    read_participants,
    read_population,
)
from yntymak.methods.opinion.reading import InputError
from yntymak.methods.opinion.votes import Votes
from yntymak.methods.opinion.weighting import MOST_WEIGHT, effective_number, rake


def table(text):
    return io.BytesIO(text.encode())


VOTES = Votes.from_arrays(["Айгүл", "Бакыт", "Чынара"], [1, 1, 1], [1, -1, 1])


def test_participants_are_aligned_with_the_votes():
    read = read_participants(
        table("participant;place;channel;weight\nБакыт;Ош;кагаз;2\nАйгүл;Нарын;;\nДанияр;Ош;;1\n")
    )
    people = read.aligned(VOTES)
    assert set(people.axes) == {"place", "channel"}
    place = people.axes["place"]
    assert [place.names[code] if code >= 0 else "" for code in place.code] == ["Нарын", "Ош", ""]
    assert people.axes["channel"].code.tolist() == [-1, 0, -1]
    assert people.weight.tolist() == [1, 2, 1]


@pytest.mark.parametrize(
    ("reader", "text", "sentence"),
    [
        (read_participants, "participant\n", "no participants under it"),
        (read_participants, "participant,weight\na,-1\n", "must be a number from 0 up"),
        (read_participants, "participant\na\na\n", "stands there twice"),
        (read_population, "axis,group,people\ncolour,red,1\n", "must be place, sex or age"),
        (read_population, "axis,group,people\nsex,f,many\n", "must be a number from 0 up"),
        (read_population, "axis,group,people\nsex,f,1\nsex,f,2\n", "stands there twice"),
        (read_population, "axis,group,people\nsex,f,0\n", "no people under it"),
    ],
)
def test_a_faulty_table_is_refused_with_a_sentence(reader, text, sentence):
    with pytest.raises(InputError, match=sentence):
        reader(table(text))


def test_a_table_of_strangers_is_refused():
    with pytest.raises(InputError, match="has voted"):
        read_participants(table("participant\nЭлмира\n")).aligned(VOTES)


def test_each_person_began_with_the_first_vote():
    text = "participant,statement,vote,timestamp\nАйгүл,1,1,50\nАйгүл,2,1,20\nБакыт,1,1,\n"
    first = read_first_votes(table(text), VOTES)
    assert first[0] == 20
    assert np.isnan(first[1:]).all()
    assert read_first_votes(table("participant\nАйгүл\n"), VOTES) is None


def people_of(**codes):
    return Participants(
        {name: Axis(np.array(code), tuple("АБВГ"[: max(code) + 1])) for name, code in codes.items()}
    )


@pytest.mark.parametrize("unit", [1, 10**3, 10**6, 10**9])
def test_moments_of_any_unit_are_seconds(unit):
    at = 1_731_990_143
    text = "participant,statement,vote,timestamp\n" + "".join(
        f"{name},1,1,{(at + shift) * unit}\n" for name, shift in [("Айгүл", 0), ("Бакыт", 90)]
    )
    first = read_first_votes(table(text), VOTES)
    assert first[:2] == pytest.approx([at, at + 90], abs=1e-3)


def test_one_axis_is_weighted_to_its_shares():
    people = people_of(sex=[0] * 3 + [1] * 1)
    weights = rake(people, {"sex": {"А": 50, "Б": 50}})
    assert weights.of_person == pytest.approx([2 / 3] * 3 + [2])
    assert weights.effective == pytest.approx(16 / (3 * 4 / 9 + 4))
    assert weights.furthest == pytest.approx(0, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_raked_weights_hold_every_margin(seed):
    rng = np.random.default_rng(seed)
    people = people_of(sex=rng.integers(0, 2, 200).tolist(), age=rng.integers(0, 3, 200).tolist())
    margins = {"sex": {"А": 48, "Б": 52}, "age": {"А": 30, "Б": 40, "В": 30}}
    weights = rake(people, margins)
    for name, groups in margins.items():
        axis = people.axes[name]
        total = np.bincount(axis.code, weights.of_person)
        assert total / total.sum() == pytest.approx(np.array(list(groups.values())) / 100, abs=1e-6)
    assert weights.of_person.mean() == pytest.approx(1)


def test_nobody_speaks_for_more_than_five():
    people = people_of(place=[0] * 99 + [1])
    weights = rake(people, {"place": {"А": 50, "Б": 50}})
    assert weights.of_person.max() == pytest.approx(MOST_WEIGHT, rel=1e-6)
    assert weights.of_person.mean() == pytest.approx(1)
    assert weights.furthest > 0.4


def test_who_is_not_heard_is_named_and_the_unknown_keep_their_share():
    people = people_of(place=[0, 0, 1, -1])
    weights = rake(people, {"place": {"А": 10, "Б": 10, "Талас": 5}, "age": {"18-30": 3}})
    assert weights.unheard == (("place", "Талас"), ("age", "18-30"))
    assert weights.of_person == pytest.approx([0.75, 0.75, 1.5, 1.0])


def test_given_weights_are_where_raking_starts():
    people = Participants(people_of(sex=[0, 0, 1]).axes, np.array([1.0, 3.0, 4.0]))
    weights = rake(people, {"sex": {"А": 1, "Б": 1}}).of_person
    assert weights[1] / weights[0] == pytest.approx(3)
    assert weights[2] == pytest.approx(weights[0] + weights[1])
    assert effective_number(np.ones(7)) == 7
    assert effective_number(np.array([4.0, 4.0, 0.0])) == 2  # also where their mean is not 1


def poll_of(groups):
    """Votes on one statement: (agree, disagree) by group, and the axis."""
    values, code = [], []
    for group, (agree, disagree) in enumerate(groups):
        values += [1] * agree + [-1] * disagree
        code += [group] * (agree + disagree)
    who = np.arange(len(values))
    names = tuple("АБВГ"[: len(groups)])
    people = Participants({"place": Axis(np.array(code), names)})
    return Votes.from_arrays(who, np.zeros_like(who), values), people


@pytest.mark.parametrize(
    ("groups", "reach"),
    [
        ([(18, 2), (19, 1)], Reach.HOLDS),
        ([(18, 2), (2, 18)], Reach.DIVIDES),
        ([(18, 2), (11, 9)], Reach.OPEN),
        ([(18, 2), (9, 0)], Reach.UNKNOWN),
        ([(2, 18), (2, 18)], Reach.OPEN),
        ([(18, 2), (29, 1), (30, 0), (0, 9)], Reach.HOLDS),  # the first goes with the last
        ([(2, 18), (29, 1), (30, 0), (0, 9)], Reach.HOLDS),  # and so does not count either way
        ([(18, 2), (29, 1), (0, 9)], Reach.UNKNOWN),
    ],
)
def test_verdicts_along_an_axis(groups, reach):
    votes, people = poll_of(groups)
    (found,) = agreement_across(votes, people, np.array([False]))
    assert found.reach is reach


def test_shares_of_fewer_than_ten_are_not_told_nor_is_what_they_would_follow_from():
    votes, people = poll_of([(18, 2), (5, 4), (10, 1)])
    (found,) = agreement_across(votes, people, np.array([False]))
    large, *withheld = found.shares
    assert (large.n, large.share) == (20, 0.9)
    assert (large.low, large.high) == tuple(float(bound) for bound in wilson(18, 20))
    for share in withheld:
        assert (share.n, share.share, share.low, share.high) == (None,) * 4


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 90), st.booleans())
def test_no_small_group_follows_from_all_that_is_told(seed, m, all_said):
    """The linear system of everything published: totals of each statement, shares of each axis."""
    rng = np.random.default_rng(seed)
    code = {
        "place": rng.choice([-1, 0, 1, 2], m, p=[0.1, 0.6, 0.2, 0.1]),
        "channel": rng.choice([0, 1, 2], m, p=[0.1, 0.3, 0.6]),
    }
    if all_said:
        code["place"] = np.maximum(code["place"], 0)
    people = Participants(
        {name: Axis(of_person, ("А", "Б", "В")) for name, of_person in code.items()}
    )
    seen = rng.random((m, 2)) < [0.9, 0.5]
    who, what = np.nonzero(seen)
    votes = Votes.from_arrays(who, what, rng.integers(-1, 2, len(who)), all_statements=[0, 1])
    kept = [int(name) for name in votes.participants]
    people = Participants({n: Axis(a.code[kept], a.names) for n, a in people.axes.items()})
    for found in agreement_across(votes, people, np.zeros(2, dtype=bool)):
        axis = people.axes[found.axis]
        total = int(seen[:, found.statement].sum())
        published = {share.group: share.n for share in found.shares} | {"total": total}
        if (axis.code < 0).any():
            published["not said"] = None
        parts = tuple(key for key in published if key != "total")
        told = [share for share in found.shares if share.n is not None]
        assert all(share.n >= 10 for share in told)
        if told:
            for key, (low, high) in feasible_intervals(published, [Sum("total", parts)]).items():
                assert high - low >= 10, key
        expected = Reach.UNKNOWN
        if len(told) > 1:
            holds = all(share.low > 0.5 for share in told)
            divides = max(s.low for s in told) > 0.5 > min(s.high for s in told)
            expected = Reach.HOLDS if holds else Reach.DIVIDES if divides else Reach.OPEN
        assert found.reach is expected  # of what is told and of nothing else


def test_weighted_answers_count_by_their_effective_number():
    votes, people = poll_of([(10, 10), (18, 2)])
    weight = np.concatenate([np.full(10, 3.0), np.ones(30)])
    (found,) = agreement_across(votes, people, np.array([False]), weight)
    share = found.shares[0]
    assert (share.n, share.share) == (20, 0.75)
    effective = 40**2 / (10 * 9 + 10)
    assert share.low == pytest.approx(float(wilson(0.75 * effective, effective)[0]))


def test_muted_statements_and_lonely_axes_are_left_out():
    votes, people = poll_of([(18, 2), (19, 1)])
    assert agreement_across(votes, people, np.array([True])) == ()
    votes, people = poll_of([(18, 2)])
    assert agreement_across(votes, people, np.array([False])) == ()
