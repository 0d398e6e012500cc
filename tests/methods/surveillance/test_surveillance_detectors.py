import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import nbinom

from yntymak.methods.surveillance import (
    Level,
    Rung,
    SurveillanceError,
    bayes,
    daily,
    ears,
    farrington,
    harmonic,
    ladder,
    rules,
    sustained,
    window,
)
from yntymak.methods.surveillance.bayes import reference_weeks
from yntymak.methods.surveillance.detection import overdispersed_quantile, overdispersed_tail
from yntymak.methods.surveillance.ladder import rung_of
from yntymak.methods.surveillance.regression import fit
from yntymak.methods.surveillance.seasonal import reference_seasons

ALL = {
    "bayes": bayes,
    "ears": ears,
    "window": window,
    "harmonic": harmonic,
    "farrington": farrington,
    "sustained": sustained,
}


@pytest.fixture(scope="module")
def quiet():
    """Six places over five years, a few reports a week."""
    return np.random.default_rng(1).poisson(4, (6, 260)).astype(float)


@pytest.mark.parametrize("name", ALL)
def test_a_surge_is_seen_and_a_usual_week_is_not(quiet, name):
    calm = quiet.copy()
    calm[:, -4:] = 4
    assert (ALL[name](calm).level == Level.CALM).all()
    calm[2, -1] = 40
    found = ALL[name](calm)
    assert found.level[:, 0].tolist() == [0, 0, Level.HIGH, 0, 0, 0]
    assert found.observed[2, 0] == 40
    assert found.p[2, 0] < 1e-4 < found.p[0, 0]
    assert found.expected[2, 0] < found.threshold[2, 0] < 40


@pytest.mark.parametrize("name", ALL)
def test_the_future_does_not_change_a_judgement(quiet, name):
    """Weeks after the judged one are not read: the result is the same when they are cut off."""
    changed = quiet.copy()
    changed[:, 240:] = 99
    whole, cut = ALL[name](changed, start=239), ALL[name](quiet[:, :240], start=239)
    for part in ("expected", "threshold", "p", "level"):
        np.testing.assert_array_equal(getattr(whole, part)[:, 0], getattr(cut, part)[:, 0])


@pytest.mark.parametrize("name", ALL)
def test_series_do_not_influence_each_other(quiet, name):
    alone = ALL[name](quiet[3:4])
    together = ALL[name](quiet)
    np.testing.assert_allclose(together.threshold[3], alone.threshold[0])
    np.testing.assert_allclose(together.p[3], alone.p[0], rtol=1e-6)


@pytest.mark.parametrize("name", ALL)
def test_too_short_a_history_is_unknown_and_not_calm(name):
    found = ALL[name](np.zeros((2, 2)))
    assert (found.level == Level.UNKNOWN).all()
    assert not found.alarm.any()
    assert np.isnan(found.threshold).all()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([[1, -1, 2]], "whole number, 0 or more"),
        ([[1, 0.5, 2]], "whole number, 0 or more"),
        ([[1, np.inf, 2]], "whole number, 0 or more"),
        (np.zeros((0, 3)), "table of numbers"),
        ([["a", "b"]], "table of numbers"),
    ],
)
def test_wrong_counts_are_refused_with_a_sentence(name, counts, sentence):
    with pytest.raises(SurveillanceError, match=sentence):
        ALL[name](counts)


@given(
    arrays(np.int64, st.tuples(st.integers(1, 3), st.integers(30, 40)), elements=st.integers(0, 9)),
    st.sampled_from([0.01, 0.05, 0.2]),
)
def test_bayes_alarms_exactly_where_p_is_below_alpha(counts, alpha):
    """Above the 1 - alpha quantile and a tail of at most alpha are one and the same."""
    found = bayes(counts, half_width=3, recent=7, years=0, alpha=alpha, start=10)
    clear = np.abs(found.p - alpha) > 1e-12
    np.testing.assert_array_equal(found.alarm[clear], (found.p < alpha)[clear])


