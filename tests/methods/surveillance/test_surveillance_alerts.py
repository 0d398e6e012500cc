import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from yntymak.methods.surveillance import (
    Level,
    Reason,
    SurveillanceError,
    alerts,
    bayes,
    benjamini_hochberg,
    completeness,
    composite,
    half_up,
    rescale,
    same_age,
    scaled_geometric_mean,
    silence,
)


@pytest.fixture
def week():
    """Nine quiet weeks; the tenth brings 0, 1, 12, 9 and 15 reports."""
    counts = np.ones((5, 10))
    counts[:, -1] = [0, 1, 12, 9, 15]
    return bayes(counts, recent=9)


NO_SENTINEL = np.zeros(5, dtype=bool)


def test_the_least_likely_come_first_and_the_budget_cuts_the_rest(week):
    found = alerts(week, NO_SENTINEL, budget=2)
    assert [a.series for a in found.alerts] == [4, 2]
    assert found.held_back == (3,)
    first = found.alerts[0]
    assert (first.observed, first.detector, first.version) == (15, "bayes(6,9,0)", "1")
    assert first.expected < first.threshold < first.observed
    assert first.p < 1e-4


def test_one_minor_event_never_alerts():
    counts = np.zeros((1, 200))
    counts[0, -1] = 1
    found = bayes(counts, recent=100)
    assert found.alarm.all(), "the detector alone would alarm"
    assert alerts(found, [False], budget=10).alerts == ()


def test_two_reports_can_alert():
    counts = np.zeros((1, 200))
    counts[0, -1] = 2
    assert len(alerts(bayes(counts, recent=100), [False], budget=10).alerts) == 1


def test_one_report_of_a_sentinel_category_alerts_even_without_budget(week):
    sentinel = np.array([True, True, False, False, False])
    found = alerts(week, sentinel, budget=0)
    assert [(a.series, a.reason) for a in found.alerts] == [(1, Reason.SENTINEL)]
    assert found.alerts[0].level == Level.RAISED
    assert found.held_back == (4, 2, 3)


def test_a_sentinel_alerts_where_the_history_is_too_short_to_judge():
    found = alerts(bayes([[0, 1]]), [True], budget=1)
    assert [a.series for a in found.alerts] == [0]


@pytest.mark.parametrize(
    ("days", "before", "repeats"),
    [
        (27, Level.HIGH, True),
        (28, Level.HIGH, False),
        (27, Level.RAISED, False),  # a rise from raised to high is news
    ],
)
def test_the_same_level_is_not_repeated_within_28_days(week, days, before, repeats):
    assert week.level[4, -1] == Level.HIGH
    found = alerts(week, NO_SENTINEL, budget=9, day=100, last_alerts={4: (100 - days, before)})
    assert (4 in found.repeated) is repeats
    assert (4 in [a.series for a in found.alerts]) is not repeats


def test_a_repeated_alert_does_not_use_up_the_budget(week):
    found = alerts(week, NO_SENTINEL, budget=2, day=5, last_alerts={4: (1, Level.HIGH)})
    assert [a.series for a in found.alerts] == [2, 3]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.sampled_from([0.05, 0.1, 0.3]))
def test_the_false_discovery_rate_is_controlled_as_published(p, rate):
    adjusted = false_discovery_control(p, method="bh")
    clear = np.abs(adjusted - rate) > 1e-9
    np.testing.assert_array_equal(benjamini_hochberg(p, rate)[clear], (adjusted <= rate)[clear])


def test_unknown_chances_are_never_rejected():
    assert benjamini_hochberg([np.nan, 1e-9, np.nan]).tolist() == [False, True, False]


def test_a_thousand_quiet_series_give_next_to_no_alerts():
    counts = np.random.default_rng(2).poisson(3, (1000, 30))
    found = bayes(counts, recent=20, alpha=0.01)
    assert found.alarm.sum() > 0
    assert len(alerts(found, np.zeros(1000, dtype=bool), budget=20).alerts) <= 2


