"""Writers who meet in the database wait for each other; no two of them wait in a ring.

SQLite has one writer at a time, so these run on PostgreSQL alone.
"""

from __future__ import annotations

import threading
import time
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Risk, Signal
from yntymak.foundation.ledger.actions import record

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"title": "Суу", "cause": "Канал", "event": "Чыр", "consequence": "Зыян"}


@pytest.fixture(autouse=True)
def _two_writers(db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")


class Writer(threading.Thread):
    """Writes beside the test and keeps what it was refused with."""

    def __init__(self, write):
        super().__init__(daemon=True)
        self.write, self.failed = write, None

    def run(self):
        try:
            self.write()
        except Exception as error:  # noqa: BLE001 - carried to the main thread
            self.failed = error
        finally:
            connection.close()


def begin_and_wait(write, waiting: int) -> Writer:
    """Returns once so many sessions of this database wait for a lock."""
    writer = Writer(write)
    writer.start()
    sql = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            if cursor.fetchone()[0] >= waiting:
                return writer
            # A transaction sees one snapshot of the statistics until it is told otherwise.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        time.sleep(0.05)
    pytest.fail("the other writer does not wait where it should")


def worry(place) -> Signal:
    return actions.report(
        key=uuid.uuid4(), text="Суу жок", category="social", place=place, lane="officials"
    )


def register(actor, place, **more):
    return actions.register(
        actor=actor, key=uuid.uuid4(), place=place, category="social", **WORDS, **more
    )


def test_the_ledger_names_a_place_in_whose_register_somebody_is_writing(aigul, aimak):
    with transaction.atomic():
        record("test:began", aimak)  # holds the end of the chain
        other = begin_and_wait(lambda: register(aigul, aimak), waiting=1)
        record("test:ended", aimak, place=aimak)
    other.join(20)
    assert other.failed is None
    assert Risk.objects.count() == 1


def test_a_worry_is_set_aside_while_a_risk_is_registered_from_it(aigul, bakyt, aimak):
    signal = worry(aimak)

    def set_aside():
        actions.set_aside(actor=bakyt, signal=signal, reason="Чечилди")

    with transaction.atomic():
        record("test:began", aimak)
        first = begin_and_wait(lambda: register(aigul, aimak, signal=signal), waiting=1)
        second = begin_and_wait(set_aside, waiting=2)
    for writer in (first, second):
        writer.join(20)
    assert first.failed is None
    assert isinstance(second.failed, ValidationError), second.failed
    signal.refresh_from_db()
    assert (signal.state, Risk.objects.count()) == ("linked", 1)
