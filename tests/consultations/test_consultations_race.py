"""Many people speak at the same second: each gets a number of their own, and no number is left out."""

from __future__ import annotations

import datetime as dt
import threading
import uuid

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.laws.models import Act, ActVersion
from yntymak.foundation.ledger.queries import verify_chain
from yntymak.foundation.people.models import Organisation

AT_ONCE = 8


@pytest.mark.django_db(transaction=True)
def test_voices_at_the_same_second_are_numbered_without_gap_or_double():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory has one connection: nothing happens at once")
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу")
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    today = timezone.localdate()
    consultation = Consultation.objects.create(
        code="suu",
        title_ky="Суу",
        summary_ky="Суу",
        organiser=Organisation.objects.create(kind="state_body", name_ky="Агенттик"),
        document=version,
        opens_on=today,
        closes_on=today + dt.timedelta(days=30),
        state="published",
    )
    start, faults = threading.Barrier(AT_ONCE), []
    same = uuid.uuid4()

    def speak(number: int) -> None:
        try:
            start.wait()
            for turn in range(3):
                key = same if turn == 0 else uuid.uuid4()
                text = "Баары бирге" if turn == 0 else f"Сунуш {number}/{turn}"
                voice = actions.Voice(text)
                actions.contribute(client_key=key, consultation=consultation, voice=voice)
        except Exception as fault:  # noqa: BLE001 - told by the main thread
            faults.append(fault)
        finally:
            connection.close()
            close_old_connections()

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    numbers = sorted(Contribution.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 2 * AT_ONCE + 2))
    assert verify_chain().broken_at is None