def test_bayes_agrees_with_the_formula_written_out():
    counts = np.random.default_rng(3).poisson(2, (1, 130))
    found = bayes(counts, half_width=4, recent=0, years=2, alpha=0.05, start=120)
    for j, week in enumerate(range(120, 130)):
        chosen = [y for k in (1, 2) for y in counts[0, week - 52 * k - 4 : week - 52 * k + 5]]
        quantile = nbinom.ppf(0.95, sum(chosen) + 0.5, 18 / 19)
        assert found.threshold[0, j] == quantile
        tail = nbinom.sf(counts[0, week] - 1, sum(chosen) + 0.5, 18 / 19)
        assert found.p[0, j] == pytest.approx(tail)


def test_wide_windows_of_earlier_years_do_not_reach_the_judged_week():
    found = reference_weeks(100, half_width=60, recent=0, years=1)
    assert (min(found), max(found)) == (0, 99)


def test_ears_agrees_with_the_formulas_written_out():
    y = np.random.default_rng(4).poisson(5, (1, 30)).astype(float)
    c1, c2, c3 = (ears(y, method=m, start=0) for m in ("C1", "C2", "C3"))

    def z2(week):
        base = y[0, week - 9 : week - 2]
        return (y[0, week] - base.mean()) / base.std(ddof=1)

    for week in range(11, 30):
        base = y[0, week - 7 : week]
        assert c1.threshold[0, week] == pytest.approx(base.mean() + 3.0902 * base.std(ddof=1), 1e-4)
        score = sum(max(0.0, z2(w) - 1) for w in (week - 2, week - 1, week))
        carried = score - max(0.0, z2(week) - 1)
        base = y[0, week - 9 : week - 2]
        limit = base.mean() + base.std(ddof=1) * (1.95996 - carried + 1)
        assert c3.threshold[0, week] == pytest.approx(limit, 1e-4)
    assert np.isnan(c2.threshold[0, :9]).all()


def test_seven_equal_weeks_do_not_make_one_report_an_alarm():
    assert not ears([[0] * 9 + [1]], method="C1").alarm.any()
    assert ears([[0] * 9 + [3]], method="C1").alarm.all()


def test_in_the_first_weeks_a_place_borrows_from_its_raion():
    counts = np.array([[0, 0, 0, 3], [9, 8, 9, 9], [0, 0, 0, 3], [0, 0, 0, 0]])
    found = rules(counts, ["a", "a", "b", "b"])
    assert found.expected[0, 0] > 10 * found.expected[2, 0]
    assert found.alarm[:, 0].tolist() == [False, False, True, False]


def test_one_minor_report_is_no_alarm_in_the_first_weeks():
    assert not rules([[0, 0, 0, 1]], ["a"], alpha=0.3).alarm.any()
    assert rules([[0, 0, 0, 2]], ["a"], alpha=0.3).alarm.all()
    assert rules([[0, 0, 0, 5]], ["a"]).alarm.all()


def test_tension_holds_until_the_mean_of_three_weeks_has_come_down():
    y = np.full((1, 130), 2.0)
    y[0, 110:113], y[0, 113:116] = 12, 4
    found = sustained(y, a_on=0.01, a_off=0.2, start=105)
    on = [105 + int(j) for j in np.flatnonzero(found.alarm[0])]
    assert on[0] == 110
    assert on == list(range(110, on[-1] + 1)), "without a break"
    assert 113 <= on[-1] <= 116


def test_weeks_in_alarm_leave_the_baseline():
    y = np.full((1, 120), 2.0)
    y[0, 60:66] = 15
    kept = sustained(y, a_on=0.01, keeps_alarms=True, start=113)
    left = sustained(y, a_on=0.01, start=113)
    assert left.expected[0, 0] < 2.2 < kept.expected[0, 0]


def test_three_weeks_together_can_begin_a_tension_that_none_begins_alone():
    y = np.full((1, 130), 2.0)
    y[0, 120:123] = 5
    alone = sustained(y, a_on=0.02, start=120)
    together = sustained(y, a_on=0.02, on_weeks=3, start=120)
    assert not alone.alarm[0, :3].any()
    assert together.alarm[0, :3].tolist() == [False, False, True]


