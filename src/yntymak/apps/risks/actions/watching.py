"""What the night writes: alerts, standings, what is handed up, what is published.

The machine is the actor of all but the settings; no page leads here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import (
    Alert,
    AlertStep,
    Detector,
    PublicQuarter,
    Standing,
    Watch,
)
from yntymak.apps.risks.rules import may_set_detector
from yntymak.apps.risks.warning import answering, detector, night, public
from yntymak.apps.risks.warning.detector import Settings
from yntymak.apps.risks.warning.weeks import quarter_of, week_of
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.apps.risks.warning.night import NewAlert, Night
    from yntymak.foundation.people.models import User

LATE = dt.timedelta(days=14)


def keep_watch(*, today: dt.date | None = None) -> Watch:
    """Judge all series once for the same day, detector and counts. Killed, it has written nothing.

    The judging takes seconds and stands outside the transaction: nobody waits for it. A run that
    another one has overtaken meanwhile judges again, for the budget of the week is one.
    """
    today = today or timezone.localdate()
    used = detector.in_force(today)
    settings = Settings.of(used.settings)
    while True:
        newest = Watch.objects.first()
        later = Watch.objects.filter(on__gt=today, on__lte=timezone.localdate()).first()
        if later is not None:
            return later  # a job that waited too long: its night is over
        given = night.read_input(today, used.version, settings)
        known = Watch.objects.filter(input_version=given.version).first()
        if known is not None:
            return known
        this_week = Alert.objects.filter(raised_on__range=(week_of(today), today)).count()
        told = night.last_told(today, given.units)
        found = night.find(given, told, max(0, settings.budget - this_week))
        watch = _write(today, used, settings, found, after=newest)
        if watch is not None:
            return watch


@transaction.atomic
def _write(
    today: dt.date, used: Detector, settings: Settings, found: Night, *, after: Watch | None
) -> Watch | None:
    """None where another run has been written since `after`. The first detector is the queue."""
    Detector.objects.select_for_update(no_key=True).order_by("version").first()
    if Watch.objects.first() != after:
        return None
    watch = Watch.objects.create(
        input_version=found.input_version,
        on=today,
        detector=used,
        series=found.series,
        judged=found.judged,
        held_back=found.held_back,
    )
    people = answering.holders()
    alerts = [_raise(new, watch, settings, today, people) for new in found.alerts]
    raised = [alert for alert in alerts if alert is not None]
    watch.raised = len(raised)
    watch.save(update_fields=["raised"])
    Standing.objects.exclude(place__in=[s.place for s in found.standings]).delete()
    Standing.objects.bulk_create(
        found.standings,
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["state", "silent_weeks", "usual_rate", "week"],
    )
    for alert in raised:
        facts = {"category": alert.category, "week": alert.week.isoformat()}
        facts |= {"reason": str(alert.reason), "level": str(int(alert.level))}
        record(Event.ALERT_RAISED, alert, place=alert.place, **facts)
    record(Event.SERIES_WATCHED, watch, series=watch.series, raised=watch.raised)
    return watch


def _raise(
    new: NewAlert, watch: Watch, settings: Settings, today: dt.date, people: answering.Holders
) -> Alert | None:
    is_sentinel = new.reason == Alert.Reason.SENTINEL
    days = settings.days_to_answer(new.level, is_sentinel=is_sentinel)
    alert, made = Alert.objects.get_or_create(
        place=new.place,
        category=new.category,
        week=new.week,
        reason=new.reason,
        level=new.level,
        defaults={
            "observed": new.observed,
            "expected": new.expected,
            "threshold": new.threshold,
            "p": new.p,
            "evidence": new.evidence,
            "detector": watch.detector,
            "watch": watch,
            "asked": answering.first_asked(new.place, people),
            "due_on": today + dt.timedelta(days=days),
            "raised_on": today,
        },
    )
    return alert if made else None


def hand_up(*, today: dt.date | None = None) -> int:
    """Alerts that nobody has answered in time go to the next unit where somebody answers."""
    today = today or timezone.localdate()
    overdue = Alert.objects.overdue(today).order_by("pk").values_list("pk", flat=True)
    return sum(_hand_up(pk, today) for pk in list(overdue))


@transaction.atomic
def _hand_up(pk: int, today: dt.date) -> bool:
    rows = Alert.objects.overdue(today).select_related("place", "detector")
    alert = rows.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
    if alert is None:
        return False
    higher = answering.next_asked(alert.place, alert.asked, answering.holders())
    if higher is None:
        return False
    days = Settings.of(alert.detector.settings).days_to_answer(
        alert.level, is_sentinel=alert.reason == Alert.Reason.SENTINEL
    )
    alert.asked, alert.due_on = higher, today + dt.timedelta(days=days)
    alert.save(update_fields=["asked", "due_on"])
    AlertStep.objects.create(alert=alert, kind=AlertStep.Kind.ESCALATED)
    record(Event.ALERT_HANDED_UP, alert, place=alert.place, asked=str(int(higher)))
    return True


@transaction.atomic
def publish_quarter(*, today: dt.date | None = None) -> PublicQuarter | None:
    """The table of the last full quarter, once; what is told late has two weeks to come in.

    None where the table stands already.
    """
    ready = (today or timezone.localdate()) - LATE
    first_day = quarter_of(quarter_of(ready) - dt.timedelta(days=1))
    if PublicQuarter.objects.filter(first_day=first_day).exists():
        return None
    table = public.table_of_quarter(first_day, quarter_of(ready))
    quarter, made = PublicQuarter.objects.get_or_create(
        first_day=first_day, defaults={"table": table}
    )
    if made:
        record(Event.QUARTER_PUBLISHED, quarter, first_day=first_day.isoformat())
    return quarter if made else None


@transaction.atomic
def issue_detector(
    *, actor: User | None, in_force_from: dt.date, changes: dict[str, Any]
) -> Detector:
    """A version with `changes` to the last one's settings. Raises ValueError with a sentence."""
    if actor is not None:  # the operator of the machine has the command line
        require(actor, may_set_detector)
    newest = Detector.objects.select_for_update(no_key=True).order_by("-version").first()
    before = newest.settings if newest else Settings().stored()
    settings = Settings.of({**before, **changes})
    version = 1 + (Detector.objects.aggregate(last=Max("version"))["last"] or 0)
    issued = Detector.objects.create(
        version=version, name="ladder", settings=settings.stored(), in_force_from=in_force_from
    )
    record(Event.DETECTOR_ISSUED, issued, actor=actor, version=version)
    return issued
