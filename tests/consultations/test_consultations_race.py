"""Many people speak at the same second: each gets an own number, and no number is left out."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from yntymak.apps.consultations.models import Consultation
from yntymak.apps.laws.models import Act, ActVersion
from yntymak.foundation.people.models import Organisation

AT_ONCE, EACH = 3, 8

# One process of a server. The first words of all carry the same key, as a double click does.
SPEAKER = """
import sys, uuid
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation
consultation = Consultation.objects.get()
print("ready", flush=True)
sys.stdin.readline()
for turn in range(int(sys.argv[3])):
    key = uuid.UUID(int=7) if turn == 0 else uuid.uuid4()
    text = "together" if turn == 0 else f"{sys.argv[2]}/{turn}"
    actions.contribute(client_key=key, consultation=consultation, voice=actions.Voice(text))
"""
NUMBERS = "SELECT number FROM consultations_contribution ORDER BY number"


@pytest.fixture
def consultation(transactional_db) -> Consultation:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу")
    today = timezone.localdate()
    return Consultation.objects.create(
        code="suu",
        title_ky="Суу",
        summary_ky="Суу",
        organiser=Organisation.objects.create(kind="state_body", name_ky="Агенттик"),
        document=ActVersion.objects.create(act=act, number=1, sources={"ky": {}}),
        opens_on=today,
        closes_on=today + dt.timedelta(days=30),
        state="published",
    )


@pytest.fixture
def database(consultation, tmp_path) -> str:
    """The name of a database that several processes can open."""
    if connection.vendor != "sqlite":
        return str(connection.settings_dict["NAME"])
    file = tmp_path / "yntymak.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    return str(file)


def numbers(database: str) -> list[int]:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS)
            return [number for (number,) in cursor.fetchall()]
    file = sqlite3.connect(database)
    try:
        return [number for (number,) in file.execute(NUMBERS)]
    finally:
        file.close()


def test_voices_at_the_same_second_are_numbered_without_gap_or_double(database):
    settings = {"PYTHONPATH": "src:tests", "DJANGO_SETTINGS_MODULE": "settings_for_tests"}
    speakers = [
        subprocess.Popen(
            [sys.executable, "-c", SPEAKER, database, str(number), str(EACH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | settings,
        )
        for number in range(AT_ONCE)
    ]
    for speaker in speakers:
        assert speaker.stdout.readline() == "ready\n"
    for speaker in speakers:
        speaker.stdin.write("\n")
        speaker.stdin.flush()
    for speaker in speakers:
        speaker.communicate(timeout=120)
        assert speaker.returncode == 0
    assert numbers(database) == list(range(1, AT_ONCE * (EACH - 1) + 2))