def test_a_negative_budget_is_refused(week):
    with pytest.raises(SurveillanceError, match="budget"):
        alerts(week, NO_SENTINEL, budget=-1)


def test_silence_where_reports_are_usual_is_a_gap():
    counts = np.ones((3, 30))
    counts[0, -2:] = 0  # exp(-2) = .135
    counts[1, -3:] = 0  # exp(-3) = .0498
    found = silence(counts)
    assert found.gap.tolist() == [False, True, False]
    assert found.weeks.tolist() == [2, 3, 0]
    assert found.p[1] == pytest.approx(np.exp(-3))
    busier = np.array([[1, 1, 1, 2] * 7 + [0, 0]])  # exp(-2.5) = .082
    assert not silence(busier).gap.any()


def test_silence_where_reports_are_rare_is_no_gap():
    counts = np.zeros((2, 60))
    counts[0, 30] = 1  # 29 weeks at one report in 31: exp(-0.94)
    found = silence(counts)
    assert found.gap.tolist() == [False, False]


def test_the_silence_itself_does_not_lower_the_usual_rate():
    counts = np.concatenate([np.ones(20), np.zeros(40)])[None]
    assert silence(counts).rate[0] == 1.0


def test_the_usual_rate_is_that_of_the_last_year_of_reports():
    counts = np.concatenate([np.full(60, 9), np.tile([0, 1], 30), np.zeros(3)])[None]
    found = silence(counts)
    assert (found.rate[0], found.gap[0]) == (0.5, False)


def test_completeness_by_age_is_found_from_a_triangle():
    full = np.tile([50.0, 30.0, 20.0], (10, 1))
    full[-1, 1:] = np.nan
    full[-2, 2:] = np.nan
    found = completeness(full)
    np.testing.assert_allclose(found.share, [0.5, 0.8, 1.0])


def test_earlier_weeks_are_thinned_to_the_age_of_the_latest():
    full = np.tile([50.0, 30.0, 20.0], (10, 1))
    found = same_age([[100, 100, 80, 50]], completeness(full))
    assert found.tolist() == [[50, 50, 50, 50]]


@pytest.mark.parametrize(("values", "mean"), [((8, 2), 5.79), ((9, 1), 6.49), ((4, 4), 4.0)])
def test_the_scaled_geometric_mean_is_that_of_the_published_examples(values, mean):
    assert round(float(scaled_geometric_mean(values)), 2) == mean


@pytest.mark.parametrize(
    ("value", "rounded"), [(2.25, 2.3), (2.35, 2.4), (2.249, 2.2), (0.05, 0.1)]
)
def test_halves_are_rounded_up(value, rounded):
    assert half_up(value) == rounded


def test_no_data_is_left_out_and_told_as_reliability():
    found = composite([[8, 8, 2, 2], [8, np.nan, np.nan, 2], [np.nan] * 4], ["a", "a", "b", "b"])
    assert found.value[:2].tolist() == [5.8, 5.8]
    assert np.isnan(found.value[2])
    assert found.reliability.tolist() == [1.0, 0.5, 0.0]


@given(st.lists(st.floats(0, 10), min_size=2, max_size=6), st.integers(0, 5), st.floats(0, 10))
def test_a_worse_indicator_never_lowers_the_index(values, at, worse):
    at %= len(values)
    changed = [*values]
    changed[at] = max(values[at], worse)
    assert scaled_geometric_mean(changed) >= scaled_geometric_mean(values) - 1e-9


def test_values_are_scaled_between_fixed_limits():
    assert rescale([0, 5, 10, 30], 5, 25).tolist() == [0, 0, 2.5, 10]
    assert rescale([5, 25], 5, 25, inverted=True).tolist() == [10, 0]
    with pytest.raises(SurveillanceError, match="below the largest"):
        rescale([1], 5, 5)
    with pytest.raises(SurveillanceError, match="between 0 and 10"):
        scaled_geometric_mean([11, 2])
