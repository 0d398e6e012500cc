"""A small law under consultation, for the tests of what is done with many voices."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from cast import make_user
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.laws.actions import save_provisions
from yntymak.apps.laws.models import (
    Act,
    ActVersion,
    AmendedAct,
    Amendment,
    Bill,
    BillVersion,
    Provision,
)
from yntymak.apps.laws.structure import join
from yntymak.methods.lawtext import parse, read_document

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation, Contribution
    from yntymak.foundation.people.models import User

LAW = """1-берене. Суунун сапаты

1. Айыл өкмөтү суунун сапатын ай сайын текшерет.
2. Текшерүүнүн жыйынтыгы элге жарыяланат.

2-берене. Тариф

Тарифти айылдык кеңеш бекитет.
"""


@pytest.fixture
def law(db) -> ActVersion:
    act = Act.objects.create(code="suu-1", kind="law", title_ky="Суу жөнүндө", title_ru="О воде")
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    save_provisions(version, join({"ky": parse(read_document(LAW.encode(), "suu.txt"), "ky")}))
    return version


@pytest.fixture
def asked(aigul, aimak, law) -> Consultation:
    today = timezone.localdate()
    made = actions.create_consultation(
        actor=aigul,
        client_key=uuid.uuid4(),
        announcement=actions.Announcement(
            title_ky="Суу кимге керек?",
            title_ru="Кому нужна вода?",
            summary_ky="Мыйзам өзгөрөт.",
            summary_ru="Закон меняется.",
            document=law,
            opens_on=today - dt.timedelta(days=3),
            closes_on=today + dt.timedelta(days=40),
            place=aimak,
        ),
    )
    return actions.publish_consultation(actor=aigul, consultation=made)


@pytest.fixture
def focal(aimak) -> User:
    return make_user("meerim", "Мээрим Абдиева", ("focal_point", aimak))


@pytest.fixture
def say(asked):
    """say("Тариф төмөндөсүн.", "art_2") → a contribution; published=aigul shows it too."""

    def spoken(text: str, key: str = "", *, published: User | None = None, **said) -> Contribution:
        rows = Provision.objects.filter(version=asked.document)
        voice = actions.Voice(text, provision=rows.get(key=key) if key else None, **said)
        made = actions.contribute(client_key=uuid.uuid4(), consultation=asked, voice=voice)
        if published is not None:
            actions.publish_contribution(actor=published, contribution=made)
            made.refresh_from_db()
        return made

    return spoken


@pytest.fixture
def answer():
    def answered(actor: User, contribution: Contribution, outcome="accepted", reason="Макул."):
        return actions.decide(
            actor=actor,
            client_key=uuid.uuid4(),
            contribution=contribution,
            outcome=outcome,
            reason=reason,
        )

    return answered


@pytest.fixture
def bill(law, agency, aigul) -> BillVersion:
    """Its second version, on article 1, published after people were asked about the law."""
    made = Bill.objects.create(
        code="suu-bill", title_ky="Суу", organisation=agency, created_by=aigul
    )
    version = BillVersion.objects.create(
        bill=made, number=2, published_at=timezone.now(), published_by=aigul, sha256="a" * 64
    )
    act = AmendedAct.objects.create(version=version, base=law, position=1)
    Amendment.objects.create(
        act=act, unit="art_1", position=1000, operations={"ky": []}, changed_by=aigul
    )
    return version
