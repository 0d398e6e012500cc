"""Two years of invented weekly counts, so that a warning, an explained one and a silence are seen.

Written in bulk: an action for each of thousands of worries would take a minute, and there are no
words behind these counts. The nights that judge them are real ones.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone, translation

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, Category, Signal, Watch, WeeklyCount
from yntymak.apps.risks.warning.series import CATEGORIES
from yntymak.apps.risks.warning.weeks import WEEK, week_of
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo import cast, texts
from yntymak.portal.demo.keys import key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yntymak.foundation.people.models import User

SEED = 2026
WEEKS = 104
RAION = "41702205"  # every unit of this raion is heard, and some of the others
STEP = 20
QUIET = CATEGORIES.index(Category.INTERCULTURAL)  # one report warns: left to whoever tries it
LOUD = np.array([n for n in range(len(CATEGORIES)) if n != QUIET])


def load() -> None:
    if Watch.objects.exists():
        return
    today = timezone.localdate()
    story = texts.read("warning.toml")
    places = _places()
    made = _store(places, _drawn(places, story), today)
    for told in story["surge"]:
        _night(told, today)
    actions.publish_quarter(today=today)
    record("demonstration:loaded", Watch.objects.latest("pk"), counts=made, places=len(places))


def _places() -> list[Place]:
    every = list(Place.objects.current().municipalities().order_by("code"))
    return [p for n, p in enumerate(every) if p.code.startswith(RAION) or n % STEP == 0]


def _drawn(places: list[Place], story: dict[str, Any]) -> NDArray[np.int64]:
    """Places by categories by weeks, the last of which runs today."""
    random = np.random.default_rng(SEED)
    rate = random.gamma(2.0, 0.16, (len(places), len(CATEGORIES), 1))
    season = 1 + 0.25 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)
    counts = random.poisson(rate * season)
    counts[:, QUIET] = 0
    # The weeks that are judged when it is loaded are calm but for what the story tells.
    counts[:, :, -2:] = np.minimum(counts[:, :, -2:], 1)
    # Every place is heard in the last full week, else chance alone would call some silent.
    spread = np.arange(len(places))
    counts[spread, LOUD[spread % len(LOUD)], -2] = 1
    row = {place.code: n for n, place in enumerate(places)}
    for told in story["surge"]:
        at = row[told["code"]], CATEGORIES.index(told["category"])
        counts[(*at, WEEKS - 1 - told["weeks_ago"])] = told["count"]
    for told in story["silence"]:
        counts[row[told["code"]], :, -told["weeks"] - 1 :] = 0
    return counts


def _store(places: list[Place], counts: NDArray[np.int64], today: dt.date) -> int:
    first = week_of(today) - (WEEKS - 1) * WEEK
    rows = [
        WeeklyCount(
            place=places[place],
            lane=Signal.Lane.PUBLIC,
            category=CATEGORIES[category],
            week=first + int(week) * WEEK,
            count=int(counts[place, category, week]),
        )
        for place, category, week in np.argwhere(counts > 0)
    ]
    # What the stories of the localities told through the actions stands already.
    return len(WeeklyCount.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500))


def _night(told: dict[str, Any], today: dt.date) -> None:
    """The watch of the Sunday of that week, or of today, and what people did about it."""
    weeks_ago = told["weeks_ago"]
    sunday = week_of(today) - weeks_ago * WEEK + dt.timedelta(days=6)
    actions.keep_watch(today=min(sunday, today))
    alert = Alert.objects.filter(place__code=told["code"], category=told["category"]).first()
    if alert is None or "cast" not in told:
        return
    actor = cast.person(told["cast"])
    with translation.override("ky"):
        _answer(actor, alert, told)


def _answer(actor: User, alert: Alert, told: dict[str, Any]) -> None:
    stem = ("alert", told["code"], told["category"])
    actions.acknowledge(actor=actor, key=key(*stem, "seen"), alert=alert)
    actions.explain(actor=actor, key=key(*stem, "explained"), alert=alert, text=told["explanation"])
    if "outcome" in told:
        actions.close_alert(
            actor=actor,
            key=key(*stem, "closed"),
            alert=alert,
            outcome=told["outcome"],
            text=told["known_from"],
        )
