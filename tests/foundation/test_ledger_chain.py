"""The record of every write: one chain, which the database protects and a command verifies."""

import os
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.models import Event, Head
from yntymak.foundation.ledger.queries import verify_chain

BEGINNING = "0" * 64
IS_SQLITE = connection.vendor == "sqlite"

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def written(place, count: int) -> list[Event]:
    with transaction.atomic():
        return [record("test:written", place, place=place, number=i) for i in range(count)]


def tamper(sql: str, *values: object) -> None:
    """What somebody does who owns the database: takes the guard away, then writes by hand."""
    with connection.cursor() as cursor:
        table = " ON ledger_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_event_is_final{table}")
        cursor.execute(sql, values)


def test_an_event_says_who_did_what_to_what_where(aigul, aimak):
    with transaction.atomic():
        event = record("risk:assessed", aimak, actor=aigul, place=aimak, level=4)
    event = Event.objects.get(pk=event.pk)
    assert (event.seq, event.actor, event.verb, event.place) == (1, aigul, "risk:assessed", aimak)
    assert (event.subject_type, event.subject_id) == ("registry.place", str(aimak.pk))
    assert event.data == {"level": 4}
    assert event.previous == BEGINNING
    assert list(Event.objects.about(aimak)) == [event]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(aimak):
    with pytest.raises(RuntimeError, match="in the transaction of what it records"):
        record("test:written", aimak)


@pytest.mark.django_db(transaction=True)
def test_a_write_that_is_undone_leaves_no_event_and_no_gap(aimak):
    with transaction.atomic():
        record("test:undone", aimak)
        transaction.set_rollback(True)
    written(aimak, 2)
    assert [event.seq for event in Event.objects.all()] == [1, 2]
    assert verify_chain().broken_at is None


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.dictionaries(st.text("abcdef", min_size=3), json_values, max_size=3)))
def test_any_json_reads_back_to_an_unbroken_chain(country, batches):
    with transaction.atomic():
        for data in batches:
            record("test:written", country, **data)
        found = verify_chain()
        assert (found.broken_at, found.checked) == (None, len(batches))
        assert found.last_hash == (Event.objects.last().hash if batches else BEGINNING)
        transaction.set_rollback(True)


@pytest.mark.parametrize("number", [1e16, 1e22, -0.0, 1.0, 5e-324, 0.1])
def test_a_number_hashes_alike_however_a_database_spells_it(country, number):
    with transaction.atomic():
        record("test:written", country, number=number)
    assert Event.objects.get().data["number"] == number
    assert verify_chain().broken_at is None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "a\0b", object(), {1, 2}])
def test_what_is_no_json_is_refused(country, value):
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        record("test:written", country, value=value)
    assert not Event.objects.exists()


def test_django_refuses_to_change_or_delete_events(aimak):
    event = written(aimak, 1)[0]
    with pytest.raises(TypeError, match="never changed"):
        Event.objects.update(verb="test:other")
    with pytest.raises(TypeError, match="never deleted"):
        Event.objects.all().delete()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()


def test_the_database_itself_refuses_to_change_an_event(aimak):
    event = written(aimak, 1)[0]
    event.verb = "test:other"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        event.save()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE ledger_event SET verb = 'test:other'")


@pytest.mark.skipif(IS_SQLITE, reason="SQLite refuses changes only; a deletion breaks the chain")
def test_the_database_itself_refuses_to_delete_an_event(aimak):
    written(aimak, 1)
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM ledger_event")


def test_an_unbroken_chain_verifies(aimak):
    events = written(aimak, 5)
    found = verify_chain()
    assert (found.checked, found.broken_at, found.last_hash) == (5, None, events[-1].hash)


def test_an_empty_ledger_verifies(db):
    assert verify_chain().broken_at is None


def test_changed_words_are_named_at_the_first_event_that_was_changed(aimak):
    written(aimak, 5)
    tamper("UPDATE ledger_event SET verb = 'test:other' WHERE seq IN (%s, %s)", 3, 4)
    found = verify_chain()
    assert (found.broken_at, found.reason, found.checked) == (3, "its content was changed", 2)


def test_a_change_with_a_fitting_hash_breaks_the_next_link(aimak):
    events = written(aimak, 5)
    events[2].verb = "test:other"
    tamper("UPDATE ledger_event SET verb = 'test:other' WHERE seq = %s", 3)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_event SET hash = %s WHERE seq = 3", [events[2].computed_hash()]
        )
    found = verify_chain()
    assert (found.broken_at, found.reason) == (4, "it does not continue the event before it")


def test_a_deleted_event_is_named(aimak):
    written(aimak, 5)
    tamper("DELETE FROM ledger_event WHERE seq = %s", 2)
    found = verify_chain()
    assert (found.broken_at, found.reason) == (2, "an event is missing")


def test_a_cut_off_end_is_named(aimak):
    written(aimak, 5)
    tamper("DELETE FROM ledger_event WHERE seq > %s", 3)
    found = verify_chain()
    assert (found.broken_at, found.reason) == (4, "events are missing at the end")


def test_an_event_put_beyond_the_end_is_named(aimak):
    events = written(aimak, 2)
    forged = Event(
        seq=3,
        at=timezone.now(),
        verb="test:forged",
        subject_type="registry.place",
        subject_id="1",
        previous=events[-1].hash,
    )
    forged.hash = forged.computed_hash()
    models.Model.save(forged, force_insert=True)
    found = verify_chain()
    assert (found.broken_at, found.reason) == (3, "it stands beyond the end")


WRITER = """
import sys, django
from django.conf import settings
import settings_for_tests
settings_for_tests.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.db import transaction
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.registry.models import Place
place = Place.objects.get()
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    with transaction.atomic():
        record("test:written", place, number=number)
"""


@pytest.mark.skipif(IS_SQLITE, reason="SQLite has one writer at a time by itself")
@pytest.mark.django_db(transaction=True)
def test_many_processes_keep_one_chain(country):
    """Four processes of 25 writes each, started together, on the first event there is."""
    name = connection.settings_dict["NAME"]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(name), "25"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ
            | {"PYTHONPATH": "src:tests", "DJANGO_SETTINGS_MODULE": "settings_for_tests"},
        )
        for _ in range(4)
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    found = verify_chain()
    assert (found.broken_at, found.checked) == (None, 100)
    assert Head.objects.get().seq == 100
