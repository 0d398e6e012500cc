"""Published figures on disease data: they validate the statistics, not a forecast of conflict."""

import json
from dataclasses import astuple

import numpy as np
import pytest

from yntymak.methods.surveillance import bayes, confusion, daily, fit_neighbours
from yntymak.methods.surveillance.evaluation import timeliness, two_copies_before
from yntymak.methods.surveillance.neighbours import log_score, ranked_probability_score
from yntymak.methods.surveillance.simulation import JUDGED_WEEKS, signals, simulate
from yntymak.methods.surveillance.tuning import distance, trial

pytestmark = pytest.mark.shared_data


@pytest.mark.parametrize(
    ("half_width", "recent", "years", "published"),
    [
        (6, 6, 0, (46, 101, 2607, 172)),
        (6, 6, 1, (84, 130, 2578, 134)),
        (4, 0, 2, (117, 200, 2508, 101)),
    ],
)
def test_the_published_confusion_of_the_14_series_is_reproduced_exactly(
    labelled, half_width, recent, years, published
):
    counts, state = labelled
    found = bayes(
        two_copies_before(counts), half_width=half_width, recent=recent, years=years, start=416
    )
    assert astuple(confusion(found.alarm, state)) == published


def test_sustained_tension_beats_the_published_distance_on_series_it_was_not_tuned_on(labelled):
    counts, state = labelled
    found = trial(two_copies_before(counts), state, first=416).leave_one_out(distance)
    assert sum(astuple(found)) == 2926
    assert found.distance <= 0.40


def test_sustained_tension_holds_where_only_the_past_is_known(labelled):
    counts, state = labelled
    found = trial(counts, state[:, 52:], first=52).leave_one_out(distance)
    assert sum(astuple(found)) == 14 * 157
    assert found.distance <= 0.40


@pytest.fixture(scope="module")
def forecast(districts):
    counts, border, people = districts

    def scores(lags):
        logs, ranked = [], []
        for week in range(65, 78):
            model = fit_neighbours(counts[:, :week], border, people, lags=lags)
            mean = model.mean(counts[:, :week], week)
            logs.append(log_score(counts[:, week], mean, model.dispersion))
            ranked.append(ranked_probability_score(counts[:, week], mean, model.dispersion))
        return float(np.mean(logs)), float(np.mean(ranked))

    return scores


def test_the_published_neighbour_model_is_reproduced(forecast):
    logs, ranked = forecast(1)
    assert round(logs, 3) == 1.102
    assert round(ranked, 4) == 0.7478


def test_four_weeks_of_memory_forecast_better_than_published(forecast):
    logs, ranked = forecast(4)
    assert logs <= 1.102
    assert ranked <= 0.7478


def test_outbreaks_are_seen_more_often_and_sooner_at_no_more_false_alarms(surveillance_data):
    """Twenty runs of each of the 16 signals; the bench takes the published hundred."""
    text = (surveillance_data / "noufaily2019" / "params.json").read_text(encoding="utf-8")
    known = signals(json.loads(text))
    assert len(known) == 16
    days, results = JUDGED_WEEKS * 7, []
    for number in sorted(known):
        made = simulate(number, known, runs=20)
        found = daily(made.counts, start=made.counts.shape[1] - days)
        results.append(astuple(timeliness(found.alarm, made.outbreak[:, -days:])))
    false_alarms, detected, _, delay = np.nanmean(results, axis=0)
    assert false_alarms <= 0.019
    assert detected >= 0.65
    assert delay <= 3.2