def test_a_past_surge_does_not_widen_the_window():
    y = np.tile([3.0, 5.0, 4.0], 20)[None]
    surged = y.copy()
    surged[0, 40:42] = 60
    assert window(surged).threshold[0, 0] <= window(y).threshold[0, 0] + 4


def test_farrington_cuts_the_year_in_ten_and_leaves_the_last_half_year_out():
    past, season = reference_seasons(300, 5)
    assert past.max() == 300 - 26 - 1
    assert set(season.tolist()) == set(range(10))
    around = past[season == 0]
    assert {int((300 - w + 3) % 52) for w in around} == set(range(7))


def test_fewer_than_five_reports_in_four_weeks_raise_no_farrington_alarm():
    y = np.zeros((2, 260))
    y[:, -1] = [4, 5]
    found = farrington(y)
    assert (found.p < 0.01).all()
    assert found.alarm[:, 0].tolist() == [False, True]


@pytest.mark.parametrize("seasonal", [harmonic, farrington])
def test_a_peak_that_comes_every_year_is_expected(seasonal):
    y = np.rint(20 + 15 * np.cos(2 * np.pi * (np.arange(313) - 312) / 52))[None]
    found = seasonal(y)
    assert not found.alarm.any()
    assert found.expected[0, 0] == pytest.approx(35, rel=0.15)
    assert window(y).expected[0, 0] < 20, "a detector without seasons expects the last half year"


def test_a_trend_that_leads_beyond_everything_seen_is_not_followed():
    rise = np.rint(np.exp(np.linspace(0, 4, 234)))
    y = np.concatenate([rise, np.full(26, rise[-1])])[None]
    assert farrington(y).expected[0, 0] <= rise.max()


def test_a_past_surge_does_not_hide_the_next():
    base = np.tile(np.array([3.0, 5.0, 4.0]), 100)[None, :260]
    surged = base.copy()
    surged[0, 103:105] = 60  # among the weeks of the judged season
    clean, after = farrington(base), farrington(surged)
    assert after.threshold[0, 0] <= clean.threshold[0, 0] + 6


def test_the_regression_solves_the_score_equations():
    rng = np.random.default_rng(5)
    design = np.column_stack([np.ones(80), rng.normal(size=80)])
    y = rng.poisson(np.exp(design @ [1.0, 0.5]), (4, 80)).astype(float)
    found = fit(y, design)
    np.testing.assert_allclose((y - found.mean) @ design, 0, atol=1e-4)


def test_weeks_before_a_series_began_do_not_count():
    rng = np.random.default_rng(6)
    design = np.column_stack([np.ones(60), np.arange(60) / 60])
    y = rng.poisson(5, (1, 60)).astype(float)
    unknown = np.where(np.arange(60) < 20, np.nan, y)
    np.testing.assert_allclose(fit(unknown, design).beta, fit(y[:, 20:], design[20:]).beta, 1e-6)


@given(st.integers(0, 60), st.floats(0.1, 30), st.floats(1, 5))
def test_the_tail_is_the_sum_of_the_chances(count, mean, dispersion):
    below = 1 - nbinom.cdf(count - 1, mean / 4, 1 / 5)
    assert overdispersed_tail(
        np.array([float(count)]), np.array([mean]), np.array([5.0])
    ) == pytest.approx(below, abs=1e-9)
    quantile = overdispersed_quantile(0.99, np.array([mean]), np.array([dispersion]))
    over = overdispersed_tail(quantile + 1, np.array([mean]), np.array([dispersion]))
    at = overdispersed_tail(quantile, np.array([mean]), np.array([dispersion]))
    assert over[0] <= 0.01 + 1e-9
    assert at[0] >= 0.01 - 1e-9


def test_the_ladder_climbs_with_the_history():
    histories = [0, 6, 7, 25, 26, 103, 104, 207, 208, 400]
    rungs = [Rung(int(r)).name for r in rung_of(histories)]
    assert (
        rungs
        == ["RULES"] * 2 + ["SHORT"] * 2 + ["WINDOW"] * 2 + ["HARMONIC"] * 2 + ["FARRINGTON"] * 2
    )


