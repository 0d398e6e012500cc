"""Consultations that stood before there were rounds have had round 1."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = ("consultations", "0001_initial")


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.fixture
def old(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_all_that_stood_belongs_to_round_one(old):
    act = old.get_model("laws", "Act").objects.create(code="suu", kind="law", title="Суу")
    version = old.get_model("laws", "ActVersion").objects.create(
        act=act, number=1, sources={"ky": {}}
    )
    office = old.get_model("people", "Organisation").objects.create(kind="kenesh", name="Кеңеш")
    for code in ("suu", "jol"):
        consultation = old.get_model("consultations", "Consultation").objects.create(
            code=code,
            title="Суу",
            summary="Суу",
            organiser=office,
            document=version,
            opens_on=dt.date(2025, 3, 1),
            closes_on=dt.date(2025, 4, 1),
        )
        old.get_model("consultations", "Contribution").objects.create(
            consultation=consultation, number=1, receipt=code, text="Суу"
        )
    migrate()
    from yntymak.apps.consultations.models import Consultation, Contribution

    for consultation in Consultation.objects.all():
        asked = consultation.rounds.get()
        assert (asked.number, asked.kind, asked.document_id) == (1, "national", version.pk)
        assert asked.closes_on == consultation.closes_on
        assert Contribution.objects.get(consultation=consultation).round == asked
