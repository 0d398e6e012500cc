"""By hand and in the background, the same night."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from typer.testing import CliRunner
from weekly import CALM, SUNDAY, fill

from yntymak.apps.risks.command import app
from yntymak.apps.risks.jobs import watch_tonight
from yntymak.apps.risks.models import Alert, PublicQuarter, Watch
from yntymak.apps.risks.warning import detector


def told(*words: str) -> str:
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_run_says_what_it_found_and_can_be_repeated(aimak):
    fill(aimak, [*CALM, 9], today=timezone.localdate())

    assert "1 alerts today" in told("run")
    told("run")

    assert (Alert.objects.count(), Watch.objects.count()) == (1, 1)


def test_the_job_watches_hands_up_and_publishes(surge):
    watch_tonight.func((SUNDAY + dt.timedelta(days=4)).isoformat())

    surge.refresh_from_db()
    assert surge.asked == 3
    assert PublicQuarter.objects.get().first_day == dt.date(2026, 7, 1)
    watch_tonight.func((SUNDAY + dt.timedelta(days=4)).isoformat())
    assert PublicQuarter.objects.count() == 1


def test_settings_are_shown_and_the_next_version_is_issued(db):
    assert "budget = 20" in told("settings")

    said = told("settings", "--set", "budget=30", "--set", 'sentinels=["other"]')

    assert "Version 2" in said
    assert "budget = 30" in said
    assert 'sentinels = ["other"]' in said
    assert detector.in_force(dt.date(2021, 1, 1)).version == 1


@pytest.mark.parametrize(
    "words", [("budget=-1",), ("budget",), ("budget=many",), ("x=1",), ("budget=30", "--from", "1")]
)
def test_settings_that_cannot_be_used_are_refused_with_a_sentence(db, words):
    answer = CliRunner().invoke(app, ["settings", "--set", *words])

    assert answer.exit_code == 1
    assert detector.in_force().version == 1