def test_each_rung_of_the_ladder_sees_a_surge_and_speaks_as_its_detector():
    y = np.random.default_rng(7).poisson(3, (10, 230)).astype(float)
    y[:, -1] = 3
    y[::2, -1] = 30
    for i, history in enumerate((4, 15, 60, 150, 229)):
        y[2 * i : 2 * i + 2, : 229 - history] = np.nan
    found = ladder(y, np.repeat(np.arange(5), 2))
    assert found.rung[:, 0].tolist() == [0, 0, 7, 7, 26, 26, 104, 104, 208, 208]
    assert found.detection.alarm[:, 0].tolist() == [True, False] * 5
    np.testing.assert_array_equal(found.detection.threshold[8:], farrington(y[8:]).threshold)
    np.testing.assert_array_equal(found.detection.threshold[4:6], window(y[4:6]).threshold)


def test_daily_reports_know_their_weekdays():
    rng = np.random.default_rng(8)
    days = 364 * 3
    weekday = np.arange(days) % 7
    mean = np.where(weekday < 5, 8.0, 0.0) * np.where(weekday == 0, 2, 1)
    y = rng.poisson(mean, (3, days)).astype(float)
    y[:, -7:] = mean[-7:]
    y[1, -3] = 60
    found = daily(y, start=days - 7)
    assert found.alarm.any(axis=1).tolist() == [False, True, False]
    assert found.alarm[1, 4]
    np.testing.assert_allclose(found.expected[:, 5:], 0, atol=1e-5)
    assert found.expected[0, 0] == pytest.approx(16, rel=0.2)


def test_a_daily_alarm_ends_with_the_surge():
    """The sum of three days is still unlikely the day after, but that day itself is quiet."""
    days = 364 * 3
    y = np.random.default_rng(8).poisson(8, (1, days)).astype(float)
    y[0, -4:] = [60, 8, 3, 3]
    found = daily(y, start=days - 4)
    assert found.p[0, 2] < found.alpha
    assert found.alarm[0].tolist()[::2] == [True, False]


def test_the_daily_detector_asks_for_two_years():
    with pytest.raises(SurveillanceError, match="two years of days"):
        daily(np.zeros((1, 400)))


@pytest.mark.parametrize(
    ("weeks", "rung"), [(6, 0), (7, 7), (25, 7), (26, 26), (103, 26), (104, 104)]
)
def test_the_rung_is_that_of_the_weeks_before_the_judged_one(weeks, rung):
    found = ladder(np.ones((1, weeks + 1)), [0])
    assert found.rung[0, 0] == rung
    assert found.detection.level[0, 0] == Level.CALM


def test_a_young_place_borrows_from_an_old_one_of_its_raion_in_the_ladder():
    counts = np.full((2, 60), 9.0)
    counts[1, :56], counts[1, 56:] = np.nan, [0, 0, 0, 3]
    assert ladder(counts, ["a", "a"]).detection.alarm[:, 0].tolist() == [False, False]
    assert ladder(counts, ["a", "b"]).detection.alarm[:, 0].tolist() == [False, True]


def test_a_jump_of_some_weeks_alarms_a_short_history_that_the_whole_would_allow():
    counts = [[1] * 20 + [4]]
    assert not bayes(counts, half_width=0, recent=25, alpha=0.01).alarm.any()
    assert ladder(counts, [0]).detection.level[0, 0] == Level.RAISED


def test_one_report_after_a_surge_is_no_alarm_of_a_short_history():
    counts = [[0] * 9 + [3, 3, 1]]
    assert ears(counts, method="C3").alarm.all(), "what came before carries over"
    assert not ladder(counts, [0]).detection.alarm.any()


def test_a_tension_begins_with_as_many_reports_as_are_asked_for():
    counts = np.zeros((1, 130))
    counts[0, -1] = 1
    assert sustained(counts).alarm.all()
    assert not sustained(counts, least_reports=2).alarm.any()
